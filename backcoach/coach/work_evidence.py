"""What a decision about a step at work looks at, and what of it counts. Missing days are never filled in."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.phases import Track
from backcoach.coach.work import WorkBook
from backcoach.coach.work_ladder import planned_days
from backcoach.coach.work_record import WorkDay, WorkSet, WorkStep
from backcoach.values import Value


class WorkEvidence(Value):
    """What a decision about the present step looks at.

    `days` are the work days from the first of the step on, one for each date, and those of earlier dates that
    were told since it was issued. `silent_days` is how long nothing was told; `stepped_down_by` the review
    of a week since then that takes work down with it; `tags` are those of the safety part that stand; on
    `rested` days the plan rested and nothing was planned; `is_light` is a flare-up or a pause that goes on.
    """

    told: WorkSet
    step: WorkStep
    days: tuple[WorkDay, ...]
    today: date
    track: Track
    silent_days: int = 0
    is_gentle: bool = False
    is_stopped: bool = False
    is_clinician_first: bool = False
    is_light: bool = False
    stepped_down_by: str | None = None
    tags: frozenset[str] = frozenset()
    rested: frozenset[date] = frozenset()


class Seen(Value):
    """The work days of a step up to yesterday; a planned one that nobody told of is one, and not good."""

    work_days: int
    good_days: int
    hours: float
    planned_hours: float


def seen_of(evidence: WorkEvidence, book: WorkBook) -> Seen:
    """The step up to yesterday, or its last days where it is long."""
    first = max(evidence.step.starts_on, evidence.today - timedelta(days=book.limits.window_days))
    told = [day for day in evidence.days if first <= day.day_on < evidence.today]
    planned = planned_days(evidence.step.rung.hours, evidence.told, first, evidence.today, evidence.rested)
    return Seen(
        max(len(told), len(planned)),
        sum(day.is_good for day in told),
        sum(day.hours for day in told),
        sum(planned),
    )


def least_days(evidence: WorkEvidence, book: WorkBook) -> int:
    """The fewest days on one step."""
    pace = book.pace(evidence.track)
    return pace.gentle_days if evidence.is_gentle else pace.least_days
