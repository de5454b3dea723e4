"""When and where something happens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from backcoach.coach.days import DAY_START, day_of
from backcoach.values import Value

ZONES = timedelta(days=2)
"""By so much at most a day of the record may differ from the same day elsewhere."""


class Moment(Value):
    """An aware instant whose `tzinfo` is the person's zone, and that zone's name.

    `day_start` is when a day of theirs begins.
    """

    now: datetime
    zone: str
    day_start: time = DAY_START

    @property
    def today(self) -> date:
        """The day this moment belongs to."""
        return day_of(self.now, self.day_start)

    def day_of(self, at: datetime) -> date:
        """The day an aware instant belongs to where the person is now."""
        return day_of(at.astimezone(self.now.tzinfo), self.day_start)
