"""The life of a course in the record: steps, stop signs, day 3, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicine_record import CourseEnded, MedicineClosed, SignsAnswered
from backcoach.coach.record import AnswerGiven, MedicineChecked, ScreeningDue
from backcoach.coach.signs import StopAction
from backcoach.coach.values import Answer, Disposition
from backcoach.flows.course import answer_day_3, change, is_day_3_due, stop
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.new_course import plan_course
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.planned_doses import doses_on
from backcoach.flows.running import running
from backcoach.flows.signs import SignSheet, is_signs_due, signs_to_ask, tell_signs
from backcoach.flows.signs_told import SignsTold
from backcoach.flows.step_offer import offer
from backcoach.flows.taken import last_course
from backcoach.terminal.screens.course import ended_lines
from tests.flows.people import MORNING, NO, NO_MEDICINE, NOT_SURE, YES, Person, real_book

DAY = timedelta(days=1)


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody one day into a course of paracetamol."""
    person.starts()
    person.waits(days=1, hours=3)
    person.logs()
    return person


def course_of(person: Person) -> Course:
    course = person.desk.course()
    assert course is not None
    return course


def kept(person: Person, kind: type[Any]) -> list[Any]:
    return [entry.body for entry in person.desk.journal.entries(kind)]


def test_a_step_down_is_a_new_entry_and_the_first_one_stays(begun: Person) -> None:
    first = course_of(begun)
    changed = change(begun.desk, "down")
    assert [entry.body.change for entry in begun.desk.journal.entries(Course)] == ["", "step_down"]
    assert course_of(begun) == changed.course
    assert changed.course.stop_on == first.stop_on - DAY
    assert changed.course.started_on == first.started_on


def test_a_change_that_cannot_be_says_why_and_keeps_nothing(begun: Person) -> None:
    with pytest.raises(Refused, match="go back one step") as refused:
        change(begun.desk, "back")
    assert "why step_back_none" in refused.value.faults[0]
    assert len(kept(begun, Course)) == 1


