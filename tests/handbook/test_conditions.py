"""The condition language is read exactly as it is written down, and nothing else is."""

from __future__ import annotations

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
)
from backcoach.coach.values import Answer
from backcoach.handbook.conditions import Vocabulary, parse_condition, parse_count

YES = frozenset({Answer.YES})
NO = frozenset({Answer.NO})
UNSURE = frozenset({Answer.NOT_SURE})
POSITIVE = frozenset({Answer.YES, Answer.NOT_SURE})
A, B, C = Is("a", YES), Is("b", YES), Is("c", YES)
PAIR = CountOf(("a", "b"), YES)
WORDS = Vocabulary(
    frozenset({"a", "b", "c", "age_years"}),
    {"PAIR": ("a", "b"), "ALL": ("c", "a", "b"), "ONE": ("c",)},
    {"NAMED": AnyOf((A, B))},
    {"TALLY": Sum((PAIR, OneIf(C)))},
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Y(a)", A),
        ("N(a)", Is("a", NO)),
        ("U(a)", Is("a", UNSURE)),
        ("YU(a)", Is("a", POSITIVE)),
        ("  Y ( a )  ", A),
        ("Y(ONE)", C),
        ("not Y(a)", Not(A)),
        ("not not Y(a)", Not(Not(A))),
        ("Y(a) and Y(b)", AllOf((A, B))),
        ("Y(a) or Y(b) or Y(c)", AnyOf((A, B, C))),
        ("Y(a) or Y(b) and Y(c)", AnyOf((A, AllOf((B, C))))),
        ("Y(a) and Y(b) or Y(c)", AnyOf((AllOf((A, B)), C))),
        ("(Y(a) or Y(b)) and Y(c)", AllOf((AnyOf((A, B)), C))),
        ("not Y(a) and Y(b)", AllOf((Not(A), B))),
        ("not (Y(a) and Y(b))", Not(AllOf((A, B)))),
        ("((Y(a)))", A),
        ("NAMED", AnyOf((A, B))),
        ("NAMED and not NAMED", AllOf((AnyOf((A, B)), Not(AnyOf((A, B)))))),
        ("nY(PAIR)>=1", AtLeast(PAIR, 1)),
        ("nY(PAIR) < 2", Below(PAIR, 2)),
        ("nU(a,b)>=2", AtLeast(CountOf(("a", "b"), UNSURE), 2)),
        ("nN(a)>=1", AtLeast(CountOf(("a",), NO), 1)),
        ("nYU(a, ALL, b)>=1", AtLeast(CountOf(("a", "c", "b"), POSITIVE), 1)),
        ("age>=65", AtLeast(Number("age_years"), 65)),
        ("weeks<6", Below(Number("course_weeks"), 6)),
        ("onset_age<45", Below(Number("onset_age"), 45)),
        ("not age>=65", Not(AtLeast(Number("age_years"), 65))),
        ("TALLY>=3", AtLeast(Sum((PAIR, OneIf(C))), 3)),
        (
            "nY(a) + one_if(age<35)>=2",
            AtLeast(Sum((CountOf(("a",), YES), OneIf(Below(Number("age_years"), 35)))), 2),
        ),
        ("one_if(Y(a) or Y(b))>=1", AtLeast(OneIf(AnyOf((A, B))), 1)),
    ],
)
def test_a_condition_is_read(text: str, tree: Condition) -> None:
    assert parse_condition(text, WORDS) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("nY(PAIR)", PAIR),
        ("age", Number("age_years")),
        ("nY(PAIR) + one_if(Y(c))", Sum((PAIR, OneIf(C)))),
        ("TALLY + age", Sum((Sum((PAIR, OneIf(C))), Number("age_years")))),
    ],
)
def test_a_count_is_read(text: str, tree: Count) -> None:
    assert parse_count(text, WORDS) == tree


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "unknown name, found 'the end'"),
        ("Y", "expected '(', found 'the end'"),
        ("Y a", "expected '(', found 'a'"),
        ("Y(a", "expected ')', found 'the end'"),
        ("Y()", "unknown question or set, found ')'"),
        ("Y(d)", "unknown question or set, found 'd'"),
        ("Y(a,)", "unknown question or set, found ')'"),
        ("Y(a,b)", "expected one question id before this, found 'the end'"),
        ("Y(PAIR) and Y(a)", "expected one question id before this, found 'and'"),
        ("y(a)", "unknown name, found 'y'"),
        ("a", "unknown name, found 'a'"),
        ("age_years>=65", "unknown name, found 'age_years'"),
        ("Y(a) Y(b)", "expected the end, found 'Y'"),
        ("Y(a))", "expected the end, found ')'"),
        ("(Y(a)", "expected ')', found 'the end'"),
        ("Y(a) and", "unknown name, found 'the end'"),
        ("or Y(a)", "unknown name, found 'or'"),
        ("Y(a) not Y(b)", "expected the end, found 'not'"),
        ("not", "unknown name, found 'the end'"),
        ("nY(a)", "expected '<', found 'the end'"),
        ("nY(a)>=", "expected a whole number, found 'the end'"),
        ("nY(a)>=b", "expected a whole number, found 'b'"),
        ("nY(a)>=1 + 1", "expected the end, found '+'"),
        ("nX(a)>=1", "unknown name, found 'nX'"),
        ("TALLY", "expected '<', found 'the end'"),
        ("NAMED>=1", "expected the end, found '>='"),
        ("3>=2", "unknown name, found '3'"),
        ("one_if Y(a)>=1", "expected '(', found 'Y'"),
        ("one_if(Y(a)>=1", "expected ')', found '>='"),
        ("age>65", "cannot read '>65'"),
        ("age==65", "cannot read '==65'"),
        ("Y(a) & Y(b)", "cannot read '& Y(b)'"),
        ("age>=-1", "cannot read '-1'"),
        ("__import__('os').system('true')", "cannot read \"'os').system\""),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong_and_where(text: str, problem: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole sentence is compared
        parse_condition(text, WORDS)

    assert str(refusal.value) == f"{problem} in the condition {text!r}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nY(PAIR)>=1", "expected the end, found '>='"),
        ("nY(PAIR) +", "unknown name, found 'the end'"),
        ("Y(a)", "unknown name, found 'Y'"),
        ("NAMED", "unknown name, found 'NAMED'"),
    ],
)
def test_a_count_that_is_none_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole sentence is compared
        parse_count(text, WORDS)

    assert str(refusal.value) == f"{problem} in the condition {text!r}"


