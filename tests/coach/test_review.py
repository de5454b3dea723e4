from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.done import DoneAmount, Unit
from backcoach.coach.evidence import adherence_percent, done_percent, gather
from backcoach.coach.logged_days import Days
from backcoach.coach.person import Profile
from backcoach.coach.phases import Track
from backcoach.coach.review import review_week
from backcoach.coach.values import Answer, Decision
from backcoach.coach.week import (
    DayRecord,
    ItemKind,
    PlanItem,
    ReviewOutcome,
    Situation,
    WeekPlan,
    WeekSaid,
    week_from,
)
from tests.spec.activity.people import MONDAY, days_from, person, real_book, walked, walking_week

BOOK = real_book()
HELD = Situation(said=WeekSaid())
BEFORE = days_from(MONDAY - timedelta(days=14), [5] * 14)
STEADY = days_from(MONDAY, [5] * 7, done=walked(100))


def review(
    days: Days,
    plan: WeekPlan | None = None,
    profile: Profile | None = None,
    issued: tuple[WeekPlan, ...] = (),
) -> Decision[ReviewOutcome]:
    plan = plan or walking_week()
    return review_week(plan, days, profile or person(200), (*issued, plan), plan.review_on, BOOK, HELD)


def inputs(decision: Decision[ReviewOutcome]) -> dict[str, str]:
    return dict(decision.reasons[0].inputs)


def changed(days: Days, offset: int, **facts: Any) -> Days:
    return tuple(
        replace(day, **facts) if day.day_on == MONDAY + timedelta(days=offset) else day for day in days
    )


def test_a_review_shows_the_figures_it_went_by() -> None:
    assert inputs(review(BEFORE + STEADY)) == {
        "pain_mean": "5.00",
        "compared_with": "5.00",
        "rise": "0.00",
        "pain_days": "7",
        "done_percent": "100",
    }


def test_a_step_up_says_why_it_is_as_large_as_it_is() -> None:
    usual, gentle = review(BEFORE + STEADY), review(BEFORE + STEADY, profile=person(200, age_years=80))

    assert [reason.rule for reason in usual.reasons] == ["progress", "growth"]
    assert [reason.rule for reason in gentle.reasons] == ["progress", "growth_gentle"]
    assert ("percent", "5") in gentle.reasons[1].inputs


def test_what_is_unknown_is_called_unknown() -> None:
    decision = review(days_from(MONDAY, [5] * 7), profile=person(200, pain_average=None))

    assert decision.value.id == "hold"
    assert inputs(decision)["compared_with"] == "unknown"
    assert inputs(decision)["done_percent"] == "unknown"


def test_leg_guard_two_weeks_ago_keeps_steps_small_but_not_three() -> None:
    for weeks, percent in ((1, 5), (2, 10)):
        guarded = walking_week(MONDAY - timedelta(weeks=weeks), outcome="leg_guard")
        assert review(BEFORE + STEADY, issued=(guarded,)).value.change_percent == percent


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"done": walked(160)}, {"done": walked(49)}, "hold"),
        ({"done": walked(160)}, {"done": walked(60)}, "progress"),
        ({"done": walked(150)}, {"done": walked(49)}, "progress"),
        ({"done": walked(160)}, {"pain_average": 7.0}, "hold"),
        ({"done": walked(160)}, {"pain_average": 6.5}, "progress"),
        ({"done": walked(160)}, {"done": None}, "hold_gaps"),
        ({"over_did": True}, {"pain_average": 7.0}, "hold"),
        ({"over_did": True}, {}, "progress"),
    ],
)
def test_overdoing_and_paying_for_it_holds(
    first: dict[str, Any], second: dict[str, Any], expected: str
) -> None:
    days = changed(changed(STEADY, 2, **first), 3, **second)

    assert review(BEFORE + days).value.id == expected


def test_overdoing_on_the_last_day_is_not_judged_yet() -> None:
    assert review(BEFORE + changed(STEADY, 6, over_did=True)).value.id == "progress"


