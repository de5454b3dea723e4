"""A sitting that is broken off goes on where it stopped, without what has gone stale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backcoach.coach.intake import IntakeQuestion
from backcoach.coach.interview import Ask
from backcoach.coach.record import AnswerGiven, Screened
from backcoach.coach.values import Disposition
from backcoach.flows.replied import Conclude, Finish, Step, all_questions, next_step
from backcoach.flows.sitting import Sitting
from backcoach.flows.start import make_plan
from backcoach.handbook.handbook import Handbook
from tests.flows.people import MORNING, NO_MEDICINE, Person, answers_for


def ids_of(step: Step) -> list[str]:
    if isinstance(step, IntakeQuestion):
        return [step.id]
    if isinstance(step, Ask):
        return [question.id for question in step.questions]
    return [] if isinstance(step, Conclude | Finish) else list(step.items)


def answer_until(sitting: Sitting, answers: dict[str, Any], stop_before: str | None = None) -> list[str]:
    """Answer step by step as the person would; the ids in the order of asking."""
    asked: list[str] = []
    while not isinstance(step := sitting.step(), Finish):
        if isinstance(step, Conclude):
            sitting.conclude()
            continue
        for question in ids_of(step):
            if question == stop_before:
                return asked
            asked.append(question)
            sitting.answer(question, answers[question])
    return asked


def test_a_whole_sitting_makes_the_same_plan_as_the_file_with_its_answers(person: Person) -> None:
    answers = answers_for()
    sitting = Sitting(person.desk)
    asked = answer_until(sitting, answers)
    assert asked == list(answers)
    assert sitting.screened is not None
    by_hand = make_plan(person.desk, sitting.replied, sitting.id, sitting.screened)
    person.is_at(MORNING)
    by_file = person.starts()
    assert replace(by_hand.screened, sitting="") == by_file.screened
    assert (by_hand.profile, by_hand.week) == (
        by_file.profile,
        by_file.week,
    )


@pytest.mark.parametrize("place", ["scope_self", "em_faint", "inf_fever", "pain_average", "waking", "asthma"])
def test_broken_off_anywhere_it_goes_on_with_the_next_question(person: Person, place: str) -> None:
    answers = answers_for()
    before = answer_until(Sitting(person.desk), answers, stop_before=place)
    person.waits(hours=1)
    sitting = Sitting(person.desk)
    assert sitting.is_resumed
    after = answer_until(sitting, answers)
    assert before + after == list(answers)


def test_every_answer_is_on_the_disk_before_the_next_question(person: Person) -> None:
    sitting = Sitting(person.desk)
    sitting.answer("region", "NZ")
    sitting.answer("scope_self", "yes")
    kept = [entry.body for entry in person.desk.journal.entries(AnswerGiven)]
    assert [(one.sitting, one.question, one.value) for one in kept] == [
        (sitting.id, "region", "NZ"),
        (sitting.id, "scope_self", "yes"),
    ]


@pytest.mark.parametrize(
    ("question", "plain"), [("em_faint", "maybe"), ("pain_average", 12), ("asthma", True)]
)
def test_a_reply_that_does_not_fit_is_refused_and_not_kept(
    person: Person, question: str, plain: object
) -> None:
    sitting = Sitting(person.desk)
    with pytest.raises(ValueError, match=r"."):
        sitting.answer(question, plain)
    assert person.desk.journal.history() == ()
    with pytest.raises(KeyError):
        sitting.answer("moonphase", "full")


def test_after_six_hours_the_emergency_questions_come_again_and_the_others_stay(person: Person) -> None:
    answers = answers_for()
    before = answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    person.waits(hours=6, minutes=1)
    again = answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    assert {"em_chest_pain", "em_too_much", "ces_saddle_numb", "inf_fever", "mh_suicide_thoughts"} <= set(
        again
    )
    assert set(again) < set(before)
    assert {"region", "age_years", "ca_ever", "fx_bone_weak"}.isdisjoint(again)


def test_within_six_hours_no_question_comes_twice(person: Person) -> None:
    answers = answers_for()
    answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    person.waits(hours=5, minutes=59)
    assert answer_until(Sitting(person.desk), answers, stop_before="pain_average") == []


def test_after_a_week_the_whole_screening_comes_again_and_the_goals_stay(person: Person) -> None:
    answers = answers_for()
    answer_until(Sitting(person.desk), answers, stop_before="waking")
    person.waits(days=7, minutes=1)
    again = answer_until(Sitting(person.desk), answers, stop_before="waking")
    assert again == [one for one in answers if one in person.desk.book.screening.rules.questions]


def test_medicine_answers_of_the_morning_are_asked_again_in_the_evening(person: Person) -> None:
    answers = answers_for()
    answer_until(Sitting(person.desk), answers, stop_before="lupus")
    person.waits(hours=7)
    again = answer_until(Sitting(person.desk), answers)
    assert {"weight_kg", "took_last_24h", "allergy_paracetamol", "lupus"} <= set(again)


def test_a_clock_set_back_makes_no_answer_fresh(person: Person) -> None:
    answers = answers_for()
    answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    person.waits(hours=-2)
    again = answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    assert again == [one for one in answers if one in person.desk.book.screening.rules.questions]


def test_an_emergency_ends_the_questions_at_once(person: Person) -> None:
    sitting = Sitting(person.desk)
    for question in ("region", "scope_self", "age_years", "course_weeks", "scope_low_back"):
        sitting.answer(question, answers_for()[question])
    sitting.answer("em_chest_pain", "yes")
    assert isinstance(sitting.step(), Conclude)
    assert sitting.conclude().disposition is Disposition.EMERGENCY_NOW


def test_the_decision_is_kept_once_and_taken_up_again(person: Person) -> None:
    answers = answers_for()
    answer_until(Sitting(person.desk), answers, stop_before="pain_average")
    person.waits(minutes=5)
    sitting = Sitting(person.desk)
    assert sitting.screened is not None
    assert isinstance(sitting.step(), IntakeQuestion)
    assert len(person.desk.journal.entries(Screened)) == 1


def test_a_screening_answer_changed_afterwards_asks_for_a_new_decision(person: Person) -> None:
    sitting = Sitting(person.desk)
    answer_until(sitting, answers_for(), stop_before="pain_average")
    sitting.answer("inf_fever", "yes")
    assert isinstance(sitting.step(), Conclude)
    assert sitting.conclude().disposition is Disposition.SAME_DAY


@pytest.mark.parametrize("hours", [0, 1, -1])
def test_a_sign_told_after_the_decision_rests_the_plan_however_the_clock_stands(
    person: Person, hours: int
) -> None:
    sitting = Sitting(person.desk)
    answer_until(sitting, answers_for(), stop_before="pain_average")
    assert sitting.screened is not None
    person.waits(hours=hours)
    Sitting(person.desk).answer("em_faint", "yes")
    assert not person.desk.standing().is_plan_allowed


def test_a_sitting_that_ended_is_not_taken_up_again(person: Person) -> None:
    sitting = Sitting(person.desk)
    sitting.answer("region", "NZ")
    sitting.end()
    again = Sitting(person.desk)
    assert not again.is_resumed
    assert again.id != sitting.id
    assert again.replied.intake == {}


def test_an_answer_that_the_content_does_not_know_any_more_is_asked_for_anew(person: Person) -> None:
    sitting = Sitting(person.desk)
    sitting.answer("region", "NZ")
    lost = (("gone_question", "yes"), ("work", "gone choice"), ("em_faint", "gone answer"))
    person.desk.keep(*(AnswerGiven(sitting.id, question, plain) for question, plain in lost))
    again = Sitting(person.desk)
    assert again.is_resumed
    assert again.replied.intake == {"region": "NZ"}
    assert again.replied.screening == {}


def test_without_a_known_pack_no_medicine_question_is_asked(book: Handbook) -> None:
    answers = answers_for(region="other", medicine="ibuprofen")
    medicine = {question for question, part in all_questions(book).items() if part == "medicine"}
    assert "product" not in answers
    assert medicine.isdisjoint(answers)


def test_no_medicine_question_is_asked_where_none_is_wanted(book: Handbook) -> None:
    medicine = {question for question, part in all_questions(book).items() if part == "medicine"}
    assert medicine.isdisjoint(answers_for(**NO_MEDICINE))
    assert medicine & set(answers_for())


def test_everything_asked_of_a_long_case_stands_in_the_list_of_all_questions(book: Handbook) -> None:
    answers = answers_for(region="DE", course_weeks=20, onset_age=30, fx_minor_fall="no", bleed_thinner="yes")
    assert set(answers) <= set(all_questions(book))


def test_the_region_comes_before_everything(person: Person) -> None:
    step = next_step(Sitting(person.desk).replied, person.desk.book, is_concluded=False)
    assert ids_of(step) == ["region"]
