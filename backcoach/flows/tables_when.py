"""What the rows of all tables begin with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backcoach.coach.record import Entry
from backcoach.coach.values import Reason
from backcoach.share.zones import in_zone

Row = tuple[str | int | float | bool | None, ...]

WHEN = ("entry_id", "day_on", "at", "recorded_at")


def when(entry: Entry[Any]) -> Row:
    """The entry's id, its day, and when it happened and was written, where the person was then."""
    times = (local_text(entry.at, entry.zone), local_text(entry.recorded_at, entry.zone))
    return (entry.id, entry.day_on.isoformat(), *times)


def local_text(at: datetime, zone: str) -> str:
    """An instant as local time with its offset; in UTC where the zone is not known here."""
    return in_zone(at, zone).isoformat(timespec="seconds")


def reasons_text(reasons: Iterable[Reason]) -> str:
    """The ids of the rules behind a decision."""
    return " ".join(reason.rule for reason in reasons)