def test_a_flare_up_before_the_window_does_not_hold() -> None:
    before = tuple(replace(day, is_flare=True) for day in BEFORE)

    assert review(before + STEADY).value.id == "progress"


def test_an_early_review_looks_at_the_days_so_far() -> None:
    plan = walking_week()
    today = MONDAY + timedelta(days=3)
    evidence = gather(plan, BEFORE + STEADY, person(200), (plan,), today, BOOK, HELD)

    assert max(day.day_on for day in evidence.window) == today
    assert evidence.gap_days == 0


def test_drift_is_judged_against_weeks_that_were_logged() -> None:
    weeks = tuple(
        walking_week(MONDAY - timedelta(weeks=4 - number), number=number + 1) for number in range(4)
    )
    scores = [*[5] * 14, *[6.5] * 7, *["-"] * 7]
    days = days_from(weeks[0].starts_on, scores) + days_from(MONDAY, [6.6] * 7, done=walked(100))

    assert review(days, issued=weeks).value.id == "drift_review"


# Done of planned


def mixed_week() -> WeekPlan:
    """Ten minutes of walking every day, and an exercise twice a day on three days."""
    days = week_from(MONDAY)
    walk = PlanItem("walk", ItemKind.WALK, "Walking", 10, Unit.MINUTES, 1, days)
    bridge = PlanItem("str_bridge", ItemKind.EXERCISE, "Bridge", 5, Unit.REPS, 2, days[1:6:2])
    return replace(walking_week(), items=(walk, bridge))


def did(offset: int, **amounts: int) -> DayRecord:
    done = tuple(DoneAmount(item, amount) for item, amount in amounts.items())
    return DayRecord(MONDAY + timedelta(days=offset), done=done)


def test_days_without_a_word_about_activity_are_left_out() -> None:
    silent = DayRecord(MONDAY + timedelta(days=2), pain_average=4)

    assert adherence_percent(mixed_week(), (did(0, walk=10), silent)) == 100
    assert adherence_percent(mixed_week(), (silent,)) is None
    assert adherence_percent(mixed_week(), ()) is None


def test_nothing_done_is_nought_and_not_unknown() -> None:
    assert adherence_percent(mixed_week(), (did(0), did(1))) == 0


def test_every_item_weighs_the_same() -> None:
    assert adherence_percent(mixed_week(), (did(1, walk=10),)) == 50
    assert adherence_percent(mixed_week(), (did(1, walk=5, str_bridge=1),)) == 50
    assert adherence_percent(mixed_week(), (did(1, walk=10, str_bridge=1), did(0, walk=0))) == 50


def test_more_of_one_does_not_make_up_for_another() -> None:
    assert adherence_percent(mixed_week(), (did(1, walk=100),)) == 50


def test_what_is_done_on_another_day_of_the_week_counts() -> None:
    assert adherence_percent(mixed_week(), (did(0, walk=10, str_bridge=2), did(1, walk=10))) == 100


def test_what_is_done_outside_the_week_does_not_count() -> None:
    assert adherence_percent(mixed_week(), (did(-1, walk=10), did(7, walk=10))) is None


def test_percents_are_rounded_down() -> None:
    days = tuple(did(offset, walk=10 if offset < 2 else 0) for offset in (0, 2, 4, 6))

    assert adherence_percent(replace(mixed_week(), items=mixed_week().items[:1]), days[:3]) == 33


def test_a_day_off_has_no_percent() -> None:
    exercise_only = replace(mixed_week(), items=mixed_week().items[1:])

    assert done_percent(exercise_only, did(1, str_bridge=2)) is None


# Whatever is logged

