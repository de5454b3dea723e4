"""What may be taken back, what stays, and what a late correction leaves of a check-in."""

from __future__ import annotations

from datetime import date

import pytest

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import SignsAnswered
from backcoach.coach.record import CheckIn, DoseTaken, MedicineChecked, Screened, ScreeningDue
from backcoach.coach.takeable import (
    BY_ITSELF,
    EDITABLE,
    ONCE,
    OPEN,
    TIMELY,
    Keeps,
    corrected_check_in,
    kept_as,
)
from backcoach.coach.values import Answer

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def test_what_may_be_corrected_or_said_only_once_may_be_taken_back_and_nothing_of_safety_may() -> None:
    safety = {Screened, ScreeningDue, MedicineChecked, SignsAnswered}

    assert set(EDITABLE) <= set(OPEN)
    assert set(ONCE) <= set(OPEN)
    assert not safety & set(OPEN)
    assert not set(BY_ITSELF) & set(OPEN)


def test_a_kind_that_nobody_thought_of_stays() -> None:
    assert kept_as(object()) is Keeps.SAFETY
    assert kept_as(SignsAnswered(Medicine.PARACETAMOL, {})) is Keeps.MEDICINE
    assert kept_as(DoseTaken(Medicine.PARACETAMOL, 500)) is None


def test_a_score_that_is_changed_in_time_counts_and_one_that_is_changed_late_is_named() -> None:
    old = CheckIn(pain=4, sleep=6, note="x")
    soon = corrected_check_in(old, CheckIn(pain=5, sleep=6), MONDAY, MONDAY, is_late=False)
    late = corrected_check_in(old, CheckIn(pain=5, sleep=6), MONDAY, MONDAY, is_late=True)

    assert (soon.told_on, soon.late, soon.is_recalled) == (MONDAY, None, False)
    assert (late.told_on, late.late, late.is_recalled) == (MONDAY, ("pain",), True)
    assert corrected_check_in(late, late, FRIDAY, MONDAY, is_late=True) == late


def test_a_score_that_is_emptied_is_not_named_and_one_put_right_in_time_is_late_no_more() -> None:
    late = CheckIn(pain=5, late=("pain",), told_on=MONDAY)

    assert corrected_check_in(late, CheckIn(), FRIDAY, MONDAY, is_late=True).late is None
    assert corrected_check_in(late, CheckIn(pain=3), FRIDAY, MONDAY, is_late=False).late is None


@pytest.mark.parametrize("name", TIMELY)
def test_every_score_is_a_field_of_a_check_in(name: str) -> None:
    value = Answer.NO if name == "settled" else None
    assert getattr(CheckIn(settled=Answer.NO), name) is value


def test_what_was_told_for_a_day_before_stays_recalled() -> None:
    body = corrected_check_in(CheckIn(pain=1), CheckIn(pain=1, note="n"), TUESDAY, MONDAY, is_late=False)
    assert body.is_recalled
