"""What the record says at the end of a week, gathered for the review. Missing days are never filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum, lcm

from backcoach.coach.activity import ActivityBook, PhaseFacts
from backcoach.coach.person import Profile
from backcoach.coach.week import DayRecord, PlanItem, WeekPlan

Days = tuple[DayRecord, ...]
_DAY = timedelta(days=1)

EXACT = 6
"""Decimals kept of a mean or a difference: scores are halves, so that no real difference is this small."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures of one review; None where the record does not say.

    `rise` is the mean of the window less the mean of the time before it (`compare`). `base` is the mean of
    the first two weeks, `lowest` and `before` the lowest and the latest mean of an earlier week's window.
    """

    plan: WeekPlan
    window: Days
    facts: PhaseFacts
    mean: float | None
    compare: float | None
    leg_rise: float | None
    distress: float | None
    base: float | None
    lowest: float | None
    before: float | None
    adherence_percent: int | None
    gap_days: int
    is_suspended: bool

    @property
    def pains(self) -> tuple[float, ...]:
        """The logged averages of the window."""
        return pains(self.window)

    @property
    def is_enough(self) -> bool:
        """Whether enough days of the window are logged to compare."""
        return len(self.pains) >= self.facts.least_days

    @property
    def rise(self) -> float | None:
        """Points by which pain rose against the time before."""
        return difference(self.mean, self.compare)


def gather(
    plan: WeekPlan,
    days: Days,
    profile: Profile,
    issued: tuple[WeekPlan, ...],
    today: date,
    book: ActivityBook,
    *,
    is_suspended: bool,
) -> Evidence:
    """The figures for the review of `plan`, from the whole history in any order."""
    facts = book.phase(plan.phase)
    first, last = _window(plan, book, today)
    compare_days = timedelta(days=book.track(plan.track).compare_days)
    earlier = _earlier_means(plan, days, issued, book)
    window = between(days, first, last)
    return Evidence(
        plan=plan,
        window=window,
        facts=facts,
        mean=mean(pains(window)),
        compare=_at_least(
            facts.compare_least_days, between(days, first - compare_days, first - _DAY), profile
        ),
        leg_rise=difference(
            mean(_leg_pains(window)),
            mean(_leg_pains(between(days, first - timedelta(days=facts.window_days), first - _DAY))),
        ),
        distress=_median(day.distress for day in window),
        base=_base(days, (*issued, plan), profile, book),
        lowest=min(earlier, default=None),
        before=earlier[-1] if earlier else None,
        adherence_percent=adherence_percent(plan, days),
        gap_days=_gap_days(plan, days, today),
        is_suspended=is_suspended,
    )


def adherence_percent(plan: WeekPlan, days: Days) -> int | None:
    """Done of planned over the week in percent, rounded down; None if no day says anything about activity.

    A day without an activity entry is unknown and left out of what was planned. Every item weighs the same
    and counts as done at most in full, so that more of one does not make up for another.
    """
    told = {day.day_on: day for day in days if day.done is not None and day.day_on in plan.days}
    shares = [share for share in (_share(items, told) for items in _by_id(plan)) if share[1]]
    if not shares:
        return None
    whole = lcm(*(planned for _done, planned in shares))
    parts = sum(done * (whole // planned) for done, planned in shares)
    return 100 * parts // (whole * len(shares))


def done_percent(plan: WeekPlan, day: DayRecord) -> int | None:
    """Minutes done of planned on one day in percent, rounded down; None if nothing was said or planned."""
    items = tuple(item for item in plan.items_on(day.day_on) if item.is_timed)
    planned = sum(item.daily_amount for item in items)
    if day.done is None or not planned:
        return None
    return 100 * sum(day.done_of(item.id) for item in items) // planned


def between(days: Days, first: date, last: date) -> Days:
    """The days from `first` to `last`, both included, in order."""
    return tuple(sorted((day for day in days if first <= day.day_on <= last), key=lambda day: day.day_on))


def pains(days: Days) -> tuple[float, ...]:
    """The logged average pain of some days."""
    return tuple(day.pain_average for day in days if day.pain_average is not None)


def mean(values: tuple[float, ...]) -> float | None:
    """The mean of what is known; None of nothing."""
    return round(fsum(values) / len(values), EXACT) if values else None


def difference(now: float | None, before: float | None) -> float | None:
    """How much `now` is above `before`; None if either is unknown."""
    return None if now is None or before is None else round(now - before, EXACT - 1)


def _window(plan: WeekPlan, book: ActivityBook, today: date) -> tuple[date, date]:
    last = min(plan.ends_on, today)
    return last - timedelta(days=book.phase(plan.phase).window_days - 1), last


def _at_least(least: int, days: Days, profile: Profile) -> float | None:
    """The mean of earlier days if enough are logged, else what was told at the start."""
    values = pains(days)
    return mean(values) if len(values) >= least else profile.pain_average


def _leg_pains(days: Days) -> tuple[float, ...]:
    return tuple(day.leg_pain for day in days if day.leg_pain is not None)


def _median(values: Iterable[float | None]) -> float | None:
    known = sorted(value for value in values if value is not None)
    middle = len(known) // 2
    return (known[middle] + known[~middle]) / 2 if known else None


def _base(days: Days, issued: tuple[WeekPlan, ...], profile: Profile, book: ActivityBook) -> float | None:
    limits = book.parameters.review
    first = min(plan.starts_on for plan in issued)
    last = first + timedelta(days=limits.drift_base_days - 1)
    return _at_least(limits.drift_base_least_days, between(days, first, last), profile)


def _earlier_means(
    plan: WeekPlan, days: Days, issued: tuple[WeekPlan, ...], book: ActivityBook
) -> tuple[float, ...]:
    """The means of the windows of earlier weeks, oldest first, where enough days are logged."""
    earlier = sorted((one for one in issued if one.starts_on < plan.starts_on), key=lambda one: one.starts_on)
    found = []
    for one in earlier:
        values = pains(between(days, *_window(one, book, one.ends_on)))
        if len(values) >= book.phase(one.phase).least_days:
            found.append(mean(values))
    return tuple(value for value in found if value is not None)


def _gap_days(plan: WeekPlan, days: Days, today: date) -> int:
    """Whole days before today with neither a plan nor a check-in."""
    seen = [day.day_on for day in days if day.day_on <= today]
    return max(0, (today - max([plan.ends_on, *seen])).days - 1)


def _by_id(plan: WeekPlan) -> tuple[tuple[PlanItem, ...], ...]:
    ids = dict.fromkeys(item.id for item in plan.items)
    return tuple(tuple(item for item in plan.items if item.id == id_) for id_ in ids)


def _share(items: tuple[PlanItem, ...], told: dict[date, DayRecord]) -> tuple[int, int]:
    """Done, at most in full, and planned of one item on the days that say something."""
    planned = sum(item.daily_amount for item in items for day in item.days if day in told)
    done = sum(record.done_of(items[0].id) for record in told.values())
    return min(done, planned), planned
