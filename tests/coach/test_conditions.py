"""Conditions have three values, and what the answers so far settle stays settled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Below,
    Condition,
    Count,
    CountOf,
    Is,
    Not,
    Number,
    OneIf,
    Sum,
    Truth,
)
from backcoach.coach.values import Answer

Y, N, U = Answer.YES, Answer.NO, Answer.NOT_SURE
YES = frozenset({Y})
POSITIVE = frozenset({Y, U})
NAN = math.nan


@dataclass(frozen=True, slots=True)
class Known:
    """Facts that are known as they stand; whatever is not named is not known."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def answer(self, question: str) -> Answer | None:
        return self.answers.get(question)

    def number(self, name: str) -> float | None:
        return self.numbers.get(name)


NOTHING = Known()
A, B = Is("a", YES), Is("b", YES)


def ab(a: Answer | None, b: Answer | None) -> Known:
    return Known({name: one for name, one in (("a", a), ("b", b)) if one is not None})


@pytest.mark.parametrize(
    ("answer", "truth"), [(Y, True), (U, False), (N, False), (None, None)], ids=["y", "u", "n", "-"]
)
def test_an_answer_holds_or_fails_or_is_not_known(answer: Answer | None, truth: Truth) -> None:
    assert A.holds(ab(answer, None)) is truth
    assert Not(A).holds(ab(answer, None)) is (None if truth is None else not truth)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (Y, Y, True, True),
        (Y, N, False, True),
        (N, N, False, False),
        (Y, None, None, True),
        (N, None, False, None),
        (None, None, None, None),
    ],
)
def test_one_part_settles_a_whole_as_soon_as_it_can(
    a: Answer | None, b: Answer | None, both: Truth, either: Truth
) -> None:
    for facts in (ab(a, b), ab(b, a)):
        assert AllOf((A, B)).holds(facts) is both
        assert AnyOf((A, B)).holds(facts) is either


@pytest.mark.parametrize(
    ("answers", "bounds"),
    [
        ({}, (0, 3)),
        ({"a": Y}, (1, 3)),
        ({"a": N}, (0, 2)),
        ({"a": U, "b": Y}, (2, 3)),
        ({"a": U, "b": Y, "c": N}, (2, 2)),
    ],
)
def test_every_missing_answer_widens_a_count_by_one(
    answers: dict[str, Answer], bounds: tuple[float, float]
) -> None:
    assert CountOf(("a", "b", "c"), POSITIVE).bounds(Known(answers)) == bounds


@pytest.mark.parametrize(
    ("answers", "at_least_two", "below_two"),
    [
        ({}, None, None),
        ({"a": Y, "b": Y}, True, False),
        ({"a": N, "b": N}, False, True),
        ({"a": Y, "b": N}, None, None),
        ({"a": Y, "b": N, "c": N}, False, True),
        ({"a": Y, "b": N, "c": Y}, True, False),
    ],
)
def test_a_count_is_settled_when_its_bounds_lie_on_one_side_of_the_limit(
    answers: dict[str, Answer], at_least_two: Truth, below_two: Truth
) -> None:
    count = CountOf(("a", "b", "c"), YES)

    assert AtLeast(count, 2).holds(Known(answers)) is at_least_two
    assert Below(count, 2).holds(Known(answers)) is below_two


@pytest.mark.parametrize(
    ("age", "at_least_65", "below_65"),
    [(64.9, False, True), (65, True, False), (75, True, False), (None, None, None), (NAN, True, True)],
)
def test_a_number_nobody_knows_is_both_above_and_below(
    age: float | None, at_least_65: Truth, below_65: Truth
) -> None:
    facts = Known(numbers={} if age is None else {"age_years": age})

    assert AtLeast(Number("age_years"), 65).holds(facts) is at_least_65
    assert Below(Number("age_years"), 65).holds(facts) is below_65


@pytest.mark.parametrize(("answers", "bounds"), [({"a": Y}, (1, 1)), ({"a": N}, (0, 0)), ({}, (0, 1))])
def test_one_if_counts_one_or_nothing_or_perhaps(
    answers: dict[str, Answer], bounds: tuple[float, float]
) -> None:
    assert OneIf(A).bounds(Known(answers)) == bounds


def test_a_sum_adds_the_bounds_of_its_parts() -> None:
    count = Sum((CountOf(("a", "b"), YES), OneIf(Is("c", YES)), OneIf(Below(Number("onset_age"), 40))))

    assert count.bounds(Known({"a": Y}, {"onset_age": 39})) == (2, 4)
    assert count.bounds(NOTHING) == (0, 4)


def test_a_sum_with_a_number_nobody_knows_reaches_every_limit() -> None:
    count = Sum((OneIf(A), Number("onset_age")))

    assert AtLeast(count, 1000).holds(Known({"a": N}, {"onset_age": NAN})) is True


