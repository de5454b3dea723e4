"""Eligibility as a whole: more yes never opens anything, and a recorded yes opens only what it may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.eligibility import (
    Eligibility,
    check_medicine,
    check_medicines,
    covers,
    may_plan,
    missing_conditions,
    verdict_with,
    with_removed,
)
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.medicines import Clearance, MedicineBook
from backcoach.coach.regions import Region, find_region
from backcoach.coach.values import Answer
from tests.coach.medicine_content import BOOK, NSAIDS, REGIONS, region

TODAY = date(2026, 11, 23)
ASKED = tuple(one.id for one in BOOK.conditions if one.is_asked)
ALL_NO = dict.fromkeys(ASKED, Answer.NO)
RISING = (Answer.NO, Answer.NOT_SURE, Answer.YES)
PREGNANT = ("preg_unsure", "preg_t1_t2", "preg_20_27", "preg_28_plus")

answer_sheets = st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from(RISING)), max_size=8).map(dict)
ages = st.one_of(st.none(), st.integers(16, 95))
weights = st.one_of(st.none(), st.floats(30, 150))
places = st.sampled_from((*REGIONS, None))


def check(
    answers: dict[str, Answer] | None = None,
    age: int | None = 40,
    weight: float | None = 70,
    place: Region | None = REGIONS[0],
    book: MedicineBook = BOOK,
) -> dict[Medicine, Eligibility]:
    found = check_medicines(ALL_NO | (answers or {}), age, weight, place, book)
    return {one.medicine: one for one in found}


def is_no_looser(tight: Eligibility, loose: Eligibility) -> bool:
    if tight.verdict < loose.verdict or may_plan(tight, (), TODAY) > may_plan(loose, (), TODAY):
        return False
    if tight.limits is None or loose.limits is None:
        return tight.limits is None
    return (
        tight.limits.single_max_mg <= loose.limits.single_max_mg
        and tight.limits.daily_max_mg <= loose.limits.daily_max_mg
        and tight.limits.spacing_hours >= loose.limits.spacing_hours
        and tight.limits.cap_days <= loose.limits.cap_days
    )


@settings(max_examples=200, deadline=None)
@given(answer_sheets, st.sampled_from(ASKED), ages, weights, places)
def test_a_rising_answer_never_opens_a_medicine(
    answers: dict[str, Answer], raised: str, age: int | None, weight: float | None, place: Region | None
) -> None:
    before, *later = (check(answers | {raised: one}, age, weight, place) for one in RISING)
    for after in later:
        assert all(is_no_looser(after[one], before[one]) for one in Medicine)
        before = after


@settings(max_examples=100, deadline=None)
@given(answer_sheets, st.sampled_from(ASKED), ages, weights, places)
def test_an_answer_left_out_opens_no_more_than_a_yes(
    answers: dict[str, Answer], left_out: str, age: int | None, weight: float | None, place: Region | None
) -> None:
    without = {key: value for key, value in (ALL_NO | answers).items() if key != left_out}
    yes = check(answers | {left_out: Answer.YES}, age, weight, place)
    closed = BOOK.condition(left_out).is_closed_at(age)

    for one in check_medicines(without, age, weight, place, BOOK):
        assert closed or one.verdict is yes[one.medicine].verdict


@settings(max_examples=100, deadline=None)
@given(answer_sheets, st.sampled_from(ASKED), places)
def test_another_daily_medicine_never_closes_one_by_count(
    answers: dict[str, Answer], other: str, place: Region | None
) -> None:
    quiet = answers | {other: Answer.YES, "any_other_regular": Answer.NO}
    before, after = check(quiet, place=place), check(quiet | {"any_other_regular": Answer.YES}, place=place)

    for medicine in Medicine:
        if before[medicine].verdict < Verdict.AVOID:
            assert after[medicine].verdict < Verdict.AVOID


@settings(max_examples=100, deadline=None)
@given(answer_sheets, st.sampled_from(PREGNANT), st.sampled_from(RISING[1:]), st.integers(18, 60), places)
def test_in_pregnancy_no_anti_inflammatory_is_open(
    answers: dict[str, Answer], weeks: str, answer: Answer, age: int, place: Region | None
) -> None:
    found = check(answers | {weeks: answer}, age, place=place)

    assert {found[medicine].verdict for medicine in NSAIDS} == {Verdict.AVOID}


@settings(max_examples=100, deadline=None)
@given(answer_sheets, ages, weights, places)
def test_age_weight_and_medicines_never_planned_keep_their_bounds(
    answers: dict[str, Answer], age: int | None, weight: float | None, place: Region | None
) -> None:
    found = check(answers, age, weight, place)
    paracetamol = found[Medicine.PARACETAMOL].limits

    assert found[Medicine.DICLOFENAC].verdict >= Verdict.ASK_FIRST
    assert found[Medicine.ASPIRIN].verdict >= Verdict.ASK_FIRST
    assert found[Medicine.NSAID_GEL].limits is None
    if paracetamol and weight is not None and weight < 50:
        assert (paracetamol.single_max_mg, paracetamol.daily_max_mg) <= (500, 2000)
    if paracetamol and age is not None and age >= 65:
        assert paracetamol.daily_max_mg <= 3000
    if place is None or place.code == "other":
        assert not any(may_plan(one, yes_for(one.medicine), TODAY) for one in found.values())


def yes_for(medicine: Medicine, on: date = TODAY) -> tuple[Clearance, ...]:
    return (Clearance(medicine, "Ms Rata", "pharmacist", on),)


def test_a_recorded_yes_opens_what_is_to_be_asked_first() -> None:
    asthma = check({"asthma": Answer.YES}, place=region("NZ"))[Medicine.IBUPROFEN]

    assert not may_plan(asthma, (), TODAY)
    assert may_plan(asthma, yes_for(Medicine.IBUPROFEN), TODAY)
    assert not may_plan(asthma, yes_for(Medicine.PARACETAMOL), TODAY)
    assert not may_plan(asthma, yes_for(Medicine.IBUPROFEN, date(2026, 11, 24)), TODAY)
    assert may_plan(check(place=region("NZ"))[Medicine.PARACETAMOL], (), TODAY)
    assert asthma.may_be_cleared


def test_a_recorded_yes_opens_nothing_that_is_to_be_avoided() -> None:
    ulcer = check({"ulcer_bleed_ever": Answer.YES}, place=region("NZ"))[Medicine.IBUPROFEN]

    assert not may_plan(ulcer, yes_for(Medicine.IBUPROFEN), TODAY)
    assert not ulcer.may_be_cleared


@pytest.mark.parametrize(
    ("code", "medicine"),
    [
        ("UK", Medicine.NAPROXEN),
        ("NZ", Medicine.DICLOFENAC),
        ("NZ", Medicine.ASPIRIN),
        ("US", Medicine.NSAID_GEL),
    ],
)
def test_a_recorded_yes_opens_nothing_that_is_not_planned(code: str, medicine: Medicine) -> None:
    found = check(place=region(code))[medicine]

    assert found.verdict is Verdict.ASK_FIRST
    assert not may_plan(found, yes_for(medicine), TODAY)
    assert not found.may_be_cleared


@pytest.mark.parametrize(("who", "role"), [("", "pharmacist"), ("Ms Rata", " ")])
def test_a_yes_without_a_name_or_role_cannot_be_recorded(who: str, role: str) -> None:
    with pytest.raises(ValueError, match="names who gave it"):
        Clearance(Medicine.IBUPROFEN, who, role, TODAY)


def test_every_reason_carries_words_sources_and_what_made_it_hold() -> None:
    found = check({"asthma": Answer.NOT_SURE}, place=region("US"))

    reasons = [reason for one in found.values() for reason in one.reasons]
    assert all(reason.why and reason.sources and reason.inputs for reason in reasons)
    assert ("asthma", "not_sure") in found[Medicine.IBUPROFEN].reasons[0].inputs


def test_the_strongest_reason_stands_first() -> None:
    answers = {"cv_risk": Answer.YES, "asthma": Answer.YES, "ibd": Answer.YES, "warfarin": Answer.YES}

    rules = [reason.rule for reason in check(answers, place=region("NZ"))[Medicine.IBUPROFEN].reasons]

    assert rules == ["warfarin", "asthma", "ibd", "cv_risk"]


def test_a_given_yes_is_not_turned_into_no_by_a_number() -> None:
    assert (
        check({"weight_40_49": Answer.NOT_SURE}, weight=70)[Medicine.PARACETAMOL].verdict is Verdict.ASK_FIRST
    )
    assert check({"age_75_plus": Answer.YES}, age=40)[Medicine.IBUPROFEN].verdict is Verdict.AVOID
    assert check({"triple_whammy": Answer.YES})[Medicine.IBUPROFEN].verdict is Verdict.AVOID


def test_an_incomplete_check_names_what_is_missing() -> None:
    computed = {one.id for one in BOOK.conditions if one.is_computed}
    everything = {one.id for one in BOOK.conditions} - computed

    assert set(missing_conditions({}, None, None, BOOK)) == everything
    assert missing_conditions(ALL_NO, 40, 70, BOOK) == ()
    assert set(missing_conditions(ALL_NO, None, 70, BOOK)) == {
        one for one in everything if one.startswith("age_")
    }
    assert missing_conditions(ALL_NO, 40, None, BOOK) == ("weight_40_49", "weight_under_40")
    open_ones = {key: value for key, value in ALL_NO.items() if key not in (*PREGNANT, "asthma")}
    assert missing_conditions(open_ones, 56, 70, BOOK) == ("asthma",)
    assert missing_conditions(open_ones, 55, 70, BOOK) == ("asthma", *PREGNANT)


def test_verdicts_rise_from_open_to_closed() -> None:
    falling = [Verdict.AVOID, Verdict.ASK_FIRST, Verdict.CAUTION, Verdict.ALLOW]

    assert sorted(falling) == falling[::-1]


def test_limits_join_to_the_strictest() -> None:
    one = PersonalLimits(500, 3000, 6, None, 5)
    other = PersonalLimits(None, 2000, 8, 4, 3)

    assert one.join(other) == other.join(one) == PersonalLimits(500, 2000, 8, 4, 3)
    assert one.join(PersonalLimits()) == one


def test_a_limit_of_nothing_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="above 0"):
        PersonalLimits(daily_max_mg=0)


def test_names_and_regions_are_found() -> None:
    paracetamol = BOOK.info(Medicine.PARACETAMOL)

    assert paracetamol.name_in("US") == "acetaminophen"
    assert paracetamol.name_in("NZ") == "paracetamol"
    assert find_region(REGIONS, " nz ") is region("NZ")
    assert find_region(REGIONS, "XX") is None
    assert region("DE").product("de_ibuprofen_400").strength_mg == 400


def test_a_yes_covers_what_it_was_given_for_and_nothing_more() -> None:
    asthma = check({"asthma": Answer.YES})[Medicine.IBUPROFEN]
    both = check({"asthma": Answer.YES, "ssri_snri": Answer.NOT_SURE})[Medicine.IBUPROFEN]
    yes = Clearance(Medicine.IBUPROFEN, "Ms Rata", "pharmacist", TODAY, asthma.asks)
    assert asthma.asks == ("asthma",)
    assert set(both.asks) == {"asthma", "ssri_snri"}
    assert covers(yes, asthma)
    assert not covers(yes, both)
    assert not covers(yes, check({"asthma": Answer.YES})[Medicine.NAPROXEN])


def test_a_yes_makes_a_caution_of_what_is_to_be_asked_first_from_its_day_on() -> None:
    asthma = check({"asthma": Answer.YES})[Medicine.IBUPROFEN]
    yes = Clearance(Medicine.IBUPROFEN, "Ms Rata", "pharmacist", TODAY, asthma.asks)
    assert verdict_with(asthma, (), TODAY) is Verdict.ASK_FIRST
    assert verdict_with(asthma, (yes,), TODAY) is Verdict.CAUTION
    assert verdict_with(asthma, (yes,), TODAY - timedelta(days=1)) is Verdict.ASK_FIRST


@settings(max_examples=200, deadline=None)
@given(answer_sheets, ages, weights, places, st.integers(-2, 2), st.sampled_from(ASKED))
def test_a_yes_lifts_ask_first_where_a_plan_can_be_and_nothing_else(
    answers: dict[str, Answer],
    age: int | None,
    weight: float | None,
    place: Region | None,
    days: int,
    left_out: str,
) -> None:
    for one in check(answers, age, weight, place).values():
        on = TODAY + timedelta(days=days)
        whole = Clearance(one.medicine, "Ms Rata", "pharmacist", on, one.asks)
        part = Clearance(one.medicine, "Ms Rata", "nurse", on, tuple(set(one.asks) - {left_out}))
        is_lifted = verdict_with(one, (whole,), TODAY) is not one.verdict
        assert is_lifted is (one.may_be_cleared and days <= 0)
        assert not is_lifted or (one.verdict is Verdict.ASK_FIRST and one.limits is not None)
        assert left_out not in one.asks or verdict_with(one, (part,), TODAY) is one.verdict


def test_a_hit_taken_back_is_to_be_asked_about_for_an_anti_inflammatory_alone() -> None:
    found = check()
    held = with_removed(found[Medicine.IBUPROFEN], ("asthma",), BOOK)
    assert (held.verdict, held.may_be_cleared) == (Verdict.ASK_FIRST, True)
    assert [one for one in held.asks if one.endswith(".asthma")] == [*held.asks]
    assert dict(held.reasons[-1].inputs)["was"] == "asthma"
    assert with_removed(found[Medicine.IBUPROFEN], (), BOOK) == found[Medicine.IBUPROFEN]
    assert with_removed(found[Medicine.PARACETAMOL], ("asthma",), BOOK) == found[Medicine.PARACETAMOL]


@settings(max_examples=200, deadline=None)
@given(answer_sheets, answer_sheets, ages, places)
def test_a_hit_taken_back_never_opens_an_anti_inflammatory_by_itself(
    before: dict[str, Answer], now: dict[str, Answer], age: int | None, place: Region | None
) -> None:
    was, found = check(before, age, 70, place), check(now, age, 70, place)
    for medicine, one in found.items():
        held = with_removed(one, was[medicine].asks, BOOK)
        is_gone = set(was[medicine].asks) - set(one.asks)
        assert held.verdict >= one.verdict
        if medicine.is_nsaid and is_gone:
            assert held.verdict >= Verdict.ASK_FIRST or one.limits is None
        if not medicine.is_nsaid or not is_gone:
            assert held == one


def test_limits_under_own_ones_are_the_strictest_of_both() -> None:
    limits = check()[Medicine.PARACETAMOL].limits
    assert limits is not None
    held = limits.under(PersonalLimits(single_max_mg=500, daily_max_mg=2000, spacing_hours=8, cap_days=2))
    assert (held.single_max_mg, held.daily_max_mg, held.spacing_hours, held.cap_days) == (500, 2000, 8, 2)
    assert held.plan_spacing_hours >= 8
    assert held.doses_24h == limits.doses_24h
    assert limits.under(PersonalLimits(single_max_mg=9999)).single_max_mg == limits.single_max_mg


@settings(max_examples=200, deadline=None)
@given(answer_sheets, answer_sheets, ages, weights, places)
def test_limits_under_new_answers_are_never_looser_than_before(
    before: dict[str, Answer],
    now: dict[str, Answer],
    age: int | None,
    weight: float | None,
    place: Region | None,
) -> None:
    was, found = check(before, age, weight, place), check(now, age, weight, place)
    for medicine, one in was.items():
        if one.limits is None:
            continue
        own, held = found[medicine].own, one.limits.under(found[medicine].own)
        assert held.join(one.limits) == held
        assert held.own == one.limits.own.join(own)
        for name in ("single_max_mg", "daily_max_mg", "doses_24h", "cap_days"):
            assert getattr(held, name) <= (getattr(own, name) or getattr(held, name))
        assert held.plan_spacing_hours >= held.spacing_hours >= (own.spacing_hours or 0)


@given(st.dictionaries(st.sampled_from([one.id for one in BOOK.conditions]), st.sampled_from(Answer)), places)
def test_one_medicine_is_checked_as_it_is_among_all(answers: dict[str, Answer], place: Region | None) -> None:
    every = check(answers, None, 70, place)
    for medicine in Medicine:
        assert check_medicine(medicine, ALL_NO | answers, 70, place, BOOK) == every[medicine]


def test_one_medicine_is_open_where_it_is_among_all() -> None:
    found = check_medicine(Medicine.IBUPROFEN, ALL_NO, 70, REGIONS[0], BOOK)
    assert found == check(age=None)[Medicine.IBUPROFEN]
    assert "age_75_plus" in found.asks, "an age that nobody told"
