"""Pauses of a plan: which days they cover. A day of a pause counts for nothing and is never made up for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.values import Value, replace

_DAY = timedelta(days=1)


class Pause(Value):
    """A pause from its first to its last day, both included; `until_on` is None while its end is open."""

    from_on: date
    until_on: date | None
    why: str

    def holds_on(self, day_on: date) -> bool:
        """Whether a day belongs to it."""
        return self.from_on <= day_on and (self.until_on is None or day_on <= self.until_on)


def pauses(said: Iterable[Pause | date]) -> tuple[Pause, ...]:
    """Pauses from what was said, in the order of the record: pauses as they were meant, and days of going on.

    A pause ends only by what was said after it. The day of going on belongs to no pause, unless another was
    said that day. A pause said while another runs takes its place from then on.
    """
    every = tuple(said)
    found = []
    for number, one in enumerate(every):
        if isinstance(one, Pause):
            later = (_day_of(after) for after in every[number + 1 :])
            stops = [day - _DAY for day in later if day >= one.from_on]
            stops += [one.until_on] if one.until_on is not None else []
            last_on = min(stops, default=None)
            if last_on is None or last_on >= one.from_on:
                found.append(replace(one, until_on=last_on))
    return tuple(found)


def _day_of(said: Pause | date) -> date:
    return said.from_on if isinstance(said, Pause) else said


def days_of(found: Iterable[Pause], first: date, last: date) -> frozenset[date]:
    """Every day of a pause from `first` to `last`, both included."""
    span = [first + _DAY * offset for offset in range((last - first).days + 1)]
    known = tuple(found)
    return frozenset(day for day in span if any(one.holds_on(day) for one in known))
