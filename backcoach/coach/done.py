"""What was done, and how it felt: so much of something on a day, or one doing of it."""

from __future__ import annotations

from enum import Enum

from backcoach.values import Value

DAY_MINUTES = 1440
MOST_COUNTED = 100_000
"""More steps than anybody takes in a day."""


class Unit(Enum):
    """What an amount counts."""

    MINUTES = "minutes"
    REPS = "reps"
    SECONDS = "seconds"
    STEPS = "steps"
    FLIGHTS = "flights"
    KG = "kg"
    DAY_MINUTES = "minutes_a_day"


class DoneAmount(Value):
    """What was done of one item on one day: minutes, steps or the like, goes of an exercise."""

    item: str
    amount: int

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MOST_COUNTED:
            raise ValueError(f"an amount lies between 0 and {MOST_COUNTED}")


class LegReach(Enum):
    """How far down the leg pain went, from nowhere to below the knee."""

    NONE = "none"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    BELOW_KNEE = "below_knee"

    @property
    def rank(self) -> int:
        """0 for none, more for further down."""
        return list(LegReach).index(self)


class Session(Value):
    """One doing of an item: minutes, or goes of an exercise, and the pain around it (0 to 10).

    `before`, `peak` and `morning` are the pain just before, at its worst, and on the morning after;
    `has_spread` tells whether it went further down the leg. None is unknown. A go of an exercise that was
    broken off counts for none: its `amount` is 0, and `part` the repeats that were done of it.
    """

    item: str
    amount: int
    before: float | None = None
    peak: float | None = None
    morning: float | None = None
    has_spread: bool | None = None
    part: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= DAY_MINUTES:
            raise ValueError(f"an amount lies between 0 and {DAY_MINUTES}")
        if self.part is not None and not (self.amount == 0 and 0 < self.part <= DAY_MINUTES):
            raise ValueError(f"a part is 1 to {DAY_MINUTES} repeats of a go that was broken off")
        for score in (self.before, self.peak, self.morning):
            if score is not None and not (0 <= score <= 10 and score * 2 == int(score * 2)):  # noqa: PLR2004
                raise ValueError("pain is a number from 0 to 10, whole or .5")
