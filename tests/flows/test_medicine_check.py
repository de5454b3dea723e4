"""Medicine answers over time: a noted yes, answers that change, and a course from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicine_record import CourseEnded, SignsAnswered
from backcoach.coach.medicines import Clearance
from backcoach.coach.record import AnswerGiven, MedicineChecked, ScreeningDue
from backcoach.coach.values import Answer
from backcoach.flows.clearing import answers_due, is_sign_told, judged, last_check, own_now, verdict_now
from backcoach.flows.dose_guard import closed_now, limits_of
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.medicine_check import Answering, add_answers, answer_from
from backcoach.flows.new_course import plan_course, wanted_medicine
from backcoach.flows.noted_yes import card_lines, clear
from backcoach.flows.replied import medicine_ids, medicine_prompts
from tests.flows.people import MONDAY, NO, NO_MEDICINE, NOT_SURE, YES, Person, real_book, replies_for

IBUPROFEN, PARACETAMOL, NAPROXEN = Medicine.IBUPROFEN, Medicine.PARACETAMOL, Medicine.NAPROXEN
WANTS: dict[str, Any] = {"medicine": "ibuprofen"}


def lines_for(person: Person, medicine: Medicine, **said: Any) -> dict[str, Any]:
    """An answers file for `meds answer`: no to everything that is not in `said`."""
    answering, lines = Answering(person.desk, medicine), dict[str, Any]()
    while prompts := answering.prompts():
        for item in prompts[0].items:
            lines[item] = said.get(item, 80 if item == "weight_kg" else "no")
            answering.replied.take(item, lines[item], person.desk.book)
    assert not set(said) - set(lines)
    return lines


def answers_again(person: Person, medicine: Medicine = IBUPROFEN, **said: Any) -> Any:
    return answer_from(person.desk, lines_for(person, medicine, **said), medicine)


def test_a_yes_opens_an_ask_first_medicine_and_a_course_can_be_planned(person: Person) -> None:
    started = person.starts(**WANTS, asthma="yes")
    assert started.course is None
    assert plan_course(person.desk, IBUPROFEN).value is None
    yes = clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    assert yes.hits == ("asthma",)
    assert verdict_now(person.desk, IBUPROFEN) is Verdict.CAUTION
    course = plan_course(person.desk, IBUPROFEN).value
    assert course is not None
    assert course.medicine is IBUPROFEN
    assert person.desk.course() == course


def test_a_yes_never_opens_what_is_to_be_avoided(person: Person) -> None:
    person.starts(**WANTS, ulcer_bleed_ever="yes")
    with pytest.raises(Refused):
        clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    person.desk.keep(Clearance(IBUPROFEN, "Ms Rata", "pharmacist", MONDAY, ("ulcer_bleed_ever",)))
    assert verdict_now(person.desk, IBUPROFEN) is Verdict.AVOID
    assert plan_course(person.desk, IBUPROFEN).value is None


def test_a_new_hit_needs_a_new_yes(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    add_answers(person.desk, {"ssri_snri": YES}, IBUPROFEN)
    assert verdict_now(person.desk, IBUPROFEN) is Verdict.ASK_FIRST
    assert plan_course(person.desk, IBUPROFEN).value is None
    clear(person.desk, IBUPROFEN, "Dr Lee", "doctor", MONDAY)
    assert verdict_now(person.desk, IBUPROFEN) is Verdict.CAUTION


def test_a_yes_of_an_earlier_bout_counts_no_more(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    person.waits(days=1)
    person.starts(**WANTS, asthma="yes")
    assert verdict_now(person.desk, IBUPROFEN) is Verdict.ASK_FIRST


@pytest.mark.parametrize(
    ("who", "role", "days"),
    [
        ("", "doctor", 0),
        ("  ", "doctor", 0),
        ("Ann", "friend", 0),
        ("Ann", "doctor", 1),
        ("Ann", "doctor", -1),
    ],
)
def test_a_yes_names_a_person_a_role_and_a_day_that_can_be(
    person: Person, who: str, role: str, days: int
) -> None:
    person.starts(**WANTS, asthma="yes")
    with pytest.raises(BadInput):
        clear(person.desk, IBUPROFEN, who, role, MONDAY + timedelta(days=days))
    assert not person.desk.journal.entries(Clearance)


def test_a_yes_is_not_noted_where_none_is_asked_for(person: Person) -> None:
    person.starts(**WANTS)
    with pytest.raises(BadInput):
        clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    with pytest.raises(NotStarted):
        clear(person.desk, NAPROXEN, "Ms Rata", "pharmacist", MONDAY)


def test_taking_back_an_answer_opens_no_anti_inflammatory_without_a_fresh_yes(person: Person) -> None:
    person.starts(**WANTS, ulcer_bleed_ever="yes")
    told = answers_again(person)
    assert told.verdict is Verdict.ASK_FIRST
    assert told.eligibility.asks == ("hit_removed.ulcer_bleed_ever",)
    assert plan_course(person.desk, IBUPROFEN).value is None
    clear(person.desk, IBUPROFEN, "Dr Lee", "doctor", MONDAY)
    assert plan_course(person.desk, IBUPROFEN).value is not None


def test_beginning_anew_is_no_way_round_an_earlier_answer(person: Person) -> None:
    person.starts(**WANTS, ulcer_bleed_ever="yes")
    person.waits(days=60)
    started = person.starts(**WANTS)
    assert started.course is None
    assert "hit_removed" in {reason.rule for reason in started.no_course}


def test_a_fever_of_long_ago_is_forgotten(person: Person) -> None:
    person.starts(**WANTS, alcohol_today="yes", dehydrated_now="yes")
    person.waits(days=29)
    assert person.starts(**WANTS).course is not None


def test_a_taken_back_answer_may_open_paracetamol(person: Person) -> None:
    person.starts(other_paracetamol="yes")
    assert answers_again(person, PARACETAMOL).verdict is Verdict.ALLOW
    assert plan_course(person.desk, PARACETAMOL).value is not None


def test_a_new_blood_thinner_ends_a_running_course_at_once(person: Person) -> None:
    assert person.starts(**WANTS).course is not None
    person.waits(days=1)
    told = add_answers(person.desk, {"warfarin": YES}, IBUPROFEN)
    assert told.ended == CourseEnded(IBUPROFEN, "not_cleared")
    course = person.desk.course()
    assert course is not None
    assert all(dose.at <= person.now for dose in course.doses)
    with pytest.raises(Refused):
        person.asks_for(200, IBUPROFEN)


def test_a_new_limit_makes_a_running_course_smaller_and_never_larger(person: Person) -> None:
    before = person.starts().course
    assert before is not None
    clear_of = add_answers(person.desk, {"methotrexate": NOT_SURE}, PARACETAMOL)
    assert clear_of.ended is None
    assert clear_of.changed is None
    told = answers_again(person, PARACETAMOL, weight_kg=80, kidney_disease="no", methotrexate="no")
    assert told.ended is None
    assert told.changed is None
    assert person.desk.course() == before


def test_a_lower_weight_in_mid_course_tightens_or_ends_it(person: Person) -> None:
    before = person.starts(**WANTS).course
    assert before is not None
    told = answers_again(person, weight_kg=45)
    own = own_now(person.desk, IBUPROFEN)
    assert own.single_max_mg == 200
    limits = limits_of(person.desk, IBUPROFEN)
    assert limits.single_max_mg <= 200
    assert told.ended is None
    assert told.changed is not None
    assert (told.changed.change, told.changed.limits.single_max_mg) == ("tightened", 200)
    again = answers_again(person, weight_kg=80)
    assert again.changed is None
    after = person.desk.course()
    assert after is not None
    assert after.limits.single_max_mg <= 200
    assert limits_of(person.desk, IBUPROFEN).single_max_mg <= 200


def test_a_course_that_would_be_tighter_ends_where_its_pack_is_not_known_any_more(person: Person) -> None:
    course = person.starts(**WANTS).course
    assert course is not None
    person.desk.keep(replace(course, product_id="a_pack_of_before"))
    told = answers_again(person, weight_kg=80)
    assert (told.changed, told.ended) == (None, None)
    told = answers_again(person, weight_kg=45)
    assert (told.changed, told.ended) == (None, CourseEnded(IBUPROFEN, "personal_limit"))
    after = person.desk.course()
    assert after is not None
    assert after.is_over_at(person.now)


def test_one_answer_alone_takes_nothing_back(person: Person) -> None:
    person.starts(**WANTS)
    kept = len(person.desk.journal.history())
    with pytest.raises(BadInput):
        add_answers(person.desk, {"warfarin": NO}, IBUPROFEN)
    with pytest.raises(BadInput):
        add_answers(person.desk, {"nonsense": YES}, IBUPROFEN)
    assert len(person.desk.journal.history()) == kept


def test_one_answer_about_another_medicine_opens_nothing(person: Person) -> None:
    person.starts()
    add_answers(person.desk, {"cv_risk": YES}, IBUPROFEN)
    assert verdict_now(person.desk, IBUPROFEN) is None
    with pytest.raises(Refused):
        person.asks_for(200, IBUPROFEN)


def test_the_own_limits_of_the_answers_hold_for_every_medicine(person: Person) -> None:
    person.starts(**WANTS, weight_kg=45)
    assert limits_of(person.desk, PARACETAMOL).single_max_mg <= 500
    assert limits_of(person.desk, PARACETAMOL).daily_max_mg <= 2000


def test_news_in_the_daily_check_let_medicine_rest_until_the_questions_are_answered(person: Person) -> None:
    person.starts()
    person.waits(hours=3)
    person.desk.keep(ScreeningDue("event_news"))
    person.screens()
    assert answers_due(person.desk)
    with pytest.raises(Refused) as refused:
        person.asks_for(500)
    assert "medicine_answers_due" in str(refused.value.faults)
    assert "backcoach meds answer" in str(refused.value.faults)
    add_answers(person.desk, {"cv_risk": YES}, PARACETAMOL)
    assert answers_due(person.desk)
    answers_again(person, PARACETAMOL)
    assert not answers_due(person.desk)
    assert person.asks_for(500).doses


def test_a_course_needs_answers_of_the_last_day(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    person.waits(hours=24, minutes=1)
    outcome = plan_course(person.desk, IBUPROFEN)
    assert outcome.value is None
    assert [reason.rule for reason in outcome.reasons] == ["medicine_answers_old"]
    answers_again(person, asthma="yes")
    assert plan_course(person.desk, IBUPROFEN).value is not None


def test_there_is_one_course_at_a_time(person: Person) -> None:
    person.starts()
    answers_again(person, IBUPROFEN)
    with pytest.raises(BadInput):
        plan_course(person.desk, IBUPROFEN)


def test_a_course_can_be_had_later_in_a_plan_that_began_without(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    with pytest.raises(BadInput):
        wanted_medicine(person.desk)
    answers_again(person, NAPROXEN)
    assert wanted_medicine(person.desk) is NAPROXEN
    course = plan_course(person.desk, NAPROXEN).value
    assert course is not None
    assert course.medicine is NAPROXEN


def test_what_was_taken_unlogged_moves_the_first_dose_a_day(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, IBUPROFEN, took_last_24h="not_sure")
    course = plan_course(person.desk, IBUPROFEN).value
    assert course is not None
    assert course.doses[0].at >= person.now + timedelta(hours=24)


def test_a_sign_told_among_the_medicine_answers_lets_the_plan_rest(person: Person) -> None:
    person.starts()
    told = add_answers(person.desk, {"gi_bleed_now": YES}, PARACETAMOL)
    assert told.sign is not None
    assert not told.sign.disposition.allows_plan
    assert not person.desk.standing().is_plan_allowed


def test_a_yes_counts_the_moment_it_is_given(person: Person) -> None:
    person.starts(**WANTS)
    answering = Answering(person.desk, IBUPROFEN)
    assert answering.answer("asthma", "no") is None
    told = answering.answer("warfarin", "yes")
    assert told is not None
    assert told.ended is not None
    with pytest.raises(BadInput):
        answering.finish()


def test_faults_of_an_answers_file_are_all_named_and_nothing_is_kept(person: Person) -> None:
    person.starts(**WANTS)
    kept = len(person.desk.journal.history())
    with pytest.raises(BadInput) as bad:
        answer_from(person.desk, {"asthma": "maybe", "nonsense": "yes"}, IBUPROFEN)
    assert {"asthma", "nonsense", "warfarin"} <= {fault.partition(":")[0] for fault in bad.value.faults}
    assert len(person.desk.journal.history()) == kept


def test_the_list_for_the_pharmacist_names_every_hit(person: Person) -> None:
    person.starts(**WANTS, asthma="yes", ssri_snri="not_sure")
    lines = "\n".join(card_lines(person.desk, IBUPROFEN))
    book = person.desk.book.medicine
    assert book.condition("asthma").question in lines
    assert book.condition("ssri_snri").question in lines
    with pytest.raises(NotStarted):
        card_lines(person.desk, NAPROXEN)


def test_nothing_is_answered_before_the_start(person: Person) -> None:
    with pytest.raises(NotStarted):
        Answering(person.desk, IBUPROFEN)
    with pytest.raises(NotStarted):
        plan_course(person.desk, IBUPROFEN)


def test_a_course_stays_one_entry_and_checks_are_kept_beside_it(person: Person) -> None:
    person.starts(**WANTS)
    answers_again(person)
    assert len(person.desk.journal.entries(Course)) == 1
    assert len(person.desk.journal.entries(MedicineChecked)) == 2


@pytest.mark.parametrize("place", [one.code for one in real_book().regions])
@pytest.mark.parametrize("medicine", ["paracetamol", "ibuprofen", "naproxen"])
def test_an_ordinary_adult_answers_at_most_twelve_prompts(medicine: str, place: str) -> None:
    book = real_book()
    replied = replies_for(**NO_MEDICINE)
    replied.intake |= {"region": place, "medicine": medicine}
    count = 0
    while prompts := medicine_prompts(replied, book):
        count += 1
        for item in prompts[0].items:
            replied.take(item, 70 if item == "weight_kg" else "no", book)
    packs = book.region(place).products_of(Medicine(medicine))
    assert 1 + len(packs[1:2]) + count <= 12
    assert bool(count) is bool(packs)


def test_the_same_answers_again_leave_a_course_that_was_said_yes_to(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    course = plan_course(person.desk, IBUPROFEN).value
    told = answers_again(person, asthma="yes")
    assert (told.ended, told.changed) == (None, None)
    assert person.desk.course() == course
    told = answers_again(person, asthma="yes", stomach_upset="yes")
    assert told.ended is not None


def test_every_line_that_narrows_holds_at_once_and_after_a_move(person: Person) -> None:
    person.starts(weight_kg=48)
    names = sorted(medicine_ids(real_book()) - {"took_last_24h", "gi_bleed_now", "too_much_taken"})
    for some in range(0, len(names), 12):
        add_answers(person.desk, dict.fromkeys(names[some : some + 12], YES), PARACETAMOL)
        for region in ("NZ", "DE", "US"):
            person.desk.keep(AnswerGiven("round-move", "region", region))
            for medicine in (PARACETAMOL, IBUPROFEN):
                own, limits = own_now(person.desk, medicine), limits_of(person.desk, medicine)
                assert limits.under(own) == limits
    entry = last_check(person.desk, PARACETAMOL)
    assert entry is not None
    assert set(entry.body.answers.values()) == {YES, NO}
    assert limits_of(person.desk, PARACETAMOL).daily_max_mg <= 2000
    assert limits_of(person.desk, PARACETAMOL).spacing_hours >= 8


def test_a_region_moved_to_needs_answers_of_its_own_for_a_course(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, IBUPROFEN)
    person.desk.keep(AnswerGiven("round-move", "region", "DE"))
    assert [one.rule for one in plan_course(person.desk, IBUPROFEN).reasons] == ["medicine_answers_old"]


def test_a_course_that_waits_for_its_day_3_answer_is_held_to_new_answers_too(person: Person) -> None:
    course = person.starts(**WANTS, region="UK").course
    assert course is not None
    person.waits(days=3, hours=1)
    now_open = person.desk.course()
    assert now_open is not None
    assert len(now_open.doses) < len(course.doses)
    assert add_answers(person.desk, {"warfarin": YES}, IBUPROFEN).ended is not None


@pytest.mark.parametrize("medicine", [PARACETAMOL, IBUPROFEN, NAPROXEN])
def test_no_answers_ever_loosen_a_running_course(person: Person, medicine: Medicine) -> None:
    before = person.starts(medicine=medicine.value).course
    assert before is not None
    limits = limits_of(person.desk, medicine)
    lines: list[dict[str, Any]] = [
        {"weight_kg": 48},
        {"weight_kg": 90},
        {"cv_risk": "yes"},
        {},
        {"enzyme_inducers": "not_sure"},
        {"kidney_disease": "yes"},
        {},
    ]
    for said in lines:
        person.waits(hours=2)
        answers_again(person, medicine, **said)
        after = person.desk.course()
        assert after is not None
        planned = {dose.at: dose.mg for dose in before.doses}
        assert all(dose.mg <= planned.get(dose.at, 0) for dose in after.doses)
        assert after.stop_on <= before.stop_on
        now = limits_of(person.desk, medicine)
        assert now.join(after.limits) == now
        assert after.limits.join(before.limits) == after.limits
        assert now.daily_max_mg <= limits.daily_max_mg
        before = after


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ({}, {"allergy_paracetamol": "yes"}),
        ({}, {"alcohol_heavy": "not_sure"}),
        ({}, {"warfarin": "yes"}),
        ({}, {"weight_kg": 45}),
        ({"weight_kg": 45}, {}),
        ({"asthma": "yes"}, {"ssri_snri": "yes", "kidney_disease": "not_sure"}),
    ],
)
@pytest.mark.parametrize("medicine", [PARACETAMOL, IBUPROFEN])
@pytest.mark.parametrize("told", ["surgery_soon", "cv_risk"])
@pytest.mark.parametrize("is_moved", [False, True])
def test_one_answer_alone_never_opens_what_another_check_closed(
    person: Person,
    mine: dict[str, Any],
    other: dict[str, Any],
    medicine: Medicine,
    told: str,
    *,
    is_moved: bool,
) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, medicine, **mine)
    person.waits(minutes=10)
    if is_moved:
        person.desk.keep(AnswerGiven("round-move", "region", "DE"))
    answers_again(person, PARACETAMOL if medicine is IBUPROFEN else IBUPROFEN, **other)
    before, own = verdict_now(person.desk, medicine), own_now(person.desk, medicine)
    person.waits(minutes=10)
    add_answers(person.desk, {told: YES}, medicine)
    after = verdict_now(person.desk, medicine)
    assert before is not None
    assert after is not None
    assert after >= before
    assert own_now(person.desk, medicine).join(own) == own_now(person.desk, medicine)


def test_a_grave_sign_that_is_told_again_counts_again(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person)
    add_answers(person.desk, {"gi_bleed_now": YES, "asthma": YES}, IBUPROFEN)
    person.waits(hours=1)
    person.was_seen()
    person.screens()
    assert person.desk.standing().is_plan_allowed
    answering = Answering(person.desk, IBUPROFEN)
    assert answering.answer("asthma", "yes") is None, "known, and no safety sign"
    told = answering.answer("gi_bleed_now", "yes")
    assert told is not None
    assert told.sign is not None
    assert not person.desk.standing().is_plan_allowed


@pytest.mark.parametrize("answer", [YES, NOT_SURE])
@pytest.mark.parametrize("medicine", [IBUPROFEN, NAPROXEN])
def test_a_stop_sign_without_a_course_closes_every_anti_inflammatory(
    person: Person, answer: Answer, medicine: Medicine
) -> None:
    person.starts(**NO_MEDICINE)
    answers_again(person, medicine)
    answers_again(person, PARACETAMOL)
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": answer}))
    with pytest.raises(Refused) as refused:
        person.asks_for(250 if medicine is NAPROXEN else 200, medicine)
    assert "stop_sign_told" in str(refused.value.faults)
    assert [one.rule for one in plan_course(person.desk, medicine).reasons] == ["stop_sign_told"]
    assert "sign to stop" in "".join(card_lines(person.desk, medicine))
    assert person.asks_for(500).doses


def test_a_stop_sign_outlives_a_new_start(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": YES}))
    person.waits(days=30)
    assert [one.rule for one in person.starts(**WANTS).no_course] == ["stop_sign_told"]


def test_a_stop_sign_denied_or_an_answer_of_day_3_closes_nothing(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": NO, "day_3_ask": YES}))
    assert not is_sign_told(person.desk, IBUPROFEN)


@pytest.mark.parametrize(("finding", "opens"), [("nothing_urgent", True), ("waiting", False)])
def test_a_finding_that_leaves_nothing_open_ends_a_stop_sign(
    person: Person, finding: str, *, opens: bool
) -> None:
    person.starts(**NO_MEDICINE)
    person.was_seen()
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": YES}))
    assert is_sign_told(person.desk, NAPROXEN), "an earlier look is not about this sign"
    person.was_seen(finding=finding)
    assert is_sign_told(person.desk, NAPROXEN) is not opens


@pytest.mark.parametrize(
    ("sign", "kind", "opens"),
    [
        ("swelling_bp", "other", False),
        ("swelling_bp", "pharmacist", False),
        ("swelling_bp", "nurse", True),
        ("gi_bleed", "nurse", False),
        ("gi_bleed", "doctor", True),
        ("gi_bleed", "crisis_team", False),
        ("no_longer_in_content", "nurse", False),
    ],
)
def test_a_stop_sign_is_settled_only_by_somebody_whose_word_counts_for_it(
    person: Person, sign: str, kind: str, *, opens: bool
) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(SignsAnswered(IBUPROFEN, {sign: YES}))
    person.was_seen(kind=kind)
    assert is_sign_told(person.desk, NAPROXEN) is not opens


def test_an_earlier_graver_sign_stands_though_a_later_one_was_looked_at(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(SignsAnswered(IBUPROFEN, {"gi_bleed": YES}))
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": YES}))
    person.was_seen(kind="nurse")
    assert is_sign_told(person.desk, IBUPROFEN)


def test_a_yes_after_a_stop_sign_opens_that_medicine_and_no_other(person: Person) -> None:
    person.starts(**WANTS, asthma="yes")
    clear(person.desk, IBUPROFEN, "Ms Rata", "pharmacist", MONDAY)
    answers_again(person, NAPROXEN, asthma="yes")
    person.waits(days=1)
    person.screens()
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": YES}))
    with pytest.raises(BadInput):
        clear(person.desk, IBUPROFEN, "Dr Lee", "doctor", MONDAY)
    yes = clear(person.desk, IBUPROFEN, "Dr Lee", "doctor", person.desk.moment.today)
    assert yes.hits == ("asthma", "stop_sign_told")
    assert not is_sign_told(person.desk, IBUPROFEN)
    assert is_sign_told(person.desk, NAPROXEN)
    person.desk.keep(SignsAnswered(IBUPROFEN, {"swelling_bp": YES}))
    assert is_sign_told(person.desk, IBUPROFEN), "a new sign needs a new yes"


def test_an_answer_before_the_first_whole_ones_is_refused_and_not_lost_in_silence(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    kept = len(person.desk.journal.history())
    with pytest.raises(BadInput, match="nothing was saved") as bad:
        add_answers(person.desk, {"warfarin": YES}, IBUPROFEN)
    assert bad.value.faults == ("warfarin: not saved",)
    assert len(person.desk.journal.history()) == kept
    assert Answering(person.desk, IBUPROFEN).answer("warfarin", "yes") is not None


def test_a_grave_sign_before_the_first_whole_answers_is_kept_and_shown(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    told = add_answers(person.desk, {"gi_bleed_now": YES, "warfarin": YES}, IBUPROFEN)
    assert told.sign is not None
    assert not person.desk.standing().is_plan_allowed


@pytest.mark.parametrize(
    ("medicine", "said"),
    [
        (IBUPROFEN, {"fx_steroids": "yes", "fx_height_loss": "no"}),
        (IBUPROFEN, {"bleed_thinner": "not_sure"}),
        (IBUPROFEN, {"age_years": 76, "fx_height_loss": "no", "pat_walk_pain": "no"}),
        (IBUPROFEN, {"course_weeks": 7, "course_no_better": "no", "course_cant_do": "no"}),
        (PARACETAMOL, {"preg_possible": "not_sure"}),
    ],
)
def test_a_newer_safety_answer_narrows_what_older_medicine_answers_opened(
    person: Person, medicine: Medicine, said: dict[str, Any]
) -> None:
    person.starts(medicine=medicine.value)
    assert verdict_now(person.desk, medicine) is Verdict.ALLOW
    person.waits(days=1)
    person.screens(**said)
    assert verdict_now(person.desk, medicine) >= Verdict.ASK_FIRST
    assert "not_cleared" in closed_now(person.desk, medicine)


def test_the_weeks_of_a_bout_go_on_behind_older_medicine_answers(person: Person) -> None:
    person.starts(**WANTS)
    person.waits(days=49)
    check = last_check(person.desk)
    assert check is not None
    assert judged(person.desk, check.body, IBUPROFEN).asks == ("pain_over_6_weeks",)


def test_medicine_answers_are_due_again_after_some_weeks(person: Person) -> None:
    person.starts(medicine="paracetamol")
    person.waits(days=person.desk.book.medicine.passing_days)
    assert not answers_due(person.desk)
    person.waits(days=1)
    assert answers_due(person.desk)
    assert "medicine_answers_due" in closed_now(person.desk, PARACETAMOL)
    person.screens()
    answers_again(person, PARACETAMOL)
    assert not answers_due(person.desk)


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_too_much_told_without_an_amount_closes_every_medicine_for_a_day(person: Person, answer: str) -> None:
    person.starts(medicine="paracetamol")
    person.waits(minutes=5)
    person.screens(em_too_much=answer)
    person.waits(hours=1)
    person.was_seen(kind="emergency")
    person.screens()
    assert person.desk.standing().is_plan_allowed
    answers_again(person, PARACETAMOL)
    assert closed_now(person.desk, PARACETAMOL)[0] == "too_much_told"
    assert plan_course(person.desk, IBUPROFEN).reasons[0].rule == "too_much_told"
    person.waits(hours=23)
    assert "too_much_told" not in closed_now(person.desk, PARACETAMOL)
