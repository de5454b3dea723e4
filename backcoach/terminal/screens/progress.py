"""Progress as a table by week and a plot. Function and activity come before pain; gaps stay gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcoach.coach.measures import level_of
from backcoach.coach.progress import TaskProgress, WeekProgress
from backcoach.flows.progress import ProgressView
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.measures import NOT_KNOWN
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.measures import shown_lines
from backcoach.terminal.screens.plot import Frame, Panel, plot_lines
from backcoach.terminal.words import UNITS, day_text, score_text

LEAST_DAYS = 2
DOSE, FLARE = "d", "F"
COLUMNS = (
    "Week",
    "Days\nlogged",
    "Minutes\ndone/plan",
    "Exercises\ndone/plan",
    "Daily life\nmean (n)",
    "Pain\nmean (n)",
    "Pain\nrange",
    "Doses",
    "Flare-\nups",
)
SCORES = ("Daily life\nmean (n)", "Pain\nmean (n)", "Pain\nrange")


def progress_screen(
    view: ProgressView, width: int, book: Handbook, *, with_plot: bool, is_ascii: bool = False
) -> RenderableType:
    """The table, what changed, and the plot."""
    parts: list[RenderableType] = [*_tables(view.weeks, width)]
    parts += [Text(visible(line)) for line in _task_lines(view.weeks)]
    if view.change is not None:
        figures = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in view.change_inputs)
        parts.append(Text(f"Pain, this week against the first: {view.change.value} ({figures})."))
    parts += _hard_days(view, book)
    parts += _said(view, book)
    parts.append(Text("n is the number of days logged; days without a check-in stay empty.", style="dim"))
    if with_plot:
        parts += _plot(view, width, is_ascii=is_ascii)
    return Group(*parts)


def _said(view: ProgressView, book: Handbook) -> list[RenderableType]:
    """What was said when somebody looked back: own activities first, each score with its meaning."""
    lines = []
    if view.own is not None:
        limits = book.activity.parameters.change
        each = zip(view.own.names, view.own.before, view.own.now, strict=True)
        shown = ", ".join(f"{name} {before} -> {now}" for name, before, now in each)
        least = (limits.ability_small, limits.ability_medium, limits.ability_large)
        sizes = "small from {:g}, medium from {:g}, large from {:g}".format(*least)
        gain = f"mean gain {view.own.gain:.1f}: {view.own.size.value} ({sizes})"
        on = day_text(view.own.on)
        lines.append(f"Own activities, of 10, start to now ({on}): {shown}; {gain}.")
    before, now = view.confidence
    if now is not None:
        was = "" if before is None else f", {before} at the start"
        level = level_of(book.measures.measure("confidence"), now)
        means = f" ({level.text})" if level else ""
        counts = "" if before is None else f"; {book.measures.line(NOT_KNOWN)}"
        score = f"{now} of 10{means}{_on(view.confidence_on)}{was}{counts}"
        lines.append(f"How sure you are to do daily things: {score}.")
    if view.overall is not None:
        words = next(one.text for one in book.lighter.degrees if one.points == view.overall)
        lines.append(f"All in all, against the start, as you said{_on(view.overall_on)}: {words}.")
    return [*(Text(visible(line)) for line in lines), *shown_lines(view.measures, book)]


def _on(day: date | None) -> str:
    return f" on {day_text(day)}" if day else ""


def _task_lines(weeks: tuple[WeekProgress, ...]) -> Iterator[str]:
    """One line for each total or task of daily life: what was done of what was planned, week by week."""
    tasks = {one.id: one for week in weeks for one in week.tasks}
    for id_, last in tasks.items():
        told = (f"week {week.number} {_task(one)}" for week in weeks for one in week.tasks if one.id == id_)
        yield f"{last.label} ({UNITS[last.unit]}, mean of days told, of plan): {'; '.join(told)}."


def _task(one: TaskProgress) -> str:
    done = "not told" if one.done_mean is None else f"{one.done_mean:.0f}"
    return f"{done} of {one.planned} (n {one.days_told})"


def _tables(weeks: tuple[WeekProgress, ...], width: int) -> list[RenderableType]:
    """One table where it fits the screen, else two below each other, so that no figure is cut off."""
    rows = [_row(week) for week in weeks]
    everything = range(len(COLUMNS))
    if _needed(rows) <= width:
        return [_table(rows, everything)]
    scores = [place for place in everything if place == 0 or COLUMNS[place] in SCORES]
    others = [place for place in everything if COLUMNS[place] not in SCORES]
    return [_table(rows, others), Text(), _table(rows, scores)]


def _row(week: WeekProgress) -> tuple[str, ...]:
    return (
        f"{week.number}  {week.starts_on:%d %b}",
        f"{week.days_logged}/7",
        f"{week.minutes_done}/{week.minutes_planned}",
        f"{week.goes_done}/{week.goes_planned}",
        _with_n(week.function_mean, week.function_n),
        _with_n(week.pain_mean, week.pain_n),
        _range(week),
        str(week.doses),
        str(week.flare_ups),
    )


def _needed(rows: list[tuple[str, ...]]) -> int:
    """How many columns of the screen the whole table takes, one of them between two columns."""
    cells = zip(COLUMNS, *rows, strict=True)
    longest = (max(len(line) for cell in column for line in cell.split("\n")) for column in cells)
    return sum(longest) + len(COLUMNS) - 1


def _table(rows: list[tuple[str, ...]], places: Sequence[int]) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
    for place in places:
        table.add_column(COLUMNS[place], justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(row[place]) for place in places))
    return table


def _with_n(score: float | None, n: int) -> str:
    return "." if score is None else f"{score_text(score)} ({n})"


def _range(week: WeekProgress) -> str:
    if week.pain_low is None:
        return "."
    return f"{score_text(week.pain_low)}-{score_text(week.pain_high)}"


def _hard_days(view: ProgressView, book: Handbook) -> Iterator[Text]:
    """The worst of each week and the share of hard days, first against last: pain is more than its mean."""
    told = [week for week in view.weeks if week.pain_n]
    if told:
        ends = told if len(told) == 1 else (told[0], told[-1])
        shares = "; ".join(
            f"week {week.number}: {week.hard_days} of {week.pain_n}"
            + ("" if week.pain_worst is None else f", worst {score_text(week.pain_worst)}")
            for week in ends
        )
        yield Text(
            f"Days with pain of {score_text(book.activity.parameters.change.hard_from)} or more: {shares}."
        )


def _plot(view: ProgressView, width: int, *, is_ascii: bool) -> Iterator[Text]:
    """Daily life above pain, both over the same days."""
    functions = {day.day_on: day.function for day in view.days if day.function is not None}
    pains = {day.day_on: day.pain_average for day in view.days if day.pain_average is not None}
    logged = sorted({*functions, *pains})
    if len(logged) < LEAST_DAYS:
        yield Text("The plot begins with the second day logged.", style="dim")
        return
    frame = Frame(
        logged[0],
        logged[-1],
        tuple((week.number, max(week.starts_on, logged[0])) for week in view.weeks),
        {DOSE: view.doses_on, FLARE: view.flares_on},
    )
    panels = (
        Panel("Daily life: 10 is all of it", functions, tuple(_means(view.weeks, "function_mean"))),
        Panel("Pain: 0 is none", pains, tuple(_means(view.weeks, "pain_mean"))),
    )
    yield Text()
    yield from plot_lines((one for one in panels if one.days), frame, width, is_ascii=is_ascii)
    marks = [f"{DOSE} a dose"] * bool(view.doses_on) + [f"{FLARE} a flare-up begins"] * bool(view.flares_on)
    means = "= is the mean of a week, . a day" if is_ascii else "Lines are means of weeks, dots are days"
    yield Text("; ".join([means, *marks]) + ".", style="dim")


def _means(weeks: tuple[WeekProgress, ...], name: str) -> Iterator[tuple[date, date, float]]:
    for week in weeks:
        mean = getattr(week, name)
        if mean is not None:
            yield week.starts_on, week.ends_on, mean
