"""Figures of logged days, whatever they are wanted for. Missing days are never filled in."""

from __future__ import annotations

from datetime import date
from math import fsum

from backcoach.coach.week import DayRecord

Days = tuple[DayRecord, ...]
EXACT = 6
"""Decimals kept of a mean or a difference: scores are halves, so that no real difference is this small."""


def between(days: Days, first: date, last: date) -> Days:
    """The days from `first` to `last`, both included, in order."""
    return tuple(sorted((day for day in days if first <= day.day_on <= last), key=lambda day: day.day_on))


def pains(days: Days) -> tuple[float, ...]:
    """The logged average pain of some days."""
    return tuple(day.pain_average for day in days if day.pain_average is not None)


def mean(values: tuple[float, ...]) -> float | None:
    """The mean of what is known; None of nothing."""
    return round(fsum(values) / len(values), EXACT) if values else None


def difference(now: float | None, before: float | None) -> float | None:
    """How much `now` is above `before`; None if either is unknown."""
    return None if now is None or before is None else round(now - before, EXACT - 1)
