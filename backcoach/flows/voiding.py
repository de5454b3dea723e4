"""Voiding entries that belong together: all of them or nothing, and both stay in the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backcoach.coach.record import Entry
from backcoach.flows.chronicle import chronicle
from backcoach.flows.desk import Desk
from backcoach.journal.codec import Draft
from backcoach.journal.journal import Voided


def void_all(desk: Desk, entry_ids: Iterable[str], *, why: str) -> None:
    """Void entries in this order: all of them or nothing."""
    now = desk.moment.now
    drafts = [Draft(Voided(why), now, desk.moment.zone, desk.moment.today, one) for one in entry_ids]
    desk.journal.append(drafts, now)


def with_earlier(desk: Desk, entries: Iterable[Entry[Any]]) -> tuple[str, ...]:
    """The ids of entries with the earlier versions that only they corrected, the newest first.

    To void the last version alone would let the one before it count again.
    """
    record = chronicle(desk)
    found = {version.id for entry in entries for version in record.versions(entry.id)}
    return tuple(one.id for one in reversed(record.entries) if one.id in found)
