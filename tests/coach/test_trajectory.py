"""Names for the course of pain over months, and the average of others, by their tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.logged_days import Days
from backcoach.coach.trajectory import TOO_EARLY, curve_for, on_curve, trajectory
from backcoach.coach.week import DayRecord
from tests.flows.people import real_book as real_handbook
from tests.spec.activity.people import MONDAY

BOOK = real_handbook().trajectories
DAY = timedelta(days=1)


def diary(weeks: Sequence[float | None], told: int = 7) -> Days:
    """So many days of each week with its score; None is a week without a word."""
    return tuple(
        DayRecord(MONDAY + (7 * number + day) * DAY, pain_average=score)
        for number, score in enumerate(weeks)
        if score is not None
        for day in range(told)
    )


@pytest.mark.parametrize(
    ("weeks", "intensity", "pattern"),
    [
        ([5, 3, *[0] * 10], "recovered", "trajectory_single"),
        ([5, *[0] * 11], "recovered", "trajectory_single"),
        ([5, 3, 2, 0, 0, 0, 0, 0, 4, 4, 4, 4], "mild", "trajectory_episodic"),
        ([7, 5, 4, 2, 1, 1, 1, 1, 1, 1, 1, 1], "mild", "trajectory_improving_quick"),
        ([7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 3, 3], "moderate", "trajectory_improving_slow"),
        ([3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8], "moderate", "trajectory_progressing"),
        ([6, 6, 7, 6, 6, 7, 6, 6, 6, 7, 6, 6], "severe", "trajectory_ongoing"),
        ([2, 5, 2, 6, 3, 5, 2, 5, 3, 5, 2, 5], "moderate", "trajectory_fluctuating"),
        ([2, 3, 4, 3, 2, 3, 4, 3, 2, 3, 4, 3], "mild", "trajectory_ongoing"),
        ([0] * 12, "recovered", "trajectory_other"),
    ],
)
def test_a_course_has_the_name_that_its_weeks_give_it(
    weeks: list[float], intensity: str, pattern: str
) -> None:
    found = trajectory(diary(weeks), MONDAY, MONDAY + 84 * DAY, BOOK)

    assert found.value is not None
    assert (found.value.intensity.id, found.value.pattern.id) == (intensity, pattern)
    (reason,) = found.reasons
    assert reason.rule == pattern
    assert dict(reason.inputs)["weeks_known"] == "12"


def test_pain_on_few_days_of_a_week_is_not_ongoing() -> None:
    hurting, free = 2.0, 0.0
    days = tuple(
        DayRecord(MONDAY + place * DAY, pain_average=hurting if place % 7 < 3 else free)
        for place in range(84)
    )

    found = trajectory(days, MONDAY, MONDAY + 84 * DAY, BOOK)

    assert found.value is not None
    assert found.value.pattern.id == "trajectory_other"


@pytest.mark.parametrize(
    ("weeks", "told", "days"),
    [([5] * 12, 7, 83), ([5] * 5 + [None] * 7, 7, 84), ([5] * 12, 3, 84), ([], 7, 84)],
)
def test_with_too_little_there_is_no_name(weeks: list[float | None], told: int, days: int) -> None:
    found = trajectory(diary(weeks, told), MONDAY, MONDAY + days * DAY, BOOK)

    assert found.value is None
    assert [reason.rule for reason in found.reasons] == [TOO_EARLY]


def test_half_of_the_weeks_are_enough_and_gaps_make_no_pain_free_month() -> None:
    weeks = [5, 5, None, None, None, None, 5, 5, None, 5, None, 5]

    found = trajectory(diary(weeks), MONDAY, MONDAY + 84 * DAY, BOOK)

    assert found.value is not None
    assert found.value.pattern.id == "trajectory_ongoing"


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=12, max_size=30))
def test_every_course_has_one_name_at_most_and_its_strength_fits_its_mean(weeks: list[int | None]) -> None:
    found = trajectory(diary(weeks), MONDAY, MONDAY + 7 * len(weeks) * DAY, BOOK)
    known = [score for score in weeks if score is not None]

    assert (found.value is None) == (2 * len(known) < len(weeks))
    if found.value is not None:
        mean = sum(known) / len(known)
        below = [one.most for one in BOOK.intensities if one.most < found.value.intensity.most]
        assert max(below, default=-1) + 0.5 <= mean + 0.5 + 1e-9
        assert mean < found.value.intensity.most + 0.5


@pytest.mark.parametrize(
    ("age", "id_"),
    [
        (0, "curve_acute"),
        (41, "curve_acute"),
        (42, "curve_subacute"),
        (83, "curve_subacute"),
        (84, "curve_persistent"),
        (900, "curve_persistent"),
    ],
)
def test_others_are_those_whose_pain_had_lasted_as_long(age: int, id_: str) -> None:
    assert curve_for(MONDAY - age * DAY, MONDAY, BOOK).id == id_


def test_the_average_runs_straight_between_its_points_and_nowhere_else() -> None:
    onset_on = MONDAY - 7 * DAY
    curve = curve_for(onset_on, MONDAY, BOOK)

    at_start, half = (on_curve(curve, onset_on, MONDAY, onset_on + days * DAY) for days in (0, 21))
    assert at_start is not None
    assert half is not None
    assert (at_start.low, at_start.mean, at_start.high) == (4.8, 5.2, 5.7)
    assert half.mean == pytest.approx((5.2 + 2.3) / 2)
    assert on_curve(curve, onset_on, MONDAY, onset_on - DAY) is None
    assert on_curve(curve, onset_on, MONDAY, onset_on + 365 * DAY) is None


def test_old_pain_is_counted_from_the_day_the_plan_began() -> None:
    onset_on = MONDAY - 400 * DAY
    curve = curve_for(onset_on, MONDAY, BOOK)

    point = on_curve(curve, onset_on, MONDAY, MONDAY)

    assert point is not None
    assert point.mean == 5.6
