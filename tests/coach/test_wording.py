"""Conditions in words: nothing is left out, and there is one way to read them."""

from __future__ import annotations

import pytest

from backcoach.coach.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Below,
    Condition,
    CountOf,
    Is,
    Not,
    Number,
    OneIf,
    Sum,
)
from backcoach.coach.values import Answer
from backcoach.coach.wording import Words, name_of, wording
from backcoach.handbook.conditions import Vocabulary, parse_condition
from tests.spec.conftest import real_screening

YES, POSITIVE = frozenset({Answer.YES}), frozenset({Answer.YES, Answer.NOT_SURE})
WORDS = Vocabulary(
    frozenset({"a", "b", "c", "d", "e", "age_years"}),
    {"FEW": ("a", "b"), "MANY": ("a", "b", "c")},
    counts={"SCORE": Sum((CountOf(("a", "b"), YES), OneIf(Below(Number("age_years"), 40))))},
)


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        ("Y(a)", ['"a": yes']),
        ("U(a)", ['"a": not sure']),
        ("N(a)", ['"a": no']),
        ("YU(a)", ['"a": yes or not sure']),
        ("not Y(a)", ['"a": not sure or no']),
        ("not not Y(a)", ['"a": yes']),
        ("age>=65", ['"age_years": 65 or more']),
        ("age<65", ['"age_years": under 65']),
        ("not age<65", ["this does not hold:", '1. "age_years": under 65']),
        ("Y(a) and U(b)", ['"a": yes, and "b": not sure']),
        ("Y(a) or U(b)", ['"a": yes, or "b": not sure']),
        ("not (Y(a) and N(b))", ['"a": not sure or no, or "b": yes or not sure']),
        ("not (Y(a) or N(b))", ['"a": not sure or no, and "b": yes or not sure']),
        ("nY(FEW)>=1", ['at least 1 of these is yes: "a", "b"']),
        ("nYU(MANY)>=2", ['at least 2 of these are yes or not sure: "a", "b", "c"']),
        ("nY(FEW)>=2", ['all of these are yes: "a", "b"']),
        ("nY(a)>=1", ['"a": yes']),
        ("nY(FEW)<1", ['none of these are yes: "a", "b"']),
        ("nU(MANY)<2", ['fewer than 2 of these are not sure: "a", "b", "c"']),
        ("Y(a) or Y(b) or Y(c)", ['at least 1 of these is yes: "a", "b", "c"']),
        ("Y(a) and Y(b) and Y(c)", ['all of these are yes: "a", "b", "c"']),
        (
            "Y(a) or U(d) or Y(b) or Y(c)",
            [
                "one or more of these hold:",
                '1. at least 1 of these is yes: "a", "b", "c"',
                '2. "d": not sure',
            ],
        ),
        (
            "SCORE>=2",
            [
                "at least 2 of these hold:",
                '1. "a": yes',
                '2. "b": yes',
                '3. "age_years": under 40',
            ],
        ),
        (
            "SCORE<2",
            ["fewer than 2 of these hold:", '1. "a": yes', '2. "b": yes', '3. "age_years": under 40'],
        ),
        (
            "Y(a) and (Y(b) or (Y(c) and (U(d) or age>=50)))",
            [
                "all of these hold:",
                '1. "a": yes',
                "2. one or more of these hold:",
                '2.1. "b": yes',
                "2.2. all of these hold:",
                '2.2.1. "c": yes',
                '2.2.2. "d": not sure, or "age_years": 50 or more',
            ],
        ),
        (
            "Y(a) or (U(b) or N(c))",
            ["one or more of these hold:", '1. "a": yes', '2. "b": not sure', '3. "c": no'],
        ),
        ("Y(a) or Y(a) or Y(a)", ['"a": yes']),
    ],
)
def test_each_form_has_its_words(condition: str, lines: list[str]) -> None:
    assert list(wording(parse_condition(condition, WORDS), {}).lines()) == lines


