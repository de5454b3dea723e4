"""Flare-ups: when one begins and ends, and how much of the plan each of its days keeps.

All of it is worked out from the record each time: the days it was declared on, the days that were repeated,
and what was logged.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.coach.parameters import FlareLimits
from backcoach.coach.traffic import Days, is_bad_day, usual_pain
from backcoach.coach.week import DayRecord
from backcoach.values import Value, replace

_DAY = timedelta(days=1)
_WHOLE = 100


class FlareDay(Value):
    """One day of a flare-up: its number in the schedule, and the percent of the plan that it keeps."""

    day_on: date
    number: int
    percent: int


class FlareUp(Value):
    """One flare-up: its days so far, and whether it ended, settled or not.

    `is_over` once pain had settled for some days in a row, or the last day of the schedule had passed.
    `is_declared` tells that the person said so; else the record showed it.
    """

    days: tuple[FlareDay, ...]
    is_over: bool
    is_settled: bool
    is_declared: bool

    @property
    def started_on(self) -> date:
        """Its first day."""
        return self.days[0].day_on

    @property
    def last_on(self) -> date:
        """Its last day so far."""
        return self.days[-1].day_on

    def is_whole_on(self, day_on: date) -> bool:
        """Whether the whole plan is back on one of its days: one declared then begins anew."""
        day = self.on(day_on)
        return day is not None and day.percent == _WHOLE

    def on(self, day_on: date) -> FlareDay | None:
        """The day of it on a date; None outside it."""
        return next((one for one in self.days if one.day_on == day_on), None)


class FlareSigns(Value):
    """What the person said: the days they declared a flare-up on, and those whose step they repeated."""

    declared: frozenset[date] = frozenset()
    repeated: frozenset[date] = frozenset()


def flare_ups(
    signs: FlareSigns, days: Days, today: date, at_start: float | None, limits: FlareLimits
) -> tuple[FlareUp, ...]:
    """Every flare-up up to `today`, in order. `at_start` is the pain told at the start.

    One declared when the one before had settled that day, or was back at the whole plan, begins anew: the one
    before ends the day before, and what was usual before it stays so. What the record shows begins none anew.
    """
    found: list[FlareUp] = []
    usual: float | None = None
    for start in sorted({*signs.declared, *_shown(days, at_start, limits)}):
        if start > today:
            break
        is_declared, is_within = start in signs.declared, bool(found) and start <= found[-1].last_on
        if is_within and not (is_declared and _is_behind(found[-1], start)):
            continue
        if is_within:
            found[-1] = _cut_before(start, found[-1])
        else:
            usual = usual_pain(DayRecord(start), days, at_start)
        found.append(_followed(start, signs, days, today, usual, limits, is_declared=is_declared))
    return tuple(found)


def _is_behind(flare: FlareUp, day_on: date) -> bool:
    """Whether a flare-up was over by one of its days, or had let the whole plan come back."""
    settled_on = flare.last_on if flare.is_settled else None
    return day_on == settled_on or flare.is_whole_on(day_on)


def _cut_before(day_on: date, flare: FlareUp) -> FlareUp:
    """A flare-up as far as the day before one of its later days. It is as settled as it was."""
    return replace(flare, days=tuple(one for one in flare.days if one.day_on < day_on), is_over=True)


def _shown(days: Days, at_start: float | None, limits: FlareLimits) -> Iterable[date]:
    """The days that show a flare-up by themselves: the last of several bad ones in a row."""
    bad = {
        day.day_on
        for day in days
        if is_bad_day(day, usual_pain(day, days, at_start), limits.enter_rise)
        and (day.pain_average or 0) >= limits.enter_least
    }
    spans = {on: [on - _DAY * back for back in range(limits.enter_days)] for on in bad}
    return (on for on, span in spans.items() if bad.issuperset(span))


def _followed(
    start: date,
    signs: FlareSigns,
    days: Days,
    today: date,
    usual: float | None,
    limits: FlareLimits,
    *,
    is_declared: bool,
) -> FlareUp:
    """A flare-up from its first day on, day by day, to its end or today."""
    known = {day.day_on: day.pain_average for day in days}
    went: list[FlareDay] = []
    number, repeats, on = 1, 0, start
    while on <= today and number <= len(limits.percents):
        went.append(FlareDay(on, number, limits.percents[number - 1]))
        if _is_settled(went, known, usual, limits):
            return FlareUp(tuple(went), is_over=True, is_settled=True, is_declared=is_declared)
        if on in signs.repeated and repeats < limits.repeats:
            repeats += 1
        else:
            number += 1
        on += _DAY
    is_over = number > len(limits.percents) and on <= today
    return FlareUp(tuple(went), is_over=is_over, is_settled=False, is_declared=is_declared)


def _is_settled(
    went: list[FlareDay], known: dict[date, float | None], usual: float | None, limits: FlareLimits
) -> bool:
    """Whether the last days in a row are all known, and not much above what was usual before it began."""
    last = [known.get(day.day_on) for day in went[-limits.exit_days :]]
    if usual is None or len(last) < limits.exit_days:
        return False
    return all(pain is not None and pain <= usual + limits.exit_rise for pain in last)
