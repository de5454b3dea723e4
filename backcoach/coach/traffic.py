"""The traffic light: what one session and one day were like, by how far pain rose and how it settled.

The limits are relative to the person's own pain, so that high but steady pain locks nobody out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import Enum

from backcoach.coach.done import Session
from backcoach.coach.parameters import SessionLimits
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from backcoach.values import Value

USUAL_DAYS = 7
"""So many logged daily averages make up what is usual."""

Days = tuple[DayRecord, ...]
_DAY = timedelta(days=1)


class Colour(Enum):
    """What a session was like, from go on to stop."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class DayLight(Value):
    """One day: the colour of each session, None where nothing tells, and whether it settled by the morning.

    `is_settled` is None where the next morning is not known; that is neither good nor bad.
    """

    colours: tuple[Colour | None, ...]
    is_settled: bool | None

    @property
    def reds(self) -> int:
        """Red sessions of the day; an unsettled morning makes one of a day that has none."""
        return max(self.colours.count(Colour.RED), 1 if self.is_settled is False else 0)

    @property
    def is_all_green(self) -> bool:
        """Whether every session is known to be green; False for a day without sessions."""
        return bool(self.colours) and set(self.colours) == {Colour.GREEN} and self.is_settled is not False


def session_colour(
    before: float | None,
    peak: float | None,
    limits: SessionLimits,
    *,
    morning: float | None,
    has_spread: bool,
) -> Colour | None:
    """The colour of a session by the pain before, at its worst, and on the morning after (0 to 10 each).

    `has_spread` says that pain went further down the leg during it: that is red whatever the numbers say.
    None where the numbers that would tell are missing. A missing morning is unknown, not red.
    """
    if has_spread:
        return Colour.RED
    if before is not None and morning is not None and morning >= before + limits.settle_margin + 1:
        return Colour.RED
    if peak is None:
        return None
    if peak <= limits.green_abs or (before is not None and peak <= before + limits.green_rise):
        is_quiet = before is None or morning is None or morning <= before + limits.settle_margin
        return Colour.GREEN if is_quiet else Colour.AMBER
    if before is None:
        return Colour.AMBER if peak <= limits.amber_abs else None
    return Colour.AMBER if peak <= max(limits.amber_abs, before + limits.amber_rise) else Colour.RED


def day_light(day: DayRecord, days: Days, usual: float | None, limits: SessionLimits) -> DayLight:
    """What a day was like. `usual` is the usual daily average then; `days` hold the day after, where known.

    Where the pain before a session is missing that day's average stands for it.
    """
    settled = settled_after(day, days, usual, limits)
    colours = (_colour(one, day, limits) for one in day.sessions)
    return DayLight(tuple(colours), settled)


def _colour(session: Session, day: DayRecord, limits: SessionLimits) -> Colour | None:
    before = day.pain_average if session.before is None else session.before
    return session_colour(
        before, session.peak, limits, morning=session.morning, has_spread=session.has_spread is True
    )


def settled_after(day: DayRecord, days: Days, usual: float | None, limits: SessionLimits) -> bool | None:
    """Whether a day's activity had settled by the next morning: as said, else by the next day's average.

    None where neither is known, or where nothing was done on the day. The average speaks only for sessions
    that were told one by one: a bad day after a walk need not come from the walk.
    """
    after = next((one for one in days if one.day_on == day.day_on + _DAY), None)
    if after is None or not (day.sessions or any(one.amount for one in day.done or ())):
        return None
    if after.settled in (Answer.YES, Answer.NO):
        return after.settled is Answer.YES
    if not day.sessions or after.pain_average is None or usual is None:
        return None
    if after.pain_average >= usual + limits.settle_margin + 1:
        return False
    return True if after.pain_average <= usual + limits.settle_margin else None


def usual_pain(day: DayRecord, days: Iterable[DayRecord], at_start: float | None) -> float | None:
    """The usual daily average before a day: the median of the last logged ones.

    Where they are too few yet, what was told at the start stands for those that are missing.
    """
    known = [one for one in days if one.day_on < day.day_on and one.pain_average is not None]
    latest = sorted(known, key=lambda one: one.day_on)[-USUAL_DAYS:]
    values = [one.pain_average for one in latest if one.pain_average is not None]
    if at_start is not None:
        values += [at_start] * (USUAL_DAYS - len(values))
    return median(values)


def median(values: Iterable[float | None]) -> float | None:
    """The middle of what is known; None of nothing."""
    known = sorted(value for value in values if value is not None)
    middle = len(known) // 2
    return (known[middle] + known[~middle]) / 2 if known else None


def is_bad_day(day: DayRecord, usual: float | None, rise: float) -> bool:
    """Whether pain was clearly above what is usual: by `rise` points or more."""
    return day.pain_average is not None and usual is not None and day.pain_average >= usual + rise
