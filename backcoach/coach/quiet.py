"""Quiet hours: when nobody wants to be reminded of anything."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from backcoach.coach.person import Waking
from backcoach.values import Value

_DAYS_BACK = (timedelta(days=1), timedelta(0))


class QuietHours(Value):
    """From `begins` up to `ends` by the clock on the wall; an end before the beginning is after midnight."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise ValueError("quiet hours must begin and end at different times")

    def holds_at(self, local: datetime) -> bool:
        """Whether an aware instant in the person's zone lies in them.

        Where the clock is changed over one of the two times, the quiet hours are the longer ones: they begin
        at the first and end at the last instant that may be meant.
        """
        now = local.astimezone(UTC)
        return any(self._begins(local, back) <= now < self._ends(local, back) for back in _DAYS_BACK)

    def _begins(self, local: datetime, back: timedelta) -> datetime:
        wall = datetime.combine(local.date() - back, self.begins)
        return min(_instants(wall, local))

    def _ends(self, local: datetime, back: timedelta) -> datetime:
        wall = datetime.combine(local.date() - back, self.ends)
        wall += timedelta(days=1) if self.ends < self.begins else timedelta()
        return max(_instants(wall, local))


USUAL = QuietHours(time(21, 0), time(8, 0))
"""Where nobody said when they are awake."""


def quiet_while_asleep(waking: Waking) -> QuietHours:
    """The hours from bed to getting up."""
    return QuietHours(waking.bed, waking.wake)


def _instants(wall: datetime, local: datetime) -> tuple[datetime, datetime]:
    """What a time on the wall may mean where `local` is: two instants where the clock is changed over it."""
    first, second = (wall.replace(tzinfo=local.tzinfo, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second
