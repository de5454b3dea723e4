"""The day and the instant that something is told for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from backcoach.coach.days import calendar_day, calendar_day_for, instant_of_wall
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput

BACK_DAYS = 14
NOON = time(12, 0)

SOON = timedelta(hours=1)
"""A time that comes within this is taken for what it is: still to come."""


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


def check_past(desk: Desk, at: datetime) -> None:
    """Refuse an instant that is still to come. Raises `BadInput`."""
    if at > desk.moment.now:
        raise BadInput(
            "That time is still to come; nothing was saved.",
            "Record it when it is taken. Was it yesterday? Add --date yesterday.",
        )


def instant_on(desk: Desk, day_on: date, at: time | None = None) -> datetime:
    """The instant (UTC) of a clock time on a day; without one now for today, else noon of that day.

    A time before the day begins belongs to the night after it, or to the night before while that is long to
    come. Soon before it comes, and in that night itself, the instant that is still to come is returned.
    """
    now, today = desk.moment.now, desk.moment.today
    if at is None and day_on == today:
        return now
    at = at or NOON
    instant = instant_of_wall(calendar_day_for(day_on, at, desk.moment.day_start), at, now)
    is_before_midnight = calendar_day(now, now.tzinfo) == today
    is_of_last_night = is_before_midnight and instant > now + SOON
    return instant_of_wall(day_on, at, now) if is_of_last_night else instant
