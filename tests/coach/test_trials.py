"""Trials that were finished set the amounts of the next week, and raise nothing after a bad one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.baseline import Baseline
from backcoach.coach.person import Profile
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ReviewOutcome, WeekPlan
from backcoach.coach.weekplan import first_week, next_week
from tests.spec.activity.people import MONDAY, person, real_book

BOOK = real_book()


def baseline(amount: int, days: int = 3) -> Baseline:
    return Baseline(amount * days, days, days, 3, MONDAY + timedelta(days=3))


def decided(percent: int, **facts: bool) -> Decision[ReviewOutcome]:
    return Decision(
        ReviewOutcome("progress", percent, 100, **facts), (Reason("progress", "why", (), ("D",)),)
    )


def second(
    profile: Profile, percent: int, baselines: dict[str, Baseline] | None, **facts: bool
) -> tuple[WeekPlan, WeekPlan]:
    week = first_week(profile, MONDAY, BOOK)
    return week, next_week(
        week, decided(percent, **facts), profile, BOOK, week.review_on, baselines=baselines
    )


@pytest.mark.parametrize(
    ("percent", "starts_over", "managed", "minutes", "rule"),
    [
        (10, False, 20, 16, "trials_default"),
        (10, False, 5, 4, "trials_default"),
        (0, False, 20, 10, "trials_wait"),
        (0, False, 5, 4, "trials_default"),
        (-20, False, 20, 8, "trials_wait"),
        (-20, False, 5, 4, "trials_default"),
        (10, True, 20, 5, "trials_wait"),
        (10, True, 5, 4, "trials_default"),
    ],
)
def test_trials_raise_an_amount_only_after_a_week_that_grows(
    percent: int, starts_over: bool, managed: int, minutes: int, rule: str
) -> None:
    profile = person(200, walk_minutes=13)
    before, week = second(profile, percent, {"walk": baseline(managed)}, starts_over=starts_over)
    was, walk = before.latest("walk"), week.latest("walk")

    assert was is not None
    assert walk is not None
    assert (was.amount, walk.amount) == (10, minutes)
    assert week.reasons_for("walk")[0].rule == rule
    names = [name for name, _value in week.reasons_for("walk")[0].inputs]
    assert ("last_trial_on" in names) is (rule != "trials_wait")


def test_a_longer_walk_from_trials_does_not_come_as_often_as_the_short_one() -> None:
    before, week = second(person(200), 10, {"walk": baseline(20)})
    was, walk = before.latest("walk"), week.latest("walk")

    assert was is not None
    assert walk is not None
    assert (was.amount, was.times_per_day) == (5, 3)
    assert (walk.amount, walk.times_per_day) == (16, 1)


def test_trials_on_too_few_days_or_of_what_is_not_known_change_nothing() -> None:
    profile = person(200, walk_minutes=13)
    _, usual = second(profile, 10, None)
    for some in ({"walk": baseline(20, 2)}, {"moon": baseline(20)}, {"steps": baseline(3000, 2)}):
        assert second(profile, 10, some)[1] == usual


def test_the_liked_activity_starts_from_its_trials_when_its_phase_comes() -> None:
    profile = person(10, likes=("swim",), walk_minutes=13)
    week = first_week(profile, MONDAY, BOOK)
    assert week.latest("swim") is None
    tried = {"swim": Baseline(24, 2, 2, 2, MONDAY)}
    after = next_week(week, decided(15), profile, BOOK, week.days[-1] + timedelta(days=1), baselines=tried)
    swim = after.latest("swim")

    assert swim is not None
    assert swim.amount == 9
    assert "trials_default" in [reason.rule for reason in after.reasons_for("swim")]


@given(st.integers(0, 600), st.sampled_from([-20, -10, 0, 5, 10, 15, 20]), st.integers(0, 60))
def test_trials_never_lift_a_week_above_the_caps(managed: int, percent: int, walked: int) -> None:
    profile = person(200, walk_minutes=walked, likes=("garden",), liked_minutes=walked)
    before, week = second(profile, percent, {"walk": baseline(managed), "garden": baseline(managed)})
    caps = BOOK.parameters.caps

    assert all(item.amount <= caps.go_minutes for item in week.items if item.is_timed)
    assert week.minutes <= min(
        caps.week_minutes, before.minutes + max(before.minutes * caps.rise_percent // 100, caps.rise_minutes)
    )
    if percent <= 0:
        assert week.minutes <= before.minutes
