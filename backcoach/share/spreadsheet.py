"""Tables as CSV (RFC 4180, UTF-8) that a spreadsheet shows and never obeys."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | bool | None

OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
OBEYED_TOO = ("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")
"""What a spreadsheet may take for the start of a formula, or leave out before one."""

_KEPT = frozenset("\n\r\t")
_HIDDEN = frozenset({"Cc", "Cs", "Cn"})


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a table, its heads first, each with its line end. Every row is as long as the heads."""
    yield _line(heads)
    for row in rows:
        yield _line([_cell(one) for one in row])


def harmless(text: str) -> str:
    """Text for a cell: an apostrophe stands before what might be a formula, and nothing steers a terminal.

    The record's own document keeps the text as it was.
    """
    shown = printable(text)
    return f"'{shown}" if shown.startswith((*OBEYED, *OBEYED_TOO)) else shown


def printable(text: str) -> str:
    """The same text with a mark in place of each character that steers a terminal or is none."""
    return "".join(map(_shown, text))


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return harmless(cell) if isinstance(cell, str) else cell


def _shown(character: str) -> str:
    is_hidden = unicodedata.category(character) in _HIDDEN and character not in _KEPT
    return "\N{REPLACEMENT CHARACTER}" if is_hidden else character


def _line(cells: Sequence[str | int | float]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