LETTERS = {YES: "Y", NO: "N", UNSURE: "U", POSITIVE: "YU"}
NAMES = {"age_years": "age", "course_weeks": "weeks", "onset_age": "onset_age"}


def written(part: Condition | Count) -> str:  # noqa: C901 - one case for each kind of tree
    """A tree in the language, with every part in parentheses."""
    match part:
        case Is(question, answers):
            return f"{LETTERS[answers]}({question})"
        case Not(inner):
            return f"not ({written(inner)})"
        case AllOf(parts):
            return " and ".join(f"({written(one)})" for one in parts)
        case AnyOf(parts):
            return " or ".join(f"({written(one)})" for one in parts)
        case AtLeast(count, limit):
            return f"{written(count)}>={limit}"
        case Below(count, limit):
            return f"{written(count)}<{limit}"
        case CountOf(questions, answers):
            return f"n{LETTERS[answers]}({','.join(questions)})"
        case Number(name):
            return NAMES[name]
        case OneIf(condition):
            return f"one_if({written(condition)})"
        case Sum(parts):
            return " + ".join(written(one) for one in parts)
    raise AssertionError(part)


questions = st.sampled_from(["a", "b", "c"])
answers = st.sampled_from(sorted(LETTERS, key=LETTERS.__getitem__))


def _grown(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    two = st.lists(inner, min_size=2, max_size=3).map(tuple)
    terms: st.SearchStrategy[Count] = st.one_of(
        st.builds(CountOf, st.lists(questions, min_size=1, max_size=3, unique=True).map(tuple), answers),
        st.builds(Number, st.sampled_from(sorted(NAMES))),
        st.builds(OneIf, inner),
    )
    counts = terms | st.builds(Sum, st.lists(terms, min_size=2, max_size=3).map(tuple))
    limits = st.integers(0, 99)
    return st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, two),
        st.builds(AnyOf, two),
        st.builds(AtLeast, counts, limits),
        st.builds(Below, counts, limits),
    )


@given(st.recursive(st.builds(Is, questions, answers), _grown, max_leaves=12))
def test_every_tree_that_is_written_out_is_read_back_as_it_was(tree: Condition) -> None:
    assert parse_condition(written(tree), WORDS) == tree


@given(st.text(alphabet="YNU()abn>=<+, not", max_size=24))
def test_no_text_does_anything_but_be_read_or_be_refused(text: str) -> None:
    try:
        tree = parse_condition(text, WORDS)
    except ValueError as refusal:
        assert str(refusal).endswith(f"in the condition {text!r}")  # noqa: PT017 - both ways are fine
    else:
        assert set(tree.reads()) <= {"a", "b", "c"}
