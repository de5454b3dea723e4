"""What is kept about work: the hours a person tells, each work day, and the steps that were issued.

Hours are those of a week unless a name says otherwise, in halves, so that a sum is exact.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from backcoach.coach.values import Answer, Reason
from backcoach.values import Value

WEEK_HOURS = 80
DAY_HOURS = 24
WORK_DAY_HOURS = 16
"""No normal work day is planned longer than this."""


class Went(Enum):
    """How a work day went: nothing red, hard but not red, or red."""

    FINE = "fine"
    HARD = "hard"
    RED = "red"


class WorkSet(Value):
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


class WorkDone(Value):
    """One work day as it was told: hours, how it went, and if the back had settled by the next morning.

    `settled` is None until something is said about the morning.
    """

    hours: float
    went: Went
    settled: Answer | None = None

    def __post_init__(self) -> None:
        if not _is_halves(self.hours) or not 0 <= self.hours <= DAY_HOURS:
            raise ValueError(f"hours of a day are from 0 to {DAY_HOURS}, whole or .5")

    def joined(self, other: WorkDone) -> WorkDone:
        """One day that was told twice, as on two machines: of each the answer that promises less."""
        went = max(self.went, other.went, key=list(Went).index)
        settled = max(self.settled, other.settled, key=_LESS_AND_LESS.index)
        return WorkDone(min(self.hours, other.hours), went, settled)


_LESS_AND_LESS = (Answer.YES, None, Answer.NOT_SURE, Answer.NO)
"""What is said of the morning after, from the best to the worst."""


class WorkRung(Value, order=True):
    """One place on the ladder: hours of a week, and percent of the usual time with load."""

    hours: float
    load_percent: int


class WorkStep(Value):
    """A step as it was issued: from which day, its place, and the reasons, the deciding one first.

    Never edited, only followed by the next.
    """

    starts_on: date
    rung: WorkRung
    reasons: tuple[Reason, ...]


class WorkDay(Value):
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


def _is_halves(hours: float) -> bool:
    return hours * 2 == int(hours * 2) if abs(hours) <= WEEK_HOURS else False
