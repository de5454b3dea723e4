"""A calendar that was handed out, as a document of the machine's interface."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from backcoach.share.machine import Document, local_text

CONFIRMED, CANCELLED = "confirmed", "cancelled"


def event_document(
    uid: str, sequence: int, starts: datetime | date, change: str, *, title: str, minutes: int | None
) -> Document:
    """One event; `title` is what stands in the file."""
    is_timed = isinstance(starts, datetime)
    return {
        "uid": uid,
        "sequence": sequence,
        "status": CANCELLED if change == CANCELLED else CONFIRMED,
        "change": change,
        "on": None if is_timed else starts.isoformat(),
        "at": local_text(starts, starts.tzinfo) if isinstance(starts, datetime) else None,
        "minutes": minutes,
        "title": title,
    }


def counts(changes: Iterable[str]) -> dict[str, int]:
    """How many events there are of each sort of change."""
    found = list(changes)
    return {name: found.count(name) for name in ("new", "changed", "same", CANCELLED)}
