"""What is drawn on a screen, told in plain lines: tables as sentences, no rule, no box, no plot.

Whatever is drawn of signs brings its own words along, as `Drawn`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

NOTHING, NOTHING_TOLD = ".", "none"


class Drawn(Value):
    """Something drawn, and the same in words."""

    shown: RenderableType
    words: RenderableType

    def __rich_console__(self, *_: Any) -> Iterator[RenderableType]:
        yield self.shown

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.shown)


def told(part: RenderableType) -> RenderableType:
    """The part as it is told; text stays as it is."""
    if isinstance(part, Drawn):
        return part.words
    if isinstance(part, Table):
        return Group(*_sentences(part))
    if isinstance(part, Rule):
        return Group()
    if isinstance(part, Padding):
        return Group(*(Text() for _ in range(part.top)), part.renderable)
    return part


def _sentences(table: Table) -> Iterator[Text]:
    """One line for each row: a layout as it is, a table with the head of each cell."""
    heads = [_words(column.header) for column in table.columns] if table.show_header else []
    for row in zip(*(column.cells for column in table.columns), strict=True):
        cells = [_words(cell) for cell in row]
        yield Text(_row(heads, cells) if heads else " ".join(cell for cell in cells if cell))


def _row(heads: list[str], cells: list[str]) -> str:
    """A row such as `Walk (min). Mon 23: 12; Tue 24: none.`, in one sentence."""
    name = ", ".join(part for part in (heads[0], cells[0]) if part)
    pairs = zip(heads[1:], cells[1:], strict=True)
    return f"{name}. {'; '.join(f'{head}: {_cell(cell)}' for head, cell in pairs)}."


def _cell(text: str) -> str:
    return NOTHING_TOLD if text in ("", NOTHING) else text


def _words(part: RenderableType) -> str:
    """The words of a cell on one line."""
    words = told(part)
    if isinstance(words, Group):
        return " ".join(filter(None, map(_words, words.renderables)))
    return " ".join(str(words).split())
