"""What there is to read: lessons, what makes one needed, and how often one is offered.

A lesson is an offer. It asks for nothing, and whoever does not want it mutes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from backcoach.coach.phases import Phase, Track
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.thoughts import Lesson
from backcoach.coach.values import Reason
from backcoach.values import Value

FOR_NEED, BY_DAY, WHILE_RESTING, ONE_A_DAY, FEW_A_WEEK, NONE_DUE = (
    "lesson_for_need",
    "lesson_by_day",
    "lesson_while_resting",
    "lesson_one_a_day",
    "lesson_few_a_week",
    "lesson_none_due",
)
LESSON_RULES = (FOR_NEED, BY_DAY, WHILE_RESTING, ONE_A_DAY, FEW_A_WEEK, NONE_DUE)
"""The rules that the coach gives as reasons; the handbook makes sure that each has its words."""

REASSURANCE, CALM = "reassurance", "sleep_and_calm"
"""The parts of a plan that pages of the check of thoughts, and relaxation scripts, belong to."""


class Need(Enum):
    """Something the person told that a lesson speaks to."""

    FLARE = "flare"
    HIGH_DISTRESS = "high_distress"
    FEAR_OF_MOVEMENT = "fear_of_movement"
    LOW_CONFIDENCE = "low_confidence"
    POOR_OUTLOOK = "poor_outlook"
    POOR_SLEEP = "poor_sleep"
    BOOM_AND_BUST = "boom_and_bust"
    DOING_LESS = "doing_less"
    WAITING_FOR_FIX = "waiting_for_fix"
    TAKES_MEDICINE = "takes_medicine"
    HEAVY_WORK = "heavy_work"
    SITS_LONG = "sits_long"
    WORKS = "works"


class Topic(Lesson):
    """A lesson that is offered: from a day of the bout on, or from an earlier one for somebody who needs it.

    `part` is the part of a plan it belongs to: where the answers close that part, it waits. `evidence` says
    how sure it is. No `tracks` or no `phases` means all of them. With `while_resting` it is offered while the
    plan rests, too.
    """

    group: str
    part: str
    from_day: int
    evidence: str
    needs: tuple[Need, ...] = ()
    need_from_day: int | None = None
    only_with_need: bool = False
    tracks: tuple[Track, ...] = ()
    phases: tuple[Phase, ...] = ()
    while_resting: bool = False

    def __post_init__(self) -> None:
        if self.from_day < 0 or (self.need_from_day or 0) < 0:
            raise ValueError("a lesson begins on day 0 of a bout at the earliest")
        if bool(self.needs) != (self.need_from_day is not None):
            raise ValueError("needs and need_from_day stand together")
        if (self.need_from_day or 0) > self.from_day:
            raise ValueError("whoever needs it is offered it no later than others")
        if self.only_with_need and not self.needs:
            raise ValueError("only_with_need asks for needs")


Page = Lesson | Relaxation
"""Anything that can be read by its name."""


class NeedFacts(Value):
    """What makes a need: which lines of the check of thoughts, and which kinds of work."""

    need: Need
    label: str
    sources: tuple[str, ...]
    worries: tuple[str, ...] = ()
    work: tuple[str, ...] = ()


class NeedLimits(Value):
    """What the check-ins of the last days must say to make a need; scores from 0 to 10."""

    recent_days: int
    flare_days: int
    least_days: int
    sleep_low: float
    distress_high: float
    confidence_low: int
    sources: tuple[str, ...]


class LessonPace(Value):
    """One a day for `daily_days` days of a plan, later some a week; and when one may come again."""

    daily_days: int
    later_per_week: int
    later_gap_days: int
    repeat_days: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if min(self.daily_days, self.later_per_week, self.later_gap_days, self.repeat_days) < 1:
            raise ValueError("the figures must be above 0")


class LessonGroup(Value):
    """A heading of the list."""

    group: str
    label: str


class LessonRule(Value):
    """Why a lesson is offered, or none."""

    id: str
    why: str
    sources: tuple[str, ...]


class Caution(Value):
    """What holds for every relaxation script."""

    id: str
    text: str
    sources: tuple[str, ...]


class LessonBook(Value):
    """All that the handbook knows about what is read."""

    pace: LessonPace
    limits: NeedLimits
    needs: tuple[NeedFacts, ...]
    groups: tuple[LessonGroup, ...]
    rules: tuple[LessonRule, ...]
    cautions: tuple[Caution, ...]
    topics: tuple[Topic, ...]
    relaxations: tuple[Relaxation, ...]
    is_draft: bool

    def topic(self, id_: str) -> Topic | None:
        """The topic with this id."""
        return next((one for one in self.topics if one.id == id_), None)

    def reason(self, rule: str, inputs: Iterable[tuple[str, str]] = ()) -> Reason:
        """A reason in the words of its rule; the handbook makes sure that it stands."""
        found = next(one for one in self.rules if one.id == rule)
        return Reason(found.id, found.why, tuple(inputs), found.sources)
