"""Daily scores over the weeks: pale dots for days, bold lines for the means of weeks, nothing over gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from rich.text import Text

from backcoach.values import Value

ROWS = 7
WIDEST = 100
LABEL = 3
BAND, ASCII_BAND = "░", ":"
TOP = 10
_BLANK, _LAST = 0x2800, 0x28FF


class Panel(Value):
    """One score from 0 to 10: what it is, its value on each day, and the mean of each week with its days.

    `band` tells between what the average of others lies on a day; None where that is not known.
    """

    title: str
    days: Mapping[date, float]
    means: tuple[tuple[date, date, float], ...]
    band: Callable[[date], tuple[float, float] | None] = lambda _day: None


class Row(Value):
    """What is marked below the drawing: words or letters, each at its day. `name` is short."""

    name: str
    marks: tuple[tuple[str, date], ...]


class Frame(Value):
    """The days of the drawing, and the rows below it: each with its name, and what stands at which day."""

    first_on: date
    last_on: date
    rows: tuple[Row, ...] = ()

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
    yield from (_below(row, frame, columns) for row in frame.rows if row.marks)


def _panel(panel: Panel, frame: Frame, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    dots, bars = _canvas(frame, columns), _canvas(frame, columns)
    for day, score in panel.days.items():
        dots.point(_middle(day, frame), score)
    for first, last, score in panel.means:
        for day in (day for day in panel.days if first <= day <= last):
            middle = _middle(day, frame)
            bars.line(middle - 0.4, score, middle + 0.4, score)
    pales = _band(panel, frame, columns)
    labels = {0: f"{TOP:>{LABEL - 1}} ", ROWS - 1: f"{0:>{LABEL - 1}} "}
    for row, (pale, bold) in enumerate(zip(_rows(dots), _rows(bars), strict=True)):
        line = Text.assemble((labels.get(row, " " * LABEL), "dim"))
        for column, (one, other) in enumerate(zip(pale, bold, strict=True)):
            is_band = (row, column) in pales
            line.append(*_cell(one, other, is_band=is_band, is_ascii=is_ascii))
        line.rstrip()
        yield line


def _band(panel: Panel, frame: Frame, columns: int) -> set[tuple[int, int]]:
    """The places, by row and column, that the average of others goes through."""
    found = set()
    for column in range(columns):
        range_ = panel.band(frame.first_on + timedelta(days=column * frame.length // columns))
        if range_ is not None:
            low, high = (_row(score) for score in range_)
            found |= {(row, column) for row in range(high, low + 1)}
    return found


def _row(score: float) -> int:
    """The row that a score stands in, 0 for the highest."""
    return min(ROWS - 1, max(0, int((TOP + 0.5 - score) * ROWS / (TOP + 1))))


def _cell(pale: str, bold: str, *, is_band: bool, is_ascii: bool) -> tuple[str, str]:
    """What stands in one place, and its style."""
    is_bold = ord(bold) != _BLANK
    if is_band and not is_bold and ord(pale) == _BLANK:
        return (ASCII_BAND if is_ascii else BAND), "dim"
    if is_ascii:
        return ("=" if is_bold else "." if ord(pale) != _BLANK else " "), "bold" if is_bold else "dim"
    both = chr(ord(pale) | ord(bold))
    return (both if ord(both) != _BLANK else " "), "bold" if is_bold else "dim"


def _below(row: Row, frame: Frame, columns: int) -> Text:
    """A line with words or letters below their days; one that has no room is left out."""
    cells = [" "] * columns
    free_from = 0
    for mark, day in row.marks:
        column = frame.column(day, columns)
        if free_from <= column <= columns - len(mark):
            cells[column : column + len(mark)] = mark
            free_from = column + len(mark) + (1 if row.name else 0)
    return Text(f"{row.name:<{LABEL}}{''.join(cells)}".rstrip(), style="dim")


def _middle(day: date, frame: Frame) -> float:
    return (day - frame.first_on) / timedelta(days=1) + 0.5


def _canvas(frame: Frame, columns: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - loaded here only
    import plotille

    half = frame.length / columns / 4  # half a dot, as the canvas rounds to the nearest one
    return plotille.Canvas(columns, ROWS, half, -0.5, frame.length + half, TOP + 0.5)


def _rows(canvas: object) -> list[str]:
    """The characters of a canvas, row by row, each as wide as it is."""
    return [
        "".join(one if _BLANK <= ord(one) <= _LAST else chr(_BLANK) for one in row)
        for row in canvas.plot().splitlines()  # type: ignore[attr-defined]
    ]
