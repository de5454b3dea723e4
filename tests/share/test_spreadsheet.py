"""A table reads back as it was written, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.share.spreadsheet import csv_lines, harmless


def cells(*row: object) -> list[str]:
    """The cells of one row as a reader of RFC 4180 finds them."""
    heads = tuple(f"h{place}" for place in range(len(row)))
    text = "".join(csv_lines(heads, [row]))  # type: ignore[list-item]
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found[0] == list(heads)
    assert len(found) == 2
    return found[1]


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_what_may_be_a_formula_has_an_apostrophe_before_it(first: str) -> None:
    assert cells(f'{first}HYPERLINK("x",1)', 1)[0] == f'\'{first}HYPERLINK("x",1)'


def test_numbers_stay_numbers_also_below_nought() -> None:
    assert cells(-3, 4.5, 0, None, True, False) == ["-3", "4.5", "0", "", "yes", "no"]


def test_nothing_that_steers_a_terminal_is_in_a_table() -> None:
    assert harmless("a\x1b[2J\x9b\x00\ud800") == "a\ufffd[2J\ufffd\ufffd\ufffd"
    assert harmless("two\nlines \N{GRINNING FACE} [bold]") == "two\nlines \N{GRINNING FACE} [bold]"


@given(
    st.lists(
        st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]) | st.sampled_from("\n\r\t,\";'")),
        min_size=1,
    )
)
def test_any_text_reads_back_but_for_the_apostrophe(row: list[str]) -> None:
    for text, found in zip(row, cells(*row), strict=True):
        assert found in (text, f"'{text}")
        assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.text(), st.text())
def test_no_text_reaches_another_cell_or_line(one: str, other: str) -> None:
    assert cells(one, other) == [harmless(one), harmless(other)]
