"""Daily scores over the weeks: pale dots for days, bold lines for the means of weeks, nothing over gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.text import Text

ROWS = 7
WIDEST = 100
LABEL = 3
TOP = 10
_BLANK, _LAST = 0x2800, 0x28FF


@dataclass(frozen=True, slots=True)
class Panel:
    """One score from 0 to 10: what it is, its value on each day, and the mean of each week with its days."""

    title: str
    days: Mapping[date, float]
    means: tuple[tuple[date, date, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The days of the drawing, `weeks` with the number and first day of each, and what is marked below.

    `marks` are days by their letter.
    """

    first_on: date
    last_on: date
    weeks: tuple[tuple[int, date], ...]
    marks: Mapping[str, tuple[date, ...]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many days there are."""
        return (self.last_on - self.first_on).days + 1

    def column(self, day: date, columns: int) -> int:
        """Where a day stands."""
        return (day - self.first_on).days * columns // self.length


def plot_lines(panels: Iterable[Panel], frame: Frame, width: int, *, is_ascii: bool) -> Iterator[Text]:
    """Each panel below the other over one and the same days, then the marks and the weeks."""
    columns = min(width, WIDEST) - LABEL - 1
    for panel in panels:
        yield Text(panel.title, style="bold")
        yield from _panel(panel, frame, columns, is_ascii=is_ascii)
    for letter, days in frame.marks.items():
        if days:
            yield _below(((letter, day) for day in days), frame, columns)
    yield _below(((str(number), on) for number, on in frame.weeks), frame, columns, label="wk")


def _panel(panel: Panel, frame: Frame, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    dots, bars = _canvas(frame, columns), _canvas(frame, columns)
    for day, score in panel.days.items():
        dots.point(_middle(day, frame), score)
    for first, last, score in panel.means:
        for day in (day for day in panel.days if first <= day <= last):
            middle = _middle(day, frame)
            bars.line(middle - 0.4, score, middle + 0.4, score)
    labels = {0: f"{TOP:>{LABEL - 1}} ", ROWS - 1: f"{0:>{LABEL - 1}} "}
    for row, (pale, bold) in enumerate(zip(_rows(dots), _rows(bars), strict=True)):
        line = Text(labels.get(row, " " * LABEL), style="dim")
        for one, other in zip(pale, bold, strict=True):
            line.append(*_cell(one, other, is_ascii=is_ascii))
        line.rstrip()
        yield line


def _cell(pale: str, bold: str, *, is_ascii: bool) -> tuple[str, str]:
    """What stands in one place, and its style."""
    is_bold = ord(bold) != _BLANK
    if is_ascii:
        return ("=" if is_bold else "." if ord(pale) != _BLANK else " "), "bold" if is_bold else "dim"
    both = chr(ord(pale) | ord(bold))
    return (both if ord(both) != _BLANK else " "), "bold" if is_bold else "dim"


def _below(letters: Iterable[tuple[str, date]], frame: Frame, columns: int, label: str = "") -> Text:
    """A line with letters below their days; one that has no room is left out."""
    cells = [" "] * columns
    free_from = 0
    for letter, day in letters:
        column = frame.column(day, columns)
        if free_from <= column <= columns - len(letter):
            cells[column : column + len(letter)] = letter
            free_from = column + (len(letter) + 1 if len(letter) > 1 or label else 1)
    return Text(f"{label:<{LABEL}}{''.join(cells)}".rstrip(), style="dim")


def _middle(day: date, frame: Frame) -> float:
    return (day - frame.first_on) / timedelta(days=1) + 0.5


def _canvas(frame: Frame, columns: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - loaded here only
    import plotille  # noqa: PLC0415 - slow to import, needed only here

    half = frame.length / columns / 4  # half a dot, as the canvas rounds to the nearest one
    return plotille.Canvas(columns, ROWS, half, -0.5, frame.length + half, TOP + 0.5)


def _rows(canvas: object) -> list[str]:
    """The characters of a canvas, row by row, each as wide as it is."""
    return [
        "".join(one if _BLANK <= ord(one) <= _LAST else chr(_BLANK) for one in row)
        for row in canvas.plot().splitlines()  # type: ignore[attr-defined]
    ]
