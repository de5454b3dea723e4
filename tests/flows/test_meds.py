from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicine_record import CourseEnded, DoseSkipped, MedicineClosed, SignsAnswered
from backcoach.coach.medicines import Clearance
from backcoach.coach.record import DoseTaken
from backcoach.coach.values import Answer
from backcoach.coach.withholding import Verdict as Left
from backcoach.flows.dose import close_medicine
from backcoach.flows.errors import NotStarted, Refused
from backcoach.flows.meds import SumView, meds_view
from backcoach.flows.meds_history import events
from backcoach.flows.noted_yes import clear
from tests.flows.people import MORNING, NO_MEDICINE, Person
from tests.flows.test_medicine_check import answers_again
from tests.flows.test_prescribed import COUMADIN, prescribes

PARACETAMOL, IBUPROFEN = Medicine.PARACETAMOL, Medicine.IBUPROFEN


def sum_of(person: Person, medicine: Medicine = PARACETAMOL) -> SumView:
    return next(one for one in meds_view(person.desk).sums if one.medicine is medicine)


def test_before_anything_is_answered_there_is_no_picture(person: Person) -> None:
    with pytest.raises(NotStarted):
        meds_view(person.desk)


def test_a_course_shows_its_day_and_the_doses_of_today(person: Person) -> None:
    person.starts(took_last_24h="no")
    course = meds_view(person.desk).course

    assert course is not None
    assert (course.day_number, course.step) == (1, "regular")
    assert {one.state for one in course.doses} == {"to come"}
    assert meds_view(person.desk).no_course == ()


def test_the_sum_counts_every_dose_of_24_hours_and_gives_the_next_time(person: Person) -> None:
    person.starts(took_last_24h="no")
    person.swallows(1000)
    one = sum_of(person)

    assert one.taken_mg == 1000
    assert one.limits is not None
    assert one.next_at == MORNING + timedelta(hours=one.limits.spacing_hours)
    person.waits(hours=24)
    assert sum_of(person).taken_mg == 0


def test_a_dose_left_out_on_purpose_says_so(person: Person) -> None:
    person.starts(took_last_24h="no")
    course = person.desk.course()
    assert course is not None
    person.desk.keep(DoseSkipped(PARACETAMOL, course.doses[0].at))
    view = meds_view(person.desk).course

    assert view is not None
    assert view.doses[0].state == "skipped"


def test_after_the_course_it_is_over_and_rests(person: Person) -> None:
    person.starts()
    for _ in range(6):
        person.waits(days=1)
        person.logs()
    view = meds_view(person.desk)

    assert view.course is not None
    assert view.course.step == "over"
    assert [one.rule for one in view.no_course] == ["days_of_rest"]


def test_without_a_course_it_says_what_the_questions_said(person: Person) -> None:
    person.starts(medicine="ibuprofen", asthma="yes")
    view = meds_view(person.desk)

    assert view.course is None
    assert (view.wanted, view.verdict) == (IBUPROFEN, Verdict.ASK_FIRST)
    assert "asthma" in [one.rule for one in view.no_course]
    one = sum_of(person, IBUPROFEN)
    assert one.next_at is None
    assert one.closed


def test_who_wanted_no_medicine_has_no_course_and_no_reason(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    view = meds_view(person.desk)

    assert (view.course, view.wanted, view.no_course, view.sums) == (None, None, (), ())


def test_while_no_plan_is_allowed_no_dose_and_no_time_is_given(person: Person) -> None:
    person.starts(took_last_24h="no")
    person.screens(inf_fever=Answer.YES.value)
    view = meds_view(person.desk)

    assert view.course is None
    assert view.part.verdict is Left.WITHHOLD
    assert all(one.next_at is None for one in view.sums)


def test_numbers_to_call_are_there_in_every_region(person: Person) -> None:
    person.starts(**NO_MEDICINE, region="other")
    view = meds_view(person.desk)

    assert view.poison
    assert view.emergency


def test_the_history_tells_everything_the_newest_first_and_of_some_days(person: Person) -> None:
    person.starts(took_last_24h="no")
    course = person.desk.course()
    assert course is not None
    person.waits(days=1)
    person.swallows(1000)
    person.desk.keep(
        DoseSkipped(PARACETAMOL, course.doses[-1].at),
        CourseEnded(PARACETAMOL, "course_over"),
        SignsAnswered(PARACETAMOL, {"liver": Answer.NO}),
        SignsAnswered(PARACETAMOL, {"liver": Answer.NOT_SURE}),
        Clearance(IBUPROFEN, "Ada", "pharmacist", person.desk.moment.today),
        MedicineClosed("closed"),
    )
    found = events(person.desk)

    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert {one.kind for one in found} == {
        *("dose", "skipped", "course", "course_ended", "check", "cleared", "signs", "closed"),
    }
    assert {one.kind for one in events(person.desk, 1)} == {one.kind for one in found} - {"course", "check"}
    assert "signs asked, paracetamol: liver" in [one.words for one in found]
    dose = next(one for one in found if one.kind == "dose")
    assert (dose.mg, dose.is_against_advice) == (1000, False)


def test_a_closed_medicine_part_is_told_and_gives_no_time(person: Person) -> None:
    person.starts(took_last_24h="no")
    close_medicine(person.desk)
    view = meds_view(person.desk)

    assert len(view.notes) == 1
    assert all(one.next_at is None for one in view.sums)


def test_the_verdict_shown_is_that_of_today_with_every_yes(person: Person) -> None:
    person.starts(medicine="ibuprofen", asthma="yes")
    view = meds_view(person.desk)
    assert (view.verdict, [one.rule for one in view.no_course]) == (Verdict.ASK_FIRST, ["asthma"])
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", person.desk.moment.today)
    view = meds_view(person.desk)
    assert (view.verdict, view.no_course) == (Verdict.CAUTION, ())


def test_what_was_prescribed_since_the_questions_counts_in_the_verdict_shown(person: Person) -> None:
    person.starts(medicine="ibuprofen")
    prescribes(person, COUMADIN)
    assert meds_view(person.desk).verdict is Verdict.AVOID


def test_both_families_close_the_anti_inflammatory_on_day_4_with_silent_planned_doses(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(course.doses[0].at.astimezone(person.tz) + timedelta(minutes=1))
    answers_again(person, IBUPROFEN)
    for _ in range(3):
        assert person.asks_for(200, IBUPROFEN).doses
        person.waits(days=1)
    with pytest.raises(Refused) as refused:
        person.asks_for(200, IBUPROFEN)
    assert "both_days_used" in refused.value.faults[0]
    assert not [dose for dose in person.desk.journal.entries(DoseTaken) if dose.body.medicine is PARACETAMOL]
