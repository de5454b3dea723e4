"""Prescribed medicines in the record: copied, logged, counted beside our own, and never altered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.medicine_record import CourseEnded, Prescribed, PrescribedTaken
from backcoach.coach.record import DoseTaken
from backcoach.coach.values import Answer
from backcoach.flows.clearing import verdict_now
from backcoach.flows.course import change, is_day_3_due
from backcoach.flows.dose_guard import DoseWish, rulings
from backcoach.flows.dose_undo import last_recorded
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.label import OpenLabel, free_id, read_ingredients, read_label_file
from backcoach.flows.new_course import plan_course
from backcoach.flows.noted_yes import clear
from backcoach.flows.prescribed import UnitsResult, end_prescribed, find, keep_prescribed, take, undo
from backcoach.flows.prescribed_view import prescribed_views
from backcoach.flows.prescriptions import prescribed_answers, prescriptions, reviews_passed, stand_ins
from backcoach.flows.start import Started
from backcoach.flows.unsaved import Unsaved
from backcoach.journal.faults import RecordFull
from tests.flows.people import MONDAY, NO_MEDICINE, Person

LABEL: dict[str, Any] = {
    "name": "Panadeine Forte",
    "ingredients": "paracetamol 500 mg, codeine 30 mg",
    "form": "tablet",
    "dose_text": "Take 1 or 2 tablets every 6 hours. No more than 8 a day.",
    "units_per_dose": 2,
    "min_interval_hours": 6,
    "max_units_24h": 8,
    "prescriber": "Dr Ngata",
    "prescribed_on": "2026-11-23",
    "starts_on": "2026-11-23",
    "reason": "back pain",
}
CELECOXIB = LABEL | {"name": "Celebrex", "ingredients": "celecoxib 100"}
ONE = {"units_per_dose": 1, "max_units_24h": 2}
NAPROXEN = LABEL | ONE | {"name": "Naprosyn", "ingredients": "naproxen 500"}


def prescribes(person: Person, label: dict[str, Any] = LABEL, **more: Any) -> Prescribed:
    body = read_label_file(label | more, person.desk)
    keep_prescribed(person.desk, body)
    return body


def takes(person: Person, id_: str = "panadeine_forte", units: float | None = None) -> UnitsResult:
    return take(person.desk, id_, units, person.now)


def takes_back(person: Person, *, is_sure: bool = False, is_mistake: bool = False) -> None:
    undo(person.desk, "panadeine_forte", is_sure=is_sure, is_mistake=is_mistake)


def rules(result: UnitsResult) -> list[str]:
    return [reason.rule for reason in result.reasons]


@pytest.fixture
def plain(person: Person) -> Person:
    """Somebody with a plan and no medicine."""
    person.starts(**NO_MEDICINE)
    return person


def test_a_label_is_kept_word_for_word(plain: Person) -> None:
    odd = "  Take\ttwo; NOT more!  "
    body = prescribes(plain, dose_text=odd)
    (kept,) = plain.desk.journal.entries(Prescribed)
    assert kept.body == body
    assert kept.body.dose_text == odd
    assert kept.body.medicine_class == "opioid"


def test_the_record_is_never_altered_whatever_is_done_with_it(plain: Person) -> None:
    body = prescribes(plain)
    for _ in range(6):
        takes(plain, units=3)
        plain.waits(hours=2)
    plain.logs()
    prescribed_views(plain.desk)
    end_prescribed(plain.desk, body.id)
    assert [one.body for one in plain.desk.journal.history() if isinstance(one.body, Prescribed)] == [body]


@pytest.mark.parametrize("label", [LABEL, LABEL | {"name": "Pan", "ingredients": "acetaminophen 500"}])
def test_a_running_course_of_the_same_ends_and_no_dose_of_it_is_open(
    person: Person, label: dict[str, Any]
) -> None:
    assert person.starts().course is not None
    prescribes(person, label)
    (ended,) = person.desk.journal.entries(CourseEnded)
    assert ended.body == CourseEnded(Medicine.PARACETAMOL, "prescribed_same")
    person.waits(hours=30)
    with pytest.raises(Refused, match="not safe now") as refused:
        person.asks_for(500)
    assert "prescribed_same" in refused.value.faults[0]


def test_an_anti_inflammatory_leaves_a_course_of_paracetamol_alone(person: Person) -> None:
    person.starts()
    prescribes(person, CELECOXIB)
    assert person.desk.journal.entries(CourseEnded) == ()


def wants(person: Person, medicine: str, **said: Any) -> Started:
    return person.starts(medicine=medicine, **said)


@pytest.mark.parametrize(("label", "medicine"), [(LABEL, "paracetamol"), (CELECOXIB, "ibuprofen")])
def test_a_new_course_of_the_same_is_refused_with_that_reason(
    plain: Person, label: dict[str, Any], medicine: str
) -> None:
    prescribes(plain, label)
    plain.waits(minutes=1)
    started = wants(plain, medicine)
    assert started.course is None
    assert [reason.rule for reason in started.no_course] == ["prescribed_same"]


def test_it_counts_for_24_hours_after_its_end(plain: Person) -> None:
    prescribes(plain)
    plain.waits(days=1)
    end_prescribed(plain.desk, "panadeine_forte")
    plain.waits(hours=23, minutes=59)
    assert wants(plain, "paracetamol").course is None
    plain.waits(minutes=1)
    assert wants(plain, "paracetamol").course is not None


def test_the_days_of_a_prescribed_anti_inflammatory_count_logged_or_not(plain: Person) -> None:
    prescribes(plain, CELECOXIB)
    plain.waits(days=5)
    end_prescribed(plain.desk, "celebrex")
    plain.waits(days=2)
    assert len(stand_ins(plain.desk)) == 6
    wants(plain, "ibuprofen")
    clear(plain.desk, Medicine.IBUPROFEN, "Ms Rata", "pharmacist", plain.desk.moment.today)
    outcome = plan_course(plain.desk, Medicine.IBUPROFEN)
    assert outcome.value is None
    assert [reason.rule for reason in outcome.reasons] == ["too_few_days"]


def test_a_blocker_that_is_no_longer_prescribed_opens_nothing_without_a_fresh_yes(person: Person) -> None:
    wants(person, "ibuprofen")
    warfarin = {"name": "Coumadin", "ingredients": "warfarin 5", "medicine_class": "other_prescribed"}
    prescribes(person, LABEL | warfarin)
    person.waits(days=1)
    end_prescribed(person.desk, "coumadin")
    person.waits(days=20)
    person.screens()
    assert verdict_now(person.desk, Medicine.IBUPROFEN) is Verdict.ASK_FIRST
    assert "hit_removed" in {reason.rule for reason in wants(person, "ibuprofen").no_course}
    with pytest.raises(Refused, match="not safe now"):
        person.asks_for(200, Medicine.IBUPROFEN)
    clear(person.desk, Medicine.IBUPROFEN, "Dr Lee", "doctor", person.desk.moment.today)
    assert verdict_now(person.desk, Medicine.IBUPROFEN) is Verdict.CAUTION


def test_its_questions_are_answered_with_yes_at_the_next_check(plain: Person) -> None:
    prescribes(plain, LABEL | {"name": "Pred", "ingredients": "prednisone 20", "max_units_24h": 2})
    warfarin = {"name": "Coumadin", "ingredients": "warfarin 5", "medicine_class": "other_prescribed"}
    prescribes(plain, LABEL | warfarin)
    found = prescribed_answers(plain.desk)
    assert {"steroid_tablets", "warfarin", "any_other_regular"} == set(found)
    assert set(found.values()) == {Answer.YES}
    started = wants(plain, "ibuprofen")
    assert started.medicine is not None
    assert started.medicine.answers["warfarin"] is Answer.YES
    assert started.course is None


def test_what_is_taken_counts_in_the_sums_of_our_own_medicines(plain: Person) -> None:
    prescribes(plain)
    result = takes(plain)
    assert rules(result) == ["prescribed_noted"]
    (dose,) = plain.desk.journal.entries(DoseTaken)
    assert dose.body == DoseTaken(Medicine.PARACETAMOL, 1000, product="prescribed:panadeine_forte")
    (units,) = plain.desk.journal.entries(PrescribedTaken)
    assert (units.body, units.at) == (PrescribedTaken("panadeine_forte", 2.0), dose.at)


def test_sooner_or_more_than_the_label_is_recorded_with_the_words(plain: Person) -> None:
    prescribes(plain, CELECOXIB)
    takes(plain, "celebrex")
    plain.waits(hours=5, minutes=59)
    assert rules(takes(plain, "Celebrex"))[0] == "prescribed_too_early"
    plain.waits(hours=6)
    found = takes(plain, "celebrex", 5)
    assert rules(found)[0] == "prescribed_too_many"
    assert "prescriber or pharmacist" in found.reasons[0].why
    assert len(plain.desk.journal.entries(PrescribedTaken)) == 3
    assert plain.desk.standing().is_plan_allowed


def test_paracetamol_above_the_limit_of_all_sources_calls_for_help_without_any_sign(plain: Person) -> None:
    prescribes(plain)
    for _ in range(3):
        takes(plain)
        plain.waits(hours=6)
    plain.swallows(1000)
    result = takes(plain, units=1)
    assert result.is_overdose
    assert rules(result)[:2] == ["taken_above_limit_paracetamol", "taken_prescribed_same"]
    assert plain.desk.standing().disposition.urgency == "emergency_now"


def test_a_label_above_the_packs_is_no_overdose_and_is_told(plain: Person) -> None:
    prescribes(plain, NAPROXEN)
    takes(plain, "naprosyn")
    plain.waits(hours=6)
    result = takes(plain, "naprosyn")
    assert not result.is_overdose
    assert rules(result) == ["prescribed_noted", "prescribed_above_pack"]
    plain.waits(hours=6)
    assert takes(plain, "naprosyn").is_overdose


def test_paracetamol_as_its_label_says_is_held_to_the_highest_pack(plain: Person) -> None:
    prescribes(plain, max_units_24h=12)
    for _ in range(4):
        result = takes(plain)
        plain.waits(hours=6)
    assert not result.is_overdose
    assert takes(plain, units=3).is_overdose


def test_an_amount_that_is_not_known_is_said_not_to_be_counted(plain: Person) -> None:
    prescribes(plain, ingredients="paracetamol ?, codeine 30 mg")
    assert rules(takes(plain)) == ["prescribed_noted", "prescribed_not_counted"]
    assert plain.desk.journal.entries(DoseTaken) == ()
    plain.waits(minutes=1)
    assert wants(plain, "paracetamol").course is None


def test_undo_takes_back_the_last_units_and_their_sum(plain: Person) -> None:
    prescribes(plain)
    takes(plain)
    plain.waits(hours=6)
    takes(plain)
    takes_back(plain)
    assert len(plain.desk.journal.entries(PrescribedTaken)) == 1
    assert len(plain.desk.journal.entries(DoseTaken)) == 1
    takes_back(plain, is_sure=True)
    with pytest.raises(BadInput, match="No dose of it"):
        takes_back(plain)


@pytest.mark.parametrize("label", [LABEL, LABEL | {"ingredients": "codeine 30 mg"}])
def test_units_against_the_label_are_not_taken_back_without_saying_it_was_a_slip(
    plain: Person, label: dict[str, Any]
) -> None:
    prescribes(plain, label)
    takes(plain, units=12)
    for is_sure in (False, True):
        with pytest.raises(Refused, match="24 hours") as refused:
            takes_back(plain, is_sure=is_sure)
        assert "meds prescribed undo panadeine_forte --mistake" in refused.value.next_step
    assert len(plain.desk.journal.entries(PrescribedTaken)) == 1
    takes_back(plain, is_mistake=True)
    assert plain.desk.journal.entries(PrescribedTaken) == ()
    assert plain.desk.journal.entries(DoseTaken) == ()


def test_taking_units_back_a_while_later_must_be_confirmed(plain: Person) -> None:
    prescribes(plain)
    takes(plain)
    at = plain.now
    plain.waits(minutes=31)
    with pytest.raises(Refused, match=f"panadeine_forte 2 at .*{at:%H:%M}"):
        takes_back(plain)
    takes_back(plain, is_sure=True)
    assert plain.desk.journal.entries(DoseTaken) == ()


NUROMOL = LABEL | {
    "name": "Nuromol",
    "ingredients": "ibuprofen 200 mg, paracetamol 500 mg",
    "units_per_dose": 1,
    "max_units_24h": 6,
}


def test_doses_of_a_pack_in_shops_are_never_those_of_a_prescription_of_the_same_name(plain: Person) -> None:
    body = prescribes(plain, NUROMOL)
    assert body.id == "nuromol_2"
    assert prescribes(plain, LABEL | {"name": "Paracetamol"}).id == "paracetamol_2"
    for medicine, mg in ((Medicine.IBUPROFEN, 1200), (Medicine.PARACETAMOL, 3000)):
        plain.desk.keep(DoseTaken(medicine, mg, product="nuromol"))
    plain.waits(minutes=5)
    result = takes(plain, body.id)
    assert result.is_overdose
    assert {"taken_above_limit_nsaid", "taken_prescribed_same"} <= set(rules(result))
    with pytest.raises(BadInput, match="prescribed") as refused:
        last_recorded(plain.desk)
    assert refused.value.next_step.endswith("meds prescribed undo nuromol_2")


def test_doses_written_down_without_the_mark_of_a_prescription_still_belong_to_it(plain: Person) -> None:
    body = prescribes(plain)
    plain.desk.keep(PrescribedTaken(body.id, 2.0), DoseTaken(Medicine.PARACETAMOL, 1000, product=body.id))
    with pytest.raises(BadInput, match="prescribed"):
        last_recorded(plain.desk)
    plain.waits(hours=6)
    assert rules(takes(plain)) == ["prescribed_noted"]
    takes_back(plain)
    takes_back(plain, is_sure=True)
    assert plain.desk.journal.entries(DoseTaken) == ()
    assert plain.desk.journal.entries(PrescribedTaken) == ()


@pytest.mark.parametrize("units", [0, -1, 1001, 100])
def test_units_that_cannot_be_are_refused_and_nothing_is_saved(plain: Person, units: float) -> None:
    prescribes(plain)
    with pytest.raises(BadInput, match="nothing was saved") as refused:
        takes(plain, units=units)
    assert "poison centre" in refused.value.next_step
    assert plain.desk.journal.entries(PrescribedTaken) == ()


def test_a_dose_still_to_come_or_after_the_end_or_of_nothing_known_is_refused(plain: Person) -> None:
    prescribes(plain)
    with pytest.raises(BadInput, match="still to come"):
        take(plain.desk, "panadeine_forte", 1, plain.now + timedelta(minutes=1))
    end_prescribed(plain.desk, "panadeine_forte")
    plain.waits(hours=1)
    with pytest.raises(BadInput, match="ended before"):
        takes(plain)
    with pytest.raises(BadInput, match="ended already"):
        end_prescribed(plain.desk, "panadeine_forte")
    with pytest.raises(BadInput, match="No prescribed medicine") as refused:
        find(plain.desk, "something")
    assert "panadeine_forte" in refused.value.next_step


def test_a_review_that_has_passed_is_told_until_it_is_ended(plain: Person) -> None:
    prescribes(plain, review_on="2026-11-24")
    plain.waits(days=1)
    assert reviews_passed(plain.desk) == ()
    plain.waits(days=1)
    assert [one.body.id for one in reviews_passed(plain.desk)] == ["panadeine_forte"]
    end_prescribed(plain.desk, "panadeine_forte")
    assert reviews_passed(plain.desk) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ingredients": "500 mg"}, "ingredients: must be names with their mg"),
        ({"ingredients": "paracetamol 1,000 mg"}, "ingredients: must be amounts without a mark"),
        ({"ingredients": "paracetamol 0 mg"}, "ingredients: must be amounts above 0"),
        ({"ingredients": []}, "ingredients: must be names"),
        ({"ingredients": [{"name": "codeine", "mg": -1}]}, "ingredients: must be names"),
        ({"ingredients": [{"mg": 1}]}, "ingredients: must be names"),
        ({"units_per_dose": 0}, "units_per_dose: must be a number above 0"),
        ({"units_per_dose": True}, "units_per_dose: must be a number above 0"),
        ({"min_interval_hours": 1000}, "min_interval_hours: must be a number above 0"),
        ({"prescribed_on": "2027-01-01"}, "prescribed_on: must be a day that is not still to come"),
        ({"starts_on": "soon"}, "starts_on: must be a day such as"),
        ({"medicine_class": "magic"}, "medicine_class: must be one of"),
        ({"holds": "maybe"}, "holds: must be one of"),
        ({"dose_text": " "}, "dose_text: must be text"),
        ({"colour": "red"}, "colour: unknown line"),
        ({"units_per_dose": 9}, "one dose is more than the most"),
        ({"review_on": "2026-11-22"}, "it ends before it begins"),
        ({"ingredients": "new thing 5 mg"}, "medicine_class: not answered"),
        ({"ingredients": "new thing 5 mg"}, "holds: not answered"),
    ],
)
def test_everything_wrong_with_a_label_is_named_and_nothing_is_saved(
    plain: Person, change: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadInput, match="nothing was saved") as refused:
        read_label_file(LABEL | change, plain.desk)
    assert any(one.startswith(fault) for one in refused.value.faults), refused.value.faults


def test_what_is_missing_is_named(plain: Person) -> None:
    with pytest.raises(BadInput) as refused:
        read_label_file({"name": "x"}, plain.desk)
    assert "dose_text: not answered" in refused.value.faults
    assert not any(one.startswith(("food", "review_on", "max_units")) for one in refused.value.faults)


@pytest.mark.parametrize(
    ("holds", "closed"),
    [("not_sure", ("paracetamol", "nsaid")), ("neither", ()), ("nsaid", ("nsaid",))],
)
def test_a_substance_that_is_not_known_is_asked_about_and_not_sure_counts_as_yes(
    plain: Person, holds: str, closed: tuple[str, ...]
) -> None:
    label = {"ingredients": "new thing 5 mg", "medicine_class": "other_prescribed", "holds": holds}
    assert prescribes(plain, LABEL | label).holds == closed


@pytest.mark.parametrize("text", ["x" * 200_000, "x" + "1" * 200_000 + "z", "codeine 30 mg, " * 40])
def test_ingredients_without_end_are_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="names with their mg"):
        read_ingredients(text)


def test_ingredients_are_read_as_people_write_them() -> None:
    assert read_ingredients("Codeine 30mg + paracetamol 0.5 g") == [
        {"name": "Codeine", "mg": 30.0},
        {"name": "paracetamol", "mg": 500.0},
    ]
    assert read_ingredients("tramadol 37,5, paracetamol 325 and vitamin B12 100 mcg") == [
        {"name": "tramadol", "mg": 37.5},
        {"name": "paracetamol", "mg": 325.0},
        {"name": "vitamin B12", "mg": 0.1},
    ]
    assert read_ingredients("codeine ?") == [{"name": "codeine"}]
    assert read_ingredients([{"name": "codeine", "mg": 30}]) == [{"name": "codeine", "mg": 30.0}]


def test_two_of_one_name_get_two_ids() -> None:
    assert free_id("Ünïque 20 mg!", []) == "unique_20_mg"
    assert free_id("a", ["a", "a_2"]) == "a_3"
    assert free_id("??", []) == "medicine"


def test_a_label_that_broke_off_goes_on_where_it_stopped(plain: Person) -> None:
    sheet = OpenLabel(plain.desk)
    for _ in range(3):
        question = sheet.step()
        assert question is not None
        sheet.answer(question, LABEL[question.id])
    again = OpenLabel(plain.desk)
    assert again.is_resumed
    assert again.said == sheet.said
    again.forget()
    assert not OpenLabel(plain.desk).is_resumed
    assert plain.desk.journal.entries(Prescribed) == ()


def test_a_course_of_before_is_left_as_it_was_issued(person: Person) -> None:
    person.starts()
    before = person.desk.journal.entries(Course)
    prescribes(person)
    assert person.desk.journal.entries(Course) == before
    assert replace(before[0].body) == before[0].body
    assert before[0].body.stop_on >= MONDAY


def test_too_much_that_cannot_be_kept_still_calls_for_help(
    plain: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    prescribes(plain)

    def full(*_: object) -> None:
        raise RecordFull(plain.desk.journal.path)

    monkeypatch.setattr(type(plain.desk.journal), "append", full)
    with pytest.raises(Unsaved) as unsaved:
        takes(plain, units=9)
    assert unsaved.value.body.disposition.urgency == "emergency_now"
    with pytest.raises(RecordFull):
        takes(plain, units=1)


def test_where_the_region_sells_no_pack_the_strictest_pack_of_all_counts(person: Person) -> None:
    person.starts(region="UK", **NO_MEDICINE)
    prescribes(person, NAPROXEN | {"max_units_24h": ""})
    assert takes(person, "naprosyn").is_overdose


COUMADIN = LABEL | {
    "name": "Coumadin",
    "ingredients": "warfarin 3 mg",
    "medicine_class": "other_prescribed",
}


def test_a_prescribed_blood_thinner_ends_a_course_of_ibuprofen_at_once(person: Person) -> None:
    course = person.starts(medicine="ibuprofen").course
    assert course is not None
    person.is_at(course.doses[0].at + timedelta(hours=25))
    person.screens()
    body = read_label_file(COUMADIN, person.desk)
    assert keep_prescribed(person.desk, body) == CourseEnded(Medicine.IBUPROFEN, "not_cleared")
    with pytest.raises(Refused, match="No course"):
        change(person.desk, "up")


def test_a_prescribed_medicine_of_another_kind_leaves_the_course_alone(person: Person) -> None:
    before = person.starts().course
    prescribes(person, CELECOXIB)
    assert person.desk.course() == before


def is_open(person: Person) -> bool:
    (answer,) = rulings(person.desk, [DoseWish(Medicine.PARACETAMOL, 500, person.now, is_taken=False)])
    return answer.is_allowed


def test_a_prescribed_medicine_counts_from_when_it_was_written_down_also_over_the_date_line(
    person: Person,
) -> None:
    person.moves_to("Pacific/Auckland")
    person.starts()
    assert is_open(person)
    prescribes(person)
    person.waits(minutes=30)
    assert not is_open(person)
    person.moves_to("Pacific/Honolulu")
    assert person.desk.moment.today == MONDAY - timedelta(days=1)
    assert not is_open(person)
    assert prescribed_answers(person.desk)
    person.waits(days=-3)  # a clock set back
    assert prescribed_answers(person.desk)


@pytest.mark.parametrize(("days_before", "counted_days"), [(0, 0), (1, 3), (3, 5)])
def test_one_that_began_before_it_was_written_down_counts_from_then_in_every_zone(
    plain: Person, days_before: int, counted_days: int
) -> None:
    on = MONDAY - timedelta(days=days_before)
    prescribes(plain, prescribed_on=on.isoformat(), starts_on=on.isoformat())
    (one,) = prescriptions(plain.desk)
    days = [days for days in range(10) if one.counts_at(plain.now - timedelta(days=days, minutes=1))]
    assert days == list(range(counted_days + 1))


def test_a_course_that_waits_for_day_3_ends_too_when_the_same_is_prescribed(person: Person) -> None:
    person.starts(region="UK")
    person.waits(days=3, hours=2)
    course = person.desk.course()
    assert course is not None
    assert course.change == "day_3_open"
    prescribes(person)
    (ended,) = person.desk.journal.entries(CourseEnded)
    assert ended.body == CourseEnded(Medicine.PARACETAMOL, "prescribed_same")
    end_prescribed(person.desk, "panadeine_forte")
    person.waits(hours=25)
    assert not is_day_3_due(person.desk)
