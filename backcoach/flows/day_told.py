"""The day and the instant that something is told for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from backcoach.coach.days import calendar_day_for, instant_of_wall
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput

BACK_DAYS = 14
NOON = time(12, 0)


def check_day(desk: Desk, day_on: date) -> None:
    """Refuse a day that is still to come, or too long ago. Raises `BadInput`."""
    today = desk.moment.today
    if day_on > today:
        raise BadInput("That day is still to come.", "A check-in can be for today or for a day before.")
    if today - day_on > timedelta(days=BACK_DAYS):
        raise BadInput(
            f"That day is more than {BACK_DAYS} days ago.",
            "Memory of pain fades and grows; write older things into a --note of today.",
        )


def instant_on(desk: Desk, day_on: date, at: time | None = None) -> datetime:
    """The instant (UTC) of a clock time on a day; without one now for today, else noon of that day.

    A time before the day begins belongs to the night after it; if that is still to come, to the night before.
    """
    if at is None and day_on == desk.moment.today:
        return desk.moment.now
    at = at or NOON
    now = desk.moment.now
    instant = instant_of_wall(calendar_day_for(day_on, at, desk.moment.day_start), at, now)
    return instant if instant <= now else instant_of_wall(day_on, at, now)
