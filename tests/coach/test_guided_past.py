"""What earlier sessions of an exercise mean for the next one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backcoach.coach.done import Session, Unit
from backcoach.coach.guided_past import after_red, colours_of, is_to_swap, may_rise, was_red
from backcoach.coach.traffic import Colour
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from tests.flows.people import real_book

PARAMETERS = real_book().activity.parameters
LIMITS = PARAMETERS.session
TODAY = date(2026, 11, 23)
PEAKS = {"green": 3, "amber": 5, "red": 8, "unknown": None}


def day(ago: int, *colours: str, item: str = "str_bridge") -> DayRecord:
    sessions = tuple(Session(item, 1, 2, PEAKS[one]) for one in colours)
    return DayRecord(TODAY - timedelta(days=ago), sessions=sessions)


def test_only_sessions_of_the_item_with_a_known_colour_tell() -> None:
    days = (day(0, "red"), day(2, "green", "unknown"), day(1, "amber", item="mob_cat_camel"))
    found = list(colours_of("str_bridge", days, LIMITS))
    assert found == [(TODAY - timedelta(days=2), Colour.GREEN), (TODAY, Colour.RED)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), False),
        ((day(1, "red"),), True),
        ((day(3, "red"), day(1, "green")), False),
        ((day(3, "red"), day(1, "unknown")), True),
        ((day(3, "green"), day(1, "amber")), False),
    ],
)
def test_the_last_known_colour_counts(days: tuple[DayRecord, ...], expected: bool) -> None:
    assert was_red("str_bridge", days, LIMITS) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((day(1, "red"),), False),
        ((day(1, "red", "red"),), True),
        ((day(13, "red"), day(0, "red")), True),
        ((day(14, "red"), day(0, "red")), False),
        ((day(5, "red"), day(3, "green"), day(1, "red")), True),
        ((day(5, "red"), day(1, "red", item="mob_cat_camel")), False),
    ],
)
def test_two_reds_of_one_item_within_fourteen_days_call_for_another(
    days: tuple[DayRecord, ...],
    expected: bool,
) -> None:
    assert is_to_swap("str_bridge", days, TODAY, LIMITS) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), True),
        ((day(0, "green"),), True),
        ((day(0, "amber"),), False),
        ((day(0, "red"),), False),
        ((day(0, "green", "unknown"),), False),
        ((day(1, "red"),), True),
        ((DayRecord(TODAY, settled=Answer.NO),), True),
    ],
)
def test_more_than_planned_only_where_all_of_today_is_green(
    days: tuple[DayRecord, ...],
    expected: bool,
) -> None:
    assert may_rise(days, TODAY, LIMITS) is expected


@pytest.mark.parametrize(
    ("amount", "unit", "less"),
    [(10, Unit.REPS, 8), (5, Unit.REPS, 4), (4, Unit.REPS, 3), (2, Unit.REPS, 2), (5, Unit.MINUTES, 4)],
)
def test_after_a_red_one_it_is_a_fifth_less_and_never_more(amount: int, unit: Unit, less: int) -> None:
    assert after_red(amount, unit, PARAMETERS) == less


@pytest.mark.parametrize(("amount", "part"), [(1, 3), (0, 0), (0, 1441), (0, -1)])
def test_a_go_that_was_broken_off_counts_for_none_and_some_of_it_was_done(amount: int, part: int) -> None:
    with pytest.raises(ValueError, match="broken off"):
        Session("str_bridge", amount, part=part)
    assert Session("str_bridge", 0, part=3).part == 3
