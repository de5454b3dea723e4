"""Looking back over the weeks: what was done of what was planned, and whether anything really changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import fsum, sqrt

from backcoach.coach.evidence import Days, between, mean, pains
from backcoach.coach.parameters import ChangeLimits, Unit
from backcoach.coach.week import DayRecord, ItemKind, PlanItem, WeekPlan


class PainChange(Enum):
    """How a later stretch of days compares with an earlier one, in words that do not promise too much."""

    LIKELY_BETTER = "likely better"
    MAYBE_BETTER = "maybe better"
    NO_CLEAR_CHANGE = "no clear change"
    MAYBE_WORSE = "maybe worse"
    LIKELY_WORSE = "likely worse"
    TOO_FEW_DAYS = "too few days to tell"


class AbilityChange(Enum):
    """How much better one's own activities go than at the start."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """One total or task of daily life in one week, in its unit.

    `planned` is what a planned day asked for at the end of the week; `days_told` are the planned days on
    which it was told how much was done, and `done_mean` is their mean, None where there are none.
    """

    id: str
    label: str
    unit: Unit
    planned: int
    days_planned: int
    days_told: int
    done_mean: float | None


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """One week of the record beside its plan. None where nothing was logged.

    `minutes` are of walking and activity, `goes` of exercises; pain figures are of the daily averages, except
    `pain_worst`. `ends_on` may lie in the future. `tasks` are the totals and tasks of daily life, `hard_days`
    the days with so much pain that they are counted.
    """

    number: int
    starts_on: date
    ends_on: date
    days_logged: int
    minutes_done: int
    minutes_planned: int
    goes_done: int
    goes_planned: int
    days_unknown: int
    function_mean: float | None
    function_n: int
    pain_mean: float | None
    pain_low: float | None
    pain_high: float | None
    pain_n: int
    pain_worst: float | None
    doses: int
    flare_ups: int
    tasks: tuple[TaskProgress, ...] = ()
    hard_days: int = 0


def weekly_progress(
    weeks: tuple[WeekPlan, ...],
    days: Days,
    limits: ChangeLimits,
    doses_on: tuple[date, ...] = (),
    flares_on: tuple[date, ...] = (),
) -> tuple[WeekProgress, ...]:
    """One line for each week. `doses_on` holds a day for each dose, `flares_on` one for each flare-up."""
    return tuple(
        _week(plan, between(days, plan.starts_on, plan.ends_on), limits, doses_on, flares_on)
        for plan in weeks
    )


def real_change_band(sd: float, days_before: int, days_after: int, limits: ChangeLimits) -> float:
    """Points by which two means may differ by chance, for a spread of `sd` points from day to day."""
    return limits.z * sd * sqrt(1 / days_before + 1 / days_after)


def pain_change(
    first: Days, last: Days, limits: ChangeLimits
) -> tuple[PainChange, tuple[tuple[str, str], ...]]:
    """How the pain of `last` compares with that of `first`, and the figures behind it."""
    before, after = pains(first), pains(last)
    counts = (("days_before", str(len(before))), ("days_after", str(len(after))))
    if min(len(before), len(after)) < limits.least_days:
        return PainChange.TOO_FEW_DAYS, (*counts, ("days_needed", str(limits.least_days)))
    was, now = fsum(before) / len(before), fsum(after) / len(after)
    band = real_change_band(_spread(before, after, limits), len(before), len(after), limits)
    figures = (("mean_before", was), ("mean_after", now), ("band", band))
    return change_words(was, now, band, limits), (
        *counts,
        *((name, f"{value:.2f}") for name, value in figures),
    )


def change_words(before: float, after: float, band: float, limits: ChangeLimits) -> PainChange:
    """The words for two means and the band between them."""
    fall = _exact(before - after)
    if _is_likely_better(before, fall, band, limits):
        return PainChange.LIKELY_BETTER
    if -fall >= max(band, limits.likely_points):
        return PainChange.LIKELY_WORSE
    if abs(fall) < limits.maybe_points or abs(fall) <= band / 2:
        return PainChange.NO_CLEAR_CHANGE
    return PainChange.MAYBE_BETTER if fall > 0 else PainChange.MAYBE_WORSE


def ability_change(
    before: tuple[int, ...],
    after: tuple[int, ...],
    limits: ChangeLimits,
) -> tuple[float, AbilityChange]:
    """Mean gain over one's own activities, each 0 to 10, and its size. Both hold the same activities.

    Raises `ValueError` if they do not.
    """
    if not before or len(before) != len(after):
        raise ValueError("the same activities, at least one, are needed before and after")
    gain = _exact((sum(after) - sum(before)) / len(before))
    sizes = (
        (limits.ability_large, AbilityChange.LARGE),
        (limits.ability_medium, AbilityChange.MEDIUM),
        (limits.ability_small, AbilityChange.SMALL),
    )
    return gain, next((size for least, size in sizes if gain >= least), AbilityChange.NONE)


def _week(
    plan: WeekPlan,
    days: Days,
    limits: ChangeLimits,
    doses_on: tuple[date, ...],
    flares_on: tuple[date, ...],
) -> WeekProgress:
    timed = tuple(item for item in plan.items if item.is_timed)
    exercises = tuple(item for item in plan.items if item.is_exercise)
    functions = tuple(day.function for day in days if day.function is not None)
    averages = pains(days)
    return WeekProgress(
        number=plan.number,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        days_logged=len(days),
        minutes_done=_done(timed, days),
        minutes_planned=sum(item.week_amount for item in timed),
        goes_done=_done(exercises, days),
        goes_planned=sum(item.week_amount for item in exercises),
        days_unknown=len(plan.days) - sum(day.done is not None for day in days),
        function_mean=mean(functions),
        function_n=len(functions),
        pain_mean=mean(averages),
        pain_low=min(averages, default=None),
        pain_high=max(averages, default=None),
        pain_n=len(averages),
        pain_worst=max((day.pain_worst for day in days if day.pain_worst is not None), default=None),
        doses=_within(doses_on, plan),
        flare_ups=_within(flares_on, plan),
        tasks=tuple(_tasks(plan, days)),
        hard_days=sum(pain >= limits.hard_from for pain in averages),
    )


def _tasks(plan: WeekPlan, days: Days) -> Iterator[TaskProgress]:
    last = {item.id: item for item in plan.items if item.kind is ItemKind.TASK}
    for id_, item in last.items():
        planned = [day for one in plan.items if one.id == id_ for day in one.days]
        told = [day.done_of(id_) for day in days if day.day_on in planned and day.tells_of(item)]
        done = mean(tuple(float(amount) for amount in told))
        yield TaskProgress(id_, item.label, item.unit, item.daily_amount, len(planned), len(told), done)


def _done(items: tuple[PlanItem, ...], days: tuple[DayRecord, ...]) -> int:
    return sum(day.done_of(id_) for id_ in dict.fromkeys(item.id for item in items) for day in days)


def _within(dates: tuple[date, ...], plan: WeekPlan) -> int:
    return sum(plan.starts_on <= one <= plan.ends_on for one in dates)


def _spread(before: tuple[float, ...], after: tuple[float, ...], limits: ChangeLimits) -> float:
    """Pooled spread of the two stretches in points; an assumed one where there are few days."""
    count = len(before) + len(after)
    if count < limits.default_below_days:
        return limits.default_sd
    squares = sum(fsum((value - fsum(part) / len(part)) ** 2 for value in part) for part in (before, after))
    return max(limits.least_sd, sqrt(squares / (count - 2)))


def _is_likely_better(before: float, fall: float, band: float, limits: ChangeLimits) -> bool:
    is_low = before < limits.low_start_below
    points = limits.low_start_points if is_low else limits.likely_points
    percent = limits.low_start_percent if is_low else limits.likely_percent
    return fall >= max(band, points) and _exact(100 * fall) >= _exact(percent * before)


def _exact(value: float) -> float:
    """Without the dust that decimal fractions leave in a float."""
    return round(value, 6)
