"""Handing out a calendar more than once: what was handed out stands in the record.

Every event keeps its name, a change raises its number, and what is no longer planned is called off.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum

from backcoach.coach.calendar_record import CalendarExported, CalendarMark
from backcoach.coach.person import Profile
from backcoach.flows.calendar import is_ahead
from backcoach.flows.desk import Desk
from backcoach.values import Value

AHEAD = timedelta(days=400)
"""No event lies so far ahead, so what was handed out longer ago is over."""


class Change(Enum):
    """What became of an event since the calendar was last handed out."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CANCELLED = "cancelled"


class Worded(Value):
    """An event in words: `starts` is an aware local time or a date, `minutes` its length, None on a date.

    `alarm` is when to remind, from its beginning on (before it where below nought); None for no alarm.
    """

    seed: str
    kind: str
    starts: datetime | date
    minutes: int | None
    title: str
    text: str = ""
    alarm: timedelta | None = None


class Issued(Value):
    """One event as it is handed out: its lasting name, the number of its version, and since when it is so.

    `event` is None for one that is called off.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    starts: datetime | date
    change: Change
    event: Worded | None = None


class _Known(Value):
    """The version of an event that was handed out last; a digest of `-` where two machines do not agree."""

    mark: CalendarMark
    at: datetime


def hand_out(desk: Desk, events: Iterable[Worded], until: date | None = None) -> tuple[Issued, ...]:
    """The calendar to write: all `events`, and all that is called off; on return the record knows of it.

    Events after the day `until` are neither in it nor called off. Nothing is recorded where nothing changed.
    """
    known, key = _known(desk), _key(desk)
    wanted = {_uid(one.seed, key): one for one in events}
    live = {uid: one for uid, one in wanted.items() if until is None or _day(one.starts) <= until}
    issued = [_issued(uid, one, known.get(uid), desk) for uid, one in live.items()]
    gone = (one for uid, one in known.items() if uid not in wanted)
    issued += [_called_off(one, desk) for one in gone if is_ahead(_starts(one.mark, desk), desk)]
    new = [one for one in issued if _is_news(one, known.get(one.uid))]
    if new:
        desk.keep(CalendarExported(tuple(_mark(one, desk) for one in new)))
    return tuple(sorted(issued, key=lambda one: (str(_day(one.starts)), str(one.starts), one.uid)))


def _key(desk: Desk) -> str:
    """What makes the names of events those of this plan, so that nobody can guess from them what they are."""
    plan = desk.journal.latest(Profile)
    return plan.id if plan else ""


def _uid(seed: str, key: str) -> str:
    return hmac.new(key.encode(), seed.encode(), hashlib.sha256).hexdigest()[:40]


def _known(desk: Desk) -> Mapping[str, _Known]:
    """Of every event that was handed out and may still be ahead the last version."""
    found: dict[str, _Known] = {}
    for entry in desk.journal.entries(CalendarExported, from_on=desk.moment.today - AHEAD):
        for mark in entry.body.events:
            before = found.get(mark.uid)
            if before is None or mark.sequence > before.mark.sequence:
                found[mark.uid] = _Known(mark, entry.at)
            elif mark.sequence == before.mark.sequence and mark.digest != before.mark.digest:
                torn = CalendarMark(mark.uid, mark.sequence, "-", mark.starts_at, mark.starts_on)
                found[mark.uid] = _Known(torn, entry.at)
    return found


def _issued(uid: str, event: Worded, known: _Known | None, desk: Desk) -> Issued:
    if known is None:
        return Issued(uid, 0, desk.moment.now, event.starts, Change.NEW, event)
    if known.mark.digest == _digest(event, desk):
        return Issued(uid, known.mark.sequence, known.at, event.starts, Change.SAME, event)
    return Issued(uid, known.mark.sequence + 1, desk.moment.now, event.starts, Change.CHANGED, event)


def _called_off(known: _Known, desk: Desk) -> Issued:
    """The same event called off; once more with the same number where it was so before."""
    mark, starts = known.mark, _starts(known.mark, desk)
    if mark.is_cancelled:
        return Issued(mark.uid, mark.sequence, known.at, starts, Change.CANCELLED)
    return Issued(mark.uid, mark.sequence + 1, desk.moment.now, starts, Change.CANCELLED)


def _is_news(one: Issued, known: _Known | None) -> bool:
    return known is None or one.sequence > known.mark.sequence


def _mark(one: Issued, desk: Desk) -> CalendarMark:
    digest = _digest(one.event, desk) if one.event else ""
    if isinstance(one.starts, datetime):
        return CalendarMark(one.uid, one.sequence, digest, starts_at=one.starts)
    return CalendarMark(one.uid, one.sequence, digest, starts_on=one.starts)


def _digest(event: Worded, desk: Desk) -> str:
    """Names all that is written of an event, the zone of its time included."""
    zone = desk.moment.zone if isinstance(event.starts, datetime) else ""
    parts = (event.starts.isoformat(), zone, str(event.minutes), event.title, event.text, str(event.alarm))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _starts(mark: CalendarMark, desk: Desk) -> datetime | date:
    if mark.starts_at is not None:
        return mark.starts_at.astimezone(desk.moment.now.tzinfo)
    return mark.starts_on or desk.moment.today


def _day(starts: datetime | date) -> date:
    return starts.date() if isinstance(starts, datetime) else starts
