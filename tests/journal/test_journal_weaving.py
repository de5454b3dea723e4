"""Properties of the woven order, and of reading JSON in pieces."""

from __future__ import annotations

import io
import json
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from backcoach.journal.json_reader import JsonReader, NotJson
from backcoach.journal.weaving import Mark, weave

times = st.integers(0, 9).map(lambda number: f"2026-03-02T07:30:00.00000{number}Z")
ids = st.integers(0, 40).map(lambda number: f"{number:032x}")
rows = st.lists(st.builds(Mark, times, ids), max_size=12, unique_by=lambda mark: mark.id)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[Mark], list[Mark]]:
    """Two records that share a beginning or a middle, as two machines do that imported from each other."""
    every = draw(rows)
    owner = draw(st.lists(st.sampled_from("abs"), min_size=len(every), max_size=len(every)))
    both = list(zip(every, owner, strict=True))
    return [one for one, who in both if who in "as"], [one for one, who in both if who in "bs"]


def is_within(some: list[Mark], all_of_them: list[Mark]) -> bool:
    """Whether these stand in this order among the others."""
    found = iter(all_of_them)
    return all(one in found for one in some)


@given(pairs())
def test_nothing_is_lost_or_doubled_and_each_record_keeps_its_order(
    two: tuple[list[Mark], list[Mark]],
) -> None:
    own, other = two
    woven = weave(own, other)
    assert sorted(woven) == sorted({*own, *other})
    assert is_within(own, woven)
    assert is_within(other, woven)


@given(pairs())
def test_both_machines_come_to_the_same_order_and_a_second_time_changes_nothing(
    two: tuple[list[Mark], list[Mark]],
) -> None:
    own, other = two
    woven = weave(own, other)
    assert weave(other, own) == woven
    assert weave(woven, other) == woven
    assert weave(woven, own) == woven


@given(rows, rows)
def test_records_written_by_true_clocks_come_out_in_the_order_of_time(
    one: list[Mark], other: list[Mark]
) -> None:
    taken = {mark.id for mark in one}
    own, others = sorted(one), sorted(mark for mark in other if mark.id not in taken)
    assert weave(own, others) == sorted([*own, *others])


@given(rows, st.randoms())
def test_where_the_same_entries_stand_in_another_order_our_own_stays(own: list[Mark], chance: Any) -> None:
    other = own.copy()
    chance.shuffle(other)
    assert weave(own, other) == own


@given(plain, st.sampled_from([None, 1, "\t"]), st.integers(1, 7))
def test_a_value_is_read_alike_whatever_its_layout_and_however_it_comes(
    value: Any, indent: Any, size: int
) -> None:
    text = io.StringIO(f" \n{json.dumps(value, indent=indent)}\n ")
    reader = JsonReader(lambda _: text.read(size))
    assert reader.value() == value
    assert reader.peek() == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\nnul", 3),
        ('{"a": 1,\n"a": 2}', 1),
        ('{"a":\n\n1,}', 3),
        ("[NaN]", 1),
        ("[" * 100_000, 1),
        ("9" * 5000, 1),
        ('"open', 1),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    pieces = io.StringIO(text)
    with pytest.raises(NotJson) as caught:
        JsonReader(lambda _: pieces.read(3)).value()
    assert caught.value.line == line
