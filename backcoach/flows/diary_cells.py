"""What stands in one cell of another program's table. Readers raise `ValueError` without repeating it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import Enum

from backcoach.coach.days import wall_day


class Dates(Enum):
    """Which comes first in a date with strokes, such as 03/04/2026, which nobody can tell by itself."""

    ISO = "iso"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_STROKES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_CLOCK = re.compile(
    r"[T ]+([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_WANTED = "its date is none such as 2026-03-02 or 2.3.2026"
_WHICH = "its date does not tell if the day or the month comes first; say so: --dates dmy or --dates mdy"


def read_day(text: str, dates: Dates, day_start: time) -> date:
    """The day of a date, perhaps with a time by the clock on the wall; a night is of the day before."""
    for pattern, order in ((_ISO, "ymd"), (_DOTS, "dmy"), (_STROKES, dates.value)):
        match = pattern.match(text.strip())
        if match and order == Dates.ISO.value:
            raise ValueError(_WHICH)
        if match:
            parts = dict(zip(order, map(int, match.groups()), strict=True))
            return _with_clock(parts, text.strip()[match.end() :], day_start)
    raise ValueError(_WANTED)


def _with_clock(parts: dict[str, int], rest: str, day_start: time) -> date:
    match = _CLOCK.fullmatch(rest)
    if rest and match is None:
        raise ValueError(_WANTED)
    try:
        day = date(parts["y"], parts["m"], parts["d"])
        clock = time(int(match.group(1)), int(match.group(2))) if match else day_start
        return wall_day(datetime.combine(day, clock), day_start)
    except (ValueError, OverflowError):
        raise ValueError("its date does not exist") from None


def read_score(text: str, name: str) -> float | None:
    """A score from 0 to 10, whole or .5, with a point or a comma; None for an empty cell."""
    number = _number(text, f"{name} is no number")
    if number is not None and not (0 <= number <= 10 and number * 2 == int(number * 2)):  # noqa: PLR2004
        raise ValueError(f"{name} is a number from 0 to 10, whole or .5")
    return number


def read_amount(text: str, name: str) -> int | None:
    """A whole number; None for an empty cell."""
    number = _number(text, f"{name} are no number")
    if number is not None and number != int(number):
        raise ValueError(f"{name} are a whole number")
    return None if number is None else int(number)


def cell_text(text: str, most: int) -> str | None:
    """Text as it is; None for an empty cell."""
    if len(text) > most:
        raise ValueError(f"its note is longer than {most} characters")
    return text if text.strip() else None


def _number(text: str, fault: str) -> float | None:
    if not text.strip():
        return None
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError(fault)
    return float(text.strip().replace(",", "."))
