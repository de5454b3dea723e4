"""When and where something happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from backcoach.coach.days import day_of


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware instant whose `tzinfo` is the person's zone, and that zone's name."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The day this moment belongs to."""
        return day_of(self.now)
