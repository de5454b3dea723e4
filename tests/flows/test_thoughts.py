"""The check of what the person thinks: kept line by line, taken into the plan, and asked again in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from backcoach.coach.regions import ContactKind
from backcoach.coach.thoughts import CONTACTS, VISIT, ThoughtsChecked
from backcoach.coach.values import Disposition
from backcoach.coach.weekplan import first_week
from backcoach.flows.errors import BadInput
from backcoach.flows.sitting import Sitting
from backcoach.flows.status import status
from backcoach.flows.thoughts import (
    OpenThoughts,
    check_due_on,
    keep_thoughts,
    read_thoughts_answers,
    thoughts_question,
    thoughts_view,
)
from backcoach.handbook.handbook import Handbook
from tests.flows.people import MONDAY, NO_MEDICINE, Person, answers_for


def ids(book: Handbook) -> tuple[str, ...]:
    return book.activity.thoughts.ids


def all_no(book: Handbook, **said: str) -> dict[str, str]:
    return dict.fromkeys(ids(book), "no") | said


def test_lines_of_a_file_are_read_and_what_it_leaves_out_is_unsaid(book: Handbook) -> None:
    said = read_thoughts_answers({"low_mood": "yes", "poor_sleep": "a_bit", "work_worry": "no"}, book)
    assert (said.yes, said.a_bit, said.no) == (("low_mood",), ("poor_sleep",), ("work_worry",))
    assert set(said.unsaid) == set(ids(book)) - {"low_mood", "poor_sleep", "work_worry"}


def test_a_file_may_hold_the_answer_of_start(book: Handbook) -> None:
    assert read_thoughts_answers({"worries": ["low_mood"]}, book) == ThoughtsChecked(yes=("low_mood",))
    table = read_thoughts_answers({"worries": {"low_mood": "a_bit"}}, book)
    assert table.a_bit == ("low_mood",)


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        (
            {"mood": "yes", "low_mood": "maybe"},
            ("mood: unknown line", "low_mood: must be yes, a_bit, no or not_sure"),
        ),
        (
            {"worries": ["mood"], "poor_sleep": "yes"},
            ("worries: must be a list of", "poor_sleep: unknown line"),
        ),
        ({}, ("no answer is in it",)),
    ],
)
def test_everything_wrong_with_a_file_is_named_and_no_answer_is_repeated(
    answers: dict[str, object], faults: tuple[str, ...], book: Handbook
) -> None:
    with pytest.raises(BadInput) as refused:
        read_thoughts_answers(answers, book)
    assert len(refused.value.faults) == len(faults)
    for told, wanted in zip(refused.value.faults, faults, strict=True):
        assert told.startswith(wanted)
        assert "maybe" not in told


def test_each_line_is_kept_at_once_and_the_rest_is_unsaid(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    sheet = OpenThoughts(person.desk)
    sheet.add("poor_sleep", "yes")
    sheet.add("doing_less", "no")
    kept = person.desk.journal.entries(ThoughtsChecked)
    assert [one.body for one in kept] == [sheet.checked]
    assert (sheet.checked.yes, sheet.checked.no) == (("poor_sleep",), ("doing_less",))
    assert "low_mood" in sheet.checked.unsaid


def test_a_line_of_start_is_on_the_disk_and_is_not_asked_again(person: Person, book: Handbook) -> None:
    answers = answers_for(**NO_MEDICINE)
    sitting = Sitting(person.desk)
    for name, plain in answers.items():
        if name not in ("worries", "confidence", "modifiers", "work", "waking", "medicine"):
            sitting.answer(name, plain)
    sitting.conclude()
    sitting.answer("worries.poor_sleep", "yes")
    again = Sitting(person.desk)
    assert again.is_resumed
    step = again.step()
    question = thoughts_question(book)
    assert step == question.with_choices(question.choice[1:])
    for one in ids(book)[1:]:
        again.answer(f"worries.{one}", "no")
    assert again.replied.intake["worries"] == all_no(book, poor_sleep="yes")
    with pytest.raises(ValueError, match="a table"):
        again.answer("worries.mood", "yes")


def test_a_later_check_takes_the_place_of_the_one_in_start(person: Person, book: Handbook) -> None:
    person.starts(course_weeks=8, walk_minutes=20, **NO_MEDICINE)
    before = person.desk.profile()
    assert before is not None
    person.waits(minutes=1)
    view = keep_thoughts(person.desk, read_thoughts_answers(all_no(book, fear_of_movement="a_bit"), book))
    assert view.is_cautious
    after = person.desk.profile()
    assert after == replace(before, worries=(), worries_a_bit=("fear_of_movement",), worries_unsaid=())
    plain, cautious = (first_week(one, MONDAY, book.activity) for one in (before, after) if one)
    assert cautious.items[0].amount < plain.items[0].amount


def test_a_check_of_an_earlier_bout_says_nothing_about_this_one(person: Person, book: Handbook) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(minutes=1)
    keep_thoughts(person.desk, read_thoughts_answers(all_no(book, fear_of_movement="yes"), book))
    person.waits(minutes=1)
    started = person.starts(**NO_MEDICINE)
    assert person.desk.profile() == started.profile


def test_the_check_is_due_at_two_weeks_of_the_bout_and_after_it_no_more(
    person: Person, book: Handbook
) -> None:
    person.starts(**NO_MEDICINE)
    assert check_due_on(person.desk) is None
    for _ in range(4):
        person.waits(days=1)
        person.logs(walk=5)
    due = MONDAY + timedelta(days=4)
    assert check_due_on(person.desk) == due
    assert status(person.desk).thoughts_due_on == due
    view = keep_thoughts(person.desk, read_thoughts_answers(all_no(book), book))
    assert check_due_on(person.desk) is None
    assert view.next_on == MONDAY + timedelta(days=18)


def test_before_start_nothing_is_due(person: Person) -> None:
    assert check_due_on(person.desk) is None


def test_two_weeks_and_two_yes_suggest_a_visit_and_leave_the_disposition_alone(
    person: Person, book: Handbook
) -> None:
    person.starts(course_weeks=3, course_no_better="no", course_cant_do="no", **NO_MEDICINE)
    stood = person.desk.standing().disposition
    view = keep_thoughts(
        person.desk, read_thoughts_answers(all_no(book, poor_sleep="yes", work_worry="yes"), book)
    )
    assert view.is_visit
    assert VISIT in [reason.rule for reason in view.reasons]
    assert person.desk.standing().disposition is stood


@pytest.mark.parametrize("region", ["NZ", "UK", "US", "DE", "other"])
def test_low_mood_shows_the_crisis_line_and_the_health_line_of_the_region(
    person: Person, region: str
) -> None:
    person.starts(region=region, **NO_MEDICINE)
    book = person.desk.book
    view = thoughts_view(person.desk, read_thoughts_answers({"worries": ["low_mood"]}, book))
    assert next(one.kind for one in view.contacts) is ContactKind.CRISIS
    assert all(one.number for one in view.contacts)
    own = {contact.number for contact in book.region(region).contacts}
    general = {contact.number for contact in book.region("other").contacts}
    assert {one.number for one in view.contacts} <= own | general


def test_beside_a_grave_result_only_whom_to_call_is_said(person: Person, book: Handbook) -> None:
    person.starts(inf_fever="yes")
    said = read_thoughts_answers(dict.fromkeys(ids(book), "yes"), book)
    view = keep_thoughts(person.desk, said)
    assert view.standing.disposition is Disposition.SAME_DAY
    assert (view.lessons, view.is_visit) == ((), False)
    assert [reason.rule for reason in view.reasons] == [CONTACTS]
    assert view.contacts
    assert check_due_on(person.desk) is None


def test_while_the_answers_are_too_old_the_lessons_wait(person: Person, book: Handbook) -> None:
    person.starts(course_weeks=3, course_no_better="no", course_cant_do="no", **NO_MEDICINE)
    person.waits(days=9)
    view = thoughts_view(person.desk, read_thoughts_answers(dict.fromkeys(ids(book), "yes"), book))
    assert not view.standing.is_plan_allowed
    assert view.lessons == ()
    assert [reason.rule for reason in view.reasons] == [CONTACTS, VISIT]
