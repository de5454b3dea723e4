"""The ladder back to normal hours and load, and how the hours of a week lie on its days. Half hours only."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.work import StepFacts
from backcoach.coach.work_record import WorkRung, WorkSet

WEEKDAYS = 7
LEAST_HOURS = 0.5


def first_hours(told: WorkSet, facts: StepFacts) -> float:
    """Where the hours start: what is done now, but at least the first percent of the normal hours."""
    return max(told.present_hours, _percent_of(told.normal_hours, facts.hours_percent[0]), LEAST_HOURS)


def ladder(told: WorkSet, facts: StepFacts) -> tuple[WorkRung, ...]:
    """All places from the start on: the hours first, with the first load, then the load at normal hours."""
    first = first_hours(told, facts)
    shares = (_percent_of(told.normal_hours, percent) for percent in facts.hours_percent)
    hours = (first, *(share for share in shares if share > first))
    low, *higher = facts.load_percent
    return (
        *(WorkRung(amount, low) for amount in dict.fromkeys(hours)),
        *(WorkRung(told.normal_hours, load) for load in higher),
    )


def rung_above(rung: WorkRung, told: WorkSet, facts: StepFacts) -> WorkRung | None:
    """The next place up, None on top."""
    return min((one for one in ladder(told, facts) if one > rung), default=None)


def rung_below(rung: WorkRung, told: WorkSet, facts: StepFacts) -> WorkRung:
    """The next place down; at the start the same place."""
    return max((one for one in ladder(told, facts) if one < rung), default=rung)


def hours_by_weekday(hours: float, told: WorkSet) -> tuple[float, ...]:
    """The hours of a week on its days, Monday first.

    As long as no more than half a normal day falls on each, every second work day; then all work days.
    What cannot be shared out evenly goes on every second day first.
    """
    order = _alternate_first(told.days)
    alternate = order[: -(-told.days // 2)]
    is_few = 2 * hours / len(alternate) <= told.normal_hours / told.days
    days = alternate if is_few else order
    even, more = divmod(int(hours * 2), len(days))
    shares = {day: (even + (place < more)) / 2 for place, day in enumerate(days)}
    return tuple(shares.get(day, 0.0) for day in range(WEEKDAYS))


def planned_days(
    hours: float, told: WorkSet, starts_on: date, before: date, rested: frozenset[date] = frozenset()
) -> tuple[float, ...]:
    """The planned hours of each work day from `starts_on` to the day before `before`, but for `rested`."""
    shares = hours_by_weekday(hours, told)
    days = (starts_on + timedelta(days=offset) for offset in range(max(0, (before - starts_on).days)))
    return tuple(shares[day.weekday()] for day in days if shares[day.weekday()] and day not in rested)


def _alternate_first(days: int) -> tuple[int, ...]:
    return (*range(0, days, 2), *range(1, days, 2))


def _percent_of(hours: float, percent: int) -> float:
    """A share of the hours, rounded down to a half."""
    return int(hours * 2) * percent // 100 / 2
