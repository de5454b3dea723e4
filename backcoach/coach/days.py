"""Which day an instant belongs to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

DAY_START = time(4, 0)
"""A day begins at four in the morning, so that a check-in after midnight belongs to the evening before."""


def day_of(local: datetime, day_start: time = DAY_START) -> date:
    """The day `local` belongs to, by the clock on the wall where the person is.

    `local` is an aware instant in the person's zone. Clock changes do not matter: the wall decides.
    """
    wall = local.replace(tzinfo=None)
    return (wall - timedelta(hours=day_start.hour, minutes=day_start.minute)).date()