SCORES = st.integers(0, 20).map(lambda halves: halves / 2)
DAYS = st.lists(
    st.builds(
        DayRecord,
        st.integers(-21, 6).map(lambda offset: MONDAY + timedelta(days=offset)),
        pain_average=st.none() | SCORES,
        leg_pain=st.none() | SCORES,
        distress=st.none() | SCORES,
        done=st.none() | st.integers(0, 200).map(walked),
        is_flare=st.booleans(),
        over_did=st.booleans(),
    ),
    unique_by=lambda day: day.day_on,
    max_size=28,
).map(tuple)
TRACKS = st.sampled_from([Track.ACUTE, Track.SUBACUTE, Track.PERSISTENT])
EARLIER = tuple(walking_week(MONDAY - timedelta(weeks=3 - number), number=number + 1) for number in range(3))


@settings(max_examples=150)
@given(DAYS, TRACKS, st.randoms(use_true_random=False))
def test_the_order_of_days_does_not_matter(days: Days, track: Track, chance: Random) -> None:
    shuffled = list(days)
    chance.shuffle(shuffled)
    plan = walking_week(number=4, track=track)

    assert review(tuple(shuffled), plan, issued=EARLIER) == review(days, plan, issued=EARLIER)


@settings(max_examples=150)
@given(DAYS, TRACKS)
def test_days_without_scores_change_no_mean(days: Days, track: Track) -> None:
    plan = walking_week(number=4, track=track)
    known = {day.day_on for day in days}
    empty = tuple(DayRecord(day) for day in plan.days if day not in known)

    def figures(some: Days) -> tuple[object, ...]:
        evidence = gather(plan, some, person(20), (*EARLIER, plan), plan.review_on, BOOK, HELD)
        return evidence.mean, evidence.compare, evidence.leg.rise, evidence.base, evidence.lowest

    assert figures(days + empty) == figures(days)


@settings(max_examples=150)
@given(DAYS, TRACKS, st.integers(1, 5))
def test_adding_the_same_to_every_score_changes_no_decision(days: Days, track: Track, more: int) -> None:
    plan = walking_week(number=4, track=track)
    higher = tuple(
        replace(day, pain_average=None if day.pain_average is None else day.pain_average + more)
        for day in days
    )
    here, there = person(20, pain_average=5.0), person(20, pain_average=5.0 + more)

    assert review(higher, plan, there, EARLIER).value == review(days, plan, here, EARLIER).value


@settings(max_examples=150)
@given(DAYS, TRACKS)
def test_a_safety_sign_stops_whatever_is_logged(days: Days, track: Track) -> None:
    plan = walking_week(track=track)
    decision = review_week(
        plan, days, person(20), (plan,), plan.review_on, BOOK, Situation(is_suspended=True)
    )

    assert decision.value.id == "stop_refer"


@settings(max_examples=150)
@given(DAYS, TRACKS)
def test_only_progress_raises_a_quota(days: Days, track: Track) -> None:
    outcome = review(days, walking_week(number=4, track=track), issued=EARLIER).value

    assert (outcome.change_percent > 0) == (outcome.id == "progress")


# Good days in a row


def good(*offsets: int, **changes: Any) -> Days:
    """A quiet week with little pain, all done, each morning settled; days of `offsets` with `changes`."""
    days = days_from(MONDAY, [3] * 7, done=walked(100), settled=Answer.YES)
    after = DayRecord(MONDAY + timedelta(days=7), settled=Answer.YES)
    return (*(replace(day, **changes) if n in offsets else day for n, day in enumerate(days)), after)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (good(), True),
        (good(0, 4, pain_average=3.5), True),
        (good(1, 4, pain_average=3.5), False),
        (good(0, 4, pain_average=None), True),
        (good(1, 4, pain_average=None), False),
        (good(1, 4, done=walked(99)), False),
        (good(1, 4, done=None), False),
        (good(2, 5, settled=Answer.NO), False),
        (good(2, 5, settled=None), False),
        (tuple(day for day in good() if day.day_on.day not in (4, 7)), False),
    ],
)
def test_three_good_days_in_a_row_let_the_next_phase_come_before_its_time(days: Days, expected: bool) -> None:
    plan = walking_week()
    evidence = gather(plan, BEFORE + days, person(200), (plan,), plan.review_on, BOOK, HELD)

    assert evidence.is_ahead is expected
