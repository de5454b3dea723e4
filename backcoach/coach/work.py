"""Return to work: what the person tells about it, one issued step, and what the handbook knows.

Hours are those of a week unless a name says otherwise, in halves, so that a sum is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from backcoach.coach.activity import Line, Track
from backcoach.coach.values import Answer, Reason

WEEK_HOURS = 80
DAY_HOURS = 24
WORK_DAY_HOURS = 16
"""No normal work day is planned longer than this."""
ANY_LOAD = "any"
"""The load of whoever did not say what their work is like."""

RED_LINE, RED_DAY_LINE = "work_red", "work_red_day"
NOTICE_LINE, PRIVATE_LINE = "work_page_notice", "work_page_private"
LINES = (NOTICE_LINE, PRIVATE_LINE, RED_LINE, RED_DAY_LINE)


class Went(Enum):
    """How a work day went: nothing red, hard but not red, or red."""

    FINE = "fine"
    HARD = "hard"
    RED = "red"


class Closes(Enum):
    """What a safety answer closes: more load, every step up, or all hours."""

    LOAD = "load"
    STEPS = "steps"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class WorkSet:
    """What the person tells about work: normal and present hours of a week, work days, and the load by id."""

    normal_hours: float
    present_hours: float
    load: str
    days: int = 5

    def __post_init__(self) -> None:
        if not _is_halves(self.normal_hours) or not 1 <= self.normal_hours <= WEEK_HOURS:
            raise ValueError(f"normal hours are from 1 to {WEEK_HOURS} a week, whole or .5")
        if not _is_halves(self.present_hours) or not 0 <= self.present_hours <= self.normal_hours:
            raise ValueError("present hours are from 0 up to the normal hours, whole or .5")
        if not 1 <= self.days <= 7:  # noqa: PLR2004 - the days of a week
            raise ValueError("work days are from 1 to 7 a week")
        if self.normal_hours > self.days * WORK_DAY_HOURS:
            raise ValueError(f"that is more than {WORK_DAY_HOURS} hours a day")


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One work day as it was told: hours, how it went, and if the back had settled by the next morning.

    `settled` is None until something is said about the morning.
    """

    hours: float
    went: Went
    settled: Answer | None = None

    def __post_init__(self) -> None:
        if not _is_halves(self.hours) or not 0 <= self.hours <= DAY_HOURS:
            raise ValueError(f"hours of a day are from 0 to {DAY_HOURS}, whole or .5")


@dataclass(frozen=True, slots=True, order=True)
class WorkRung:
    """One place on the ladder: hours of a week, and percent of the usual time with load."""

    hours: float
    load_percent: int


@dataclass(frozen=True, slots=True)
class WorkStep:
    """A step as it was issued: from which day, its place, and the reasons, the deciding one first.

    Never edited, only followed by the next.
    """

    starts_on: date
    rung: WorkRung
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A day as the decision sees it. What is unknown is None and never counts as good."""

    day_on: date
    hours: float
    is_red: bool
    is_settled: bool | None

    @property
    def counts_as_red(self) -> bool:
        """Red, or not settled by the next morning."""
        return self.is_red or self.is_settled is False

    @property
    def is_good(self) -> bool:
        """Worked, without red, and known to have settled."""
        return self.hours > 0 and not self.is_red and self.is_settled is True


@dataclass(frozen=True, slots=True)
class StepFacts:
    """The places of the ladder, in percent: of the normal hours, then of the usual time with load."""

    hours_percent: tuple[int, ...]
    load_percent: tuple[int, ...]
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        for percents in (self.hours_percent, self.load_percent):
            rises = all(low < high for low, high in pairwise(percents))
            if not percents or not rises or percents[0] <= 0 or percents[-1] != 100:  # noqa: PLR2004
                raise ValueError("percents rise from above 0 to 100")


@dataclass(frozen=True, slots=True)
class Pace:
    """Days on one step on one track, at least: as usual, and for whoever goes up gently."""

    track: Track
    least_days: int
    gentle_days: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.least_days <= self.gentle_days:
            raise ValueError("gentle_days must not be less than least_days, and that not less than 1")


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What a step up asks for, what leads down or to the same step, and when hours must be told anew."""

    good_percent: int
    hours_done_percent: int
    least_work_days: int
    reds: int
    silent_days: int
    window_days: int
    steps_down_after: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkRule:
    """One row of the decision: why it comes about, and what is next."""

    id: str
    why: str
    next: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkLimit:
    """What some tags of the safety part close."""

    id: str
    tags: tuple[str, ...]
    closes: Closes
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkCheck:
    """From which day on somebody is to be asked, where the hours are below a percent of the normal ones."""

    id: str
    from_day: int
    below_percent: int
    why: str
    next: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkLoad:
    """What the load of one kind of work is, in words."""

    id: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkExample:
    """A ladder that was printed elsewhere, week by week."""

    id: str
    name: str
    weeks: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkBook:
    """All that the handbook knows about the return to work."""

    steps: StepFacts
    paces: tuple[Pace, ...]
    limits: WorkLimits
    rules: tuple[WorkRule, ...]
    closings: tuple[WorkLimit, ...]
    checks: tuple[WorkCheck, ...]
    loads: tuple[WorkLoad, ...]
    facts: tuple[Line, ...]
    examples: tuple[WorkExample, ...]
    lines: tuple[Line, ...]
    discuss: tuple[Line, ...]
    is_draft: bool

    def pace(self, track: Track) -> Pace:
        """The pace of a track; the handbook makes sure that every one stands."""
        return next(one for one in self.paces if one.track is track)

    def rule(self, id_: str) -> WorkRule:
        """The rule with this id; the handbook makes sure that it stands."""
        return next(one for one in self.rules if one.id == id_)

    def load(self, id_: str) -> WorkLoad:
        """The load with this id, else that of whoever did not say."""
        found = (one for wanted in (id_, ANY_LOAD) for one in self.loads if one.id == wanted)
        return next(found)

    def line(self, id_: str) -> str:
        """The words of a line; the handbook makes sure that it stands."""
        return next(one.text for one in self.lines if one.id == id_)


def _is_halves(hours: float) -> bool:
    return hours * 2 == int(hours * 2) if abs(hours) <= WEEK_HOURS else False
