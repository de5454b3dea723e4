"""A table of a phone or a watch, line by line: a day with its steps and walking minutes, known by the heads.

It is never held as a whole, so that a long one costs no more memory than a short one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import TextIO

from backcoach.coach.done import DAY_MINUTES
from backcoach.coach.record import MOST_STEPS
from backcoach.flows.diary_cells import Dates, read_day
from backcoach.flows.diary_file import PARTED_BY
from backcoach.flows.errors import BadInput
from backcoach.values import Value

DATE, WALK, STEPS = "date", "walk_minutes", "steps"
NAMES = {
    DATE: ("date", "day", "activity date", "activitydate", "calendar date"),
    WALK: ("walk minutes", "walking minutes", "minutes walked", "minutes walking", "walk", "walking"),
    STEPS: ("steps", "step count", "steps count", "stepcount", "total steps", "totalsteps"),
}
"""What a column may be called, in small letters with single spaces. Active minutes are no walking alone."""

TIMED = {"walking time": WALK, "walking duration": WALK, "walk duration": WALK}
"""Names that say what was done only together with a unit of time, such as `Walking duration (ms)`."""

A_MINUTE = {"min": 1, "mins": 1, "minutes": 1, "s": 60, "sec": 60, "seconds": 60, "ms": 60_000}
"""How many of a unit make a minute."""

PLAIN = "The plain form: a first line date,walk_minutes or date,steps, then lines such as 2026-03-02,25"
LONGEST_LINE = 100_000
_HEAD = re.compile(r"(?P<name>[^()\[\]]*?)\s*(?:[(\[](?P<unit>[^()\[\]]*)[)\]])?")
_MIDNIGHT = re.compile(r"[T ]+0?0:00(?::00(?:\.0+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?$")
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12}|,[0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' ][0-9]{3})+")
_NO_DATE = "its date does not tell if the day or the month comes first; write it as 2026-03-02"


class Column(Value):
    """A known column: its place, its head as it stands there, and how many of its unit make a minute."""

    place: int
    head: str
    a_minute: int = 1


class Heads(Value):
    """The first line: the known columns by field, the heads nobody knows, and what parts the cells."""

    known: dict[str, Column]
    unknown: tuple[str, ...]
    parted_by: str

    @property
    def cells(self) -> int:
        """How many cells the first line has."""
        return len(self.known) + len(self.unknown)


class WalkedLine(Value):
    """One line: its number, and its day with what was counted, or what is wrong with it."""

    number: int
    day: date | None = None
    walk_minutes: int | None = None
    steps: int | None = None
    fault: str = ""


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file as text. Raises `BadInput` where it cannot be read, there or within the block."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Check the name and the permissions."
        ) from None
    except UnicodeDecodeError:
        raise BadInput(
            "The file is not UTF-8 text; nothing was entered.", "Save it as CSV in UTF-8."
        ) from None


def read_heads(lines: Iterator[str]) -> Heads:
    """The first line. Raises `BadInput` where it has no date, or nothing that was counted."""
    first = next(lines, "")
    for parted_by in PARTED_BY:
        heads = [head.strip() for head in next(csv.reader([first], delimiter=parted_by), [])]
        found = _known(heads)
        if DATE in found and found.keys() & {WALK, STEPS}:
            used = {one.place for one in found.values()}
            unknown = tuple(head for place, head in enumerate(heads) if place not in used)
            return Heads(found, unknown, parted_by)
    raise BadInput(
        "The first line of the file names no date together with steps or walking minutes.",
        f"{PLAIN}. Other tables: backcoach import -h",
    )


def read_lines(lines: Iterator[str], heads: Heads, day_start: time) -> Iterator[WalkedLine]:
    """The lines below the first one. Raises `BadInput` where the file stops to be a table."""
    rows = csv.reader(lines, delimiter=heads.parted_by, strict=True)
    number = 2
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _line(row, heads, number, day_start)
            number = rows.line_num + 2
    except csv.Error:
        raise BadInput(
            f"The file is no CSV from line {number} on; nothing was entered.",
            "A quotation mark may be left open there.",
        ) from None


def bounded(file: TextIO) -> Iterator[str]:
    """The lines of a file, none of them longer than any table has. Raises `BadInput`."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadInput("The file has a line too long for a table; nothing was entered.", PLAIN)
        yield line


def _known(heads: Sequence[str]) -> dict[str, Column]:
    """The columns that are known, by field."""
    found: dict[str, Column] = {}
    for place, head in enumerate(heads):
        field, column = _column(place, head)
        if field and field in found:
            raise BadInput(
                "The first line of the file has two columns for the same thing.",
                "Leave one of them out.",
                (found[field].head[:40], head[:40]),
            )
        if field:
            found[field] = column
    return found


def _column(place: int, head: str) -> tuple[str, Column]:
    """What a head names, and its column; an empty name where nobody knows."""
    match = _HEAD.fullmatch(head)
    name = re.sub(r"[\s_-]+", " ", match["name"]).strip().lower() if match else ""
    unit = (match["unit"] or "").strip().lower() if match else ""
    a_minute = A_MINUTE.get(unit)
    field = next((field for field, names in NAMES.items() if name in names), "")
    if field == WALK and unit and a_minute is None:
        field = ""
    if a_minute is not None:
        field = field or TIMED.get(name, "")
    return field, Column(place, head, a_minute or 1)


def _line(row: list[str], heads: Heads, number: int, day_start: time) -> WalkedLine:
    if len(row) != heads.cells:
        return WalkedLine(number, fault="it has another number of cells than the first line")
    cells = {field: row[column.place].strip() for field, column in heads.known.items()}
    try:
        day = _day(cells[DATE], day_start)
        walked = _minutes(cells.get(WALK, ""), heads.known.get(WALK))
        steps = _steps(cells.get(STEPS, ""))
    except ValueError as fault:
        return WalkedLine(number, fault=str(fault))
    return WalkedLine(number, day, walked, steps)


def _day(text: str, day_start: time) -> date:
    """The day of a line; midnight is how many programs write a day, and no time of night."""
    if re.match(r"[0-9]{1,2}/", text):
        raise ValueError(_NO_DATE)
    return read_day(_MIDNIGHT.sub("", text), Dates.ISO, day_start)


def _minutes(text: str, column: Column | None) -> int | None:
    """Whole minutes, rounded down; None for an empty cell and for nought, which may be a watch not worn."""
    if not text or column is None:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(f"its {_shown(column)} is no number that can be read for certain")
    minutes = int(float(text.replace(",", ".")) / column.a_minute)
    if minutes > DAY_MINUTES:
        raise ValueError(f"a day has at most {DAY_MINUTES} minutes")
    return minutes or None


def _steps(text: str) -> int | None:
    """Whole steps, such as 8412 or 8,412; None for an empty cell and for nought."""
    if not text:
        return None
    plain = re.sub(r"[,.' ]", "", text) if _GROUPED.fullmatch(text) else re.sub(r"\.0+$", "", text)
    if not (plain.isascii() and plain.isdigit()):
        raise ValueError("its steps are no whole number")
    if len(plain) > len(str(MOST_STEPS)) or int(plain) > MOST_STEPS:
        raise ValueError(f"steps are at most {MOST_STEPS} in a day")
    return int(plain) or None


def _shown(column: Column) -> str:
    return column.head[:40]
