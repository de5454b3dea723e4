"""The record as tables: one line for one fact, planned and actual times side by side."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.record import CheckIn
from backcoach.flows.days import day_records
from backcoach.flows.log import LogWish, item_named, log
from backcoach.flows.tables import TABLES
from backcoach.journal.codec import Draft
from tests.flows.people import NO_MEDICINE, YES, Person


def rows(person: Person, name: str) -> list[dict[str, object]]:
    """The rows of a table by the heads of their columns."""
    table = next(one for one in TABLES if one.name == name)
    return [dict(zip(table.heads, row, strict=True)) for row in table.rows(person.desk)]


def test_a_planned_dose_and_the_one_taken_for_it_name_each_others_times(person: Person) -> None:
    person.starts()
    planned = rows(person, "doses_planned")
    assert {one["taken_at"] for one in planned} == {None}
    later_at = datetime.fromisoformat(str(planned[0]["planned_at"])) + timedelta(minutes=25)
    person.is_at(later_at)
    person.swallows(1000)
    (taken,) = rows(person, "doses_taken")
    assert taken["at"] == later_at.isoformat()
    assert taken["planned_at"] == planned[0]["planned_at"]
    (pair,) = [one for one in rows(person, "doses_planned") if one["taken_at"] is not None]
    assert (pair["taken_at"], pair["planned_at"]) == (taken["at"], taken["planned_at"])
    assert pair["planned_at"] != pair["taken_at"]
    assert (pair["mg"], pair["taken_mg"], pair["medicine"]) == (1000, 1000, "paracetamol")


def test_what_was_done_stands_with_its_unit_wherever_it_was_told(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    desk = person.desk
    desk.keep(
        CheckIn(
            pain=4.5,
            done=(DoneAmount("walk", 20), DoneAmount(item_named("knee_roll", desk.book), 2)),
            note="=1",
        )
    )
    desk.keep(Session("walk", 5, before=2, peak=3))
    done = [(one["told_in"], one["item"], one["amount"], one["unit"]) for one in rows(person, "done")]
    assert done == [
        ("check_in", "walk", 20, "minutes"),
        ("check_in", item_named("knee_roll", desk.book), 2, "times"),
        ("session", "walk", 5, "minutes"),
    ]
    (check_in,) = rows(person, "check_ins")
    assert (check_in["pain"], check_in["sleep"], check_in["note"]) == (4.5, None, "=1")
    (note,) = rows(person, "notes")
    assert (note["about"], note["text"]) == ("check_in", "=1")
    (session,) = rows(person, "sessions")
    assert (session["before"], session["peak"], session["morning"]) == (2, 3, None)


def test_what_was_corrected_or_voided_stands_in_the_list_of_all_entries_alone(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    desk = person.desk
    (first,) = desk.keep(CheckIn(pain=4))
    (second,) = desk.keep(CheckIn(pain=5), supersedes=first.id)
    moment = desk.moment
    desk.journal.void(second.id, "a slip", zone="UTC", day_on=moment.today, recorded_at=moment.now)
    assert [one["pain"] for one in rows(person, "check_ins")] == [4]
    assert [one["kind"] for one in rows(person, "entries")][-3:] == ["check_in", "check_in", "void"]


def test_the_plan_the_answers_and_the_measures_of_a_start_are_there(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert {one["planned_on"] for one in rows(person, "week_plan_items")} >= {"2026-11-23", "2026-11-24"}
    (screening,) = rows(person, "screenings")
    assert (screening["disposition"], screening["is_plan_allowed"]) == ("self_care", True)
    answers = {one["question"]: one["answer"] for one in rows(person, "screening_answers")}
    assert answers["em_chest_pain"] == "no"
    assert {one["measure"] for one in rows(person, "measures")} >= {"pain_average", "ability", "confidence"}


def test_of_a_sign_reported_alone_no_answer_is_told_that_nobody_gave(person: Person) -> None:
    log(person.desk, LogWish(person.desk.moment.today, flags={"em_chest_pain": YES}))
    answers = {one["question"]: one["answer"] for one in rows(person, "screening_answers")}
    assert answers["em_chest_pain"] == "yes"
    assert "no" not in answers.values()


@pytest.mark.parametrize("zone", ["Europe", "Nowhere/Here", "../etc"])
def test_a_zone_that_is_none_here_is_told_in_utc_and_stops_nothing(zone: str, person: Person) -> None:
    person.starts(**NO_MEDICINE)
    moment = person.desk.moment
    person.desk.journal.append([Draft(CheckIn(pain=1), moment.now, zone, moment.today)], moment.now)
    (check_in,) = rows(person, "check_ins")
    assert check_in["at"] == "2026-11-23T09:00:00+00:00"
    assert [one.pain_average for one in day_records(person.desk)] == [1]


def test_a_time_is_told_by_the_clock_where_the_person_was(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(CheckIn(pain=1), at=person.desk.moment.now - timedelta(days=1))
    (check_in,) = rows(person, "check_ins")
    assert (check_in["at"], check_in["recorded_at"]) == (
        "2026-11-22T09:00:00+00:00",
        "2026-11-23T09:00:00+00:00",
    )