def test_evidence_is_what_made_it_hold_and_nothing_else() -> None:
    condition = AnyOf(
        (
            AllOf((A, Is("b", POSITIVE))),
            AllOf((A, Is("c", YES))),
            AtLeast(CountOf(("d", "e", "f"), YES), 1),
            AtLeast(Number("age_years"), 65),
            Below(Number("course_weeks"), 3),
        )
    )
    facts = Known({"a": Y, "b": U, "c": N, "d": N, "e": Y, "f": U}, {"age_years": 70.0, "course_weeks": 1.5})

    assert list(condition.evidence(facts)) == [
        ("a", "yes"),
        ("b", "not_sure"),
        ("e", "yes"),
        ("age_years", "70"),
        ("course_weeks", "1.5"),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        A,
        Not(Is("a", frozenset({N}))),
        AllOf((A, Is("b", frozenset({N})))),
        AnyOf((A, A)),
        AtLeast(CountOf(("a",), YES), 1),
        AtLeast(Sum((OneIf(A), CountOf(("a",), YES))), 1),
        Below(CountOf(("b",), frozenset({N})), 1),
        Below(Number("age_years"), 18),
        AtLeast(Number("age_years"), 65),
    ],
    ids=lambda condition: type(condition).__name__,
)
@pytest.mark.parametrize("facts", [NOTHING, Known({"a": N, "b": N}, {"age_years": 40.0})])
def test_what_does_not_hold_or_is_not_known_has_no_evidence(condition: Condition, facts: Known) -> None:
    assert condition.holds(facts) is not True
    assert list(condition.evidence(facts)) == []


def test_a_number_that_was_never_asked_is_no_evidence() -> None:
    assert list(Number("age_years").evidence(NOTHING)) == []


def test_a_sum_names_the_evidence_of_its_parts() -> None:
    count = Sum((CountOf(("a", "b"), YES), OneIf(Below(Number("onset_age"), 40))))

    found = AtLeast(count, 2).evidence(Known({"a": Y, "b": N}, {"onset_age": 30.0}))

    assert list(found) == [("a", "yes"), ("onset_age", "30")]


def test_the_evidence_of_a_not_is_what_it_looked_at() -> None:
    condition = Not(AllOf((A, B, Is("c", YES))))

    assert list(condition.evidence(Known({"a": Y, "b": N}))) == [("a", "yes"), ("b", "no")]


def test_the_evidence_of_a_not_about_a_number_is_the_number() -> None:
    facts = Known({}, {"age_years": 40.0})

    assert list(Not(AtLeast(Number("age_years"), 65)).evidence(facts)) == [("age_years", "40")]


def test_a_condition_names_every_question_it_looks_at() -> None:
    count = Sum((CountOf(("d", "e"), YES), OneIf(Is("f", YES)), Number("age_years")))
    condition = AnyOf((AllOf((A, Not(B))), AtLeast(count, 3), Below(Number("course_weeks"), 6)))

    assert list(condition.reads()) == ["a", "b", "d", "e", "f", "age_years", "course_weeks"]


NAMES = ("a", "b", "c", "d")
answer_sets = st.sampled_from([YES, POSITIVE, frozenset({N}), frozenset({U})])
plain_counts: st.SearchStrategy[Count] = st.builds(
    CountOf, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True).map(tuple), answer_sets
) | st.just(Number("age_years"))


def _grown(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    counts = plain_counts | st.builds(OneIf, parts)
    sums = counts | st.builds(Sum, st.lists(counts, min_size=1, max_size=3).map(tuple))
    limits = st.integers(0, 5)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(AllOf, some),
        st.builds(AnyOf, some),
        st.builds(AtLeast, sums, limits),
        st.builds(Below, sums, limits),
    )


conditions = st.recursive(st.builds(Is, st.sampled_from(NAMES), answer_sets), _grown, max_leaves=10)
complete = st.builds(
    Known,
    st.fixed_dictionaries({name: st.sampled_from(Answer) for name in NAMES}),
    st.fixed_dictionaries({"age_years": st.sampled_from([0.0, 2.0, 5.0, NAN])}),
)


@given(conditions, complete)
def test_with_everything_known_nothing_is_undecided(condition: Condition, facts: Known) -> None:
    assert condition.holds(facts) is not None


@given(conditions, complete, st.sets(st.sampled_from((*NAMES, "age_years"))))
def test_what_is_settled_early_is_never_changed_by_what_is_learned_later(
    condition: Condition, facts: Known, forgotten: set[str]
) -> None:
    early = Known(
        {name: one for name, one in facts.answers.items() if name not in forgotten},
        {} if "age_years" in forgotten else facts.numbers,
    )

    if (settled := condition.holds(early)) is not None:
        assert condition.holds(facts) is settled


@given(conditions, complete)
def test_there_is_evidence_only_where_the_condition_holds_and_only_of_what_it_reads(
    condition: Condition, facts: Known
) -> None:
    named = {name for name, _ in condition.evidence(facts)}

    assert named <= set(condition.reads())
    assert condition.holds(facts) or not named
