"""Plain data becomes values strictly and with every fault at once, and values come back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.flows.kinds import KINDS
from backcoach.shapes import Fault, MisfitError, Readers, _hints, decode, encode
from backcoach.values import Value, field


class Colour(Enum):
    """A few words."""

    RED = "red"
    BLUE = "blue"


class Size(Enum):
    """A few numbers."""

    SMALL = 1
    LARGE = 2


class Leaf(Value):
    """The smallest value with everything optional in it."""

    name: str
    count: int | None = None
    colour: Colour | None = None
    weight: float | None = None


class Tree(Value):
    """A value with one field of every type there is."""

    grown_on: date
    wakes: time
    seen_at: datetime
    is_green: bool
    height_m: float
    age: int
    colour: Colour
    size: Size
    leaves: tuple[Leaf, ...]
    pair: tuple[str, int]
    by_name: Mapping[str, Leaf]
    by_colour: dict[Colour, tuple[float, ...]]
    top: Leaf | None
    note: str | int | None = None
    extra: Any = None
    birds: tuple[str, ...] = ()
    branches: tuple[Tree, ...] = field(default_factory=tuple)


words = st.text(max_size=6)
floats = st.floats(allow_nan=False, allow_infinity=False)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
leaves = st.builds(
    Leaf, words, st.none() | st.integers(), st.none() | st.sampled_from(Colour), st.none() | floats
)


def trees(branches: st.SearchStrategy[tuple[Tree, ...]]) -> st.SearchStrategy[Tree]:
    return st.builds(
        Tree,
        grown_on=st.dates(),
        wakes=st.times(),
        seen_at=st.datetimes(datetime(1900, 1, 2), datetime(2900, 1, 1), timezones=offsets),  # noqa: DTZ001
        is_green=st.booleans(),
        height_m=floats,
        age=st.integers(),
        colour=st.sampled_from(Colour),
        size=st.sampled_from(Size),
        leaves=st.lists(leaves, max_size=2).map(tuple),
        pair=st.tuples(words, st.integers()),
        by_name=st.dictionaries(words, leaves, max_size=2),
        by_colour=st.dictionaries(st.sampled_from(Colour), st.lists(floats, max_size=2).map(tuple)),
        top=st.none() | leaves,
        note=st.none() | words | st.integers(),
        extra=st.none() | st.lists(st.integers(), max_size=2),
        birds=st.lists(words, max_size=2).map(tuple),
        branches=branches,
    )


@given(trees(st.lists(trees(st.just(())), max_size=2).map(tuple)))
def test_every_value_comes_back_as_it_was_through_json_too(tree: Tree) -> None:
    plain = encode(tree)

    assert decode(Tree, plain) == tree
    assert decode(Tree, json.loads(json.dumps(plain))) == tree


class Optional(Value):
    """Empty fields of each kind."""

    needed: int | None
    empty: int | None = None
    seven: int | None = 7


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Optional(None), {"needed": None, "seven": 7}),
        (Optional(1, 2, 3), {"needed": 1, "empty": 2, "seven": 3}),
        (Optional(None, None, None), {"needed": None, "seven": None}),
    ],
)
def test_an_empty_field_is_left_out_only_where_leaving_it_out_means_empty(
    value: Optional, plain: dict[str, object]
) -> None:
    assert encode(value) == plain
    assert decode(Optional, plain) == value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Colour.RED, "red"),
        (date(2026, 3, 2), "2026-03-02"),
        (time(7, 30), "07:30:00"),
        (datetime(2026, 3, 2, 7, 30, tzinfo=UTC), "2026-03-02T07:30:00Z"),
        (datetime(2026, 3, 2, 7, 30, tzinfo=timezone(timedelta(hours=2))), "2026-03-02T05:30:00Z"),
        ((1, (2, "a")), [1, [2, "a"]]),
        (frozenset({3}), [3]),
        ({Colour.RED: Leaf("a"), "b": None}, {"red": {"name": "a"}, "b": None}),
        (Leaf("a", 1, Colour.BLUE, 0.5), {"name": "a", "count": 1, "colour": "blue", "weight": 0.5}),
        (None, None),
        (True, True),
    ],
)
def test_a_value_has_one_plain_form(value: object, plain: object) -> None:
    assert encode(value) == plain


def test_the_kind_itself_is_not_a_value_and_is_left_alone() -> None:
    assert encode(Leaf) is Leaf


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        (float, 3, 3.0),
        (date, date(2026, 3, 2), date(2026, 3, 2)),
        (date, "2026-03-02", date(2026, 3, 2)),
        (time, "07:30", time(7, 30)),
        (time, time(7, 30), time(7, 30)),
        (datetime, "2026-03-02T07:30:00Z", datetime(2026, 3, 2, 7, 30, tzinfo=UTC)),
        (datetime, datetime(2026, 3, 2, 7, 30, tzinfo=UTC), datetime(2026, 3, 2, 7, 30, tzinfo=UTC)),
        (Size, 2, Size.LARGE),
        (tuple[int, ...], [], ()),
        (tuple[int, ...], (1, 2), (1, 2)),
        (tuple[str, int], ["a", 1], ("a", 1)),
        (int | str, "a", "a"),
        (int | None, None, None),
        (object, {"a": [1]}, {"a": [1]}),
        (Any, None, None),
        (dict[str, int], {"a": 1}, {"a": 1}),
    ],
)
def test_what_fits_is_taken(kind: Any, plain: object, value: object) -> None:
    found = decode(kind, plain)

    assert found == value
    assert type(found) is type(value)


NUMBER, TEXT = "a whole number", "text"
INSTANT = "instant with its offset (2026-03-02T07:30:00Z)"
NAIVE = datetime(2026, 3, 2, 7, 30)  # noqa: DTZ001 - what must be refused


@pytest.mark.parametrize(
    ("kind", "plain", "problem"),
    [
        (int, "3", f"expected {NUMBER}, found text"),
        (int, 3.0, f"expected {NUMBER}, found a number"),
        (int, True, f"expected {NUMBER}, found true or false"),
        (int, None, f"expected {NUMBER}, found nothing"),
        (int, {}, f"expected {NUMBER}, found a table"),
        (int, (1,), f"expected {NUMBER}, found a list"),
        (int, 3j, f"expected {NUMBER}, found complex"),
        (float, "3", "expected a number, found text"),
        (float, True, "expected a number, found true or false"),
        (bool, 1, f"expected true or false, found {NUMBER}"),
        (str, 1, f"expected text, found {NUMBER}"),
        (str, None, "expected text, found nothing"),
        (date, "2026-02-30", "'2026-02-30' is not a date (2026-03-02)"),
        (date, 20260302, f"expected date (2026-03-02), found {NUMBER}"),
        (date, datetime(2026, 3, 2, tzinfo=UTC), f"expected date (2026-03-02), found {INSTANT}"),
        (time, "25:00", "'25:00' is not a clock time (07:30)"),
        (time, 7.5, "expected clock time (07:30), found a number"),
        (datetime, "yesterday", f"'yesterday' is not a {INSTANT}"),
        (datetime, "2026-03-02T07:30:00", f"'2026-03-02T07:30:00' is not a {INSTANT}"),
        (datetime, NAIVE, f"expected {INSTANT}, found a time without its offset"),
        (datetime, date(2026, 3, 2), f"expected {INSTANT}, found date (2026-03-02)"),
        (Colour, "green", "'green' is not one of red, blue"),
        (Colour, ["red"], "['red'] is not one of red, blue"),
        (Size, True, "True is not one of 1, 2"),
        (Size, "1", "'1' is not one of 1, 2"),
        (tuple[int, ...], "123", "expected a list, found text"),
        (tuple[int, ...], {"a": 1}, "expected a list, found a table"),
        (tuple[str, int], ["a"], "expected 2 items, found 1"),
        (tuple[str, int], ["a", 1, 2], "expected 2 items, found 3"),
        (dict[str, int], [1], "expected a table, found a list"),
        (Leaf, "a", "expected a table, found text"),
        (Leaf | None, "a", "expected a table, found text"),
        (int | None, "a", f"expected {NUMBER}, found text"),
        (int | str, 3.5, "expected int or str, found a number"),
        (int | str, None, "expected int or str, found nothing"),
        (Leaf | tuple[int, ...], "a", "expected Leaf or tuple, found text"),
        (set, [1], "expected <class 'set'>, found a list"),
    ],
    ids=repr,
)
def test_what_does_not_fit_is_refused_in_these_words(kind: Any, plain: object, problem: str) -> None:
    with pytest.raises(MisfitError) as misfit:
        decode(kind, plain)

    assert misfit.value.faults == (Fault("", problem),)
    assert str(misfit.value) == problem


class Span(Value):
    """Two ends that can contradict each other."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("the first must not lie after the last")


