"""A report in no format yet: sections of lines, small tables and plots, to be handed to a clinician.

What is written in it is text and nothing else. Whoever renders it escapes all of it alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum

from backcoach.values import Value, replace

Words = Callable[[str], str]


class Purpose(Enum):
    """Whom a report is for: a visit, on one or two pages, or oneself, with all weeks and decisions."""

    VISIT = "visit"
    SELF = "self"


class ReportLine(Value):
    """One line: what it is about, empty where that is plain, and the text.

    `is_own` marks a person's own words, `is_key` what nobody who skims the page may miss.
    """

    text: str
    label: str = ""
    is_own: bool = False
    is_key: bool = False

    def worded(self, words: Words) -> ReportLine:
        """The same with every text passed through `words`."""
        return replace(self, text=words(self.text), label=words(self.label))


class ReportTable(Value):
    """A small table. The first cell of a row names it; an empty cell is one that nobody knows.

    Raises `ValueError` for a row with more or fewer cells than heads.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError("every row has a cell for each head")

    def worded(self, words: Words) -> ReportTable:
        """The same with every text passed through `words`."""
        rows = tuple(tuple(words(cell) for cell in row) for row in self.rows)
        return ReportTable(words(self.caption), tuple(words(head) for head in self.heads), rows)


class PlotPoint(Value):
    """The mean of one stretch of days and its range, all None where nothing was told: a gap stays a gap."""

    label: str
    mean: float | None
    low: float | None = None
    high: float | None = None


class ReportPlot(Value):
    """Points in their order on a scale from 0 to `top`. `about` says in words what it shows.

    Its numbers stand in a table beside it, so a format without pictures leaves it out and loses nothing.
    """

    title: str
    about: str
    points: tuple[PlotPoint, ...]
    top: float = 10

    def worded(self, words: Words) -> ReportPlot:
        """The same with every text passed through `words`."""
        points = tuple(replace(one, label=words(one.label)) for one in self.points)
        return replace(self, title=words(self.title), about=words(self.about), points=points)


Block = ReportLine | ReportTable | ReportPlot


class ReportSection(Value):
    """One part of a report, which may be left out by its id."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def worded(self, words: Words) -> ReportSection:
        """The same with every text passed through `words`."""
        return ReportSection(self.id, words(self.title), tuple(one.worded(words) for one in self.blocks))


class Report(Value):
    """A whole report. `under` stands below the title, `foot` at the end and can never be left out.

    `left_out` are the titles of what the person left out: a reader must know that something is not there.
    """

    title: str
    purpose: Purpose
    made_on: date
    under: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    foot: tuple[str, ...]
    since: date | None = None
    left_out: tuple[str, ...] = ()

    def worded(self, words: Words) -> Report:
        """The same with every text passed through `words`."""
        return replace(
            self,
            title=words(self.title),
            under=tuple(map(words, self.under)),
            sections=tuple(one.worded(words) for one in self.sections),
            foot=tuple(map(words, self.foot)),
            left_out=tuple(map(words, self.left_out)),
        )

    def without(self, ids: Iterable[str]) -> Report:
        """The same without some sections, which are named as left out."""
        gone = frozenset(ids)
        kept = tuple(one for one in self.sections if one.id not in gone)
        titles = tuple(one.title for one in self.sections if one.id in gone)
        return replace(self, sections=kept, left_out=(*self.left_out, *titles))
