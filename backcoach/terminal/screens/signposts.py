"""Patterns and milestones on the screen: short beside a plan, in full where they are said first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from backcoach.coach.bout import DAYS
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.signposts import Said
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import Lines, hanging
from backcoach.terminal.words import score_text

if TYPE_CHECKING:
    from backcoach.coach.patterns import Fit

Line = tuple[str, str]
"""A line and its style."""

HEADING = 2
"""Lines before the first pattern: a blank one and the heading."""

MEANS = (("pain", "pain"), ("function", "daily life"))
NUMBERS = {"age_years": "age", "course_weeks": "weeks of pain", "onset_age": "age at the first bout"}


def milestone_lines(said: tuple[Said, ...], book: Handbook) -> Iterator[Line]:
    """A milestone in full, as it is said once: what to do, whom to call, the figures, a visit, and scans."""
    from backcoach.terminal.screens.contacts import contact_text

    for one in said:
        milestone = one.milestone
        yield "", ""
        yield (milestone.too_few if one.is_open else milestone.head), "bold"
        if not one.is_open:
            yield from ((f"- {step}", "") for step in milestone.do)
        yield from ((f"- {contact_text(call)}", "") for call in one.contacts)
        yield f"Why now ({milestone.label}): {_why(one)}", ""
        yield from ((line, "") for line in _figures(one, book))
        yield f"A visit: {milestone.visit}", ""
        if milestone.imaging:
            yield f"Scans: {milestone.imaging}", ""
        honest = "" if milestone.is_any_time else f"{book.screening.signposts.honest} "
        yield f"{honest}(backcoach why {milestone.id})", "dim"


def signpost_lines(said: tuple[Said, ...]) -> Iterator[Line]:
    """A milestone said in the last days once more, in one line beside the plan."""
    for one in said:
        text = one.milestone.too_few if one.is_open else one.milestone.head
        yield f"{text} (why {one.milestone.id})", "bold"


def signpost_status(said: tuple[Said, ...]) -> str:
    """The same in a few words for one line of status; empty where there is nothing."""
    notes = ((one.milestone.label, "on" if one.milestone.is_any_time else "at") for one in said)
    return "; ".join(f"a note {word} {label}: backcoach plan" for label, word in notes)


def pattern_lines(fits: tuple[Fit, ...], disposition: Disposition, book: Handbook) -> Iterator[Line]:
    """The patterns under a disposition: nothing where the action stands alone, little with `soon`."""
    if not fits or disposition >= Disposition.SAME_DAY:
        return
    yield "", ""
    yield book.screening.signposts.heading, "bold"
    for fit in fits:
        yield "", ""
        yield from _pattern(fit, book, is_short=not disposition.allows_plan)


def pattern_blocks(fits: tuple[Fit, ...], disposition: Disposition, book: Handbook) -> tuple[Lines, ...]:
    """The same in blocks that belong together: the heading with the first pattern, then one for each."""
    from rich.text import Text

    blocks: list[Lines] = []
    for text, style in pattern_lines(fits, disposition, book):
        if not text and (not blocks or len(blocks[-1]) > HEADING):
            blocks.append(())
        head = "- " if text.startswith("- ") else ""
        line = (
            hanging(f"  {head}", Text(text.removeprefix("- "), style=style))
            if head
            else Text(text, style=style)
        )
        blocks[-1] = (*blocks[-1], line)
    return tuple(blocks)


def _pattern(fit: Fit, book: Handbook, *, is_short: bool) -> Iterator[Line]:
    one = fit.pattern
    yield f"{one.name} (why {one.id})", "bold"
    yield f"Your answers: {_signs(fit, book)}.", ""
    if is_short:
        yield "What stands above comes first. Say there that your answers fit this.", ""
        return
    yield f"Who and when: {one.see}", ""
    yield from ((f"- {line}", "") for line in one.advice)
    yield from ((f"- {line}", "bold") for line in one.urgent)
    yield f"Usual course: {one.usual}", ""
    yield f"A visit: {one.visit}", ""
    yield f"Scans: {one.imaging} {one.no_imaging}", ""
    yield f"Later options: {' '.join(one.options)}", ""
    yield f"In the plan: {' '.join(one.plan)}", ""


def _signs(fit: Fit, book: Handbook) -> str:
    """The person's own signs that make the pattern, and the numbers; one that is not known says so."""
    questions = book.screening.rules.questions
    words = []
    for name, value in fit.reason.inputs:
        if value == Answer.YES.value:
            words.append(questions[name].short)
        elif name in NUMBERS:
            words.append(f"{NUMBERS[name]} {value.split(',')[0]}")
    return ", ".join(dict.fromkeys(words))


def _why(one: Said) -> str:
    if not one.is_open:
        return one.reason.why
    return "there are too few days in your record to tell."


def _figures(one: Said, book: Handbook) -> Iterator[str]:
    """The means with how many days are behind them, and what the person said."""
    inputs = dict(one.reason.inputs)
    if one.milestone.is_any_time:
        yield from _looked_at(one, inputs, book)
        return
    yield f"Your last {inputs['window_days']} days: {_means(inputs, 'last')}."
    if _has(inputs, "first") or (one.is_open and _has(inputs, "last")):
        yield f"Your first days: {_means(inputs, 'first')}."
    questions = book.screening.rules.questions
    yes = (name for name, value in one.reason.inputs if value == Answer.YES.value)
    signs = [questions[name].short for name in yes if name in questions]
    if signs:
        yield f"You said: {', '.join(signs)}."


def _looked_at(one: Said, inputs: Mapping[str, str], book: Handbook) -> Iterator[str]:
    """The figures that a milestone of any time asks about, and of how many days they are."""
    figures = book.screening.signposts.figures
    for name in dict.fromkeys(one.milestone.when.reads()):
        if name in inputs:
            unit = f" {figures[name].unit}" if figures[name].unit else ""
            days = inputs.get(f"{name}{DAYS}")
            counted = f" ({days} of {inputs['window_days']} days logged)" if days else ""
            yield f"{figures[name].short}: {score_text(float(inputs[name]))}{unit}{counted}".capitalize()


def _has(inputs: Mapping[str, str], when: str) -> bool:
    return any(f"{name}_{when}" in inputs for name, _ in MEANS)


def _means(inputs: Mapping[str, str], when: str) -> str:
    """The means with their days; where there are too few, how many there are and how many are needed."""
    told = [f"{words} {_mean(inputs, f'{name}_{when}')}" for name, words in MEANS]
    is_short = any(f"{name}_{when}" not in inputs for name, _ in MEANS)
    return ", ".join(told) + (f"; {inputs['days_needed']} days are needed to tell" if is_short else "")


def _mean(inputs: Mapping[str, str], name: str) -> str:
    days = int(inputs[f"{name}_days"])
    counted = "1 day" if days == 1 else f"{days} days"
    if name not in inputs:
        return f"logged on {counted}"
    return f"{score_text(float(inputs[name]))} of 10 ({f'{counted} logged' if days else 'told at the start'})"
