"""Tracks and phases: how long a bout has lasted, and which part of the plan a day belongs to."""

from __future__ import annotations

from enum import Enum

from backcoach.values import Value


class Track(Enum):
    """How long the bout has lasted, which decides the pace: under 6 weeks, 6 to 12, longer, or over."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"
    PREVENT = "prevent"


class Phase(Enum):
    """The part of the plan a day belongs to, in order."""

    SETTLE = "settle"
    REBUILD = "rebuild"
    BUILD = "build"
    STRENGTHEN = "strengthen"
    MAINTAIN = "maintain"

    @property
    def rank(self) -> int:
        """Position in the order of the phases, 0 for the first."""
        return list(Phase).index(self)


class TrackFacts(Value):
    """One track: from which day since onset it is entered, and how far back its reviews compare."""

    id: Track
    label: str
    why: str
    compare_days: int
    sources: tuple[str, ...]
    from_day: int | None = None


class PhaseFacts(Value):
    """One phase.

    It starts on day `acute_from_day` since onset on the acute track and in week `from_week` of the plan on
    the others (None: not used there). Reviews look at the last `window_days`, of which `least_days` must be
    logged, and compare with earlier days, of which `compare_least_days` must be logged. `exercises` are ids,
    the most wanted first.
    """

    id: Phase
    label: str
    aim: str
    acute_from_day: int
    review_days: int
    window_days: int
    least_days: int
    compare_least_days: int
    growth_acute_percent: int
    growth_percent: int
    walk_days: int
    activity_days: int
    exercise_days: int
    strength_days: int
    exercise_count: int
    exercises: tuple[str, ...]
    sources: tuple[str, ...]
    from_week: int | None = None

    def growth_on(self, track: Track) -> int:
        """Percent by which a quota grows after a good review."""
        return self.growth_acute_percent if track is Track.ACUTE else self.growth_percent