def test_without_a_course_there_is_nothing_to_change_or_stop(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for work in (lambda: change(person.desk, "down"), lambda: stop(person.desk)):
        with pytest.raises(Refused, match="No course"):
            work()
    assert offer(person.desk) is None
    assert signs_to_ask(person.desk) == ()


def test_a_course_does_not_change_while_the_plan_rests(begun: Person) -> None:
    begun.desk.keep(ScreeningDue("event_sign"))
    with pytest.raises(Refused, match="rests"):
        change(begun.desk, "down")
    assert offer(begun.desk) is None


def test_little_pain_brings_the_offer_to_step_down_and_more_pain_does_not(begun: Person) -> None:
    begun.logs(pain=4)
    assert offer(begun.desk) is None
    begun.waits(hours=1)
    begun.logs(pain=2)
    found = offer(begun.desk)
    assert found is not None
    assert "You can stop today" in found.why
    change(begun.desk, "down")
    assert offer(begun.desk) is None, "it is stepping down already"


def test_whoever_ends_the_course_gets_no_dose_and_no_new_course_for_two_weeks(begun: Person) -> None:
    over = stop(begun.desk)
    assert kept(begun, CourseEnded) == [CourseEnded(Medicine.PARACETAMOL, "course_stopped")]
    assert over.next_course_on == begun.desk.moment.now.date() + 15 * DAY
    assert not [one for one in doses_on(begun.desk, begun.desk.moment.today) if one.state == "to come"]
    with pytest.raises(Refused, match="not safe now"):
        begun.asks_for(500)
    begun.waits(days=3)
    assert last_course(begun.desk, Medicine.PARACETAMOL) == over
    started = begun.starts()
    assert started.course is None
    assert started.no_course[0].rule == "days_of_rest"


@pytest.mark.parametrize("answer", [YES, NOT_SURE])
def test_a_stop_sign_ends_the_course_and_a_grave_one_makes_all_questions_due(
    begun: Person, answer: Answer
) -> None:
    stopped = tell_signs(begun.desk, {"liver": answer}).stopped
    assert stopped is not None
    assert stopped.is_course_over
    assert [one.action for one in stopped.signs] == [StopAction.SAME_DAY]
    assert course_of(begun).change == "stop_sign_liver"
    assert running(begun.desk) is None
    assert ScreeningDue("event_sign") in kept(begun, ScreeningDue)
    assert not begun.desk.standing().is_plan_allowed


def test_a_milder_sign_of_another_medicine_ends_the_course_and_the_plan_goes_on(begun: Person) -> None:
    stopped = tell_signs(begun.desk, {"bleeding_other": YES}).stopped
    assert stopped is not None
    assert stopped.is_course_over
    assert kept(begun, ScreeningDue) == []
    assert isinstance(plan_view(begun.desk), PlanView)


def test_signs_are_asked_gravest_first_once_a_day_and_all_no_changes_nothing(begun: Person) -> None:
    signs = signs_to_ask(begun.desk)
    assert [one.id for one in signs][:2] == ["breathing_allergy", "acidosis"]
    sheet = SignSheet(begun.desk)
    assert is_signs_due(begun.desk)
    for sign in signs:
        sheet.add(sign.id, NO)
    assert sheet.result() == SignsTold()
    assert kept(begun, SignsAnswered) == [SignsAnswered(Medicine.PARACETAMOL, {one.id: NO for one in signs})]
    assert not is_signs_due(begun.desk)
    assert running(begun.desk) is not None


def test_a_name_that_is_no_sign_is_refused_and_nothing_is_kept(begun: Person) -> None:
    with pytest.raises(BadInput, match="not a sign"):
        tell_signs(begun.desk, {"tired": YES})
    assert kept(begun, SignsAnswered) == []


def test_a_kept_sign_ends_the_course_even_if_the_program_died_right_after_it(begun: Person) -> None:
    begun.desk.keep(SignsAnswered(Medicine.PARACETAMOL, {"liver": YES}))
    assert course_of(begun).change == "stop_sign_liver"


def test_where_the_pack_asks_for_it_no_dose_is_planned_after_day_3_until_it_is_answered(
    person: Person,
) -> None:
    person.starts(region="UK")
    person.waits(days=2)
    person.logs()
    assert is_day_3_due(person.desk)
    person.waits(days=1)
    person.logs()
    assert course_of(person).change == "day_3_open"
    assert is_day_3_due(person.desk)
    assert answer_day_3(person.desk, YES) is None
    assert course_of(person).change == ""
    assert not is_day_3_due(person.desk)
    with pytest.raises(BadInput, match="not day 3"):
        answer_day_3(person.desk, YES)


@pytest.mark.parametrize("answer", [NO, NOT_SURE])
def test_no_better_on_day_3_ends_the_course(person: Person, answer: Answer) -> None:
    person.starts()
    person.waits(days=2)
    assert is_day_3_due(person.desk)
    assert answer_day_3(person.desk, answer) == CourseEnded(Medicine.PARACETAMOL, "day_3_no_better")
    assert running(person.desk) is None


def test_elsewhere_day_3_is_asked_on_that_day_alone(person: Person) -> None:
    person.starts()
    for due in (False, False, True, False):
        assert is_day_3_due(person.desk) is due
        person.waits(days=1)
        person.logs()
    assert course_of(person).change == ""


def test_a_grave_result_a_closed_medicine_part_or_a_later_check_ends_the_course(begun: Person) -> None:
    checked = begun.desk.journal.entries(MedicineChecked)[-1].body
    course = begun.desk.journal.entries(Course)[-1]

    def after(*bodies: object) -> str:
        begun.desk.keep(*bodies)
        return begun.desk.as_it_stands(course).change

    assert after(checked) == ""
    closing = MedicineChecked(
        checked.wanted, checked.region, checked.answers, None, Verdict.ASK_FIRST, checked.own, ()
    )
    assert after(closing) == "course_closed"
    begun.waits(minutes=1)
    assert after(MedicineClosed("taken_on_purpose")) == "course_closed", "the first end counts"


def test_a_grave_safety_result_ends_the_course_for_good(begun: Person) -> None:
    begun.screens(inf_fever="yes")
    assert course_of(begun).change == "course_closed"
    assert course_of(begun).ended_at == begun.now


@pytest.mark.parametrize(
    ("sign", "answer", "least"),
    [
        ("gi_bleed", YES, Disposition.EMERGENCY_NOW),
        ("breathing_allergy", NOT_SURE, Disposition.EMERGENCY_NOW),
        ("liver", YES, Disposition.SAME_DAY),
        ("infection_masked", YES, Disposition.SAME_DAY),
    ],
)
def test_a_grave_stop_sign_stands_as_the_safety_answer_it_is(
    person: Person, sign: str, answer: Answer, least: Disposition
) -> None:
    person.starts()
    person.waits(days=1)
    tell_signs(person.desk, {sign: answer})
    person.waits(minutes=5)
    person.screens()
    stands = person.desk.standing()
    assert stands.needs_assessment
    assert stands.disposition >= least


def test_every_safety_question_that_a_stop_sign_answers_is_one() -> None:
    questions = real_book().screening.rules.questions
    named = {name for one in real_book().medicine.stop_signs for name in one.screening}
    assert named
    assert named <= set(questions)


def test_a_course_stopped_before_anything_of_it_was_taken_makes_room_for_another(person: Person) -> None:
    person.is_at(MORNING.replace(hour=8))
    person.starts(waking="09:00-23:00")
    over = stop(person.desk)
    assert over.next_course_on == over.stop_on
    said = " ".join(text for text, _ in ended_lines(over, person.desk.book))
    assert "Nothing of it was taken" in said
    assert plan_course(person.desk, Medicine.PARACETAMOL).value is not None


def test_a_dose_of_it_before_its_first_time_counts(person: Person) -> None:
    person.is_at(MORNING.replace(hour=8))
    person.starts(waking="09:00-23:00")
    person.swallows(500)
    over = stop(person.desk)
    assert over.next_course_on > over.stop_on
    assert "No new course before" in " ".join(text for text, _ in ended_lines(over, person.desk.book))
    assert [one.rule for one in plan_course(person.desk, Medicine.PARACETAMOL).reasons] == ["days_of_rest"]


def test_no_step_is_taken_while_the_medicine_is_closed(begun: Person) -> None:
    begun.desk.keep(ScreeningDue(real_book().medicine.news_event))
    begun.screens()
    kept_before = kept(begun, Course)
    assert offer(begun.desk) is None
    with pytest.raises(Refused, match="something new in your health"):
        change(begun.desk, "down")
    assert kept(begun, Course) == kept_before


def test_a_move_holds_the_course_to_both_regions_before_a_step(person: Person) -> None:
    course = person.starts(region="AU").course
    assert course is not None
    assert course.limits.daily_max_mg == 4000
    person.is_at(course.doses[0].at.astimezone(person.tz) + timedelta(hours=25))
    person.logs()
    person.desk.keep(AnswerGiven("round-move", "region", "NL"))
    assert change(person.desk, "down").course.limits.daily_max_mg == 3000
    assert [one.change for one in kept(person, Course)] == ["", "tightened", "step_down"]


@pytest.mark.parametrize("way", ["down", "up", "back"])
def test_a_course_whose_pack_is_not_known_any_more_is_not_changed_but_can_be_stopped(
    begun: Person, way: str
) -> None:
    begun.desk.keep(replace(course_of(begun), product_id="a_pack_of_before"))
    begun.logs(pain=1)
    assert offer(begun.desk) is None
    with pytest.raises(Refused, match="not known here any more"):
        change(begun.desk, way)
    assert len(kept(begun, Course)) == 2
    assert kept(begun, CourseEnded) == []
    assert plan_view(begun.desk)
    stop(begun.desk)
    assert running(begun.desk) is None


def test_no_step_is_taken_where_no_limits_are_known(begun: Person) -> None:
    begun.desk.keep(AnswerGiven("round-move", "region", "other"))
    with pytest.raises(Refused, match="No limits"):
        change(begun.desk, "down")
