"""Changing what a plan is fitted to: kept one by one, and counting from the next week on."""

from __future__ import annotations

import pytest

from backcoach.coach.person import Fitting, MustDo, Profile
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.fitting import keep_fitting, open_fitting
from tests.flows.people import NO_MEDICINE, Person


def profile_of(person: Person) -> Profile:
    profile = person.desk.profile()
    assert profile is not None
    return profile


def test_what_is_told_later_counts_and_a_later_bout_begins_afresh(person: Person) -> None:
    person.starts(equipment="not_sure", **NO_MEDICINE)
    assert profile_of(person).fitting.equipment is None

    keep_fitting(person.desk, {"equipment": ["mat"]})
    assert profile_of(person).fitting.equipment == ("mat",)
    keep_fitting(person.desk, {"equipment": "not_sure"})
    assert profile_of(person).fitting.equipment == ("mat",)

    person.waits(days=1)
    person.starts(equipment=[], **NO_MEDICINE)
    assert profile_of(person).fitting.equipment == ()


def test_it_counts_from_the_next_week_on(person: Person) -> None:
    person.starts(course_weeks=20, equipment="not_sure", **NO_MEDICINE)
    week = person.desk.weeks()[-1]
    keep_fitting(person.desk, {"equipment": ["mat"]})

    assert person.desk.weeks()[-1] == week


def test_each_reply_is_kept_at_once_and_one_that_will_not_do_is_not(person: Person) -> None:
    person.starts(equipment="not_sure", free_days="not_sure", **NO_MEDICINE)
    replies = {
        "equipment": ["band"],
        "task_kind": "task_bend",
        "task": {"name": "socks", "ability": 1},
    }
    told = open_fitting(person.desk)
    first = told.next_question()
    assert first is not None
    with pytest.raises(ValueError, match="one of eases_bend"):
        told.add(first, "a spaceship")
    assert told.next_question() == first

    while (asked := told.next_question()) is not None:
        told.add(asked, replies.get(asked.id, "not_sure"))
    assert profile_of(person).fitting == Fitting(
        ("band",), None, MustDo("task_bend", "socks", 1), "eases_walk"
    )
    assert len(person.desk.journal.entries(Fitting)) == 1


def test_passing_over_everything_keeps_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    before = profile_of(person)
    told = open_fitting(person.desk)
    while (asked := told.next_question()) is not None:
        told.add(asked, "not_sure")

    assert profile_of(person) == before
    assert person.desk.journal.entries(Fitting) == ()


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({}, "no answer is in it"),
        ({"task": {"name": "socks", "ability": 1}}, "task: needs task_kind beside it"),
        ({"likes": ["garden"]}, "likes: unknown question"),
        ({"equipment": ["a spaceship"]}, "equipment: must be a list of mat"),
    ],
)
def test_a_file_that_will_not_do_changes_nothing(
    person: Person, answers: dict[str, object], fault: str
) -> None:
    person.starts(**NO_MEDICINE)
    before = person.desk.journal.history()
    with pytest.raises(BadInput) as refused:
        keep_fitting(person.desk, answers)

    assert refused.value.faults[0].startswith(fault)
    assert person.desk.journal.history() == before


def test_without_a_plan_and_while_it_rests_nothing_is_asked(person: Person) -> None:
    with pytest.raises(NotStarted):
        open_fitting(person.desk)
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    with pytest.raises(Refused):
        keep_fitting(person.desk, {"equipment": ["mat"]})
