"""Which day an instant belongs to. Everything that counts days asks here, and nothing else decides it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY_START = time(4, 0)
"""When a day begins where the person set nothing: a check-in after midnight belongs to the evening before."""

MIDNIGHT = time(0, 0)

_DAY = timedelta(days=1)


def day_of(local: datetime, day_start: time | timedelta) -> date:
    """The day `local` belongs to, by the clock on the wall where the person is.

    `local` is an aware instant in the person's zone. `day_start` is when a day begins by that wall, as time
    since midnight where it may be before. Once a day has begun it is not left again: where the clock is set
    back over its beginning, the hour that comes twice belongs to the new day both times.
    """
    day, begins = wall_day(local, day_start), _since_midnight(day_start)
    tomorrow = datetime.combine(day + _DAY, MIDNIGHT, tzinfo=local.tzinfo) + begins
    return day + _DAY if tomorrow.astimezone(UTC) <= local.astimezone(UTC) else day


def wall_day(wall: datetime, day_start: time | timedelta) -> date:
    """The same for a time that was written down without saying where, or which of two equal hours it was."""
    return (wall.replace(tzinfo=None) - _since_midnight(day_start)).date()


def zone_of(now: datetime) -> tzinfo:
    """The zone of the person's own moment. Raises ValueError for one that is not aware."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    return now.tzinfo


def calendar_day(at: datetime, zone: tzinfo | None) -> date:
    """The calendar day of an aware instant in `zone`, from midnight to midnight.

    The days of a medicine are counted by it: when the person's own day begins must not lengthen a course.
    """
    return day_of(at.astimezone(zone), MIDNIGHT)


def calendar_day_for(day_on: date, clock: time, day_start: time) -> date:
    """The calendar day on which a clock time of the person's day `day_on` comes."""
    return day_on + _DAY if clock < day_start else day_on


def instant_of_wall(on: date, clock: time, now: datetime) -> datetime:
    """The instant (UTC) at which the clock shows `clock` on a calendar day in the zone of `now` (aware).

    Of a time that comes twice in that night it is the later one, unless that is still to come: so the time
    until a next dose is never too short. A time that the night leaves out is as long after its beginning.
    """
    earlier, later = (
        datetime.combine(on, clock, tzinfo=now.tzinfo).replace(fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    return later if earlier <= later <= now.astimezone(UTC) else earlier


def _since_midnight(day_start: time | timedelta) -> timedelta:
    if isinstance(day_start, timedelta):
        return day_start
    return timedelta(hours=day_start.hour, minutes=day_start.minute)
