"""What is due now: nothing too early, nothing twice, nothing while something graver stands, and read only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from backcoach.coach.activity_record import EpisodeClosed, FlareDeclared, Paused, Resumed
from backcoach.coach.done import DoneAmount
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.options import OptionChosen
from backcoach.coach.quiet import USUAL, QuietHours
from backcoach.coach.week import WeekPlan
from backcoach.flows.errors import NotStarted
from backcoach.flows.remind import Due, DueKind, due_now, may_be_moved, quiet_hours, reminders
from tests.flows.people import MONDAY, NO_MEDICINE, Person

NIGHT = QuietHours(time(21), time(8))


def kinds(person: Person) -> list[DueKind]:
    return [one.kind for one in due_now(person.desk)]


def due(person: Person, kind: DueKind) -> list[Due]:
    return [one for one in due_now(person.desk) if one.kind is kind]


def is_at(person: Person, clock: str, day: date = MONDAY) -> None:
    person.is_at(datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC))


def test_before_start_nothing_can_be_due(person: Person) -> None:
    with pytest.raises(NotStarted):
        reminders(person.desk, None)


def test_a_check_in_is_due_until_it_is_made(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert [one.see for one in due(person, DueKind.CHECK_IN)] == ["backcoach log"]
    person.logs(pain=3)
    assert due(person, DueKind.CHECK_IN) == []
    person.waits(days=1)
    assert len(due(person, DueKind.CHECK_IN)) == 1


def test_a_session_is_due_from_its_time_on_until_it_is_done(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    is_at(person, "09:00")
    assert due(person, DueKind.SESSION) == []
    is_at(person, "17:30")
    (walk,) = (one for one in due(person, DueKind.SESSION) if one.minutes is not None)
    assert walk.items[0].id == "walk"
    assert walk.minutes == walk.items[0].amount
    person.logs(done=(DoneAmount("walk", walk.items[0].daily_amount),))
    left = due(person, DueKind.SESSION)
    assert left
    assert all(item.id != "walk" for one in left for item in one.items)


def test_the_second_go_is_due_only_when_its_time_has_come(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    is_at(person, "13:00")
    (walk,) = (one for one in due(person, DueKind.SESSION) if one.minutes is not None)
    assert walk.items[0].times_per_day == 2
    person.logs(done=(DoneAmount("walk", walk.items[0].amount),))
    assert not [one for one in due(person, DueKind.SESSION) if one.minutes is not None]
    is_at(person, "22:30")
    assert len([one for one in due(person, DueKind.SESSION) if one.minutes is not None]) == 1


def test_an_exercise_stands_in_one_reminder_only(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    is_at(person, "22:45")
    ids = [item.id for one in due(person, DueKind.SESSION) for item in one.items]
    assert len(ids) > 2
    assert len(set(ids)) == len(ids)


def test_a_dose_is_due_only_when_the_guard_allows_it_now_or_soon(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    first, second = course.doses[0], course.doses[1]
    person.is_at(first.at)
    (dose,) = due(person, DueKind.DOSE)
    assert (dose.medicine, dose.mg, dose.at) == (course.medicine, first.mg, first.at)
    person.swallows(first.mg)
    assert due(person, DueKind.DOSE) == []
    person.is_at(second.at - timedelta(minutes=16))
    assert due(person, DueKind.DOSE) == []
    person.is_at(second.at - timedelta(minutes=15))
    assert [one.at for one in due(person, DueKind.DOSE)] == [second.at]


def test_a_dose_that_came_late_moves_the_next_reminder_to_when_it_is_safe(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    second = course.doses[1]
    late_at = second.at - timedelta(hours=1)
    person.is_at(late_at)
    person.swallows(second.mg)
    person.is_at(second.at)
    assert due(person, DueKind.DOSE) == []


def test_no_dose_is_due_of_a_course_that_ended_or_a_medicine_that_is_closed(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    person.is_at(course.doses[0].at)
    assert due(person, DueKind.DOSE)
    person.desk.keep(CourseEnded(course.medicine, "told"))
    assert due(person, DueKind.DOSE) == []


def test_while_a_grave_sign_stands_it_is_all_that_is_due(person: Person) -> None:
    person.starts()
    person.waits(hours=8)
    assert len(kinds(person)) > 2
    person.screens(inf_fever="yes")
    assert [(one.kind, one.see) for one in due_now(person.desk)] == [(DueKind.SIGN, "backcoach status")]
    person.desk.keep(Paused("travel"))
    assert kinds(person) == [DueKind.SIGN]
    assert reminders(person.desk, QuietHours(time(0), time(23, 59))).due == ()


def test_answers_that_are_too_old_are_all_that_is_due(person: Person) -> None:
    person.starts()
    person.waits(days=8)
    assert [(one.kind, one.see) for one in due_now(person.desk)] == [(DueKind.SAFETY, "backcoach screen")]


def test_when_a_week_is_over_its_safety_questions_are_due_and_no_session_of_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for _ in range(6):
        person.waits(days=1)
        person.logs(pain=3)
    person.waits(days=1)
    found = list(due_now(person.desk))
    assert (DueKind.SAFETY, "backcoach screen --weekly") in [(one.kind, one.see) for one in found]
    assert DueKind.SESSION not in kinds(person)


def test_a_look_back_is_due_from_its_day_on_and_then_the_next_week(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    week = person.desk.weeks()[-1]
    assert DueKind.LOOK_BACK not in kinds(person)
    while person.desk.moment.today < week.review_on:
        person.waits(days=1)
        person.logs(pain=3)
    assert [one.at for one in due(person, DueKind.LOOK_BACK)] == [week.review_on]
    before = len(person.desk.weeks())
    person.reviews()
    found = kinds(person)
    assert DueKind.LOOK_BACK not in found
    assert DueKind.NEXT_WEEK in found
    assert len(person.desk.weeks()) == before


def test_in_a_pause_nothing_is_due(person: Person) -> None:
    person.starts()
    person.waits(hours=8)
    person.desk.keep(Paused("travel"))
    found = reminders(person.desk, None)
    assert (found.due, found.is_resting) == ((), True)
    person.waits(days=9)
    assert kinds(person) == []
    person.desk.keep(Resumed())
    assert kinds(person) == [DueKind.SAFETY]


def test_in_a_flare_up_nothing_is_demanded(person: Person) -> None:
    person.starts()
    person.waits(hours=8)
    person.desk.keep(FlareDeclared())
    found = reminders(person.desk, None)
    assert (found.due, found.is_resting) == ((), True)


def test_in_quiet_hours_there_is_nothing_and_what_stands_is_told_all_the_same(person: Person) -> None:
    person.starts()
    is_at(person, "21:30")
    found = reminders(person.desk, NIGHT)
    assert (found.due, found.is_quiet) == ((), True)
    assert reminders(person.desk, None).due
    person.screens(inf_fever="yes")
    assert reminders(person.desk, NIGHT).disposition.urgency == "same_day"


def test_quiet_hours_are_those_of_sleep_as_told_else_the_usual_ones(person: Person) -> None:
    assert quiet_hours(person.desk) == USUAL
    person.starts()
    assert quiet_hours(person.desk) == QuietHours(time(23), time(7))


def test_quiet_hours_go_by_the_wall_where_the_person_is(person: Person) -> None:
    person.starts()
    is_at(person, "09:30")
    assert not reminders(person.desk, NIGHT).is_quiet
    person.zone, person.now = "Pacific/Auckland", person.now.astimezone(ZoneInfo("Pacific/Auckland"))
    assert reminders(person.desk, NIGHT).is_quiet


def test_the_day_a_choice_is_looked_at_again_is_told(person: Person) -> None:
    person.starts()
    option = person.desk.book.options.options[0].id
    person.desk.keep(OptionChosen(option, MONDAY + timedelta(days=1)))
    assert due(person, DueKind.CHOICE) == []
    person.waits(days=1)
    assert [one.at for one in due(person, DueKind.CHOICE)] == [MONDAY + timedelta(days=1)]


def test_after_a_bout_a_check_in_is_due_only_near_the_end_of_its_week(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(pain=0)
    person.desk.keep(EpisodeClosed("told"))
    person.waits(days=1)
    assert DueKind.CHECK_IN not in kinds(person)
    person.waits(days=4)
    assert DueKind.CHECK_IN in kinds(person)


def test_nobody_is_told_to_move_while_the_plan_rests(person: Person) -> None:
    person.starts()
    assert may_be_moved(person.desk, None)
    assert not may_be_moved(person.desk, QuietHours(time(8), time(10)))
    person.desk.keep(Paused("travel"))
    assert not may_be_moved(person.desk, None)
    person.desk.keep(Resumed())
    person.desk.keep(FlareDeclared())
    assert not may_be_moved(person.desk, None)
    person.screens(inf_fever="yes")
    assert not may_be_moved(person.desk, None)


def test_looking_records_nothing_and_issues_no_week(person: Person) -> None:
    person.starts()
    for _ in range(12):
        person.waits(days=1, hours=1)
        last = person.desk.journal.last_recorded_at()
        weeks = len(person.desk.journal.entries(WeekPlan))
        reminders(person.desk, None)
        assert person.desk.journal.last_recorded_at() == last
        assert len(person.desk.journal.entries(WeekPlan)) == weeks
        person.logs(pain=3)
