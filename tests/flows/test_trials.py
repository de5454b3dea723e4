"""Trials are kept by day, and the next issued week starts from them; some things are not tried now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.activity_record import FlareDeclared, Trial
from backcoach.coach.done import DoneAmount
from backcoach.coach.record import CheckIn
from backcoach.coach.week import WeekPlan
from backcoach.flows.due_sets import due_sets
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import LogWish, log
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.start import Started
from backcoach.flows.trials import (
    TrialState,
    all_states,
    finished_baselines,
    keep_trial,
    named,
    one_state,
    sitting_baseline,
    take_back,
    trial_states,
)
from tests.flows.people import MONDAY, NO_MEDICINE, Person, real_book

BUILDING = {**NO_MEDICINE, "course_weeks": 20, "walk_minutes": "not_sure"}
"""Somebody whose pain has lasted, and whose walks start from what nobody knows: 5 minutes, 3 times a day."""


def starts(person: Person, **said: object) -> Started:
    return person.starts(**(BUILDING | said))


def tries(person: Person, item: str, *amounts: int) -> TrialState:
    """One trial a day, from today backwards."""
    for back, amount in enumerate(amounts):
        keep_trial(person.desk, item, amount, person.desk.moment.today - timedelta(days=back))
    return one_state(person.desk, item)


def lives_a_week(person: Person, pain: float = 3) -> WeekPlan:
    """Do and log everything of the running week, answer the weekly questions, and issue the next."""
    for _ in range(7):
        view = plan_view(person.desk)
        assert isinstance(view, PlanView)
        done = tuple(DoneAmount(one.item.id, one.item.daily_amount) for one in view.items)
        log(
            person.desk,
            LogWish(person.desk.moment.today, is_clear=True, check_in=CheckIn(pain=pain, done=done)),
        )
        person.waits(days=1)
        if due_sets(person.desk):
            person.reviews()
    return issue_due_weeks(person.desk)[-1]


def walk_rules(week: WeekPlan) -> list[str]:
    return [reason.rule for reason in week.reasons_for("walk")]


def test_before_start_nothing_is_tried(person: Person) -> None:
    with pytest.raises(NotStarted):
        trial_states(person.desk)
    assert finished_baselines(person.desk) == {}
    person.screens()
    with pytest.raises(NotStarted):
        keep_trial(person.desk, "walk", 12, MONDAY)


def test_each_trial_is_kept_by_its_day_and_the_days_still_missing_are_told(person: Person) -> None:
    starts(person)
    first = keep_trial(person.desk, "walk", 12, MONDAY)
    again = keep_trial(person.desk, "Walk ", 8, MONDAY)
    other = keep_trial(person.desk, "walk", 11, MONDAY - timedelta(days=1))

    assert [(one.days_done, one.days_missing) for one in (first, again, other)] == [(1, 2), (1, 2), (2, 1)]
    assert other.first is None
    kept = person.desk.journal.entries(Trial)
    assert sorted((one.day_on, one.body.amount) for one in kept) == [
        (MONDAY - timedelta(days=1), 11),
        (MONDAY, 8),
        (MONDAY, 12),
    ]


def test_what_is_worth_trying_is_the_walk_what_is_liked_what_was_begun_and_sitting(person: Person) -> None:
    starts(person, likes=["cycle", "garden"])
    keep_trial(person.desk, "bridge", 4, MONDAY)

    assert [one.thing.id for one in trial_states(person.desk)] == [
        "walk",
        "cycle",
        "garden",
        "str_bridge",
        "sitting",
    ]
    activity = real_book().activity
    exercises = [one for one in activity.exercises if one.activity is None]
    assert len(all_states(person.desk)) == len(activity.types) + len(exercises)


def test_the_next_week_starts_from_the_trials_and_the_running_one_stays(person: Person) -> None:
    issued = starts(person).week
    assert issued is not None
    assert tries(person, "walk", 12, 9, 15).is_waiting
    assert person.desk.weeks() == (issued,)

    week = lives_a_week(person)
    walk = week.latest("walk")
    assert walk is not None
    assert (walk.amount, walk.times_per_day) == (9, 2)
    assert walk_rules(week) == ["trials_default"]
    state = one_state(person.desk, "walk")
    assert (state.is_used, state.is_waiting, state.days_done) == (True, False, 0)


def test_trials_are_used_once_and_the_week_after_grows_from_there(person: Person) -> None:
    starts(person)
    tries(person, "walk", 12, 9, 15)
    lives_a_week(person)
    after = lives_a_week(person).latest("walk")

    assert after is not None
    assert after.amount == 10


def test_a_cautious_person_starts_lower(person: Person) -> None:
    starts(person, worries=["boom_and_bust"])

    state = tries(person, "walk", 12, 9, 15)
    assert state.first is not None
    assert (state.first.rule, state.first.amount) == ("trials_cautious", 8)


def test_trials_that_were_held_back_still_count_a_week_later(person: Person) -> None:
    starts(person)
    tries(person, "walk", 12, 9, 15)
    person.waits(days=7)
    person.reviews()
    held = issue_due_weeks(person.desk)[-1]
    assert walk_rules(held) == ["trials_wait"]
    assert held.outcome == "hold_data"
    assert one_state(person.desk, "walk").is_waiting

    assert walk_rules(lives_a_week(person)) == ["trials_default"]


def test_trials_below_the_plan_lower_it_also_after_a_week_that_holds(person: Person) -> None:
    starts(person, walk_minutes=30)
    tries(person, "walk", 10, 10, 10)
    person.waits(days=7)
    person.reviews()
    held = issue_due_weeks(person.desk)[-1].latest("walk")

    assert held is not None
    assert held.amount == 8


def test_an_exercise_starts_from_its_trials(person: Person) -> None:
    starts(person)
    ids = [item.id for item in person.desk.weeks()[0].items if not item.is_timed]
    tries(person, ids[0], 9, 9, 9)
    item = lives_a_week(person).latest(ids[0])

    assert item is not None
    assert item.amount == 7
    assert "7" in item.text


def test_a_usual_day_that_was_counted_comes_into_the_next_week_as_it_is(person: Person) -> None:
    starts(person)
    state = tries(person, "steps", 3000, 4000, 3500)

    assert state.first is not None
    assert (state.first.amount, state.is_waiting) == (3500, True)
    steps = lives_a_week(person).latest("steps")
    assert steps is not None
    assert (steps.amount, len(steps.days), steps.is_timed) == (3500, 7, False)
    assert finished_baselines(person.desk) == {}


def test_a_slip_is_taken_back_and_stays_in_the_record(person: Person) -> None:
    starts(person)
    tries(person, "walk", 12, 9, 150)
    state = take_back(person.desk, "walk", MONDAY - timedelta(days=2))

    assert (state.days_done, state.days_missing) == (2, 1)
    assert len([one for one in person.desk.journal.history() if isinstance(one.body, Trial)]) == 3
    with pytest.raises(BadInput):
        take_back(person.desk, "walk", MONDAY - timedelta(days=2))


def test_old_trials_and_those_of_an_earlier_bout_no_longer_count(person: Person) -> None:
    starts(person)
    tries(person, "sitting", 20, 20, 20)
    tries(person, "walk", 12, 9)
    person.waits(days=28)
    person.screens()
    assert one_state(person.desk, "walk").days_done == 0
    assert sitting_baseline(person.desk) is not None

    person.waits(hours=1)
    starts(person)
    assert one_state(person.desk, "sitting").days_done == 0
    assert sitting_baseline(person.desk) is None


@pytest.mark.parametrize(
    ("said", "item", "because"),
    [
        ({"modifiers": ["balance"]}, "cycle", "unsteady"),
        ({"modifiers": ["osteoporosis"]}, "lifting", "thin bones"),
        ({"modifiers": ["knee"]}, "stairs", "knee"),
        ({"modifiers": ["spine_operation"]}, "walk", "doctor or physio"),
        ({"modifiers": ["not listed"]}, "sport", "later"),
        ({}, "sport", "later"),
    ],
)
def test_nobody_tries_what_is_not_for_them_now(
    said: dict[str, object], item: str, because: str, person: Person
) -> None:
    starts(person, **({} if said.get("modifiers") == ["not listed"] else said))

    with pytest.raises(Refused) as refused:
        keep_trial(person.desk, item, 5, MONDAY)
    assert because in refused.value.faults[0]
    assert person.desk.journal.latest(Trial) is None


def test_trials_of_what_newer_answers_speak_against_start_no_week(person: Person) -> None:
    starts(person, likes=["garden"])
    tries(person, "garden", 20, 20, 20)
    assert set(finished_baselines(person.desk)) == {"garden"}
    person.waits(days=1)
    person.screens(fx_steroids="not_sure")

    assert person.desk.standing().is_plan_allowed
    assert finished_baselines(person.desk) == {}


def test_in_a_flare_up_nothing_is_tried_and_no_week_starts_from_trials(person: Person) -> None:
    starts(person)
    tries(person, "walk", 12, 9, 15)
    person.desk.keep(FlareDeclared())

    with pytest.raises(Refused) as refused:
        keep_trial(person.desk, "walk", 12, MONDAY)
    assert "flare-up" in refused.value.faults[0]
    assert finished_baselines(person.desk) == {}


def test_while_the_plan_rests_nothing_is_tried_and_nothing_kept(person: Person) -> None:
    starts(person)
    person.screens(inf_fever="yes")

    for attempt in (
        lambda: trial_states(person.desk),
        lambda: keep_trial(person.desk, "walk", 12, MONDAY),
        lambda: take_back(person.desk, "walk", MONDAY),
    ):
        with pytest.raises(Refused, match="rests"):
            attempt()
    assert person.desk.journal.latest(Trial) is None


@pytest.mark.parametrize(
    ("item", "amount", "days"),
    [("moon", 5, 0), ("", 5, 0), ("walk", -1, 0), ("walk", 100_001, 0), ("walk", 5, -1), ("walk", 5, 15)],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    item: str, amount: int, days: int, person: Person
) -> None:
    starts(person)
    with pytest.raises(BadInput):
        keep_trial(person.desk, item, amount, MONDAY - timedelta(days=days))
    assert person.desk.journal.latest(Trial) is None


def test_a_thing_is_named_by_its_id_or_the_end_of_it() -> None:
    book = real_book()
    assert [named(text, book).id for text in ("walk", "Tai chi", "bridge", "job-tasks")] == [
        "walk",
        "tai_chi",
        "str_bridge",
        "job_tasks",
    ]
