"""What the record keeps about activity beside check-ins, sessions and issued weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from backcoach.coach.week import WeekSaid


@dataclass(frozen=True, slots=True)
class FlareDeclared:
    """The person says that a flare-up keeps them from today's plan."""


@dataclass(frozen=True, slots=True)
class FlareRepeated:
    """The person wants the step of a day of a flare-up once more on the next."""


@dataclass(frozen=True, slots=True)
class EasyDay:
    """The person does half of today's plan, as the day is a bad one."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The plan waits from the entry's day on. `why` is a reason's id; `until_on` the last day, if known."""

    why: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The plan goes on from the entry's day on."""


@dataclass(frozen=True, slots=True)
class ReviewHeld:
    """The person looked back at a week; `week` is its number."""

    week: int
    said: WeekSaid
