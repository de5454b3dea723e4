"""What the handbook knows about the way back to normal hours and load."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from backcoach.coach.activity import Line
from backcoach.coach.phases import Track
from backcoach.values import Value

ANY_LOAD = "any"
"""The load of whoever did not say what their work is like."""

RED_LINE, RED_DAY_LINE = "work_red", "work_red_day"
NOTICE_LINE, PRIVATE_LINE = "work_page_notice", "work_page_private"
LINES = (NOTICE_LINE, PRIVATE_LINE, RED_LINE, RED_DAY_LINE)


class Closes(Enum):
    """What a safety answer closes: more load, every step up, or all hours."""

    LOAD = "load"
    STEPS = "steps"
    HOURS = "hours"


class StepFacts(Value):
    """The places of the ladder, in percent: of the normal hours, then of the usual time with load."""

    hours_percent: tuple[int, ...]
    load_percent: tuple[int, ...]
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        for percents in (self.hours_percent, self.load_percent):
            rises = all(low < high for low, high in pairwise(percents))
            if not percents or not rises or percents[0] <= 0 or percents[-1] != 100:  # noqa: PLR2004
                raise ValueError("percents rise from above 0 to 100")


class Pace(Value):
    """Days on one step on one track, at least: as usual, and for whoever goes up gently."""

    track: Track
    least_days: int
    gentle_days: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.least_days <= self.gentle_days:
            raise ValueError("gentle_days must not be less than least_days, and that not less than 1")


class WorkLimits(Value):
    """What a step up asks for, what leads down or to the same step, and when hours must be told anew."""

    good_percent: int
    hours_done_percent: int
    least_work_days: int
    reds: int
    silent_days: int
    window_days: int
    steps_down_after: tuple[str, ...]
    sources: tuple[str, ...]


class WorkRule(Value):
    """One row of the decision: why it comes about, and what is next."""

    id: str
    why: str
    next: str
    sources: tuple[str, ...]


class WorkLimit(Value):
    """What some tags of the safety part close."""

    id: str
    tags: tuple[str, ...]
    closes: Closes
    why: str
    sources: tuple[str, ...]


class WorkCheck(Value):
    """From which day on somebody is to be asked, where the hours are below a percent of the normal ones."""

    id: str
    from_day: int
    below_percent: int
    why: str
    next: str
    sources: tuple[str, ...]


class WorkLoad(Value):
    """What the load of one kind of work is, in words."""

    id: str
    words: str
    sources: tuple[str, ...]


class WorkExample(Value):
    """A ladder that was printed elsewhere, week by week."""

    id: str
    name: str
    weeks: tuple[str, ...]
    sources: tuple[str, ...]


class WorkBook(Value):
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
