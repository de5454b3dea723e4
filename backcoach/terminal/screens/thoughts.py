"""The screen after the check of what the person thinks and feels."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.thoughts import CAUTIOUS, CONTACTS, LESSONS, VISIT
from backcoach.coach.values import Reason
from backcoach.flows.thoughts import ThoughtsView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.contacts import contact_text
from backcoach.terminal.words import NOT_REVIEWED, day_text

EXTENTS = {"yes": "", "a_bit": " (a bit)", "not_sure": " (not answered)"}
UNANSWERED = "What you did not answer"
NOTHING = "Kept. Nothing changes after these answers."
KEPT = "Kept. The pages that go with your answers wait until there may be a plan."


def thoughts_screen(view: ThoughtsView, book: Handbook) -> RenderableType:
    """Whom to call first, then a visit, what changes, and the pages to read. It names no condition."""
    parts: list[RenderableType] = [Text(), *help_lines(view, book)]
    if not view.reasons:
        parts += [Text(NOTHING if view.standing.is_plan_allowed else KEPT), Text()]
    if view.next_on:
        parts.append(Text(f"This check comes back on {day_text(view.next_on)}. Any time: backcoach thoughts"))
    if view.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def help_lines(view: ThoughtsView, book: Handbook) -> Iterator[RenderableType]:
    """What follows from a check, each thing once."""
    for reason in view.reasons:
        yield Text(visible(reason.why), style="bold")
        yield from _under(reason, view, book)
        yield Text()


def _under(reason: Reason, view: ThoughtsView, book: Handbook) -> Iterator[RenderableType]:
    """What belongs under a reason."""
    if reason.rule == CONTACTS:
        yield from (hanging("  - ", contact_text(one)) for one in view.contacts)
    elif reason.rule in (VISIT, CAUTIOUS):
        yield from (hanging("  - ", line) for line in _labels(reason, book))
    elif reason.rule == LESSONS:
        yield from (hanging("  - ", f"{one.title}: backcoach why {one.id}") for one in view.lessons)


def _labels(reason: Reason, book: Handbook) -> Iterator[str]:
    for id_, extent in reason.inputs:
        worry = book.activity.thoughts.worry(id_)
        yield f"{worry.label}{EXTENTS[extent]}" if worry else UNANSWERED
