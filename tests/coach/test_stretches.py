"""Weeks, months and bouts: what was told is counted where it belongs, and what was not stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.done import DoneAmount, Unit
from backcoach.coach.phases import Phase
from backcoach.coach.stretches import Marks, Past, by_bout, by_month, by_week
from backcoach.coach.week import DayRecord, ItemKind, PlanItem
from tests.spec.activity.people import MONDAY, real_book, walked, walking_week

LIMITS = real_book().parameters.change
DAY = timedelta(days=1)
WEEK = 7 * DAY


def test_a_week_shows_done_of_planned_and_the_means_with_their_counts() -> None:
    bridge = PlanItem("str_bridge", ItemKind.EXERCISE, "Bridge", 5, Unit.REPS, 2, (MONDAY, MONDAY + 2 * DAY))
    week = walking_week(minutes=10)
    week = replace(week, items=(*week.items, bridge), outcome="progress")
    days = (
        DayRecord(MONDAY, pain_average=4, pain_worst=7, function=5, sleep=3, done=(DoneAmount("walk", 10),)),
        DayRecord(MONDAY + DAY, pain_average=6, function=8, done=(DoneAmount("str_bridge", 1),)),
        DayRecord(MONDAY + 2 * DAY),
        DayRecord(MONDAY + WEEK, pain_average=9, done=walked(99)),
    )
    marks = Marks(
        doses_on=(MONDAY, MONDAY, MONDAY - DAY),
        flares_on=(MONDAY + DAY,),
        worked=((MONDAY, 4.0), (MONDAY + DAY, 3.5), (MONDAY + WEEK, 8.0)),
        sat=((MONDAY, 30), (MONDAY, 50), (MONDAY - DAY, 10)),
    )

    (shown,) = by_week((week,), Past(days, LIMITS, marks))

    assert (shown.number, shown.starts_on, shown.ends_on) == (1, week.starts_on, week.ends_on)
    assert (shown.days_logged, shown.days_told, shown.days_unknown) == (3, 2, 5)
    assert (shown.minutes_done, shown.minutes_planned) == (10, 70)
    assert (shown.goes_done, shown.goes_planned) == (1, 4)
    assert (shown.function_mean, shown.function_n) == (6.5, 2)
    assert (shown.pain_mean, shown.pain_low, shown.pain_high, shown.pain_n) == (5.0, 4, 6, 2)
    assert (shown.pain_worst, shown.hard_days) == (7, 2)
    assert (shown.sleep_mean, shown.sleep_n) == (3, 1)
    assert (shown.doses, shown.flare_ups) == (2, 1)
    assert (shown.work_hours, shown.work_days) == (7.5, 2)
    assert (shown.sat_mean, shown.sits) == (40, 2)
    assert (shown.phase, shown.outcome) == (week.phase, "progress")


def test_a_week_without_a_word_has_no_means() -> None:
    (shown,) = by_week((walking_week(),), Past((), LIMITS))

    assert (shown.days_logged, shown.days_unknown, shown.minutes_done) == (0, 7, 0)
    assert (shown.pain_mean, shown.pain_low, shown.pain_high, shown.pain_worst) == (None, None, None, None)
    assert (shown.function_mean, shown.pain_n, shown.function_n) == (None, 0, 0)
    assert (shown.sleep_mean, shown.work_hours, shown.sat_mean) == (None, None, None)


def test_there_is_one_line_for_each_week() -> None:
    weeks = (walking_week(), walking_week(MONDAY + WEEK, number=2))

    assert [week.number for week in by_week(weeks, Past((), LIMITS))] == [1, 2]


def test_a_week_over_the_end_of_a_month_is_shared_between_both() -> None:
    begin = date(2026, 11, 23)
    first, second = walking_week(begin, minutes=10), walking_week(begin + WEEK, number=2, minutes=20)
    second = replace(second, phases=(Phase.BUILD, *second.phases[1:]), outcome="progress")
    days = tuple(
        DayRecord(begin + number * DAY, pain_average=number % 7, done=walked(5)) for number in range(14)
    )

    november, december = by_month((first, second), Past(days, LIMITS, Marks((begin + 8 * DAY,))))

    assert (november.starts_on, november.ends_on) == (begin, date(2026, 11, 30))
    assert (december.starts_on, december.ends_on) == (date(2026, 12, 1), date(2026, 12, 6))
    assert (november.minutes_planned, december.minutes_planned) == (90, 120)
    assert (november.minutes_done, december.minutes_done) == (40, 30)
    assert (november.days_logged, december.days_logged) == (8, 6)
    assert (november.phase, november.outcome, december.outcome) == (Phase.BUILD, None, None)
    assert (november.doses, december.doses) == (0, 1)


def test_days_between_two_weeks_are_neither_planned_nor_unknown() -> None:
    weeks = (walking_week(), walking_week(MONDAY + 4 * WEEK, number=2))
    days = (DayRecord(MONDAY + 2 * WEEK, pain_average=3, done=walked(50)),)

    (bout,) = by_bout((weeks,), Past(days, LIMITS))

    assert (bout.days_logged, bout.days_unknown) == (1, 14)
    assert (bout.minutes_done, bout.pain_n) == (0, 1)


def test_a_task_counts_the_days_on_which_it_was_named() -> None:
    steps = PlanItem(
        "steps", ItemKind.TASK, "Steps", 3000, Unit.STEPS, 1, tuple(MONDAY + n * DAY for n in range(3))
    )
    more = replace(steps, amount=3300, days=(MONDAY + 3 * DAY,))
    week = replace(walking_week(), items=(steps, more))
    days = (
        DayRecord(MONDAY, done=(DoneAmount("steps", 2000),)),
        DayRecord(MONDAY + DAY, done=(DoneAmount("walk", 10),)),
        DayRecord(MONDAY + 3 * DAY, done=(DoneAmount("steps", 4000),)),
        DayRecord(MONDAY + 4 * DAY, done=(DoneAmount("steps", 9000),)),
    )

    (shown,) = by_week((week,), Past(days, LIMITS))

    (task,) = shown.tasks
    assert (task.planned, task.days_planned, task.days_told, task.done_mean) == (3300, 4, 2, 3000)


def test_each_bout_is_one_line() -> None:
    bouts = ((walking_week(),), (walking_week(MONDAY + 20 * WEEK),))

    first, second = by_bout(bouts, Past((DayRecord(MONDAY, pain_average=4),), LIMITS))

    assert (first.number, first.pain_n, second.number, second.pain_n) == (1, 1, 2, 0)


@given(
    st.integers(0, 40),
    st.dictionaries(st.integers(0, 30), st.integers(0, 10), max_size=25),
    st.dictionaries(st.integers(0, 30), st.integers(0, 60), max_size=25),
)
def test_months_and_weeks_count_the_same_days(
    begin: int, pains: dict[int, int], walks: dict[int, int]
) -> None:
    first = MONDAY + begin * DAY
    weeks = tuple(walking_week(first + number * WEEK, number=number + 1) for number in range(4))
    days = tuple(
        DayRecord(
            first + place * DAY,
            pain_average=pains.get(place),
            done=walked(walks[place]) if place in walks else None,
        )
        for place in sorted({*pains, *walks})
    )
    past = Past(days, LIMITS)
    weekly, monthly = by_week(weeks, past), by_month(weeks, past)

    for name in ("days_logged", "minutes_done", "minutes_planned", "days_unknown", "pain_n", "hard_days"):
        assert sum(getattr(one, name) for one in weekly) == sum(getattr(one, name) for one in monthly), name


def test_a_task_is_told_with_the_mean_of_the_days_that_name_it() -> None:
    week = walking_week()
    steps = PlanItem("steps", ItemKind.TASK, "Steps", 4000, Unit.STEPS, 1, week.days)
    said = [
        DayRecord(week.days[0], done=(DoneAmount("steps", 3000),)),
        DayRecord(week.days[1], done=(DoneAmount("steps", 4000),)),
        DayRecord(week.days[2], done=(DoneAmount("walk", 10),)),
    ]
    (told,) = by_week((replace(week, items=(*week.items, steps)),), Past(tuple(said), LIMITS))
    (silent,) = by_week((replace(week, items=(steps,)),), Past((), LIMITS))

    assert [(one.planned, one.days_planned, one.days_told, one.done_mean) for one in told.tasks] == [
        (4000, 7, 2, 3500)
    ]
    assert [(one.days_told, one.done_mean) for one in silent.tasks] == [(0, None)]
    assert (told.minutes_planned, silent.goes_planned) == (week.minutes, 0)
