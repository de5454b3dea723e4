"""The safety questions of every day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backcoach.coach.record import Screened
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.daily import circumstances, daily_check, gate_of, keep_daily
from backcoach.flows.due_sets import review_sets
from backcoach.flows.errors import BadInput, NotStarted
from tests.flows.people import NO, NO_MEDICINE, NOT_SURE, YES, Person


def all_no(person: Person) -> dict[str, Answer]:
    return {gate.id: NO for gate in daily_check(person.desk).gates}


def ids(person: Person) -> list[str]:
    return [gate.id for gate in daily_check(person.desk).gates]


def test_without_a_screening_there_is_nothing_to_add_to(person: Person) -> None:
    with pytest.raises(NotStarted):
        daily_check(person.desk)


def test_answers_of_a_week_ago_speak_for_nothing_any_more(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6, hours=23)
    assert daily_check(person.desk).is_due
    person.waits(hours=1)
    with pytest.raises(BadInput, match="7 days or more"):
        daily_check(person.desk)


def test_daily_answers_keep_the_record_fresh(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for _ in range(2):
        person.waits(days=6)
        keep_daily(person.desk, daily_check(person.desk), all_no(person), {})
    assert person.desk.standing().is_plan_allowed
    person.waits(days=2)
    assert person.desk.standing().because == ("weekly",)


def test_weekly_and_monthly_answers_keep_it_fresh_for_as_long_as_they_come(person: Person) -> None:
    person.starts(course_weeks=2, **NO_MEDICINE)
    asked = set()
    for _ in range(10):
        person.waits(days=6, hours=23)
        asked |= {one.id for one in review_sets(person.desk)}
        person.reviews()
        assert person.desk.standing().is_plan_allowed
    assert asked == {"weekly", "monthly"}
    person.waits(days=6, hours=23)
    assert person.desk.standing().because == ("long_course",)
    person.screens()
    assert person.desk.standing().is_plan_allowed


def test_they_are_due_once_for_each_day_and_the_day_turns_at_four(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert not daily_check(person.desk).is_due
    person.is_at(datetime(2026, 11, 24, 3, 59, tzinfo=UTC))
    assert not daily_check(person.desk).is_due
    person.is_at(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    assert daily_check(person.desk).is_due
    keep_daily(person.desk, daily_check(person.desk), all_no(person), {})
    assert not daily_check(person.desk).is_due


def test_they_are_due_again_after_24_hours_where_the_same_date_comes_twice(person: Person) -> None:
    person.moves_to("Pacific/Auckland")
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.is_at(person.now.replace(hour=5))
    keep_daily(person.desk, daily_check(person.desk), all_no(person), {})
    today = person.desk.moment.today
    person.waits(hours=22, minutes=59)
    assert not daily_check(person.desk).is_due, "a long evening"
    person.moves_to("America/Los_Angeles")
    assert person.desk.moment.today == today
    assert not daily_check(person.desk).is_due
    person.waits(hours=1, minutes=1)
    assert person.desk.moment.today == today
    assert daily_check(person.desk).is_due


def test_answers_of_today_that_are_still_to_come_count_for_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    keep_daily(person.desk, daily_check(person.desk), all_no(person), {})
    assert not daily_check(person.desk).is_due
    person.waits(hours=-1)
    assert not person.desk.standing().is_clock_back
    assert daily_check(person.desk).is_due


def test_no_to_everything_leaves_what_the_full_screening_said(person: Person) -> None:
    person.starts(course_weeks=7, **NO_MEDICINE)
    person.waits(days=1)
    body = keep_daily(person.desk, daily_check(person.desk), all_no(person), {})
    assert (body.disposition, body.is_plan_allowed) == (Disposition.ROUTINE, True)
    assert not body.is_full


def test_a_sign_rests_the_plan(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    answers = all_no(person) | {"daily_nerves": YES}
    details = {"ces_saddle_numb": YES, "ces_recent": YES}
    body = keep_daily(person.desk, daily_check(person.desk), answers, details)
    assert body.disposition is Disposition.EMERGENCY_NOW
    assert not person.desk.standing().is_plan_allowed


@pytest.mark.parametrize("answer", [YES, NOT_SURE, None])
@pytest.mark.parametrize(
    "gate", ["daily_nerves", "daily_legs", "daily_infection", "daily_injury", "daily_organs"]
)
def test_a_gate_that_is_not_denied_and_not_explained_rests_the_plan(
    person: Person, gate: str, answer: Answer | None
) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    answers = all_no(person)
    del answers[gate]
    keep_daily(person.desk, daily_check(person.desk), answers | ({gate: answer} if answer else {}), {})
    assert not person.desk.standing().is_plan_allowed


def test_a_sign_outside_every_gate_counts_and_what_it_opens_is_unknown(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    check = daily_check(person.desk)
    assert gate_of("mh_suicide_thoughts", check) is None
    body = keep_daily(person.desk, check, all_no(person), {"mh_suicide_thoughts": YES})
    assert body.answers["mh_suicide_now"] is NOT_SURE
    assert body.disposition is Disposition.EMERGENCY_NOW


def test_the_medicine_question_comes_with_a_course_or_a_dose_and_goes_three_days_after(
    person: Person,
) -> None:
    started = person.starts()
    assert started.course is not None
    assert circumstances(person.desk) == {"medicine"}
    assert "daily_medicine" in ids(person)
    stop_on = started.course.stop_on
    for _ in range((stop_on - person.desk.moment.today).days + 3):
        person.waits(days=1)
        assert "daily_medicine" in ids(person)
        person.logs()
    person.waits(days=1)
    assert "daily_medicine" not in ids(person)


def test_a_dose_alone_brings_the_medicine_question_too(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert "daily_medicine" not in ids(person)
    person.swallows(500)
    assert "daily_medicine" in ids(person)


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_the_pregnancy_question_comes_with_a_possible_pregnancy(person: Person, answer: str) -> None:
    person.starts(preg_possible=answer, **NO_MEDICINE)
    assert circumstances(person.desk) == {"pregnancy"}
    assert ids(person)[-1] == "daily_pregnancy"


def test_the_daily_questions_go_on_from_the_last_full_screening_not_from_a_daily_one(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    keep_daily(
        person.desk, daily_check(person.desk), all_no(person) | {"daily_infection": YES}, {"inf_fever": YES}
    )
    assert daily_check(person.desk).baseline["inf_fever"] is NO
    assert len(person.desk.journal.entries(Screened)) == 2


def test_every_sign_of_a_gate_finds_a_gate_that_opens_it(person: Person) -> None:
    person.starts(preg_possible="yes")
    check = daily_check(person.desk)
    for gate in check.gates:
        for question in gate.opens:
            found = gate_of(question, check)
            assert found is not None
            assert question in found.opens
