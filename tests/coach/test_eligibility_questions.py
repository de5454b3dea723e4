"""What is asked when a medicine is wanted, and what the screening has answered already."""

from __future__ import annotations

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_questions import carry_over, prompts_to_ask, settle
from backcoach.coach.medicines import OWN_QUESTIONS, PromptKind
from backcoach.coach.values import Answer
from tests.coach.medicine_content import BOOK

NO, YES, NOT_SURE = Answer.NO, Answer.YES, Answer.NOT_SURE
SCREENING = dict.fromkeys((one.screening for one in BOOK.carry_overs), NO) | {"bleed_thinner": NO}


def asked(screening: dict[str, Answer], age: int | None = 40, weeks: int | None = 2) -> set[str]:
    known = carry_over(screening, age, weeks, BOOK)
    return {item for prompt in prompts_to_ask(known, screening, BOOK) for item in prompt.items}


def test_an_ordinary_adult_answers_ten_prompts() -> None:
    prompts = prompts_to_ask(carry_over(SCREENING, 40, 2, BOOK), SCREENING, BOOK)

    assert len(prompts) == 10
    assert [prompt.id for prompt in prompts][:2] == ["weight_kg", "took_last_24h"]


def test_everything_that_touches_paracetamol_or_ibuprofen_is_asked_or_known() -> None:
    known = carry_over(SCREENING, 40, 2, BOOK)
    due = {
        one.id
        for one in BOOK.conditions
        if (one.is_asked or one.is_age_row) and {Medicine.PARACETAMOL, Medicine.IBUPROFEN} & set(one.cells)
    }

    assert due <= asked(SCREENING) | set(known)
    assert not asked(SCREENING) & set(known)


def test_a_no_of_the_screening_is_taken_over_for_bleeding_and_too_much_only() -> None:
    known = carry_over(SCREENING, 40, 2, BOOK)

    assert {one for one, answer in known.items() if answer is NO} == {
        "gi_bleed_now",
        "too_much_taken",
        "pain_over_6_weeks",
        "age_under_18",
        "age_60_64",
        "age_65_74",
        "age_75_plus",
    }


def test_a_yes_or_not_sure_of_the_screening_counts_as_yes_here() -> None:
    pairs = {
        "em_gi_bleed": "gi_bleed_now",
        "em_too_much": "too_much_taken",
        "inf_fever": "infection_now",
        "inf_very_ill": "dehydrated_now",
        "kid_low_pee": "dehydrated_now",
        "org_yellow": "liver_severe",
        "inf_diabetes": "cv_risk",
        "skin_rash_band": "chickenpox",
        "fx_steroids": "steroid_tablets",
    }
    for question, condition in pairs.items():
        for answer in (YES, NOT_SURE):
            screening = SCREENING | {question: answer}
            assert carry_over(screening, 40, 2, BOOK)[condition] is YES
            assert condition not in asked(screening)


def test_a_carried_yes_stands_against_a_no_given_here() -> None:
    carried = carry_over(SCREENING | {"inf_fever": YES}, 40, 2, BOOK)

    assert settle(carried, {"infection_now": NO, "asthma": YES}, SCREENING, BOOK)["infection_now"] is YES


def test_a_given_yes_stands_against_a_carried_no() -> None:
    carried = carry_over(SCREENING, 40, 2, BOOK)

    assert settle(carried, {"gi_bleed_now": YES}, SCREENING, BOOK)["gi_bleed_now"] is YES


def test_six_weeks_or_weeks_not_known_count_as_long_pain() -> None:
    answers = [carry_over(SCREENING, 40, weeks, BOOK)["pain_over_6_weeks"] for weeks in (5, 6, None)]

    assert answers == [NO, YES, YES]


def test_an_age_not_known_counts_as_every_age() -> None:
    known = carry_over(SCREENING, None, 2, BOOK)

    assert {known[one] for one in ("age_under_18", "age_60_64", "age_65_74", "age_75_plus")} == {YES}
    assert "preg_unsure" in asked(SCREENING, age=None)


def test_pregnancy_is_asked_below_56_only() -> None:
    assert "breastfeeding" in asked(SCREENING, age=55)
    assert "breastfeeding" not in asked(SCREENING, age=56)
    assert carry_over(SCREENING, 56, 2, BOOK)["preg_unsure"] is NO


def test_a_blood_thinner_is_asked_for_one_by_one() -> None:
    screening = SCREENING | {"bleed_thinner": NOT_SURE}
    prompts = prompts_to_ask(carry_over(screening, 40, 2, BOOK), screening, BOOK)

    each = prompts[-1]
    assert each.kind is PromptKind.EACH
    assert each.items == ("warfarin", "doac_heparin", "antiplatelet", "bleeding_problem")
    assert sum("warfarin" in prompt.items for prompt in prompts) == 1


def test_a_blood_thinner_that_nothing_explains_counts_as_a_bleeding_problem() -> None:
    all_no = dict.fromkeys(("warfarin", "doac_heparin", "antiplatelet", "bleeding_problem"), NO)

    for answer in (YES, NOT_SURE):
        screening = SCREENING | {"bleed_thinner": answer}
        assert settle({}, all_no, screening, BOOK)["bleeding_problem"] is YES
        assert settle({}, all_no | {"warfarin": YES}, screening, BOOK)["bleeding_problem"] is NO
        assert settle({}, {"warfarin": YES}, screening, BOOK)["bleeding_problem"] is NOT_SURE
    assert settle({}, all_no, SCREENING, BOOK)["bleeding_problem"] is NO


def test_perhaps_pregnant_counts_as_perhaps_pregnant_here() -> None:
    screening = SCREENING | {"preg_possible": NOT_SURE}
    carried = carry_over(screening, 30, 2, BOOK)

    assert carried["preg_unsure"] is YES
    assert "preg_t1_t2" in asked(screening, age=30)
    assert settle(carried, {"preg_t1_t2": NO}, screening, BOOK)["preg_unsure"] is YES


def test_pregnant_asks_the_weeks_and_counts_as_possible_without_them() -> None:
    screening = SCREENING | {"preg_possible": YES}
    weeks = dict.fromkeys(("preg_t1_t2", "preg_20_27", "preg_28_plus"), NO)

    assert "preg_unsure" not in asked(screening, age=30)
    assert set(weeks) <= asked(screening, age=30)
    assert settle({}, weeks, screening, BOOK)["preg_unsure"] is YES
    assert settle({}, weeks | {"preg_20_27": YES}, screening, BOOK)["preg_unsure"] is NO


def test_single_questions_ask_themselves() -> None:
    single = {prompt.id for prompt in BOOK.prompts if prompt.items == (prompt.id,)}

    assert single == OWN_QUESTIONS