GOLDEN = {
    "R90_PAIN_TODAY": ['"pain_unbearable": yes'],
    "R02_EMERGENCY_UNSURE": ['at least 1 of these is not sure: "em_faint", "em_belly_severe", "em_cold_leg"'],
    "R05_AAA_MIMIC_60": ['"age_years": 60 or more, and "kid_waves": yes'],
    "R13_CES_LEGS_NEW": ['"ces_both_legs_pain": yes, and "ces_recent": yes or not sure'],
    "R27_CLOT_EMERGENCY": [
        'at least 2 of these are yes: "em_breath_pain", "em_cough_blood", "em_leg_swollen"'
    ],
    "R94_PERSIST": [
        "one or more of these hold:",
        '1. "course_weeks": 12 or more',
        '2. "course_weeks": 6 or more, and "course_reviewed": not sure or no',
    ],
    "R36_STIFF_NECK": [
        "all of these hold:",
        '1. "em_stiff_neck": yes',
        '2. "inf_fever": yes or not sure, or "inf_very_ill": yes',
    ],
    "R50_FX_MAJOR_NEW": [
        "all of these hold:",
        '1. "fx_major_trauma": yes',
        '2. "fx_major_recent": yes or not sure',
        '3. "fx_major_checked": not sure or no',
    ],
    "R26_AORTA_UNSURE": [
        "one or more of these hold:",
        '1. "pain_sudden_rest": yes, and "pain_upper_back": not sure',
        '2. "pain_sudden_rest": not sure, and "pain_upper_back": yes',
    ],
    "R03_AAA_EMERGENCY": [
        "one or more of these hold:",
        '1. "aaa_known": yes, and "pain_new_kind": yes or not sure',
        "2. all of these hold:",
        '2.1. "aaa_pulsing": yes',
        "2.2. one or more of these hold:",
        '2.2.1. "age_years": 60 or more',
        '2.2.2. "aaa_known": yes or not sure',
        '2.2.3. "pain_sudden_rest": yes',
    ],
    "R44_CA_SOON14": [
        "one or more of these hold:",
        "1. all of these hold:",
        '1.1. "ca_night_pain": yes',
        '1.2. "age_years": 50 or more, or "course_weeks": 6 or more',
        '1.3. "course_reviewed": not sure or no, or "pain_new_kind": yes or not sure',
        "2. all of these hold:",
        '2.1. "age_years": 50 or more',
        '2.2. "course_first_after_50": yes',
        '2.3. "course_weeks": 4 or more',
        '2.4. "course_no_better": yes',
        '3. at least 1 of these is not sure: "back_lump", "back_shape", "pain_upper_back"',
    ],
}


@pytest.mark.parametrize("rule", GOLDEN)
def test_rules_checked_by_hand_keep_their_words(rule: str) -> None:
    (found,) = (one for one in real_screening().rules.rules if one.id == rule)
    assert list(wording(found.when, {}).lines()) == GOLDEN[rule]


def _shipped() -> dict[str, Condition]:
    rules = real_screening().rules
    gates = {one.id: one.asked_while for one in rules.questions.values() if one.asked_while}
    return gates | {one.id: one.when for one in (*rules.rules, *rules.plan_gates)}


@pytest.mark.parametrize("name", _shipped())
def test_every_shipped_condition_names_every_question_it_reads(name: str) -> None:
    questions, condition = real_screening().rules.questions, _shipped()[name]
    text = "\n".join(wording(condition, questions).lines())
    asked = set(condition.reads())
    assert asked
    named = {one for one in questions if name_of(one, questions) in text}
    assert named == asked


def test_no_two_questions_have_the_same_short_name() -> None:
    questions = real_screening().rules.questions
    names = [name_of(one, questions) for one in questions]
    assert len(set(names)) == len(names)
    assert all(one.short for one in questions.values())


def test_a_number_has_its_unit() -> None:
    words = wording(AtLeast(Number("age_years"), 65), real_screening().rules.questions)
    assert words.text.endswith(": 65 years or more")


def test_what_has_no_words_is_refused_and_never_left_out() -> None:
    class Odd:
        """A condition of a new kind."""

    with pytest.raises(TypeError, match="Odd"):
        wording(Odd(), {})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Number"):
        wording(AtLeast(Sum((Number("age_years"), CountOf(("a",), YES))), 3), {})


def test_parts_of_a_kind_are_one_outline() -> None:
    deep = AllOf((Is("a", YES), AllOf((Is("b", POSITIVE), Not(Is("c", YES))))))
    assert wording(deep, {}).parts == (
        Words('"a": yes', is_single=True),
        Words('"b": yes or not sure', is_single=True),
        Words('"c": not sure or no', is_single=True),
    )
    assert wording(AnyOf((Is("a", YES),)), {}).text == '"a": yes'
