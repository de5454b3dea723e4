"""Looking back as a flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from backcoach.coach.progress import PainChange, WeekProgress, pain_change, weekly_progress
from backcoach.coach.record import DoseTaken
from backcoach.coach.week import DayRecord, WeekPlan
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The weeks, the days they are made of, and how the last week compares with the first."""

    weeks: tuple[WeekProgress, ...]
    days: tuple[DayRecord, ...]
    change: PainChange | None
    change_inputs: tuple[tuple[str, str], ...]


def progress_view(desk: Desk) -> ProgressView:
    """How it has gone since the plan began. Raises `NotStarted` without a plan."""
    weeks = desk.weeks()
    if not weeks:
        raise NotStarted(
            "There is no plan yet, so there is nothing to look back on.", "Begin: backcoach start"
        )
    days = day_records(desk, weeks[0].starts_on)
    doses_on = tuple(entry.day_on for entry in desk.journal.entries(DoseTaken))
    lines = weekly_progress(weeks, days, doses_on, _flares(days))
    change, inputs = _change(desk, weeks, days)
    return ProgressView(lines, days, change, inputs)


def _flares(days: tuple[DayRecord, ...]) -> tuple[date, ...]:
    """The first day of each flare-up: flare days in a row are one."""
    flare_days = [day.day_on for day in days if day.is_flare]
    return tuple(day for day in flare_days if date.fromordinal(day.toordinal() - 1) not in flare_days)


def _change(
    desk: Desk,
    weeks: tuple[WeekPlan, ...],
    days: tuple[DayRecord, ...],
) -> tuple[PainChange | None, tuple[tuple[str, str], ...]]:
    """The last week against the first; nothing to say while there is only one."""
    if len(weeks) == 1:
        return None, ()
    first, last = weeks[0], weeks[-1]
    before = tuple(day for day in days if first.starts_on <= day.day_on <= first.ends_on)
    after = tuple(day for day in days if last.starts_on <= day.day_on <= last.ends_on)
    return pain_change(before, after, desk.book.activity.parameters.change)
