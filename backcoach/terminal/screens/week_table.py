"""The days of a week as a table, in one piece or, on a screen too narrow for that, in two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backcoach.coach.week import WEEK_DAYS, ItemKind, PlanItem
from backcoach.flows.plan import PlanView
from backcoach.terminal.safe import visible
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import UNITS, of_a_day

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

HALF = 4
"""So many days of a week stand above the others where a screen is too narrow for all of them."""


class _CloseTable(Table):
    """A table whose columns stand closer where they would not fit otherwise, so that no word is cut.

    Where that is not enough `halves` stand one under the other in its place.
    """

    halves: tuple[Table, ...] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of it."""
        self.collapse_padding = False
        self.collapse_padding = self._is_too_wide(console, options)
        if self.halves and self.collapse_padding and self._is_too_wide(console, options):
            yield from self.halves
        else:
            yield from super().__rich_console__(console, options)

    def _is_too_wide(self, console: Console, options: ConsoleOptions) -> bool:
        return self.__rich_measure__(console, options).minimum > options.max_width


def week_table(view: PlanView) -> RenderableType:
    """What each day of the week holds."""
    table = _days_table(view, range(WEEK_DAYS))
    table.halves = (_days_table(view, range(HALF)), _days_table(view, range(HALF, WEEK_DAYS)))
    return Padding(table, (1, 0, 0, 0), expand=False)


def _days_table(view: PlanView, places: range) -> _CloseTable:
    """The week at these places of its days."""
    table = _CloseTable(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("The week")
    for day in (view.week.days[place] for place in places):
        is_today = day == view.day
        name = f"{day:%a}\n{day.day}{'*' if is_today else ''}"
        head = Text(name, style="bold" if is_today else "")
        words = Text(f"{day:%a} {day.day}{', today' if is_today else ''}")
        table.add_column(Drawn(head, words), justify="right", no_wrap=True)
    for label, cells in _rows(view):
        table.add_row(Text(visible(label)), *(Text(cells[place]) for place in places))
    return table


def _rows(view: PlanView) -> Iterator[tuple[str, list[str]]]:
    week = view.week
    for id_, one in {item.id: item for item in week.items if not item.is_exercise}.items():
        amounts = [
            sum(item.amount * item.times_per_day for item in _planned(view, day) if item.id == id_)
            for day in week.days
        ]
        yield f"{one.label} ({_unit(one)})", [str(amount) if amount else "." for amount in amounts]
    counts = [sum(item.is_exercise for item in _planned(view, day)) for day in week.days]
    yield "Exercises (kinds)", [str(count) if count else "." for count in counts]
    if view.course is not None:
        yield "Doses (? if needed)", [_doses(view, day) for day in week.days]


def _planned(view: PlanView, day: date) -> tuple[PlanItem, ...]:
    """What a day holds; today as light as it is."""
    return tuple(one.item for one in view.items) if day == view.day else view.week.items_on(day)


def _unit(item: PlanItem) -> str:
    unit = UNITS[of_a_day(item.unit)]
    return f"{unit} at most" if item.kind is ItemKind.LIMIT else unit


def _doses(view: PlanView, day: date) -> str:
    doses = [dose for on, dose in view.course_days if on == day]
    if not doses:
        return "."
    return f"{len(doses)}{'?' if doses[0].is_optional else ''}"
