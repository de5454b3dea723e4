"""Plain text in columns: how wide letters are, and lines that are never wider than what they are given."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

LEAST = 6
"""No column of a table is made narrower than this."""

GAP = "  "


def width_of(text: str) -> int:
    """How many columns a text takes: two for a wide letter, none for a mark that stands on another one."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The words of a text in lines of at most `width` columns; a longer word is broken. One line at least."""
    lines, line = [], ""
    for word in (part for one in text.split() for part in _broken(one, width)):
        longer = f"{line} {word}" if line else word
        if width_of(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _broken(word: str, width: int) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and width_of(part) + _width(letter) > width:
            yield part
            part = ""
        part += letter
    yield part


def hanging(text: str, width: int, first: str = "", rest: str = "  ") -> Iterator[str]:
    """Lines that begin with `first`, the others with `rest`, both of one width."""
    for place, line in enumerate(wrapped(text, width - width_of(rest))):
        yield f"{rest if place else first}{line}".rstrip()


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A table in at most `width` columns, its cells wrapped, with a rule below the heads.

    With more columns than that leaves room for it comes row by row, each cell with its head.
    """
    widths = _widths([heads, *rows], width)
    if widths is None:
        for row in rows:
            told = "; ".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True))
            yield from hanging(told, width, "- ")
        return
    yield from _row(heads, widths)
    yield GAP.join("-" * one for one in widths)
    for row in rows:
        yield from _row(row, widths)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is: as it needs, and where that is too much the widest gives way."""
    widths = [
        max(1, *(width_of(" ".join(cell.split())) for cell in column)) for column in zip(*rows, strict=True)
    ]
    room = width - len(GAP) * (len(widths) - 1)
    if room < LEAST * len(widths):
        return None
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    parts = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for place in range(max(map(len, parts))):
        line = [part[place] if place < len(part) else "" for part in parts]
        padded = (text + " " * (width - width_of(text)) for text, width in zip(line, widths, strict=True))
        yield GAP.join(padded).rstrip()
