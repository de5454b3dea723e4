"""Looking back as a flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.progress import (
    AbilityChange,
    PainChange,
    WeekProgress,
    ability_change,
    pain_change,
    weekly_progress,
)
from backcoach.coach.record import DoseTaken
from backcoach.coach.week import DayRecord, WeekPlan, WeekSaid
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.measures import MeasureShown, measures_shown


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The weeks, the days they are made of, and how the last week compares with the first.

    `own`, `confidence` (at the start, and now) and `overall` (-3 to 3) are of the last look back that told
    them, on the day in `confidence_on` and `overall_on`; None is unknown. `measures` are all others of which
    something was said. `doses_on` holds the day of each dose, `flares_on` the first of each flare-up.
    """

    weeks: tuple[WeekProgress, ...]
    days: tuple[DayRecord, ...]
    change: PainChange | None
    change_inputs: tuple[tuple[str, str], ...]
    own: OwnChange | None = None
    confidence: tuple[int | None, int | None] = (None, None)
    overall: int | None = None
    confidence_on: date | None = None
    overall_on: date | None = None
    measures: tuple[MeasureShown, ...] = ()
    doses_on: tuple[date, ...] = ()
    flares_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnChange:
    """The person's own activities, 0 to 10 each: at the start, at the last look back, and what the gain is.

    `gain` is the mean over all of them; `size` says how much that is. `on` is the day of that look back.
    """

    names: tuple[str, ...]
    before: tuple[int, ...]
    now: tuple[int, ...]
    gain: float
    size: AbilityChange
    on: date


def progress_view(desk: Desk) -> ProgressView:
    """How it has gone since the plan began. Raises `NotStarted` without a plan."""
    weeks = desk.weeks()
    if not weeks:
        raise NotStarted(
            "There is no plan yet, so there is nothing to look back on.", "Begin: backcoach start"
        )
    days = day_records(desk, weeks[0].starts_on, with_imported=True)
    doses_on = tuple(entry.day_on for entry in desk.journal.entries(DoseTaken, from_on=weeks[0].starts_on))
    flares_on, limits = _flares(days), desk.book.activity.parameters.change
    lines = weekly_progress(weeks, days, limits, doses_on, flares_on)
    change, inputs = _change(desk, weeks, days)
    held = desk.journal.entries(ReviewHeld, from_on=weeks[0].starts_on)
    said = [(one.day_on, one.body.said) for one in held]
    profile = desk.profile()
    confidence, confidence_on = _latest((on, one.confidence) for on, one in said)
    overall, overall_on = _latest((on, one.overall) for on, one in said)
    return ProgressView(
        weeks=lines,
        days=days,
        change=change,
        change_inputs=inputs,
        own=_own(desk, said),
        confidence=(profile.confidence if profile else None, confidence),
        overall=overall,
        confidence_on=confidence_on,
        overall_on=overall_on,
        measures=measures_shown(desk, days),
        doses_on=doses_on,
        flares_on=flares_on,
    )


def _latest(values: Iterable[tuple[date, int | None]]) -> tuple[int | None, date | None]:
    """The last one that was told, and its day."""
    known = [(value, on) for on, value in values if value is not None]
    return known[-1] if known else (None, None)


def _own(desk: Desk, said: list[tuple[date, WeekSaid]]) -> OwnChange | None:
    """The own activities at the last look back that told all of them; None where none did."""
    profile = desk.profile()
    at_start = {one.name: one.ability for one in profile.own_activities} if profile else {}
    whole = [
        (on, one.own) for on, one in said if at_start and [each.name for each in one.own] == list(at_start)
    ]
    if not whole:
        return None
    on, own = whole[-1]
    before, now = tuple(at_start.values()), tuple(each.ability for each in own)
    gain, size = ability_change(before, now, desk.book.activity.parameters.change)
    return OwnChange(tuple(at_start), before, now, gain, size, on)


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
