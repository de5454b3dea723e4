"""The check-ins of each day taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backcoach.coach.days import DAY_START, day_of
from backcoach.coach.done import DoneAmount, Session, Unit
from backcoach.coach.person import Profile
from backcoach.coach.record import TIMELY, CheckIn, Entry
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from backcoach.flows.amounts import most_in_a_day
from backcoach.flows.desk import Desk
from backcoach.values import replace

if TYPE_CHECKING:
    from backcoach.coach.activity import ActivityBook

BEFORE = timedelta(weeks=4)
"""So long before a bout a day still says what was usual: twice as long as any review compares."""

RECALL_DAYS = 2
"""Scores remembered for longer than this many days are kept in the record and left out of every mean."""


def own_check_ins(
    desk: Desk, from_on: date | None = None, to_on: date | None = None
) -> tuple[Entry[CheckIn], ...]:
    """The check-ins that were told here. No decision looks at a day that another program had recorded."""
    entries = desk.journal.entries(CheckIn, from_on=from_on, to_on=to_on)
    return tuple(entry for entry in entries if not entry.body.is_imported)


def bout_days(desk: Desk) -> tuple[DayRecord, ...]:
    """One record for each day of this bout with a check-in or a session, and of the weeks before it.

    Those weeks tell what was usual; what was longer ago, in another bout, says nothing about this one.
    """
    begun = desk.journal.latest(Profile)
    return day_records(desk, begun.day_on - BEFORE if begun else None)


def day_records(
    desk: Desk, from_on: date | None = None, *, with_imported: bool = False
) -> tuple[DayRecord, ...]:
    """One record for each day with a check-in or a session, in order.

    Of several check-ins a day the scores are averaged, the worst pain is the worst of all, and what was
    done is added up, sessions included. `with_imported` is for showing alone: days that another program
    had recorded then stand where nothing was told here.
    """
    what = ("day_records", from_on, with_imported)
    return desk.once(what, lambda: _records(desk, from_on, with_imported=with_imported))


def _records(desk: Desk, from_on: date | None, *, with_imported: bool) -> tuple[DayRecord, ...]:
    by_day: dict[date, list[Entry[CheckIn]]] = defaultdict(list)
    for entry in own_check_ins(desk, from_on):
        by_day[entry.day_on].append(entry)
    sessions: dict[date, list[Session]] = defaultdict(list)
    for session in desk.journal.entries(Session, from_on=from_on):
        sessions[session.day_on].append(session.body)
    if with_imported:
        by_day |= _imported(desk, from_on, {*by_day, *sessions})
    days = sorted({*by_day, *sessions})
    book = desk.book.activity
    return tuple(_day(day, by_day.get(day, []), tuple(sessions.get(day, ())), book) for day in days)


def _imported(desk: Desk, from_on: date | None, told: set[date]) -> dict[date, list[Entry[CheckIn]]]:
    """The imported check-ins of days that were not told here."""
    found: dict[date, list[Entry[CheckIn]]] = defaultdict(list)
    for entry in desk.journal.entries(CheckIn, from_on=from_on):
        if entry.body.is_imported and entry.day_on not in told:
            found[entry.day_on].append(entry)
    return found


def _day(
    day: date, entries: list[Entry[CheckIn]], sessions: tuple[Session, ...], book: ActivityBook
) -> DayRecord:
    timely = [_without_late(entry.body) for entry in entries if is_timely(entry)]
    everything = [entry.body for entry in entries]
    worst = [score for one in timely for score in (one.pain_worst, one.pain) if score is not None]
    reaches = [one.leg_reach for one in timely if one.leg_reach is not None]
    return DayRecord(
        day,
        pain_average=_mean(one.pain for one in timely),
        pain_worst=max(worst, default=None),
        leg_pain=_mean(one.leg_pain for one in timely),
        distress=_mean(one.distress for one in timely),
        function=_mean(one.function for one in timely),
        sleep=_mean(one.sleep for one in timely),
        done=_done(everything, sessions, book),
        is_flare=any(one.is_flare for one in everything),
        sessions=sessions,
        settled=_settled(timely),
        leg_reach=max(reaches, key=lambda one: one.rank, default=None),
        missed_for=next((one.missed_for for one in everything if one.missed_for is not None), None),
    )


def _settled(check_ins: list[CheckIn]) -> Answer | None:
    """The worst that was said of how the day before settled."""
    said = {one.settled for one in check_ins}
    return next((one for one in (Answer.NO, Answer.NOT_SURE, Answer.YES) if one in said), None)


def is_timely(entry: Entry[CheckIn]) -> bool:
    """Whether a check-in was told while it was remembered, here or in another diary."""
    if entry.body.is_imported:
        return True
    return told_on(entry) - entry.day_on <= timedelta(days=RECALL_DAYS)


def told_on(entry: Entry[CheckIn]) -> date:
    """The day on which a check-in was first told, also where it was corrected since.

    Older ones that were recalled do not say it. They were written while every day began at the usual time.
    """
    if entry.body.told_on is not None or not entry.body.is_recalled:
        return entry.body.told_on or entry.day_on
    return day_of(_on_the_wall(entry), DAY_START)


def _without_late(body: CheckIn) -> CheckIn:
    unknown: dict[str, Any] = {name: None for name in body.late or () if name in TIMELY}
    return replace(body, **unknown)


def _on_the_wall(entry: Entry[CheckIn]) -> datetime:
    """When the entry was written, where the person was; in UTC where that zone is not known here."""
    try:
        return entry.recorded_at.astimezone(ZoneInfo(entry.zone))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return entry.recorded_at.astimezone(UTC)


def _mean(scores: Iterable[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return fsum(known) / len(known) if known else None


def _done(
    check_ins: list[CheckIn], sessions: tuple[Session, ...], book: ActivityBook
) -> tuple[DoneAmount, ...] | None:
    said = [one.done for one in check_ins if one.done is not None]
    if not said and not sessions:
        return None
    totals: dict[str, int] = defaultdict(int)
    told = [(one.item, one.amount) for amounts in said for one in amounts]
    for item, amount in (*told, *((one.item, one.amount) for one in sessions)):
        totals[item] += amount
    return tuple(DoneAmount(item, min(amount, _most(item, book))) for item, amount in totals.items())


def _most(item: str, book: ActivityBook) -> int:
    """The most of an item that a day can hold."""
    one = book.type(item)
    return most_in_a_day(one.unit if one else Unit.REPS)
