"""Pictures of real screens for the README: the program runs at a terminal, and its cells are drawn as SVG.

Nothing in a picture asks anything of a network: no font, no style and no script from elsewhere.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from unittest.mock import patch

import pyte
from pyte.screens import Char

from backcoach.handbook.handbook import Handbook
from docs.examples import make_demo
from tests.terminal.screen import Terminal

ROOT = Path(__file__).resolve().parents[1]
COLUMNS, MOST_ROWS, PATIENCE = 80, 90, 120.0
DAYS, NOW = 29, "2026-03-02T18:30:00+00:00"
"""So many days of the made-up episode are over on the day of the pictures."""

CELL, LINE, SIZE, EDGE, BAR = 8.4, 18, 14, 14, 30
"""Width and height of a cell, size of a letter, room around the text, height of the bar above, in pixels."""

PAPER, INK, FAINT = "#16181d", "#d8dce3", "#8b93a1"
COLOURS = {
    "black": "#3b4252",
    "red": "#ff7b85",
    "green": "#8fd694",
    "brown": "#f2c96d",
    "blue": "#82b1ff",
    "magenta": "#d8a1f5",
    "cyan": "#6fd3e0",
    "white": INK,
}
"""The colours of a terminal by the names that pyte has for them."""

KEPT_AS = {2: 3, 22: 23}
"""The signs that begin and end dim letters, and those of slanted ones."""

EMPTY = Char(" ")
FIRST_DOTS, LAST_DOTS, DOT = "\u2800", "\u28ff", 2
PLACES = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""The column and line of the dot that each bit of a letter of dots stands for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen: what is typed, and, where the program then waits for a reply, what it waits under."""

    name: str
    words: tuple[str, ...]
    waits_at: str = ""
    is_new: bool = False
    rows: int = MOST_ROWS


PICTURES = (
    Picture("start", ("start",), "Ctrl-C to stop >", is_new=True, rows=24),
    Picture(
        "log", ("log", "--all-clear", "--pain", "3", "--worst", "4", "--walk", "22", "--did", "bird_dog=1")
    ),
    Picture("plan", ("plan",)),
    Picture("progress", ("progress",)),
    Picture("options", ("options", "--compare", "walking", "heat")),
)


def pictures(book: Handbook) -> dict[Path, str]:
    """Each picture with its text. The screens are of one made-up person on one evening."""
    with tempfile.TemporaryDirectory() as folder:
        make_demo(book, Path(folder) / "record", NOW, DAYS)
        return {
            ROOT / "docs" / "pictures" / f"{one.name}.svg": _picture(one, Path(folder)) for one in PICTURES
        }


def _picture(one: Picture, folder: Path) -> str:
    screen = _Screen(COLUMNS, one.rows)
    pyte.ByteStream(screen).feed(_written(one, folder))
    typed = " ".join(("backcoach", *one.words))
    rows = [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(one.rows)]
    while rows and all(cell.data == " " for cell in rows[-1]):
        rows.pop()
    return "\n".join(_svg(rows, typed)) + "\n"


def _written(one: Picture, folder: Path) -> bytes:
    """All that the program writes to its terminal until it ends or waits for a reply."""
    home = folder / ("new" if one.is_new else "record")
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    with patch.dict(os.environ, clean | _environment(home), clear=True):
        argv = [sys.executable, "-m", "backcoach", *one.words]
        with Terminal(argv, rows=one.rows, columns=COLUMNS, is_fresh=True) as terminal:
            if one.waits_at:
                terminal.expect_text(one.waits_at, seconds=PATIENCE)
            else:
                terminal.exit_code(seconds=PATIENCE)
            return terminal.written()


def _environment(home: Path) -> Mapping[str, str]:
    return {
        "BACKCOACH_HOME": str(home),
        "BACKCOACH_NOW": NOW,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TZ": "UTC",
    }


class _Screen(pyte.Screen):
    """A screen that knows dim letters, which pyte does not: they are kept as slanted, which we never use."""

    def select_graphic_rendition(self, *attrs: int, **private: bool) -> None:
        """Set how the next letters look."""
        also = [KEPT_AS[one] for one in attrs if one in KEPT_AS]
        super().select_graphic_rendition(*attrs, *also, **private)


def _svg(rows: list[list[Char]], typed: str) -> Iterator[str]:
    width, height = COLUMNS * CELL + 2 * EDGE, len(rows) * LINE + BAR + EDGE
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-label="{escape(typed)}">'
    )
    yield "<style>"
    yield f"text {{ font: {SIZE}px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }}"
    yield f"text, path {{ fill: {INK}; }}"
    yield ".b { font-weight: bold; } .d { fill: " + FAINT + "; }"
    yield " ".join(f".{name} {{ fill: {colour}; }}" for name, colour in COLOURS.items())
    yield "</style>"
    yield f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{PAPER}"/>'
    yield f'<text class="d" x="{EDGE}" y="20">$ {escape(typed)}</text>'
    for number, row in enumerate(rows):
        y = BAR + number * LINE + SIZE
        for x, cells in _runs(row):
            yield _run(x, y, cells)
    yield "</svg>"


def _runs(row: list[Char]) -> Iterator[tuple[int, list[Char]]]:
    """The parts of a line that look alike, each with its first column; they end where two cells are empty."""
    start, run = 0, list[Char]()
    for x, cell in enumerate([*row, EMPTY]):
        is_gap = cell.data == " " and (x + 1 >= len(row) or row[x + 1].data == " ")
        if run and (is_gap or _look(cell) != _look(run[0]) or _is_dots(cell) != _is_dots(run[0])):
            yield start, run
            run = []
        if run or cell.data not in (" ", ""):
            start, run = (start, [*run, cell]) if run else (x, [cell])


def _look(cell: Char) -> tuple[str, ...]:
    names = ["b"] if cell.bold else []
    names += ["d"] if cell.italics else []
    names += [cell.fg.removeprefix("bright")] if cell.fg.removeprefix("bright") in COLOURS else []
    return tuple(names)


def _is_dots(cell: Char) -> bool:
    return FIRST_DOTS <= cell.data <= LAST_DOTS


def _run(x: int, y: int, cells: list[Char]) -> str:
    """One piece of text, as wide as its cells whatever the font."""
    look = " ".join(_look(cells[0]))
    classes = f' class="{look}"' if look else ""
    if _is_dots(cells[0]):
        dots = (_dots(EDGE + (x + place) * CELL, y - SIZE, cell) for place, cell in enumerate(cells))
        return f'<path{classes} d="{"".join(dots)}"/>'
    text = "".join(cell.data for cell in cells).rstrip()
    width = f'textLength="{len(text) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text{classes} x="{EDGE + x * CELL:g}" y="{y}" {width}>{escape(text, quote=False)}</text>'


def _dots(left: float, top: float, cell: Char) -> str:
    """A letter of dots as squares: few fonts have them. Its bits name the dots, column by column."""
    bits = ord(cell.data) - ord(FIRST_DOTS)
    squares = []
    for bit, (column, row) in enumerate(PLACES):
        if bits >> bit & 1:
            x, y = left + (column + 0.5) * CELL / 2, top + (row + 0.5) * LINE / 4
            squares.append(f"M{x - DOT / 2:.1f} {y - DOT / 2:.1f}h{DOT}v{DOT}h-{DOT}z")
    return "".join(squares)
