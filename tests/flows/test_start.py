"""From a whole set of answers to a plan, or to a place to go instead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.person import Fitting, Profile
from backcoach.coach.phases import Track
from backcoach.coach.record import AnswerGiven, MedicineChecked, Screened, SittingEnded
from backcoach.coach.values import Disposition
from backcoach.coach.week import WeekPlan
from backcoach.flows.errors import BadInput
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.replied import all_questions
from backcoach.flows.sitting import Sitting
from backcoach.flows.start import Started, read_answers, start_from_answers
from backcoach.handbook.handbook import Handbook
from tests.flows.people import MONDAY, NO_MEDICINE, Person, answers_for

PLAN_KINDS: tuple[type, ...] = (Profile, WeekPlan, MedicineChecked, Course)


def kept_kinds(person: Person) -> set[type]:
    return {type(entry.body) for entry in person.desk.journal.history()}


def test_an_ordinary_person_gets_a_week_and_a_course(person: Person) -> None:
    started = person.starts()
    assert started.screened.disposition is Disposition.SELF_CARE
    assert started.week is not None
    assert (started.week.number, started.week.starts_on) == (1, MONDAY)
    assert started.course is not None
    assert started.course.medicine is Medicine.PARACETAMOL
    assert started.no_course == ()
    assert kept_kinds(person) == {AnswerGiven, Screened, SittingEnded, *PLAN_KINDS}


def test_the_profile_says_what_the_person_said_and_nothing_else(person: Person) -> None:
    profile = person.starts(confidence="not_sure", likes=["swim", "cycle"], **NO_MEDICINE).profile
    assert profile is not None
    assert (profile.region, profile.age_years, profile.work) == ("NZ", 41, "sitting")
    assert profile.onset_on == MONDAY - timedelta(days=10)
    assert profile.likes == ("swim", "cycle")
    assert profile.confidence is None
    assert [one.name for one in profile.own_activities] == [
        "tie my shoes",
        "sit through a meeting",
        "carry the shopping",
    ]


def test_not_knowing_what_to_work_around_leaves_only_short_walks(person: Person) -> None:
    week = person.starts(modifiers="not_sure", walk_minutes=60, **NO_MEDICINE).week
    assert week is not None
    assert {item.id for item in week.items} == {"walk"}
    assert {item.amount for item in week.items} == {person.desk.book.activity.walking.start}
    assert "clinician_first" in [reason.rule for reason in week.reasons]


@pytest.mark.parametrize("unknown", ["worries", "confidence"])
def test_unknown_worries_or_confidence_make_the_first_amounts_smaller(person: Person, unknown: str) -> None:
    said: dict[str, Any] = {"walk_minutes": 20, "course_weeks": 8, **NO_MEDICINE}
    known = person.starts(**said).week
    cautious = person.starts(**said, **{unknown: "not_sure"}).week
    assert known is not None
    assert cautious is not None
    assert min(one.amount for one in cautious.items_on(MONDAY) if one.id == "walk") < min(
        one.amount for one in known.items_on(MONDAY) if one.id == "walk"
    )


def test_what_stands_for_not_sure_is_no_reply_of_its_own(book: Handbook) -> None:
    _, faults = read_answers({"modifiers": ["unknown"], "worries": ["unknown"]}, book)
    assert [fault.partition(":")[0] for fault in faults] == ["modifiers", "worries"]


def test_not_knowing_since_when_counts_as_a_long_time_and_still_leads_to_a_plan(person: Person) -> None:
    started = person.starts(course_weeks="not_sure", **NO_MEDICINE)
    assert started.profile is not None
    assert started.profile.onset_on == MONDAY - timedelta(weeks=13)
    assert started.week is not None
    assert started.week.track is Track.PERSISTENT


def test_doing_without_medicine_is_a_full_choice(person: Person) -> None:
    started = person.starts(**NO_MEDICINE)
    assert started.week is not None
    assert (started.medicine, started.course, started.no_course) == (None, None, ())


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({"em_chest_pain": "yes"}, Disposition.EMERGENCY_NOW),
        ({"inf_fever": "yes"}, Disposition.SAME_DAY),
        ({"ca_ever": "yes"}, Disposition.SOON_7),
        ({"age_years": 16, "course_weeks": 1}, Disposition.ROUTINE),
        ({"age_years": "not_sure", "fx_minor_fall": "no"}, Disposition.SELF_CARE),
        ({"scope_self": "not_sure"}, Disposition.SELF_CARE),
        ({"scope_known_cause": "yes"}, Disposition.SELF_CARE),
        ({"scope_low_back": "no"}, Disposition.SELF_CARE),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else value.value,
)
def test_who_may_have_no_plan_gets_none_and_the_sitting_ends(
    person: Person, said: dict[str, Any], level: Disposition
) -> None:
    started = person.starts(**said)
    assert started == Started(started.screened)
    assert started.screened.disposition is level
    assert not started.screened.is_plan_allowed
    assert kept_kinds(person) == {AnswerGiven, Screened, SittingEnded}
    assert not Sitting(person.desk).is_resumed


def test_a_clean_second_start_makes_no_plan_while_a_serious_result_stands(person: Person) -> None:
    person.starts(inf_fever="yes")
    person.waits(days=13)
    started = person.starts()
    assert started.week is None
    assert started.screened.disposition is Disposition.SAME_DAY
    person.waits(days=40)
    assert person.starts().week is None
    person.was_seen()
    person.waits(minutes=1)
    assert person.starts().week is not None


def test_a_second_start_that_may_have_no_plan_says_why_not(person: Person) -> None:
    person.starts(course_weeks=7, **NO_MEDICINE)
    person.waits(days=1)
    started = person.starts(scope_known_cause="yes")
    assert started.week is None
    assert not started.screened.is_plan_allowed
    assert [reason.rule for reason in started.screened.plan_reasons] == ["plan_known_cause"]


# Medicine


def test_asthma_asks_first_so_there_is_no_course_of_ibuprofen_but_the_reason(person: Person) -> None:
    started = person.starts(medicine="ibuprofen", asthma="yes")
    assert started.medicine is not None
    assert started.medicine.verdict is Verdict.ASK_FIRST
    assert started.course is None
    assert "asthma" in [reason.rule for reason in started.no_course]
    assert started.week is not None


def test_asthma_leaves_paracetamol_open(person: Person) -> None:
    assert person.starts(asthma="yes").course is not None


@pytest.mark.parametrize("medicine", ["paracetamol", "ibuprofen"])
def test_a_late_pregnancy_gets_no_ibuprofen_and_an_early_question_mark_none_at_all(
    person: Person, medicine: str
) -> None:
    started = person.starts(preg_possible="yes", preg_28_plus="yes", medicine=medicine)
    assert started.medicine is not None
    if medicine == "ibuprofen":
        assert started.medicine.verdict is Verdict.AVOID
        assert started.course is None
    else:
        assert started.medicine.verdict > Verdict.ALLOW


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_a_pregnancy_of_unknown_weeks_is_carried_over_and_closes_ibuprofen(
    person: Person, answer: str
) -> None:
    started = person.starts(preg_possible=answer, medicine="ibuprofen")
    assert started.medicine is not None
    assert started.medicine.answers["preg_unsure"].value == "yes"
    assert started.medicine.verdict >= Verdict.ASK_FIRST
    assert started.course is None


def test_what_the_screening_told_is_not_asked_again_and_counts(person: Person) -> None:
    answers = answers_for(inf_diabetes="yes", medicine="ibuprofen")
    assert "cv_risk" not in answers
    started = start_from_answers(person.desk, answers)
    assert started.medicine is not None
    assert started.medicine.answers["cv_risk"].value == "yes"
    assert "cv_risk" in [reason.rule for reason in started.medicine.reasons]


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_medicine_of_the_last_day_delays_the_first_dose_by_a_day(person: Person, answer: str) -> None:
    started = person.starts(took_last_24h=answer)
    assert started.course is not None
    assert min(dose.at for dose in started.course.doses) >= person.now + timedelta(hours=24)


def test_without_medicine_of_the_last_day_the_first_dose_is_today(person: Person) -> None:
    started = person.starts(took_last_24h="no")
    assert started.course is not None
    assert started.course.started_on == MONDAY


@pytest.mark.parametrize("medicine", ["paracetamol", "ibuprofen"])
def test_where_no_pack_is_known_there_is_no_course_and_it_says_so(person: Person, medicine: str) -> None:
    started = person.starts(region="other", medicine=medicine)
    assert started.course is None
    assert "no_product_row" in [reason.rule for reason in started.no_course]
    assert started.week is not None


@pytest.mark.parametrize("region", ["NZ", "AU", "UK", "US", "CA", "NL", "DE"])
@pytest.mark.parametrize("medicine", ["paracetamol", "ibuprofen"])
def test_every_region_lays_out_its_own_pack_within_the_waking_hours(
    person: Person, region: str, medicine: str
) -> None:
    course = person.starts(region=region, medicine=medicine).course
    assert course is not None
    assert course.medicine.value == medicine
    assert course.product_id in {one.id for one in person.desk.book.region(region).products}
    assert {7 <= dose.at.hour <= 23 for dose in course.doses} == {True}
    assert (course.stop_on - course.started_on).days < course.limits.cap_days


@pytest.mark.parametrize("pack", ["nz_ibuprofen_200", "uk_paracetamol_500"])
def test_a_pack_of_another_medicine_or_region_is_refused_and_nothing_is_kept(
    person: Person, pack: str
) -> None:
    answers = answers_for(asthma="yes") | {"product": pack}
    with pytest.raises(BadInput) as refused:
        start_from_answers(person.desk, answers)
    assert refused.value.faults == ("product: must be one of nz_paracetamol_500",)
    assert person.desk.journal.history() == ()


def test_no_second_course_follows_before_the_days_of_rest_are_over(person: Person) -> None:
    first = person.starts().course
    assert first is not None
    assert first.next_course_on == first.stop_on + timedelta(days=15)
    while person.desk.moment.today < first.next_course_on - timedelta(days=1):
        person.waits(days=6 if person.desk.moment.today + timedelta(days=6) < first.next_course_on else 1)
        again = person.starts()
        assert again.course is None
        assert [reason.rule for reason in again.no_course] == ["days_of_rest"]
    person.waits(days=1)
    assert person.starts().course is not None


@pytest.mark.parametrize("medicine", ["paracetamol", "ibuprofen"])
def test_no_course_of_any_medicine_starts_on_the_stop_day_or_in_the_rest(
    person: Person, medicine: str
) -> None:
    first = person.starts().course
    assert first is not None
    nine = person.now.timetz()
    for on in (first.stop_on, first.stop_on + timedelta(days=1), first.next_course_on - timedelta(days=1)):
        person.is_at(datetime.combine(on, nine))
        again = person.starts(medicine=medicine)
        assert again.course is None
        assert [reason.rule for reason in again.no_course] == ["days_of_rest"]
    person.is_at(datetime.combine(first.next_course_on, nine))
    assert person.starts(medicine=medicine).course is not None


def test_another_medicine_follows_only_a_course_that_has_not_begun(person: Person) -> None:
    first = person.starts(took_last_24h="no").course
    assert first is not None
    assert person.now < first.doses[0].at
    assert person.starts(medicine="ibuprofen", took_last_24h="no").course is not None
    person.is_at(first.doses[0].at)
    assert person.starts(medicine="ibuprofen", took_last_24h="no").course is None


def test_a_course_begun_again_while_it_runs_uses_up_the_same_days(person: Person) -> None:
    first = person.starts().course
    assert first is not None
    person.waits(days=2)
    again = person.starts().course
    days = {
        dose.at.date() for one in (first, again) if one for dose in one.doses if dose.at <= person.now
    } | {dose.at.date() for dose in (again.doses if again else ())}
    assert len(days) <= first.limits.cap_days


def test_a_planned_dose_that_may_have_been_taken_keeps_its_gap_to_the_next_course(person: Person) -> None:
    first = person.starts(took_last_24h="no").course
    assert first is not None
    person.is_at(first.doses[0].at + timedelta(hours=1))
    again = person.starts(took_last_24h="no").course
    assert again is not None
    gap = again.doses[0].at - first.doses[0].at
    assert gap >= timedelta(hours=first.limits.plan_spacing_hours)


# An answers file


def test_all_that_is_wrong_is_named_at_once_and_nothing_is_recorded(person: Person) -> None:
    answers = answers_for()
    del answers["em_faint"], answers["walk_minutes"], answers["allergy_paracetamol"]
    answers |= {"pain_average": 11, "scope_self": True, "waking": "late", "moonphase": "full"}
    with pytest.raises(BadInput) as refused:
        start_from_answers(person.desk, answers)
    assert sorted(fault.partition(":")[0] for fault in refused.value.faults) == [
        "allergy_paracetamol",
        "em_faint",
        "moonphase",
        "pain_average",
        "scope_self",
        "waking",
        "walk_minutes",
    ]
    assert person.desk.journal.history() == ()


def test_every_question_of_the_file_is_missed_when_it_is_left_out(person: Person) -> None:
    whole = answers_for()
    extra = {one.id for one in person.desk.book.intake if one.is_extra}
    for question in set(whole) - extra:
        with pytest.raises(BadInput) as refused:
            start_from_answers(
                person.desk, {name: plain for name, plain in whole.items() if name != question}
            )
        assert f"{question}: not answered" in refused.value.faults
    assert person.desk.journal.history() == ()


def test_a_file_of_before_the_extra_questions_makes_a_plan_of_what_needs_nothing(person: Person) -> None:
    extra = {one.id for one in person.desk.book.intake if one.is_extra}
    whole = answers_for(course_weeks=20)
    started = start_from_answers(person.desk, {name: whole[name] for name in whole if name not in extra})

    assert started.profile is not None
    assert started.profile.fitting == Fitting()
    assert started.week is not None
    exercises = (person.desk.book.activity.exercise(item.id) for item in started.week.items)
    assert not [one.id for one in exercises if one is not None and one.needs]
    assert [reason.rule for reason in started.week.reasons_for("str_bird_dog")] == ["equipment_unknown"]


def test_an_empty_file_names_the_region_and_the_screening(person: Person) -> None:
    with pytest.raises(BadInput) as refused:
        start_from_answers(person.desk, {})
    named = {fault.partition(":")[0] for fault in refused.value.faults}
    assert {"region", "age_years", "em_chest_pain"} <= named
    assert named <= set(all_questions(person.desk.book))


def test_a_wrong_type_is_named_once(person: Person) -> None:
    for question in ("em_chest_pain", "age_years", "region", "medicine", "waking", "asthma", "weight_kg"):
        with pytest.raises(BadInput) as refused:
            start_from_answers(person.desk, answers_for() | {question: ["what"]})
        assert [fault.partition(":")[0] for fault in refused.value.faults] == [question]


@pytest.mark.parametrize(
    "plain", [True, None, 1, "YES", "", ["no"], {"no": 1}, date(2026, 1, 1), float("nan")]
)
def test_only_the_three_words_answer_a_question(book: Handbook, plain: object) -> None:
    _, faults = read_answers({"em_faint": plain}, book)
    assert faults == ["em_faint: must be yes, no or not_sure"]


@pytest.mark.parametrize("plain", [True, "41", -1, 121, float("nan"), float("inf"), None, [41]])
def test_an_impossible_age_is_refused(book: Handbook, plain: object) -> None:
    _, faults = read_answers({"age_years": plain}, book)
    assert [fault.partition(":")[0] for fault in faults] == ["age_years"]


def test_an_emergency_needs_no_further_answers(person: Person) -> None:
    answers = {"region": "NZ", "scope_self": "yes", "em_chest_pain": "yes"}
    assert start_from_answers(person.desk, answers).screened.disposition is Disposition.EMERGENCY_NOW


def test_a_fault_is_named_without_showing_the_answer(person: Person) -> None:
    with pytest.raises(BadInput) as refused:
        start_from_answers(
            person.desk, answers_for() | {"mh_suicide_thoughts": "every night", "weight_kg": 7}
        )
    told = " ".join((refused.value.sentence, *refused.value.faults))
    assert "every night" not in told


def test_after_start_the_plan_is_there_and_stays_as_issued(person: Person) -> None:
    started = person.starts()
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    assert (view.week, view.course) == (started.week, started.course)