class Garden(Value):
    """Values within values."""

    name: str
    leaves: tuple[Leaf, ...]
    spans: dict[str, Span]
    colours: dict[Colour, int] = field(default_factory=dict)


class Either(Value):
    """A value of one kind or of another."""

    one: Span | Leaf | None


def faults_of(kind: Any, plain: object, **more: Any) -> list[str]:
    with pytest.raises(MisfitError) as misfit:
        decode(kind, plain, **more)
    assert str(misfit.value) == "; ".join(map(str, misfit.value.faults))
    return [str(fault) for fault in misfit.value.faults]


def test_every_fault_is_named_at_once_and_with_its_place() -> None:
    plain = {
        "nmae": "east",
        "leaves": [{"name": "a"}, {"name": 3, "colour": "green", "size": 1}, "b"],
        "spans": {"good": {"first": 1, "last": 2}, "bad": {"first": 3, "last": 2}, "odd": {"first": "1"}},
        "colours": {"red": 1, "green": 2, "blue": "3"},
    }

    assert faults_of(Garden, plain) == [
        "nmae: unknown key; known are name, leaves, spans, colours",
        "name: missing",
        "leaves[1].size: unknown key; known are name, count, colour, weight",
        "leaves[1].name: expected text, found a whole number",
        "leaves[1].colour: 'green' is not one of red, blue",
        "leaves[2]: expected a table, found text",
        "spans.bad: the first must not lie after the last",
        "spans.odd.first: expected a whole number, found text",
        "spans.odd.last: missing",
        "colours.green: 'green' is not one of red, blue",
        "colours.blue: expected a whole number, found text",
    ]


