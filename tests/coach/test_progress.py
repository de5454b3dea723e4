from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.parameters import Unit
from backcoach.coach.progress import PainChange, ability_change, pain_change, weekly_progress
from backcoach.coach.week import DayRecord, DoneAmount, ItemKind, PlanItem
from tests.spec.activity.people import MONDAY, days_from, real_book, walked, walking_week

LIMITS = real_book().parameters.change
DAY = timedelta(days=1)


def test_a_week_shows_done_of_planned_and_the_means_with_their_counts() -> None:
    bridge = PlanItem("str_bridge", ItemKind.EXERCISE, "Bridge", 5, Unit.REPS, 2, (MONDAY, MONDAY + 2 * DAY))
    week = walking_week(minutes=10)
    week = replace(week, items=(*week.items, bridge))
    days = (
        DayRecord(MONDAY, pain_average=4, pain_worst=7, function=5, done=(DoneAmount("walk", 10),)),
        DayRecord(MONDAY + DAY, pain_average=6, function=8, done=(DoneAmount("str_bridge", 1),)),
        DayRecord(MONDAY + 2 * DAY),
        DayRecord(MONDAY + 7 * DAY, pain_average=9, done=walked(99)),
    )

    (shown,) = weekly_progress((week,), days, LIMITS, (MONDAY, MONDAY, MONDAY - DAY), (MONDAY + DAY,))

    assert (shown.number, shown.starts_on, shown.ends_on) == (1, week.starts_on, week.ends_on)
    assert (shown.days_logged, shown.days_unknown) == (3, 5)
    assert (shown.minutes_done, shown.minutes_planned) == (10, 70)
    assert (shown.goes_done, shown.goes_planned) == (1, 4)
    assert (shown.function_mean, shown.function_n) == (6.5, 2)
    assert (shown.pain_mean, shown.pain_low, shown.pain_high, shown.pain_n) == (5.0, 4, 6, 2)
    assert (shown.pain_worst, shown.hard_days) == (7, 2)
    assert (shown.doses, shown.flare_ups) == (2, 1)


def test_a_week_without_a_word_has_no_means() -> None:
    (shown,) = weekly_progress((walking_week(),), (), LIMITS)

    assert (shown.days_logged, shown.days_unknown, shown.minutes_done) == (0, 7, 0)
    assert (shown.pain_mean, shown.pain_low, shown.pain_high, shown.pain_worst) == (None, None, None, None)
    assert (shown.function_mean, shown.pain_n, shown.function_n) == (None, 0, 0)


def test_there_is_one_line_for_each_week() -> None:
    weeks = (walking_week(), walking_week(MONDAY + 7 * DAY, number=2))

    assert [week.number for week in weekly_progress(weeks, (), LIMITS)] == [1, 2]


def test_a_clear_fall_over_full_weeks_is_likely_better() -> None:
    change, figures = pain_change(
        days_from(MONDAY, [6, 7, 6, 5, 6, 7, 5]), days_from(MONDAY + 7 * DAY, [3, 4, 3, 4, 3, 3, 4]), LIMITS
    )

    assert change is PainChange.LIKELY_BETTER
    assert dict(figures)["mean_before"] == "6.00"
    assert dict(figures)["days_after"] == "7"
    # pooled spread of 0.69 is taken as 0.70
    assert dict(figures)["band"] == "0.73"


def test_a_week_that_swings_needs_a_larger_fall() -> None:
    change, figures = pain_change(
        days_from(MONDAY, [9, 2, 9, 2, 9, 2, 9]), days_from(MONDAY + 7 * DAY, [7, 0, 7, 0, 7, 0, 7]), LIMITS
    )

    assert change is PainChange.MAYBE_BETTER
    assert float(dict(figures)["band"]) > 2


def test_with_few_days_an_ordinary_spread_is_assumed() -> None:
    _change, figures = pain_change(days_from(MONDAY, [6] * 4), days_from(MONDAY + 7 * DAY, [6] * 4), LIMITS)

    assert dict(figures)["band"] == "1.97"


@pytest.mark.parametrize(("before", "after"), [(3, 7), (7, 3), (0, 7), (7, 0)])
def test_fewer_than_four_days_tell_nothing(before: int, after: int) -> None:
    change, figures = pain_change(
        days_from(MONDAY, [9] * before), days_from(MONDAY + 7 * DAY, [1] * after), LIMITS
    )

    assert change is PainChange.TOO_FEW_DAYS
    assert dict(figures)["days_needed"] == "4"


def test_missing_days_do_not_count() -> None:
    first, last = [6, "-", 6, "-", 6, "?", 6], [4, 4, "-", 4, "?", 4, "-"]

    _change, figures = pain_change(days_from(MONDAY, first), days_from(MONDAY + 7 * DAY, last), LIMITS)

    assert (dict(figures)["mean_before"], dict(figures)["mean_after"]) == ("6.00", "4.00")


def test_activities_are_compared_like_with_like() -> None:
    for before, after in (((), ()), ((3, 4), (5,))):
        with pytest.raises(ValueError, match="same activities"):
            ability_change(before, after, LIMITS)


@given(
    st.lists(st.integers(0, 10), min_size=4, max_size=7), st.lists(st.integers(0, 10), min_size=4, max_size=7)
)
def test_better_one_way_is_not_better_the_other_way(before: list[int], after: list[int]) -> None:
    first, last = days_from(MONDAY, before), days_from(MONDAY + 7 * DAY, after)
    better = {PainChange.LIKELY_BETTER, PainChange.MAYBE_BETTER}

    assert not {pain_change(first, last, LIMITS)[0], pain_change(last, first, LIMITS)[0]} <= better


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_an_amount_below_nothing_or_above_the_steps_of_a_day_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100000"):
        DoneAmount("walk", amount)


def test_a_task_is_told_with_the_mean_of_the_days_that_name_it() -> None:
    week = walking_week()
    steps = PlanItem("steps", ItemKind.TASK, "Steps", 4000, Unit.STEPS, 1, week.days)
    said = [
        DayRecord(week.days[0], done=(DoneAmount("steps", 3000),)),
        DayRecord(week.days[1], done=(DoneAmount("steps", 4000),)),
        DayRecord(week.days[2], done=(DoneAmount("walk", 10),)),
    ]
    (told,) = weekly_progress((replace(week, items=(*week.items, steps)),), tuple(said), LIMITS)
    (silent,) = weekly_progress((replace(week, items=(steps,)),), (), LIMITS)

    assert [(one.planned, one.days_planned, one.days_told, one.done_mean) for one in told.tasks] == [
        (4000, 7, 2, 3500)
    ]
    assert [(one.days_told, one.done_mean) for one in silent.tasks] == [(0, None)]
    assert (told.minutes_planned, silent.goes_planned) == (week.minutes, 0)
