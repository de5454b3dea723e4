"""The record takes only what can have happened, and gives back what it took."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backcoach.coach.activity_record import SHEET_CHARACTERS, QuotaWished, SatFor, SheetFilled, Trial
from backcoach.coach.done import DoneAmount
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.record import SCALES, Assessed, CheckIn, DoseTaken, MedicineChecked, Screened
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.shapes import decode, encode

halves = st.integers(0, 20).map(lambda doubled: doubled / 2)
amounts = st.none() | st.integers(1, 4000)
words = st.text(min_size=1, max_size=8)
reasons = st.builds(Reason, words, words, st.lists(st.tuples(words, words), max_size=2).map(tuple))


def screened(occasion: str) -> Screened:
    return Screened(occasion, {}, {}, Disposition.SELF_CARE, is_plan_allowed=True, reasons=())


@pytest.mark.parametrize(("occasion", "is_full"), [("start", True), ("screen", True), ("daily", False)])
def test_only_the_daily_check_is_not_a_full_screening(occasion: str, is_full: bool) -> None:
    assert screened(occasion).is_full is is_full


def test_a_check_in_may_say_nothing_and_then_nothing_is_known() -> None:
    check_in = CheckIn()

    assert [getattr(check_in, scale) for scale in SCALES] == [None] * 6
    assert check_in.is_flare is None
    assert check_in.done is None
    assert check_in.is_recalled is False


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("value", [0, 0.5, 7, 10])
def test_a_scale_takes_halves_from_0_to_10(scale: str, value: float) -> None:
    assert getattr(CheckIn(**{scale: value}), scale) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("value", [-0.5, 10.5, 3.25, math.nan, math.inf])
def test_a_scale_takes_nothing_else(scale: str, value: float) -> None:
    with pytest.raises(ValueError, match=rf"^{scale} is a number from 0 to 10, whole or \.5$"):
        CheckIn(**{scale: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("steps", [0, 8_000, 200_000])
def test_the_steps_of_a_day_are_kept(steps: int) -> None:
    assert CheckIn(steps=steps).steps == steps


@pytest.mark.parametrize("steps", [-1, 200_001])
def test_more_steps_than_anybody_takes_are_refused(steps: int) -> None:
    with pytest.raises(ValueError, match=r"^steps are a whole number from 0 to 200000$"):
        CheckIn(steps=steps)


def test_what_nobody_imported_says_nothing_about_it_in_the_record() -> None:
    assert set(encode(CheckIn(pain=4))) == {"pain", "is_recalled"}


@pytest.mark.parametrize("mg", [1, 400, 20_000])
def test_a_dose_can_be_swallowed(mg: int) -> None:
    assert DoseTaken(Medicine.IBUPROFEN, mg).is_against_advice is False


@pytest.mark.parametrize("mg", [0, -400, 20_001])
def test_a_dose_that_is_a_slip_of_the_keyboard_is_refused(mg: int) -> None:
    with pytest.raises(ValueError, match=r"^a dose lies between 1 and 20000 mg$"):
        DoseTaken(Medicine.IBUPROFEN, mg)


@given(
    st.builds(
        Screened,
        occasion=st.sampled_from(["start", "screen", "daily"]),
        answers=st.dictionaries(words, st.sampled_from(Answer), max_size=4),
        numbers=st.dictionaries(words, st.floats(0, 120), max_size=2),
        disposition=st.sampled_from(Disposition),
        is_plan_allowed=st.booleans(),
        reasons=st.lists(reasons, max_size=3).map(tuple),
        plan_reasons=st.lists(reasons, max_size=2).map(tuple),
    )
)
def test_a_screening_comes_back_from_plain_data_as_it_was(one: Screened) -> None:
    assert decode(Screened, encode(one)) == one


@given(
    st.builds(
        CheckIn,
        **{scale: st.none() | halves for scale in SCALES},
        is_flare=st.none() | st.booleans(),
        done=st.none() | st.lists(st.builds(DoneAmount, words, st.integers(0, 600)), max_size=3).map(tuple),
        note=st.none() | st.text(max_size=20),
        is_recalled=st.booleans(),
        is_imported=st.sampled_from([None, True]),
        steps=st.none() | st.integers(0, 100_000),
    )
)
@example(CheckIn(done=()))
def test_a_check_in_comes_back_from_plain_data_as_it_was(one: CheckIn) -> None:
    assert decode(CheckIn, encode(one)) == one


@given(
    st.builds(
        MedicineChecked,
        wanted=st.sampled_from(Medicine),
        region=words,
        answers=st.dictionaries(words, st.sampled_from(Answer), max_size=4),
        weight_kg=st.none() | st.floats(20, 400),
        verdict=st.sampled_from(Verdict),
        own=st.builds(PersonalLimits, amounts, amounts, amounts, amounts, amounts),
        reasons=st.lists(reasons, max_size=3).map(tuple),
    )
)
def test_a_medicine_check_comes_back_from_plain_data_as_it_was(one: MedicineChecked) -> None:
    assert decode(MedicineChecked, encode(one)) == one


@pytest.mark.parametrize(("by", "told"), [("", "all well"), ("my GP", "  "), (" ", "")])
def test_an_assessment_names_who_made_it_and_what_was_said(by: str, told: str) -> None:
    with pytest.raises(ValueError, match="names who made it"):
        Assessed(by, told)


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_a_trial_of_nothing_that_can_be_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="trial"):
        Trial("walk", amount)


@pytest.mark.parametrize("amount", [0, 1441])
def test_a_time_sat_lies_within_a_day(amount: int) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        SatFor(amount)


def test_a_field_of_the_sheet_for_bad_days_has_an_end() -> None:
    assert SheetFilled("flare_signs", "x" * SHEET_CHARACTERS).text
    with pytest.raises(ValueError, match="at most"):
        SheetFilled("flare_signs", "x" * (SHEET_CHARACTERS + 1))


def test_what_lies_within_its_bounds_is_kept() -> None:
    assert Trial("walk", 0).amount == 0
    assert QuotaWished("walk", 1440).amount == 1440
    assert SatFor(1).minutes == 1