def test_what_contradicts_itself_is_refused_in_its_own_words() -> None:
    assert faults_of(Span, {"first": 3, "last": 2}) == ["the first must not lie after the last"]


def test_a_fault_stands_under_the_name_it_was_given() -> None:
    assert faults_of(Span, {"first": 3}, where="rows[7]") == ["rows[7].last: missing"]
    assert faults_of(int, "3", where="age") == ["age: expected a whole number, found text"]


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert decode(Garden, {"name": "east", "leaves": [], "spans": {}}) == Garden("east", (), {})


def test_an_empty_value_is_no_answer_to_a_field_that_needs_one() -> None:
    assert faults_of(Leaf, {"name": None}) == ["name: expected text, found nothing"]


def test_a_table_of_choices_tries_each_kind() -> None:
    assert decode(Either, {"one": {"name": "a"}}) == Either(Leaf("a"))
    assert decode(Either, {"one": {"first": 1, "last": 2}}) == Either(Span(1, 2))
    assert decode(Either, {"one": None}) == Either(None)
    assert faults_of(Either, {"one": {"first": 2, "last": 1}}) == [
        "one: expected Span or Leaf, found a table"
    ]


def _size(text: str) -> Size:
    if text not in ("two", "one"):
        raise ValueError(f"{text!r} is neither one nor two")
    return Size.LARGE if text == "two" else Size.SMALL


def test_a_reader_turns_text_into_a_type_of_its_own() -> None:
    readers: Readers = {Size: _size}

    assert decode(tuple[Size, ...], ["two", "one"], readers=readers) == (Size.LARGE, Size.SMALL)
    assert faults_of(tuple[Size, ...], ["two", "six", 1], readers=readers) == [
        "[1]: 'six' is neither one nor two",
        "[2]: expected text, found a whole number",
    ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | floats | words,
        lambda plain: st.lists(plain, max_size=3) | st.dictionaries(words, plain, max_size=3),
        max_leaves=8,
    )
)
def test_plain_data_of_any_shape_is_taken_or_refused_and_nothing_else(plain: object) -> None:
    try:
        value = decode(Garden, plain)
    except MisfitError as misfit:
        assert misfit.faults  # noqa: PT017 - both ways are fine
    else:
        assert encode(value)["name"] == plain["name"]  # type: ignore[index]


@pytest.mark.parametrize("number", [10**400, -(10**400)])
def test_a_whole_number_too_large_for_a_number_is_a_fault(number: int) -> None:
    with pytest.raises(MisfitError) as caught:
        decode(float, number, where="height_m")

    assert str(caught.value) == "height_m: the number is too large"


def test_every_kind_of_entry_is_read_as_its_annotations_say() -> None:
    for kind in KINDS.values():
        assert _hints(kind) == get_type_hints(kind)
