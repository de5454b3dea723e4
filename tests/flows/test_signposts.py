"""Signposts over a real record: a milestone is said once, is shown for a week, and waits its turn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from backcoach.coach.limits import Medicine
from backcoach.coach.record import DoseTaken, Screened, Told
from backcoach.coach.regions import ContactKind
from backcoach.coach.values import Answer
from backcoach.flows.signposts import SHOWN_DAYS, bout_of, due_milestones, patterns_of, say, shown
from tests.flows.people import MORNING, NO_MEDICINE, NOT_SURE, YES, Person


def ids(person: Person) -> list[str]:
    return [one.milestone.id for one in say(person.desk)]


def on_day(person: Person, day: int, **fields: Any) -> None:
    person.is_at(MORNING + timedelta(days=day))
    person.logs(**fields)


def test_nothing_is_said_before_anything_is_started(person: Person) -> None:
    assert bout_of(person.desk) is None
    assert say(person.desk) == ()
    assert shown(person.desk) == ()


def test_a_milestone_is_said_once_and_recorded_with_its_figures(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")

    assert [one.milestone.id for one in due_milestones(person.desk)] == ["week_2"]
    assert ids(person) == ["week_2"]
    assert ids(person) == []
    (entry,) = person.desk.journal.entries(Told)
    assert entry.body.id == "week_2"
    assert dict(entry.body.reasons[0].inputs)["course_cant_do"] == "yes"
    assert entry.content_digest == person.desk.book.digest


def test_looking_at_what_is_due_records_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    due_milestones(person.desk)

    assert person.desk.journal.entries(Told) == ()


def test_what_was_said_is_shown_for_a_week(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    (said,) = say(person.desk)
    assert shown(person.desk) == (said,)

    person.waits(days=SHOWN_DAYS - 1)
    assert [one.milestone.id for one in shown(person.desk)] == ["week_2"]
    person.waits(days=1)
    assert shown(person.desk) == ()


def test_too_few_days_are_said_as_such_and_shown_as_such(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2)
    assert say(person.desk) == ()
    person.waits(days=6)
    (said,) = say(person.desk)

    assert said.is_open
    assert [one.body.id for one in person.desk.journal.entries(Told)] == ["week_2:too_few"]
    assert shown(person.desk) == (said,)


def test_logged_days_decide_a_milestone(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0)
    for day in range(3):
        on_day(person, day, pain=4 + day, function=5)

    assert ids(person) == ["day_2_worse"]


def test_while_something_more_urgent_stands_no_milestone_is_said(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    say(person.desk)
    person.waits(days=1)
    person.screens(course_weeks=6, neuro_weak_leg="yes")

    assert say(person.desk) == ()
    assert shown(person.desk) == ()


def test_answers_older_than_a_week_are_not_known_any_more(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    bout = bout_of(person.desk)
    assert bout is not None
    assert bout.replies["course_cant_do"] is YES

    person.waits(days=8)
    bout = bout_of(person.desk)
    assert bout is not None
    assert bout.replies == {}


def test_without_a_plan_the_bout_begins_by_the_weeks_of_the_screening(person: Person) -> None:
    person.screens(course_weeks=3)
    bout = bout_of(person.desk)

    assert bout is not None
    assert (bout.today - bout.onset_on).days == 21


def test_the_last_answers_speak_for_today_whatever_the_clock_said(person: Person) -> None:
    person.waits(hours=5)
    person.screens(course_weeks=9, course_cant_do="yes")
    person.is_at(MORNING)
    person.screens(course_weeks=3, course_cant_do="no")
    bout = bout_of(person.desk)

    assert bout is not None
    assert (bout.today - bout.onset_on).days == 21
    assert bout.replies["course_cant_do"] is Answer.NO


def test_weeks_that_nobody_knows_begin_no_bout(person: Person) -> None:
    person.screens(course_weeks="not_sure")

    assert bout_of(person.desk) is None


def test_the_next_bout_has_its_own_milestones(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")
    assert ids(person) == ["week_2"]
    person.waits(days=60)
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes")

    assert ids(person) == ["week_2"]


def test_what_content_has_no_more_is_not_shown(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(Told("week_5"))

    assert shown(person.desk) == ()


def test_the_patterns_are_those_of_the_recorded_answers(person: Person) -> None:
    person.screens(pat_leg_worse="yes", age_years=40)
    screened = person.desk.journal.latest(Screened)
    assert screened is not None

    assert [fit.pattern.id for fit in patterns_of(screened.body, person.desk.book)] == ["pattern_leg_worse"]


def test_not_sure_which_leg_is_worse_fits_no_pattern(person: Person) -> None:
    person.screens(pat_leg_worse=NOT_SURE.value, age_years=40)
    screened = person.desk.journal.latest(Screened)
    assert screened is not None

    assert patterns_of(screened.body, person.desk.book) == ()


def test_hard_weeks_are_said_once_with_the_numbers_of_the_region(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0, confidence=2)
    (said,) = say(person.desk)

    assert said.milestone.id == "hard_weeks"
    assert [call.kind for call in said.contacts] == [ContactKind.CRISIS, ContactKind.HEALTH_LINE]
    assert all(any(sign.isdigit() for sign in call.number) for call in said.contacts)
    assert say(person.desk) == ()
    assert shown(person.desk) == (said,)


def test_doses_of_the_record_count_for_what_is_said_about_medicine(person: Person) -> None:
    person.starts(course_weeks=0)
    for day in range(16):
        person.is_at(MORNING + timedelta(days=day))
        person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))
        person.waits(hours=8)
        person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))
    person.screens()
    bout = bout_of(person.desk)
    assert bout is not None
    assert len(set(bout.doses_on)) == 16
    told = [said.milestone.id for said in say(person.desk)]

    assert told[:1] == ["medicine_weeks"]
    assert "medicine_weeks" not in ids(person)


def test_what_is_of_any_time_is_shown_beside_the_milestone_said_last(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=2, course_cant_do="yes", confidence=1)

    assert [one.milestone.id for one in say(person.desk)] == ["hard_weeks", "week_2"]
    assert [one.milestone.id for one in shown(person.desk)] == ["hard_weeks", "week_2"]
    assert ids(person) == []
