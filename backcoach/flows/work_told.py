"""What the person tells about work: the hours of a week, and each work day."""

from __future__ import annotations

from datetime import date

from backcoach.coach.person import Profile
from backcoach.coach.record import Entry
from backcoach.coach.values import Answer
from backcoach.coach.work import ANY_LOAD
from backcoach.coach.work_record import Went, WorkDone, WorkSet
from backcoach.flows.day_told import check_day
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.work import not_told, told_work, work_days
from backcoach.values import Value, replace

NOTHING_KEPT = "Nothing was saved. Help: backcoach work -h"


class WorkWish(Value):
    """What a line says of one work day; None where it says nothing.

    Without `day_on` it is today, or for the morning alone the last work day before today.
    """

    day_on: date | None = None
    hours: float | None = None
    went: Went | None = None
    settled: Answer | None = None


def set_work(desk: Desk, normal: float, now: float, days: int, load: str | None) -> None:
    """Keep what is told about work. Raises `BadInput`, and `NotStarted` before `start`."""
    profile = desk.profile()
    if profile is None:
        raise _no_plan()
    loads = [one.id for one in desk.book.work.loads]
    if load is not None and load not in loads:
        raise BadInput(f"There is no load called {load!r}.", f"There are: {', '.join(loads)}.")
    usual = profile.work if profile.work in loads else ANY_LOAD
    try:
        told = WorkSet(normal, now, load or usual, days)
    except ValueError as error:
        raise BadInput(f"These hours cannot be right: {error}.", NOTHING_KEPT) from None
    desk.keep(told)


def keep_work_day(desk: Desk, wish: WorkWish) -> Entry[WorkDone]:
    """Keep what a line says of a work day; what it leaves out stays as it was told before.

    Raises `BadInput` for what cannot be, and `NotStarted` where nothing was told about work.
    """
    if told_work(desk) is None:
        raise not_told() if desk.journal.latest(Profile) else _no_plan()
    day_on = _day_of(desk, wish)
    check_day(desk, day_on)
    if wish.settled is not None and day_on == desk.moment.today:
        raise BadInput(
            "Whether a work day has settled is known the next morning. Nothing was saved.",
            "Leave --settled out today. Tomorrow: backcoach work --settled yes",
        )
    before = next((one for one in work_days(desk) if one.day_on == day_on), None)
    body = _joined(before.body if before else None, wish)
    kept = desk.keep(body, day_on=day_on, supersedes=before.id if before else None)
    return kept[0]


def _no_plan() -> NotStarted:
    return NotStarted("There is no plan yet.", "Begin with: backcoach start")


def _day_of(desk: Desk, wish: WorkWish) -> date:
    today = desk.moment.today
    if wish.day_on is not None or wish.hours is not None or wish.went is not None:
        return wish.day_on or today
    earlier = [one.day_on for one in work_days(desk) if one.day_on < today]
    if not earlier:
        raise BadInput(
            "No work day before today is told yet.", "First: backcoach work --did HOURS --date DAY"
        )
    return earlier[-1]


def _joined(before: WorkDone | None, wish: WorkWish) -> WorkDone:
    """The day with what the line says of it. It stays as it went before, and is fine where nobody said."""
    if before is None and wish.hours is None:
        raise BadInput("Nothing is told of that work day yet.", "First its hours: backcoach work --did HOURS")
    try:
        old = before or WorkDone(wish.hours or 0.0, Went.FINE)
        return replace(
            old,
            hours=old.hours if wish.hours is None else wish.hours,
            went=wish.went or old.went,
            settled=wish.settled or old.settled,
        )
    except ValueError as error:
        raise BadInput(f"That cannot be right: {error}.", NOTHING_KEPT) from None
