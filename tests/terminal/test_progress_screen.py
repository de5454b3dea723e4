"""The table of progress is whole on a narrow screen too."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from rich.console import Console

from backcoach.coach.progress import WeekProgress
from backcoach.flows.progress import ProgressView
from backcoach.terminal.screens.progress import COLUMNS, progress_screen
from tests.flows.people import real_book

MONDAY = date(2026, 11, 23)


def week(number: int, **figures: float) -> WeekProgress:
    """A week with the widest figures there may be."""
    starts_on = MONDAY + timedelta(weeks=number - 1)
    widest = {
        "days_logged": 7,
        "minutes_done": 1234,
        "minutes_planned": 1200,
        "goes_done": 112,
        "goes_planned": 140,
        "days_unknown": 0,
        "function_mean": 6.3,
        "function_n": 7,
        "pain_mean": 8.8,
        "pain_low": 7.5,
        "pain_high": 9.5,
        "pain_n": 7,
        "pain_worst": 10,
        "doses": 28,
        "flare_ups": 3,
    }
    return WeekProgress(number, starts_on, starts_on + timedelta(days=6), **(widest | figures))  # type: ignore[arg-type]


def shown(width: int, *weeks: WeekProgress) -> list[str]:
    """The lines of the screen."""
    console = Console(file=StringIO(), width=width, color_system=None)
    console.print(progress_screen(ProgressView(weeks, (), None, ()), width, real_book(), with_plot=False))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [120, 80, 60])
def test_every_head_and_every_figure_is_whole(width: int) -> None:
    lines = shown(width, week(1), week(12))
    text = "\n".join(lines)
    assert "\u2026" not in text
    assert max(map(len, lines)) <= width
    for name in COLUMNS:
        for part in name.split("\n"):
            assert part in text, name
    for figure in ("12  08 Feb", "7/7", "1234/1200", "112/140", "6.3 (7)", "8.8 (7)", "7.5-9.5", "28", "3"):
        assert text.count(figure) >= 2 or figure == "12  08 Feb", figure


@pytest.mark.parametrize(("width", "tables"), [(80, 1), (60, 2)])
def test_a_narrow_screen_gets_two_tables_each_with_its_weeks(width: int, tables: int) -> None:
    lines = shown(width, week(1), week(2))
    assert sum(line.startswith("2  30 Nov") for line in lines) == tables


def test_what_is_not_known_is_a_dot_and_no_nought() -> None:
    (line,) = [
        line
        for line in shown(80, week(1, function_mean=None, pain_mean=None, pain_low=None))  # type: ignore[arg-type]
        if line.startswith("1  ")
    ]
    assert line.split().count(".") == 3
