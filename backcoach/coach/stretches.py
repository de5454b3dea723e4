"""Weeks, months and bouts as they went: what was done of what was planned, how well, and the pain.

What was not logged stays unknown: it is never filled in, and counted beside what is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum

from backcoach.coach.done import Unit
from backcoach.coach.logged_days import Days, between, mean, pains
from backcoach.coach.parameters import ChangeLimits
from backcoach.coach.phases import Phase
from backcoach.coach.week import DayRecord, ItemKind, PlanItem, WeekPlan
from backcoach.values import Value, field, replace

Weeks = Sequence[WeekPlan]


class TaskProgress(Value):
    """One total or task of daily life in one stretch, in its unit.

    `planned` is what a planned day asked for at its end; `days_told` are the planned days on which it was
    told how much was done, and `done_mean` is their mean, None where there are none.
    """

    id: str
    label: str
    unit: Unit
    planned: int
    days_planned: int
    days_told: int
    done_mean: float | None


class Marks(Value):
    """What the days themselves do not hold: the day of each dose, and the first day of each flare-up.

    `worked` are the hours of each work day that was told, `sat` the minutes of each sit with the timer.
    """

    doses_on: tuple[date, ...] = ()
    flares_on: tuple[date, ...] = ()
    worked: tuple[tuple[date, float], ...] = ()
    sat: tuple[tuple[date, int], ...] = ()


class Stretch(Value):
    """One week, month or bout of the record beside its plans. None where nothing was logged.

    `number` counts from 1 among its like. `minutes` are of walking and activity, `goes` of exercises; pain
    figures are of the daily averages, except `pain_worst`. `ends_on` may lie in the future. `tasks` are the
    totals and tasks of daily life, `hard_days` the days with so much pain that they are counted, `phase` the
    one it ends in and `outcome` the id of the review result that a week came from. `work_hours` are
    the sum over `work_days` that were told, `sat_mean` the mean minutes of `sits` with the timer. On
    `days_told` of the planned days something was said about activity, on `days_unknown` nothing.
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
    phase: Phase | None = None
    outcome: str | None = None
    sleep_mean: float | None = None
    sleep_n: int = 0
    work_hours: float | None = None
    work_days: int = 0
    sat_mean: float | None = None
    sits: int = 0
    days_told: int = 0


class Past(Value):
    """All that was logged, to be cut into stretches."""

    days: Days
    limits: ChangeLimits
    marks: Marks = field(default_factory=Marks)


def by_week(weeks: Weeks, past: Past) -> tuple[Stretch, ...]:
    """One stretch for each issued week."""
    return tuple(_stretch(week.number, week.starts_on, week.ends_on, (week,), past) for week in weeks)


def by_month(weeks: Weeks, past: Past) -> tuple[Stretch, ...]:
    """One stretch for each calendar month, as far as some week was issued in it."""
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in (day for week in weeks for day in week.days):
        months[day.year, day.month].append(day)
    return tuple(
        replace(_stretch(number, days[0], days[-1], weeks, past), outcome=None)
        for number, days in enumerate((months[month] for month in sorted(months)), 1)
    )


def by_bout(bouts: Iterable[Weeks], past: Past) -> tuple[Stretch, ...]:
    """One stretch for each bout, given its weeks."""
    return tuple(
        replace(_stretch(number, weeks[0].starts_on, weeks[-1].ends_on, weeks, past), outcome=None)
        for number, weeks in enumerate(bouts, 1)
    )


def _stretch(number: int, first: date, last: date, weeks: Weeks, past: Past) -> Stretch:
    plans = tuple(part for week in weeks if (part := _within(week, first, last)))
    days = between(past.days, first, last)
    functions, sleeps, averages = _told(days, "function"), _told(days, "sleep"), pains(days)
    worked, sat = _in(past.marks.worked, first, last), _in(past.marks.sat, first, last)
    timed = [(plan, item) for plan in plans for item in plan.items if item.is_timed]
    exercises = [(plan, item) for plan in plans for item in plan.items if item.is_exercise]
    planned_on = {day for plan in plans for day in plan.days}
    told_on = {day.day_on for day in days if day.done is not None} & planned_on
    return Stretch(
        number=number,
        starts_on=first,
        ends_on=last,
        days_logged=len(days),
        minutes_done=_done(timed, days),
        minutes_planned=sum(item.week_amount for _plan, item in timed),
        goes_done=_done(exercises, days),
        goes_planned=sum(item.week_amount for _plan, item in exercises),
        days_unknown=len(planned_on) - len(told_on),
        function_mean=mean(functions),
        function_n=len(functions),
        pain_mean=mean(averages),
        pain_low=min(averages, default=None),
        pain_high=max(averages, default=None),
        pain_n=len(averages),
        pain_worst=max(_told(days, "pain_worst"), default=None),
        doses=_count(past.marks.doses_on, first, last),
        flare_ups=_count(past.marks.flares_on, first, last),
        tasks=tuple(_tasks(plans, days)),
        hard_days=sum(pain >= past.limits.hard_from for pain in averages),
        phase=plans[-1].phase,
        outcome=plans[0].outcome,
        sleep_mean=mean(sleeps),
        sleep_n=len(sleeps),
        work_hours=fsum(worked) if worked else None,
        work_days=len(worked),
        sat_mean=mean(sat),
        sits=len(sat),
        days_told=len(told_on),
    )


def _within(week: WeekPlan, first: date, last: date) -> WeekPlan | None:
    """What of a week lies between two days, both included; None where nothing does."""
    kept = [place for place, day in enumerate(week.days) if first <= day <= last]
    if not kept:
        return None
    rest = week.until(week.days[kept[-1]])
    days = rest.days[kept[0] :]
    items = (replace(one, days=tuple(day for day in one.days if day in days)) for one in rest.items)
    return replace(
        rest,
        starts_on=days[0],
        phases=rest.phases[kept[0] :],
        items=tuple(one for one in items if one.days),
    )


def _tasks(plans: Weeks, days: Days) -> Iterator[TaskProgress]:
    """Each total or task as the last plan has it, with what was told of it on the days it was planned."""
    planned: dict[str, dict[date, PlanItem]] = defaultdict(dict)
    for item in (item for plan in plans for item in plan.items if item.kind is ItemKind.TASK):
        planned[item.id] |= dict.fromkeys(item.days, item)
    for id_, items in planned.items():
        last = items[max(items)]
        done = tuple(float(day.done_of(id_)) for day in days if _tells(day, items))
        yield TaskProgress(id_, last.label, last.unit, last.daily_amount, len(items), len(done), mean(done))


def _tells(day: DayRecord, items: Mapping[date, PlanItem]) -> bool:
    return day.day_on in items and day.tells_of(items[day.day_on])


def _done(planned: Iterable[tuple[WeekPlan, PlanItem]], days: Days) -> int:
    """How much was done of what its week has a plan for, on whichever day of that week."""
    ids = {(day, item.id) for plan, item in planned for day in plan.days}
    return sum(done.amount for day in days for done in day.done or () if (day.day_on, done.item) in ids)


def _told(days: Days, name: str) -> tuple[float, ...]:
    scores = (getattr(day, name) for day in days)
    return tuple(score for score in scores if score is not None)


def _in(pairs: Iterable[tuple[date, float]], first: date, last: date) -> tuple[float, ...]:
    return tuple(value for day, value in pairs if first <= day <= last)


def _count(dates: Iterable[date], first: date, last: date) -> int:
    return sum(first <= one <= last for one in dates)
