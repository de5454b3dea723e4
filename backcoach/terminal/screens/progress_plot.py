"""The plot of progress: daily life above pain over the same days, and below them what happened when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from backcoach.coach.stretches import Stretch
from backcoach.flows.progress import Average, By, ProgressView
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.plot import ASCII_BAND, BAND, Frame, Panel, Row, plot_lines
from backcoach.terminal.screens.progress_told import day_lines, mark_lines
from backcoach.terminal.told import Drawn
from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import RenderableType

LEAST_DAYS = 2
LEAST_SPAN = timedelta(days=13)
SOON = "The plot begins with the second day logged."
DOSE, FLARE, BOUT = "d", "F", "B"
MARKS = {DOSE: "a dose", FLARE: "a flare-up begins", BOUT: "a new bout begins"}
PHASE, PLAN, WEEK, MONTH = "ph", "pl", "wk", "mo"
SHOWN_WEEKS = 26
"""With more weeks than these the time below the plot is told in months."""


class Drawing(Value):
    """How the plot is drawn: whether at all, with the average of others or without, and in which signs."""

    is_wanted: bool = True
    with_average: bool = True
    is_ascii: bool = False


def progress_plot(
    view: ProgressView, book: Handbook, width: int, drawing: Drawing
) -> Iterator[RenderableType]:
    """The drawing with its key; a word where there is too little to draw."""
    functions = {day.day_on: day.function for day in view.days if day.function is not None}
    pains = {day.day_on: day.pain_average for day in view.days if day.pain_average is not None}
    logged = sorted({*functions, *pains})
    if len(logged) < LEAST_DAYS:
        yield Text(SOON, style="dim")
        return
    rows = tuple(row for row in _rows(view, book, logged[0], logged[-1]) if row.marks)
    frame = Frame(logged[0], max(logged[-1], logged[0] + LEAST_SPAN), rows)
    average = view.average if drawing.with_average else None
    plot = plot_lines(_panels(view, functions, pains, average), frame, width, is_ascii=drawing.is_ascii)
    key = Text(_key(view, rows, is_ascii=drawing.is_ascii), style="dim")
    lines = Group(*map(Text, (*day_lines(view, average), *mark_lines(view))))
    yield Drawn(Group(Text(), *plot, key), lines)
    if average is not None and pains and any(average.on(day) for day in logged):
        shown = Text(visible(_average_line(average, is_ascii=drawing.is_ascii)), style="dim")
        yield Drawn(shown, Text(visible(f"Average of {_average_words(average)}")))


def _panels(
    view: ProgressView,
    functions: Mapping[date, float],
    pains: Mapping[date, float],
    average: Average | None,
) -> Iterator[Panel]:
    def band(day: date) -> tuple[float, float] | None:
        point = average.on(day) if average is not None else None
        return (point.low, point.high) if point is not None else None

    lines = view.weeks if view.by is By.BOUT else view.stretches
    if functions:
        yield Panel("Daily life: 10 is all of it", functions, tuple(_means(lines, "function_mean")))
    if pains:
        yield Panel("Pain: 0 is none", pains, tuple(_means(lines, "pain_mean")), band)


def _means(stretches: Iterable[Stretch], name: str) -> Iterator[tuple[date, date, float]]:
    for one in stretches:
        mean = getattr(one, name)
        if mean is not None:
            yield one.starts_on, one.ends_on, mean


def _rows(view: ProgressView, book: Handbook, first: date, last: date) -> Iterator[Row]:
    """What stands below the plot: doses, flare-ups, new bouts, phases, changes of the plan, and the time."""
    for letter, days in ((DOSE, view.doses_on), (FLARE, view.flares_on), (BOUT, view.bouts_on[1:])):
        yield Row("", tuple((letter, day) for day in days if first <= day <= last))
    weeks = [week for week in view.weeks if week.starts_on <= last and week.ends_on >= first]
    begin = [(week, max(week.starts_on, first)) for week in weeks]
    if len(weeks) > SHOWN_WEEKS or view.by is not By.WEEK:
        yield Row(PHASE, tuple(_phases(begin)))
        yield Row(MONTH, tuple(_months(first, last)))
        return
    signs = ((book.activity.review_rule(week.outcome).sign, on) for week, on in begin if week.outcome)
    yield Row(PHASE, tuple(_phases(begin)))
    yield Row(PLAN, tuple(signs))
    yield Row(WEEK, tuple((str(week.number), on) for week, on in begin))


def _phases(weeks: Iterable[tuple[Stretch, date]]) -> Iterator[tuple[str, date]]:
    """Each phase where it begins."""
    before = None
    for week, on in weeks:
        if week.phase is not None and week.phase is not before:
            yield week.phase.value, on
        before = week.phase


def _months(first: date, last: date) -> Iterator[tuple[str, date]]:
    day = first
    while day <= last:
        yield f"{day:%b}", day
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _key(view: ProgressView, rows: Iterable[Row], *, is_ascii: bool) -> str:
    """What the signs mean, as far as they stand there."""
    span = "month" if view.by is By.MONTH else "week"
    lines = (
        f"= is the mean of a {span}, . a day" if is_ascii else f"Lines are means of {span}s, dots are days"
    )
    letters = {mark for row in rows if not row.name for mark, _day in row.marks}
    marks = [f"{letter} {words}" for letter, words in MARKS.items() if letter in letters]
    names = {row.name for row in rows}
    known = ((PHASE, "phase"), (PLAN, "the plan, + more, - less, = the same"))
    return "; ".join([lines, *marks, *(f"{name} {words}" for name, words in known if name in names)]) + "."


def _average_line(average: Average, *, is_ascii: bool) -> str:
    return f"{ASCII_BAND if is_ascii else BAND} {_average_words(average)}"


def _average_words(average: Average) -> str:
    curve = average.curve
    return f"{curve.text}: no target. {curve.note} (why {curve.id})"
