"""Dates and numbers in words."""

from __future__ import annotations

import re
from datetime import date

from backcoach.coach.done import Unit

NOT_REVIEWED = "Not yet reviewed by a clinician."

UNITS = {
    Unit.MINUTES: "min",
    Unit.REPS: "times",
    Unit.SECONDS: "s",
    Unit.STEPS: "steps",
    Unit.FLIGHTS: "flights",
    Unit.KG: "kg",
    Unit.DAY_MINUTES: "min a day",
}
_DAY = r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
_GAP = r"(?<=\d) (?=\d)"


def day_text(day: date) -> str:
    """A day such as `Mon 23 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def date_text(day: date) -> str:
    """A date with its year, such as `23 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def with_dates(text: str) -> str:
    """The text with each date in it as people write one: `23 Nov 2026` for `2026-11-23`."""
    return re.sub(_DAY, _as_date, text)


def _as_date(found: re.Match[str]) -> str:
    try:
        return date_text(date.fromisoformat(found.group()))
    except ValueError:  # a person typed it, such as 2026-02-31
        return found.group()


def week_text(first: date, last: date) -> str:
    """A span of days such as `Mon 23 to Sun 29 Nov`."""
    start = f"{first:%a} {first.day}" if first.month == last.month else day_text(first)
    return f"{start} to {day_text(last)}"


def amount_text(amount: int, unit: Unit) -> str:
    """An amount with its unit, such as `12 min`."""
    one = {Unit.FLIGHTS: "flight", Unit.STEPS: "step", Unit.REPS: "time"}.get(unit) if amount == 1 else None
    return f"{amount} {one or UNITS[unit]}"


def of_a_day(unit: Unit) -> Unit:
    """The unit as it is called where it is plain that a day is meant."""
    return Unit.MINUTES if unit is Unit.DAY_MINUTES else unit


def score_text(score: float | None) -> str:
    """A score with at most one decimal; a dot where there is none."""
    return "." if score is None else f"{score:.1f}".removesuffix(".0")


def together(text: str, mark: str) -> str:
    """The text with a mark in place of each gap within a number, such as `0800 611 116`."""
    return re.sub(_GAP, mark, text)
