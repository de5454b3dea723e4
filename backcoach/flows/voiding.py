"""Voiding entries that belong together: all of them or nothing, and both stay in the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backcoach.coach.record import Entry
from backcoach.flows.desk import Desk
from backcoach.journal.codec import Draft
from backcoach.journal.journal import Voided


def void_all(desk: Desk, entry_ids: Iterable[str], *, why: str) -> None:
    """Void entries in this order: all of them or nothing."""
    now = desk.moment.now
    drafts = [Draft(Voided(why), now, desk.moment.zone, desk.moment.today, one) for one in entry_ids]
    desk.journal.append(drafts, now)


def with_earlier(desk: Desk, entries: Iterable[Entry[Any]]) -> tuple[str, ...]:
    """The ids of entries, each followed by the earlier versions that it corrected, the newest first.

    To void the last version alone would let the one before it count again.
    """
    found: list[str] = []
    for entry in entries:
        version: Entry[Any] | None = entry
        while version is not None:
            found.append(version.id)
            version = desk.journal.find(version.supersedes) if version.supersedes else None
    return tuple(found)
