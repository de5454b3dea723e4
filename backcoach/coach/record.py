"""What the record keeps: one entry for each thing a person said, did or was told.

An entry is never changed. A later entry may supersede it; a mistake is voided.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from backcoach.coach.done import DoneAmount, LegReach
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.values import Value, field

B = TypeVar("B")


class Entry(Value, Generic[B]):
    """One line of the record.

    `at` is when it happened and `recorded_at` when it was written, both aware; `zone` is the person's
    time zone name then and `day_on` the day it belongs to. `content_digest` names the content a decision
    was made with, None for what the person said or did. `place` is where it stands in the record, which no
    clock can turn round; 0 where it stands in none.
    """

    id: str
    at: datetime
    zone: str
    day_on: date
    recorded_at: datetime
    body: B
    supersedes: str | None = None
    content_digest: str | None = None
    place: int = field(default=0, compare=False)


class AnswerGiven(Value):
    """One answer to one question, kept the moment it was given.

    `sitting` names the sitting it belongs to, so that a broken-off sitting can go on. The value is plain
    data, as in an answers file.
    """

    sitting: str
    question: str
    value: object


class SittingEnded(Value):
    """A sitting came to its end, with a plan or with a place to go instead; nothing is left to go on with."""

    sitting: str


class Screened(Value):
    """One screening: its settled answers and the decision.

    `occasion` is what started it: `start`, `screen`, `review`, `daily`, `overdose` or `stopped`. `numbers`
    leaves out what the person did not know. `sets` are the question sets that a review asked again, and
    `sitting` is the sitting whose answers were decided on. `gates` are the daily questions that were not
    denied.
    """

    occasion: str
    answers: dict[str, Answer]
    numbers: dict[str, float]
    disposition: Disposition
    is_plan_allowed: bool
    reasons: tuple[Reason, ...]
    plan_reasons: tuple[Reason, ...] = ()
    sets: tuple[str, ...] = ()
    sitting: str = ""
    gates: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether all questions were asked."""
        return self.is_settled and self.occasion != REVIEW

    @property
    def is_settled(self) -> bool:
        """Whether its answers are what the next short check adds to."""
        return self.occasion not in (DAILY, STOPPED, OVERDOSE)


DAILY = "daily"
STOPPED = "stopped"
OVERDOSE = "overdose"
REVIEW = "review"
"""The occasions of screenings that did not ask everything: daily, broken off, after a dose, and weekly."""


class ScreeningDue(Value):
    """Something happened after which the old answers no longer do: the id of the event in content."""

    event: str


class Assessed(Value):
    """The person said that a clinician has looked at a grave result: who, and what they were told.

    `kind` and `finding` are ids from content; both are empty in records from before these were asked.
    """

    by: str
    told: str
    kind: str = ""
    finding: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.told.strip():
            raise ValueError("an assessment names who made it and what was said")


class Told(Value):
    """A milestone of the bout was said, by its id, with the figures it was said with; it is said once."""

    id: str
    reasons: tuple[Reason, ...] = ()


class LessonShown(Value):
    """A page to read was shown, by its id: offered, with the reasons, or opened by its name."""

    lesson: str
    is_offered: bool = False
    reasons: tuple[Reason, ...] = ()


class LessonMuted(Value):
    """The person wants a lesson offered no more, or again; the last word on each counts."""

    lesson: str
    is_muted: bool


class CheckIn(Value):
    """How a day was. Everything is optional; what is missing is unknown, never nought.

    Scales run from 0 to 10 in halves: for `function` and `sleep` 10 is best, for the others worst. `done` is
    None where nothing was said about activity, and empty where the person said that nothing was done.
    `settled` tells whether the activity of the day before had settled this morning, `leg_reach` how far down
    the leg pain went, `missed_for` why less was done than planned, as an id. `is_imported` is True for a day
    that another program had recorded, which no decision looks at; `steps` are those that a device counted.

    A corrected one keeps in `told_on` the day on which it was first told; `late` names what was changed too
    long after that to count.
    """

    function: float | None = None
    sleep: float | None = None
    pain: float | None = None
    pain_worst: float | None = None
    leg_pain: float | None = None
    distress: float | None = None
    is_flare: bool | None = None
    done: tuple[DoneAmount, ...] | None = None
    note: str | None = None
    is_recalled: bool = False
    settled: Answer | None = None
    leg_reach: LegReach | None = None
    missed_for: str | None = None
    told_on: date | None = None
    late: tuple[str, ...] | None = None
    is_imported: bool | None = None
    steps: int | None = None

    def __post_init__(self) -> None:
        if self.steps is not None and not 0 <= self.steps <= MOST_STEPS:
            raise ValueError(f"steps are a whole number from 0 to {MOST_STEPS}")
        for name in SCALES:
            value = getattr(self, name)
            if value is not None and not (0 <= value <= 10 and value * 2 == int(value * 2)):  # noqa: PLR2004
                raise ValueError(f"{name} is a number from 0 to 10, whole or .5")


MOST_STEPS = 200_000
"""More steps than anybody takes in a day."""

SCALES = ("function", "sleep", "pain", "pain_worst", "leg_pain", "distress")

TIMELY = (*SCALES, "settled", "leg_reach")
"""What of a check-in counts only if it was told soon."""


class DoseTaken(Value):
    """One dose that was swallowed. `is_against_advice` when the guard had said no.

    `product` names what was swallowed where that was a pack, or, after `prescribed:`, a prescribed medicine.
    """

    medicine: Medicine
    mg: int
    is_against_advice: bool = False
    product: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.mg <= 20_000:  # noqa: PLR2004 - more is a slip of the keyboard
            raise ValueError("a dose lies between 1 and 20000 mg")


class MedicineChecked(Value):
    """What the medicine questions led to: the medicine wanted, its verdict, and the person's own limits.

    `is_partial` where only some answers were changed: that can close and tighten, and opens nothing.
    """

    wanted: Medicine
    region: str
    answers: dict[str, Answer]
    weight_kg: float | None
    verdict: Verdict
    own: PersonalLimits
    reasons: tuple[Reason, ...]
    is_partial: bool = False
