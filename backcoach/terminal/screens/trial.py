"""What is to be tried out, how far it is, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.activity import BaselineKind
from backcoach.flows.trials import TrialState
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, UNITS, amount_text

HEAD = "What you manage now"
KEEP = "Keep one: backcoach trial ID AMOUNT. More of them: backcoach trial --all"
NEXT_WEEK = "your next week can start from {amount}"
NOT_PLANNED = "the first amount would be {amount}; no week plan holds it"
NOTHING = "none of it so far, so there is nothing to start from; name a small amount: backcoach plan --set"
IN_PLAN = "your plan started from your trials; to try again, begin anew"
UNDO = "Take it back: backcoach undo"
DOES_NOT_COUNT = "Kept. Less than {amount} does not count as a day of trial."


def list_screen(states: Iterable[TrialState], book: Handbook) -> RenderableType:
    """Everything worth trying, with how and how often still, and when to stop."""
    words = book.activity.trial_words
    parts: list[RenderableType] = [Text(HEAD, style="bold"), Text(visible(words.how))]
    for state in states:
        parts += _listed(state)
    parts += [Text(visible(words.stop), style="bold"), Text(KEEP)]
    return Group(*parts, *_draft(book))


def kept_screen(state: TrialState, kept: int | None, book: Handbook) -> RenderableType:
    """What was kept of one trial, how far it is now, and when to stop the next one."""
    thing = state.thing
    parts: list[RenderableType] = []
    if kept is not None and kept < thing.valid_from:
        parts.append(Text(DOES_NOT_COUNT.format(amount=amount_text(thing.valid_from, thing.unit))))
    elif kept is not None:
        parts.append(Text(visible(f"Kept: {thing.label}, {amount_text(kept, thing.unit)}."), style="bold"))
    else:
        parts.append(Text(visible(f"Taken back: {thing.label}."), style="bold"))
    progress = _progress(state)
    parts.append(Text(visible(f"{progress[0].upper()}{progress[1:]}.")))
    if kept is not None:
        parts.append(Text(UNDO))
    if state.days_missing and thing.kind is BaselineKind.TOLERANCE:
        parts.append(Text(visible(book.activity.trial_words.stop)))
    return Group(*parts, *_draft(book))


def waiting_lines(states: Iterable[TrialState]) -> Iterator[str]:
    """One line for each thing that the next week starts from its trials."""
    for state in states:
        if state.is_waiting:
            yield f"{state.thing.label}: {_result(state)} (backcoach trial)"


def _listed(state: TrialState) -> Iterator[RenderableType]:
    thing = state.thing
    head = Text.assemble((visible(thing.label), "bold"), f" ({thing.id}): {visible(_progress(state))}")
    yield hanging("- ", head)
    if state.days_missing and not state.against and not state.is_used:
        yield hanging("  ", thing.how)


def _progress(state: TrialState) -> str:
    """How far the trials of one thing are, in one line."""
    if state.against:
        return f"not now ({state.against})"
    if state.is_nothing:
        return NOTHING
    if state.first is not None:
        return _result(state)
    if state.is_used:
        return IN_PLAN
    missing = state.days_missing
    more = "1 more day" if missing == 1 else f"{missing} more days"
    return f"tried on {state.days_done} of {state.thing.days_needed} days; {more} to go"


def _result(state: TrialState) -> str:
    """What a known baseline comes to."""
    unit, baseline, first = state.thing.unit, state.baseline, state.first
    if baseline is None or first is None:
        return ""
    then = NEXT_WEEK if state.thing.is_planned else NOT_PLANNED
    mean = f"about {baseline.mean:g} {UNITS[unit]} over {baseline.days} days"
    return f"{mean}; {then.format(amount=amount_text(first.amount, unit))}"


def _draft(book: Handbook) -> Iterator[RenderableType]:
    if book.activity.is_draft:
        yield Text(NOT_REVIEWED, style="dim")
