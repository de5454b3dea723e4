"""The figures of progress as tables: as many columns beside each other as the screen holds, none cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from backcoach.coach.stretches import Stretch
from backcoach.flows.progress import By
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.words import score_text
from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTHING = "."
HEADS = {By.WEEK: "Week", By.MONTH: "Month", By.BOUT: "Bout"}


class Column(Value):
    """One column: its head in two lines, and what stands in the row of a stretch."""

    head: str
    cell: Callable[[Stretch], str]


def progress_tables(
    stretches: Sequence[Stretch], by: By, book: Handbook, width: int
) -> Iterator[RenderableType]:
    """All columns, function and activity before pain; below each other where the screen is narrow."""
    name = Column(HEADS[by], lambda one: _name(one, by))
    others = [one for one in _columns(book) if any(one.cell(row) != NOTHING for row in stretches)]
    for place, group in enumerate(_groups(name, others, stretches, width)):
        if place:
            yield Text()
        yield _table((name, *group), stretches)


def _columns(book: Handbook) -> tuple[Column, ...]:
    hard = score_text(book.activity.parameters.change.hard_from)
    return (
        Column("Daily life\nmean (n)", lambda one: _with_n(one.function_mean, one.function_n)),
        Column("Minutes\ndone/plan", lambda one: _of(one.minutes_done, one.minutes_planned, one)),
        Column("Exercises\ndone/plan", lambda one: _of(one.goes_done, one.goes_planned, one)),
        Column("Pain\nmean (n)", lambda one: _with_n(one.pain_mean, one.pain_n)),
        Column("Pain\nrange", _range),
        Column("Worst\npain", lambda one: _score(one.pain_worst)),
        Column(
            f"Days at\n{hard}+", lambda one: f"{one.hard_days} of {one.pain_n}" if one.pain_n else NOTHING
        ),
        Column("Days\nlogged", lambda one: f"{one.days_logged}/{(one.ends_on - one.starts_on).days + 1}"),
        Column("Flare-\nups", lambda one: str(one.flare_ups)),
        Column("\nPhase", lambda one: one.phase.value if one.phase else NOTHING),
        Column("\nPlan", lambda one: _sign(one, book)),
        Column("\nDoses", lambda one: str(one.doses)),
        Column("Sleep\nmean (n)", lambda one: _with_n(one.sleep_mean, one.sleep_n)),
        Column("Work h\n(days)", lambda one: _with_n(one.work_hours, one.work_days)),
        Column("Sat, min\nmean (n)", lambda one: _with_n(one.sat_mean, one.sits)),
    )


def _groups(
    name: Column, columns: Sequence[Column], rows: Sequence[Stretch], width: int
) -> Iterator[list[Column]]:
    """The columns in as few groups as fit, each beside the name of the row."""
    group: list[Column] = []
    free = room = width - _needed(name, rows)
    for column in columns:
        needed = _needed(column, rows) + 1
        if group and needed > free:
            yield group
            group, free = [], room
        group.append(column)
        free -= needed
    yield group


def _needed(column: Column, rows: Sequence[Stretch]) -> int:
    """How many places of the screen a column takes."""
    return max(map(len, (*column.head.split("\n"), *(column.cell(row) for row in rows))), default=0)


def _table(columns: Sequence[Column], rows: Sequence[Stretch]) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column.head, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(column.cell(row)) for column in columns))
    return table


def _name(one: Stretch, by: By) -> str:
    if by is By.MONTH:
        return f"{one.starts_on:%b %Y}"
    year = f"{one.starts_on:%d %b}" if by is By.WEEK else f"{one.starts_on:%d %b %Y}"
    return f"{one.number:<2} {year}"


def _of(done: int, planned: int, one: Stretch) -> str:
    """Done of planned; where nothing was told, how much was done is not known."""
    if not (done or planned):
        return NOTHING
    return f"{done if one.days_told else NOTHING}/{planned}"


def _score(score: float | None) -> str:
    return NOTHING if score is None else score_text(score)


def _with_n(score: float | None, n: int) -> str:
    return NOTHING if score is None else f"{score_text(score)} ({n})"


def _range(one: Stretch) -> str:
    return NOTHING if one.pain_low is None else f"{score_text(one.pain_low)}-{score_text(one.pain_high)}"


def _sign(one: Stretch, book: Handbook) -> str:
    """What became of the amounts at the look back before it."""
    return book.activity.review_rule(one.outcome).sign if one.outcome else NOTHING
