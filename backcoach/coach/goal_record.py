"""What is kept about goals: an own activity with the plan a person makes for it, and what became of a day."""

from __future__ import annotations

from enum import Enum

from backcoach.coach.person import WEEKDAYS
from backcoach.values import Value

MOST_GOALS = 3
GOAL_CHARACTERS = 10_000
"""The most that one text of a plan holds, and a name that is set later than at the start."""


class Did(Enum):
    """What is said of a goal on a day. Nothing said is none of these, and never a no."""

    YES = "yes"
    NO = "no"
    NOT_TODAY = "not_today"


class GoalPlan(Value):
    """When and where a person will do it, what may get in the way, and what they do then, in their words.

    It is for `days` ("mon" to "sun"), else for `times_a_week` on any days; with neither for every day.
    """

    cue: str = ""
    action: str = ""
    obstacle: str = ""
    instead: str = ""
    days: tuple[str, ...] = ()
    times_a_week: int | None = None

    def __post_init__(self) -> None:
        if any(len(one) > GOAL_CHARACTERS for one in (self.cue, self.action, self.obstacle, self.instead)):
            raise ValueError(f"a text holds at most {GOAL_CHARACTERS} characters")
        if self.days != tuple(one for one in WEEKDAYS if one in self.days):
            raise ValueError(f"days are of {', '.join(WEEKDAYS)}, each once and in this order")
        if self.times_a_week is not None and not 1 <= self.times_a_week <= len(WEEKDAYS):
            raise ValueError(f"times a week lie between 1 and {len(WEEKDAYS)}")

    @property
    def is_made(self) -> bool:
        """Whether it says when, what or how often; without that there is nothing to remind of."""
        return bool(self.cue or self.action or self.days or self.times_a_week)


class GoalSet(Value):
    """One goal as the person wants it from now on; the last word on each `number` counts.

    `ability` is how well it goes (0 not at all, 10 as before) when another activity takes the place; None
    where that is not said, or was said before. With `is_dropped` it is no goal any more.
    """

    number: int
    name: str
    plan: GoalPlan = GoalPlan()
    ability: int | None = None
    is_dropped: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MOST_GOALS:
            raise ValueError(f"goals have the numbers 1 to {MOST_GOALS}")
        if not self.name.strip():
            raise ValueError("a goal has a name")
        if self.ability is not None and not 0 <= self.ability <= 10:  # noqa: PLR2004 - the ends of the scale
            raise ValueError("a score is a whole number from 0 to 10")


class GoalTold(Value):
    """What the person says of a goal on the entry's day; the last word on a day counts."""

    goal: str
    did: Did
