"""When the clocks of a time zone are set forward and back, and how late it is by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backcoach.values import Value

_STEP = timedelta(hours=6)
"""Shorter than the time between any two changes of a clock."""


class Change(Value):
    """From the wall time `on_wall`, by the clock as it was before, the clock goes by `offset`."""

    on_wall: datetime
    before: timedelta
    offset: timedelta
    name: str
    is_summer: bool


def in_zone(at: datetime, zone: str) -> datetime:
    """An instant by the clock of a zone with that name; in UTC where the zone is not known here."""
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ValueError, OSError, OverflowError, ZoneInfoNotFoundError):
        return at.astimezone(UTC)


def changes(zone: tzinfo, first: datetime, last: datetime) -> Iterator[Change]:
    """How the clock goes at `first`, then each change of it until `last` (both aware)."""
    at, end = first.astimezone(UTC), last.astimezone(UTC)
    yield _change(zone, at, at)
    while at < end:
        following = at + _STEP
        if _state(zone, following) != _state(zone, at):
            yield _change(zone, *_between(zone, at, following))
        at = following


def _between(zone: tzinfo, before: datetime, after: datetime) -> tuple[datetime, datetime]:
    """The last second before a change and the first one after it."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        is_before = _state(zone, middle) == _state(zone, before)
        before, after = (middle, after) if is_before else (before, middle)
    return before, after


def _change(zone: tzinfo, before: datetime, at: datetime) -> Change:
    was, local = _offset(zone, before), at.astimezone(zone)
    wall = (at + was).replace(tzinfo=None, microsecond=0)
    return Change(wall, was, _offset(zone, at), local.tzname() or "", bool(local.dst()))


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _state(zone: tzinfo, at: datetime) -> tuple[timedelta, bool]:
    return _offset(zone, at), bool(at.astimezone(zone).dst())
