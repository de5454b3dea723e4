"""What a rule still lacks is told without what holds already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.conditions import Below, CountOf, Number, OneIf, Sum
from backcoach.coach.lacking import lacking
from backcoach.coach.screening import Facts, Kind, Question, Reply, ScreeningRules
from backcoach.coach.values import Answer
from backcoach.coach.wording import wording
from backcoach.handbook.conditions import Vocabulary, parse_condition
from tests.spec.conftest import real_screening
from tests.spec.tables import positives

YES = frozenset({Answer.YES})
IDS = ("a", "b", "c", "d", "age_years")
WORDS = Vocabulary(
    frozenset(IDS),
    {"MANY": ("a", "b", "c")},
    counts={
        "SCORE": Sum((CountOf(("a", "b"), YES), OneIf(Below(Number("age_years"), 40)))),
        "TWICE": Sum((CountOf(("a", "b"), YES), CountOf(("c", "d"), YES))),
    },
)
RULES = ScreeningRules(
    {
        one: Question(
            one,
            "X",
            f"{one}?",
            Kind.NUMBER if one == "age_years" else Kind.ANSWER,
            "always",
            ("D",),
            unknown_counts_as=75,
        )
        for one in IDS
    },
    (),
    (),
)
QUIET: dict[str, Reply] = {"a": Answer.NO, "b": Answer.NO, "c": Answer.NO, "d": Answer.NO, "age_years": 45.0}


def left_of(condition: str, said: str) -> list[str] | None:
    facts = Facts({**QUIET, **positives(said)}, RULES, is_complete=True)
    missing = lacking(parse_condition(condition, WORDS), facts)
    return None if missing is None else list(wording(missing, {}).lines())


@pytest.mark.parametrize(
    ("condition", "said", "left"),
    [
        ("Y(a)", "", ['"a": yes']),
        ("Y(a)", "a=y", None),
        ("Y(a) and Y(b)", "a=y", ['"b": yes']),
        ("Y(a) and Y(b) and U(c)", "a=y", ['"b": yes, and "c": not sure']),
        ("Y(a) and (Y(b) or Y(c))", "a=y", ['"b": yes, or "c": yes']),
        ("Y(a) or (Y(b) and Y(c))", "b=y", ['"a": yes, or "c": yes']),
        ("nY(MANY)>=2", "b=y", ['at least 1 of these is yes: "a", "c"']),
        ("nY(MANY)>=3", "b=y", ['all of these are yes: "a", "c"']),
        ("nY(MANY)<1", "b=y", ['none of these are yes: "a", "b", "c"']),
        ("age + nY(MANY)>=47", "a=y", ['at least 1 of these is yes: "b", "c"']),
        ("age>=65", "", ['"age_years": 65 or more']),
        ("not Y(a)", "a=y", ['"a": not sure or no']),
        ("SCORE>=2", "a=y", ["at least 1 of these hold:", '1. "b": yes', '2. "age_years": under 40']),
        ("SCORE>=3", "a=y, b=y", ["at least 1 of these hold:", '1. "age_years": under 40']),
        ("TWICE>=4", "a=y, b=y", ['all of these are yes: "c", "d"']),
        (
            "SCORE + one_if(Y(c))>=4",
            "a=y, b=y, c=y",
            ["at least 1 of these hold:", '1. "age_years": under 40'],
        ),
    ],
)
def test_what_is_left_is_told(condition: str, said: str, left: list[str] | None) -> None:
    assert left_of(condition, said) == left


ASKED = sorted(one.id for one in real_screening().rules.questions.values() if one.kind is Kind.ANSWER)
SAID = st.dictionaries(st.sampled_from(ASKED), st.sampled_from(list(Answer)), max_size=8)


@given(SAID, st.sampled_from([18.0, 45.0, 72.0]))
def test_of_the_shipped_rules_nothing_is_lacking_where_they_hold_and_no_holding_answer_is_told_as_lacking(
    said: dict[str, Answer], age: float
) -> None:
    rules = real_screening().rules
    replies: dict[str, Reply] = dict.fromkeys(ASKED, Answer.NO)
    facts = Facts(
        {**replies, **said, "age_years": age, "course_weeks": 13.0, "onset_age": 30.0},
        rules,
        is_complete=True,
    )
    for rule in rules.rules:
        missing = lacking(rule.when, facts)
        assert (missing is None) == (rule.when.holds(facts) is True)
        if missing is not None:
            assert not missing.holds(facts)
            assert set(missing.reads()) <= set(rule.when.reads())
            assert lacking(missing, facts) == missing
