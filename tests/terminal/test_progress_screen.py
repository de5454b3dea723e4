"""The table of progress is whole on a narrow screen too."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from backcoach.coach.phases import Phase
from backcoach.coach.progress import PainChange
from backcoach.coach.stretches import Stretch
from backcoach.flows.progress import ProgressView
from backcoach.terminal.screens.progress import progress_screen
from backcoach.terminal.screens.progress_plot import Drawing
from tests.flows.people import real_book
from tests.terminal.keyboard import run

MONDAY = date(2026, 11, 23)
HEADS = (
    *("Daily life\nmean (n)", "Minutes\ndone/plan", "Exercises\ndone/plan", "Pain\nmean (n)", "Pain\nrange"),
    *("Worst\npain", "Days at\n4+", "Days\nlogged", "Flare-\nups", "Phase", "Plan", "Doses"),
    *("Sleep\nmean (n)", "Work h\n(days)", "Sat, min\nmean (n)"),
)
FIGURES = (
    *("7/7", "1234/1200", "112/140", "6.3 (7)", "8.8 (7)", "7.5-9.5", "7 of 7", "28", "3"),
    *("strengthen", "37.5 (5)", "112.5 (28)"),
)


def week(number: int, **figures: object) -> Stretch:
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
        "hard_days": 7,
        "days_told": 7,
        "phase": Phase.STRENGTHEN,
        "outcome": "progress" if number > 1 else None,
        "sleep_mean": 6.3,
        "sleep_n": 7,
        "work_hours": 37.5,
        "work_days": 5,
        "sat_mean": 112.5,
        "sits": 28,
    }
    return Stretch(number, starts_on, starts_on + timedelta(days=6), **(widest | figures))  # type: ignore[arg-type]


def shown(width: int, *weeks: Stretch) -> list[str]:
    """The lines of the screen."""
    console = Console(file=StringIO(), width=width, color_system=None)
    view = ProgressView(weeks, (), None, (), stretches=weeks)
    console.print(progress_screen(view, width, real_book(), Drawing(is_wanted=False)))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [120, 80, 60])
def test_every_head_and_every_figure_is_whole(width: int) -> None:
    lines = shown(width, week(1), week(12))
    text = "\n".join(lines)
    assert "\u2026" not in text
    assert max(map(len, lines)) <= width
    for part in (part for head in HEADS for part in head.split("\n")):
        assert part in text, part
    for figure in FIGURES:
        assert text.count(figure) >= 2, figure


@pytest.mark.parametrize(("width", "tables"), [(150, 1), (80, 2), (60, 3)])
def test_a_narrow_screen_gets_several_tables_each_with_its_weeks(width: int, tables: int) -> None:
    lines = shown(width, week(1), week(2))
    assert sum(line.startswith("2  30 Nov") for line in lines) == tables


def test_what_is_not_known_is_a_dot_and_no_nought() -> None:
    unknown = week(1, function_mean=None, pain_mean=None, pain_low=None)
    line = next(line for line in shown(150, unknown, week(2)) if line.startswith("1  "))
    assert line.split().count(".") == 4, "the fourth is the plan, which follows no look back"


def test_what_was_never_told_takes_no_column() -> None:
    text = "\n".join(
        shown(150, week(1, work_hours=None, sat_mean=None), week(2, work_hours=None, sat_mean=None))
    )
    assert "Sleep" in text
    assert "Work h" not in text
    assert "Sat, min" not in text


def test_it_looks_back_whatever_stands_and_says_last_where_to_go(with_plan: Path) -> None:
    assert with_plan.exists()
    assert run("log", "--all-clear", "--flag", "em_chest_pain").returncode == 12
    ran = run("progress")
    assert ran.returncode == 0
    assert "Daily life" not in ran.stderr
    assert "Get emergency help now" in ran.stderr
    assert "backcoach plan" in " ".join(ran.stderr.split())


def test_the_weeks_that_pain_is_compared_of_are_named_by_their_days() -> None:
    view = ProgressView(
        (week(1), week(3)),
        (),
        PainChange.LIKELY_BETTER,
        (("days_before", "7"), ("days_after", "6"), ("days_needed", "4")),
        stretches=(week(1), week(3)),
        bouts_on=(MONDAY,),
    )
    out = Console(file=StringIO(), width=120, color_system=None)
    out.print(progress_screen(view, 120, real_book(), Drawing(is_wanted=False)))
    assert isinstance(out.file, StringIO)
    assert "Pain, week of Mon 7 Dec against week of Mon 23 Nov: likely better" in out.file.getvalue()
