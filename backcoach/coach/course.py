"""A course of one medicine: regular days, the step down, the stop date, and each planned dose."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from backcoach.coach.days import calendar_day
from backcoach.coach.limits import DoseLimits, Medicine
from backcoach.coach.values import Reason
from backcoach.values import Value

DAY_3_CHECK, DAY_3_OPEN = "day_3_check", "day_3_open"
"""The rules of a pack that asks to look again on day 3, and of a course that waits for the answer."""


NEAR = timedelta(hours=3)
"""A taken dose this near to a planned time is taken for that one."""


class Step(Enum):
    """The part of a course a day belongs to."""

    REGULAR = "regular"
    STEP_1 = "step_1"
    STEP_2 = "step_2"


class PlannedDose(Value):
    """One amount planned at an instant (UTC). `day_number` counts waking days from 1.

    `is_optional` doses are for need only, before an activity, and never more than one a day.
    """

    at: datetime
    mg: int
    tablets: int
    step: Step
    day_number: int
    is_optional: bool = False


class Course(Value):
    """The plan for one medicine.

    `taper_on` is the first day of the step down and `stop_on` the last day with a dose. Nothing is planned
    after it, and no new course starts before `next_course_on`. `limits` hold for every dose taken.
    `change` is the id of the rule that changed it last since it was first issued, `earlier_changes` those
    before it. `last_possible_on` is the last day its caps leave; None in records from before it was kept.
    `ended_at` (aware) is set where it ended before its stop date.
    """

    medicine: Medicine
    product_id: str
    started_on: date
    taper_on: date | None
    stop_on: date
    next_course_on: date
    doses: tuple[PlannedDose, ...]
    tablets_needed: int
    limits: DoseLimits
    reasons: tuple[Reason, ...]
    change: str = ""
    earlier_changes: tuple[str, ...] = ()
    last_possible_on: date | None = None
    ended_at: datetime | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """The rules that changed it since it was issued, the first one first."""
        return (*self.earlier_changes, self.change) if self.change else self.earlier_changes

    def is_regular_after(self, at: datetime) -> bool:
        """Whether a regular dose is still to come after an instant: without one nothing can step down."""
        return any(dose.step is Step.REGULAR and dose.at > at for dose in self.doses)

    def is_over_at(self, at: datetime) -> bool:
        """Whether nothing of it is left at an instant (aware, in the person's zone)."""
        is_ended = self.ended_at is not None and self.ended_at <= at
        return is_ended or self.stop_on < calendar_day(at, at.tzinfo)
