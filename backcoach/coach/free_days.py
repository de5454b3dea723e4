"""On which days of a week exercises and activities stand: those that suit, with rest between strength."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from backcoach.coach.frame import Frame
from backcoach.coach.person import WEEKDAYS
from backcoach.coach.values import Reason
from backcoach.coach.week import WEEK_DAYS

DAY = timedelta(days=1)


def days_for(count: int, on: tuple[date, ...], frame: Frame, first: int = 0) -> tuple[date, ...]:
    """`count` days of the week, evenly spread, as far as they are among the days `on`.

    Where it is told which days suit, they are all among those; fewer where there are fewer.
    """
    free = _told(frame)
    if free is None:
        return tuple(day for day in frame.spread(count, first) if day in on)
    days = _free(on, free)
    fewer = min(count, len(days))
    return tuple(days[number * len(days) // fewer] for number in range(fewer))


def strength_days_for(count: int, on: tuple[date, ...], frame: Frame) -> tuple[date, ...]:
    """The same as far apart as can be, with a day of rest between any two, also over the ends of the week."""
    free = _told(frame)
    if free is None:
        return days_for(count, on, frame, first=1)
    rested = [day for day in _free(on, free) if not _follows_strength(day, frame)]
    for fewer in range(min(count, len(rested)), 0, -1):
        best = max(combinations(rested, fewer), key=_least_gap)
        if _least_gap(best) > 1:
            return best
    return ()


def why_these_days(frame: Frame) -> tuple[Reason, ...]:
    """That the days are those that suit, or that they are fewer than the phase would use."""
    free = _told(frame)
    if free is None:
        return ()
    facts = frame.book.phase(frame.phases[-1])
    wanted = max(facts.exercise_days, facts.activity_days)
    rule = "few_free_days" if len(free) < wanted else "free_days"
    named = ", ".join(day for day in WEEKDAYS if day in free) or "none"
    return (frame.reason(rule, ("free_days", named), ("wanted", wanted)),)


def _told(frame: Frame) -> frozenset[str] | None:
    """The days that suit; None where that is not known, or all do."""
    free = frame.profile.fitting.free_days
    return None if free is None or set(free) >= set(WEEKDAYS) else frozenset(free)


def _free(on: tuple[date, ...], free: frozenset[str]) -> tuple[date, ...]:
    return tuple(day for day in on if WEEKDAYS[day.weekday()] in free)


def _least_gap(days: tuple[date, ...]) -> int:
    """The fewest days from one to the next, in this week or on to the same week again."""
    around = (*days, days[0] + timedelta(days=WEEK_DAYS))
    return min((later - earlier).days for earlier, later in pairwise(around))


def _follows_strength(day: date, frame: Frame) -> bool:
    """Whether strength was planned for the last day before the week; what came after it was superseded."""
    if frame.previous is None or day != frame.starts_on:
        return False
    items = frame.previous.items_on(day - DAY)
    return any(item.is_strength for item in items)
