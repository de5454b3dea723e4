"""What makes a need for a lesson: what was told, and nothing that is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.lesson_needs import fresh_needs, told_needs
from backcoach.coach.lessons import Need
from backcoach.coach.person import Profile, Waking
from backcoach.coach.week import DayRecord
from tests.coach.learning import BOOK, needs

TODAY = date(2026, 3, 20)
PERSON = Profile("NZ", 41, date(2026, 3, 2), Waking(time(7), time(23)), None, ())


def day(ago: int, **said: Any) -> DayRecord:
    return DayRecord(TODAY - timedelta(days=ago), **said)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, []),
        ({"worries": ("poor_sleep",)}, ["poor_sleep"]),
        ({"worries_a_bit": ("fear_of_movement",)}, ["fear_of_movement"]),
        ({"worries_unsaid": ("fear_of_movement", "poor_sleep")}, []),
        ({"worries": ("low_mood", "worst_case")}, ["high_distress"]),
        ({"worries": ("work_worry",)}, ["works"]),
        ({"worries": ("something_of_another_version",)}, []),
        ({"confidence": 3}, ["low_confidence"]),
        ({"confidence": 4}, []),
        ({"work": "sitting"}, ["sits_long", "works"]),
        ({"work": "moderate"}, ["heavy_work", "works"]),
        ({"work": "heavy"}, ["heavy_work", "works"]),
        ({"work": "standing"}, ["works"]),
        ({"work": "off"}, ["works"]),
        ({"work": "none"}, []),
    ],
)
def test_what_is_told_makes_a_need_and_what_was_passed_over_none(
    said: dict[str, Any], wanted: list[str]
) -> None:
    assert told_needs(replace(PERSON, **said), BOOK, takes_medicine=False) == needs(wanted)


def test_medicine_makes_its_need() -> None:
    assert told_needs(PERSON, BOOK, takes_medicine=True) == {Need.TAKES_MEDICINE}


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([], []),
        ([day(0, is_flare=True)], ["flare"]),
        ([day(2, is_flare=True)], ["flare"]),
        ([day(3, is_flare=True)], []),
        ([day(-1, is_flare=True)], []),
        ([day(0, sleep=4), day(1, sleep=4)], ["poor_sleep"]),
        ([day(0, sleep=4), day(1, sleep=4.5)], []),
        ([day(0, sleep=0)], []),
        ([day(0, sleep=0), day(7, sleep=0)], []),
        ([day(0, sleep=0), day(6, sleep=0)], ["poor_sleep"]),
        ([day(0, distress=7), day(6, distress=7)], ["high_distress"]),
        ([day(0, distress=7), day(1, distress=6.5)], []),
        ([day(0, distress=10), day(1), day(2)], []),
    ],
)
def test_the_last_days_make_a_need_where_there_are_enough_of_them(
    days: list[DayRecord], wanted: list[str]
) -> None:
    assert fresh_needs(days, TODAY, BOOK) == needs(wanted)


@given(st.lists(st.integers(-5, 30), unique=True))
def test_days_on_which_nothing_was_said_make_no_need(ago: list[int]) -> None:
    assert fresh_needs([day(one) for one in ago], TODAY, BOOK) == frozenset()
