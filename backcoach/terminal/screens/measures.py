"""The measures on the screen: all of them, one of them, and how each went."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.measures import (
    CHANGE_LINES,
    LOW_START,
    NOT_KNOWN,
    RECALLED,
    Known,
    Measure,
    Measured,
    MeasureFigure,
    ScoreChange,
)
from backcoach.flows.measures import MeasureShown, Point
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, day_text, score_text

HEAD = "What is measured"
ONE = "One of them in full: backcoach measures NAME. How yours went: backcoach progress"
LEFT_OUT = "Well-known forms that are not in here"
DUE = "due now"


def list_screen(due: AbstractSet[str], book: Handbook) -> RenderableType:
    """Every measure with when it is asked and what change counts; then the forms that are left out."""
    parts: list[RenderableType] = [Text(HEAD, style="bold")]
    for one in book.measures.measures:
        mark = f" ({DUE})" if one.id in due else ""
        parts.append(Text.assemble((visible(one.id), "bold"), f": {visible(one.name)}{mark}"))
        parts += [hanging("    When: ", one.when), hanging("    What counts: ", one.counts)]
    parts.append(Text(LEFT_OUT, style="bold"))
    for form in book.measures.left_out:
        parts.append(Text.assemble((visible(form.id), "bold"), f": {visible(form.name)}"))
        parts.append(hanging("    ", form.why))
    parts.append(Text(ONE))
    return Group(*parts, *_draft(book))


def measure_screen(one: Measure, book: Handbook) -> RenderableType:
    """One measure: what is asked and when, how it is scored, what change counts, and from where we know."""
    parts: list[RenderableType] = [Text(visible(one.name), style="bold"), hanging("When: ", one.when)]
    if one.item:
        parts += [hanging("Asked: ", one.ask), *(hanging("  - ", item.text) for item in one.item)]
    parts += [hanging("Score: ", one.score), hanging("What counts: ", one.counts)]
    parts += [hanging("  - ", _figure(figure)) for figure in one.figure]
    parts += [hanging("  - ", f"{level.least:g} to {level.most:g}: {level.text}") for level in one.level]
    parts.append(hanging("Use: ", one.licence))
    if one.covered_by:
        parts.append(Text(visible(book.measures.line(RECALLED))))
    parts.append(Text(f"Sources: backcoach why {one.id}", style="dim"))
    return Group(*parts, *_draft(book))


def _figure(one: MeasureFigure) -> str:
    """A figure with how it is known."""
    from backcoach.flows.glossary import KNOWN_WORDS

    cited = f": {', '.join(one.sources)}" if one.known is Known.READ else ""
    return f"{one.text} ({KNOWN_WORDS[one.known]}{cited})"


def _draft(book: Handbook) -> Iterator[RenderableType]:
    if book.measures.is_draft:
        yield Text(NOT_REVIEWED, style="dim")


def kept_line(kept: tuple[Measured, ...], book: Handbook) -> RenderableType:
    """What was noted."""
    names = ", ".join(book.measures.measure(one.measure).name for one in kept)
    return Text(visible(f"Noted: {names}. How it went: backcoach progress"))


def shown_lines(shown: tuple[MeasureShown, ...], book: Handbook) -> Iterator[RenderableType]:
    """How each measure went since the start, never a score without what it means."""
    for one in shown:
        yield Text(visible(f"{_name(one)}: {_scores(one)}{_meaning(one, book)}"))
    if any(one.change is not None and one.change.is_low_start for one in shown):
        yield Text(visible(book.measures.line(LOW_START)), style="dim")
    if any(one.is_recalled and one.measure.covered_by for one in shown):
        yield Text(visible(book.measures.line(RECALLED)), style="dim")


def _name(one: MeasureShown) -> str:
    """The name of a measure, with how it was told where that may be in two ways."""
    scale = "" if one.measure.unit else f", of {one.measure.most}"
    told = "" if not one.measure.field else (", recalled" if one.is_recalled else ", mean of days")
    return f"{one.measure.name}{told}{scale}"


def _scores(one: MeasureShown) -> str:
    """The first score and the last."""
    scored = one.scored
    if not scored:
        return f"not all told on {day_text(one.points[-1].on)}, so there is no score."
    ends = [scored[0], scored[-1]] if len(scored) > 1 else [scored[0]]
    return ", then ".join(_point(point) for point in ends)


def _point(point: Point) -> str:
    if point.days is None:
        return f"{score_text(point.score)} on {day_text(point.on)}"
    return f"{score_text(point.score)} in the week of {day_text(point.on)} (n {point.days})"


def _meaning(one: MeasureShown, book: Handbook) -> str:
    if not one.scored:
        return ""
    level = f" ({one.level.text})" if one.level else ""
    if one.change is None:
        return f"{level}. One score so far, so there is no change to tell."
    between = ";" if one.change.words is None else ","
    return f"{level}. {_change(one.change)}{between} {_words(one.change, one, book)}."


def _change(change: ScoreChange) -> str:
    if not change.points:
        return "No change"
    return f"{score_text(abs(change.points))} {'more' if change.points > 0 else 'less'}"


def _words(change: ScoreChange, one: MeasureShown, book: Handbook) -> str:
    """What a change means, and from when it counts."""
    if change.words is None:
        return book.measures.line(NOT_KNOWN)
    words = book.measures.line(CHANGE_LINES[change.words])
    if change.band is None:
        return words
    return f"{words} (chance alone may do {score_text(change.band)}; why {one.measure.id})"
