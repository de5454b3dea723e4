"""Pauses of a plan: which days they cover. A day of a pause counts for nothing and is never made up for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.values import Value

_DAY = timedelta(days=1)


class Pause(Value):
    """A pause from its first to its last day, both included; `until_on` is None while its end is open."""

    from_on: date
    until_on: date | None
    why: str

    def holds_on(self, day_on: date) -> bool:
        """Whether a day belongs to it."""
        return self.from_on <= day_on and (self.until_on is None or day_on <= self.until_on)


def pauses(begun: Iterable[tuple[date, date | None, str]], resumed: Iterable[date]) -> tuple[Pause, ...]:
    """Pauses from what was said, in order: (first day, last day if known, why), and days of going on again.

    The day of going on belongs to no pause. A pause said while another runs takes its place from then on.
    """
    ends = tuple(resumed)
    said = tuple(begun)
    found = []
    for place, (from_on, until_on, why) in enumerate(said):
        stops = [end - _DAY for end in ends if end >= from_on]
        stops += [later - _DAY for later, _, _ in said[place + 1 :] if later >= from_on]
        stops += [until_on] if until_on is not None else []
        last_on = min(stops, default=None)
        if last_on is None or last_on >= from_on:
            found.append(Pause(from_on, last_on, why))
    return tuple(found)


def days_of(found: Iterable[Pause], first: date, last: date) -> frozenset[date]:
    """Every day of a pause from `first` to `last`, both included."""
    span = [first + _DAY * offset for offset in range((last - first).days + 1)]
    known = tuple(found)
    return frozenset(day for day in span if any(one.holds_on(day) for one in known))
