"""Goals as they stand: another name begins anew, nothing untold is a no, a plan is due on its days only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from backcoach.coach.activity import Line
from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.goal_record import GOAL_CHARACTERS, Did, GoalPlan, GoalSet, GoalTold
from backcoach.coach.goals import (
    Goal,
    GoalBook,
    GoalCount,
    count_of,
    goals_now,
    is_due,
    last_score,
    told_by_day,
)
from backcoach.coach.person import OwnActivity
from backcoach.coach.record import Entry
from backcoach.coach.week import WeekSaid
from tests.spec.activity.people import MONDAY, person

DAY = timedelta(days=1)
SHOES, SIT = OwnActivity("tie my shoes", 3), OwnActivity("sit", 4)
TUESDAY_PLAN = GoalPlan("after lunch", "I walk", days=("tue",))


def entry(body: Any, place: int, day_on: date = MONDAY) -> Entry[Any]:
    at = datetime.combine(day_on, time(9), tzinfo=UTC)
    return Entry(str(place), at, "UTC", day_on, at, body, place=place)


def goal(plan: GoalPlan = TUESDAY_PLAN, place: int = 1) -> Goal:
    return Goal(1, "walk", 3, MONDAY, place, plan)


STARTED = entry(person(own_activities=(SHOES, SIT)), 5)


def test_the_own_activities_of_the_start_are_the_goals_until_something_is_set() -> None:
    assert goals_now(STARTED, ()) == (
        Goal(1, "tie my shoes", 3, MONDAY, 5, GoalPlan()),
        Goal(2, "sit", 4, MONDAY, 5, GoalPlan()),
    )


def test_a_plan_for_the_same_name_leaves_its_score_and_its_beginning() -> None:
    first, second = goals_now(STARTED, (entry(GoalSet(1, "tie my shoes", TUESDAY_PLAN, 9), 6, MONDAY + DAY),))

    assert first == Goal(1, "tie my shoes", 3, MONDAY, 5, TUESDAY_PLAN)
    assert second.name == "sit"


def test_another_name_is_another_activity_and_begins_anew_also_where_it_comes_back() -> None:
    told = (
        entry(GoalSet(2, "sit", ability=8), 9, MONDAY + 2 * DAY),
        entry(GoalSet(2, "swim"), 7, MONDAY + DAY),
    )

    assert goals_now(STARTED, told[1:])[1] == Goal(2, "swim", None, MONDAY + DAY, 7, GoalPlan())
    assert goals_now(STARTED, told)[1] == Goal(2, "sit", 8, MONDAY + 2 * DAY, 9, GoalPlan())


def test_a_score_that_was_not_said_may_be_said_later_and_then_stays() -> None:
    told = [entry(GoalSet(3, "swim"), 6), entry(GoalSet(3, "swim", ability=2), 7)]
    assert goals_now(STARTED, told)[2].ability == 2
    told.append(entry(GoalSet(3, "swim", ability=7), 8))
    assert (goals_now(STARTED, told)[2].ability, goals_now(STARTED, told)[2].place) == (2, 6)


def test_a_dropped_goal_is_gone_and_its_number_stays_free() -> None:
    dropped = entry(GoalSet(1, "tie my shoes", is_dropped=True), 6)
    assert [one.number for one in goals_now(STARTED, (dropped,))] == [2]


def test_what_was_set_before_the_present_bout_does_not_count() -> None:
    assert goals_now(STARTED, (entry(GoalSet(3, "swim"), 4),)) == goals_now(STARTED, ())


def test_only_what_was_told_since_it_began_belongs_to_a_goal_and_the_last_word_of_a_day_counts() -> None:
    told = [
        entry(GoalTold("walk", Did.YES), 1),
        entry(GoalTold("walk", Did.YES), 9, MONDAY - DAY),
        entry(GoalTold("swim", Did.YES), 2, MONDAY + DAY),
        entry(GoalTold("walk", Did.NO), 4, MONDAY + DAY),
        entry(GoalTold("walk", Did.YES), 3, MONDAY + DAY),
        entry(GoalTold("walk", Did.NOT_TODAY), 5, MONDAY + 2 * DAY),
    ]
    assert told_by_day(goal(), told) == {MONDAY + DAY: Did.NO, MONDAY + 2 * DAY: Did.NOT_TODAY}


def test_a_day_put_off_or_not_told_is_no_day_on_which_it_was_not_done() -> None:
    told = {MONDAY: Did.YES, MONDAY + DAY: Did.NO, MONDAY + 3 * DAY: Did.NOT_TODAY, MONDAY + 7 * DAY: Did.NO}

    assert count_of(told, MONDAY, MONDAY + 6 * DAY) == GoalCount(done=1, told=2, put_off=1)
    assert count_of({}, MONDAY, MONDAY) == GoalCount(0, 0, 0)


@pytest.mark.parametrize(
    ("plan", "due"),
    [
        (GoalPlan(), []),
        (GoalPlan(obstacle="rain"), []),
        (GoalPlan(days=("mon", "sun")), [0, 6]),
        (TUESDAY_PLAN, [1]),
        (GoalPlan(cue="at ten"), [0, 1, 2, 3, 4, 5, 6]),
        (GoalPlan(action="I walk", times_a_week=3), [0, 1, 2, 3, 4, 5, 6]),
    ],
    ids=str,
)
def test_a_goal_is_due_on_the_days_of_its_plan_and_never_without_one(plan: GoalPlan, due: list[int]) -> None:
    assert [place for place in range(7) if is_due(goal(plan), MONDAY + place * DAY, {})] == due


def test_done_as_often_as_wished_it_is_due_no_more_until_monday() -> None:
    twice = goal(GoalPlan(action="I walk", times_a_week=2))
    told = {MONDAY: Did.YES, MONDAY + DAY: Did.NO, MONDAY + 2 * DAY: Did.YES}

    due = [place for place in range(8) if is_due(twice, MONDAY + place * DAY, told)]

    assert due == [0, 1, 2, 7]


def test_the_last_score_is_the_one_said_last_of_this_very_activity() -> None:
    def said(place: int, day_on: date = MONDAY, **own: int) -> Entry[Any]:
        scores = tuple(OwnActivity(name, score) for name, score in own.items())
        return entry(ReviewHeld(1, WeekSaid(own=scores)), place, day_on)

    held = [said(1, walk=1), said(9, MONDAY - DAY, walk=2), said(4, walk=6, swim=8), said(3, walk=5), said(6)]

    assert last_score(goal(), held) == (6, MONDAY)
    assert last_score(goal(), held[:2]) == (None, None)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: GoalPlan(cue="x" * (GOAL_CHARACTERS + 1)), "at most"),
        (lambda: GoalPlan(days=("tue", "mon")), "in this order"),
        (lambda: GoalPlan(days=("moon",)), "in this order"),
        (lambda: GoalPlan(times_a_week=0), "between 1 and 7"),
        (lambda: GoalPlan(times_a_week=8), "between 1 and 7"),
        (lambda: GoalSet(0, "walk"), "1 to 3"),
        (lambda: GoalSet(4, "walk"), "1 to 3"),
        (lambda: GoalSet(1, " "), "a name"),
        (lambda: GoalSet(1, "walk", ability=11), "0 to 10"),
        (lambda: GoalSet(1, "walk", ability=-1), "0 to 10"),
    ],
)
def test_what_cannot_be_a_goal_cannot_be_built(make: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()


def test_a_line_is_found_by_its_id_and_no_other_word() -> None:
    book = GoalBook((Line("goal_own", "yours", ("D",)),), (), is_draft=True)
    assert book.line("goal_own") == "yours"
    with pytest.raises(KeyError):
        book.line("goal_other")
