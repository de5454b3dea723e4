"""Scores in one row of signs: each where it belongs, and a gap that is no score."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from backcoach.terminal.screens.spark import ASCII_GAP, GAP, LEVELS, Sparks, spark

SCORES = st.lists(st.one_of(st.none(), st.integers(0, 20).map(lambda half: half / 2)))


@pytest.mark.parametrize(
    ("scores", "blocks", "digits"),
    [
        ([0, 10], "▁█", "09"),
        ([0.5, 5, 9.5], "▁▅█", "159"),
        ([None, 3, None], "·▃·", ".3."),
        ([], "", ""),
    ],
)
def test_each_score_has_its_sign(scores: list[float | None], blocks: str, digits: str) -> None:
    assert spark(scores, is_ascii=False) == blocks
    assert spark(scores, is_ascii=True) == digits


@given(SCORES)
def test_a_higher_score_never_stands_lower_and_only_gaps_are_gaps(scores: list[float | None]) -> None:
    for is_ascii, gap in ((False, GAP), (True, ASCII_GAP)):
        signs = spark(scores, is_ascii=is_ascii)
        assert len(signs) == len(scores)
        assert [sign == gap for sign in signs] == [score is None for score in scores]
        known = sorted((score, sign) for score, sign in zip(scores, signs, strict=True) if score is not None)
        order = "0123456789" if is_ascii else LEVELS
        places = [order.index(sign) for _score, sign in known]
        assert places == sorted(places)


def test_a_line_names_each_row() -> None:
    console = Console(file=StringIO(), width=60)
    console.print(Sparks("Last 3 days:", {"daily life": [1, None, 10], "pain": [9, 5, 0]}))
    assert isinstance(console.file, StringIO)
    assert console.file.getvalue().strip() == "Last 3 days:  daily life ▁·█  pain █▅▁"
