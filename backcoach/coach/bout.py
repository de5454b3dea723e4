"""The figures of a bout: its first logged days beside its last ones. Days that are missing stay missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from backcoach.coach.logged_days import Days, between, mean, pains
from backcoach.coach.screening import Replies
from backcoach.values import Value

RISE = 1
"""Points by which a day counts as clearly worse than the one before."""

HUNDRED = 100
NUMBERS = (
    "pain_fall",
    "pain_mean",
    "function_gain",
    "function_mean",
    "leg_excess",
    "worse_days",
    "distress_most",
    "medicine_days",
    "confidence",
)
"""The figures that a milestone may ask about, by the names they have in content."""

MEANS = ("pain_first", "pain_last", "function_first", "function_last", "leg_excess", "distress_most")
DAYS = "_days"
"""Ends the name under which a reason says how many days stand behind a figure."""

INPUTS = ("day", "window_days", "days_needed", *MEANS, *(f"{name}{DAYS}" for name in MEANS), *NUMBERS)
"""Every figure that the reason of a milestone may name; content has words for each."""


class Figure(Value):
    """What a figure is called and counted in, for people."""

    id: str
    short: str
    unit: str | None = None


class Bout(Value):
    """What is known of a bout on one day.

    `replies` are safety answers fresh enough to speak for today; what is missing there is not known.
    `pain_at_start`, the average pain, and `confidence`, 0 to 10, were told on `started_on`, when the plan
    began. `doses_on` are the days of the doses taken, in any order.
    """

    onset_on: date
    today: date
    days: Days
    replies: Replies
    started_on: date | None = None
    pain_at_start: float | None = None
    confidence: int | None = None
    doses_on: tuple[date, ...] = ()


class Mean(Value):
    """A mean, or another figure, over `days` logged days; None where these are too few.

    A figure told once has no days.
    """

    value: float | None
    days: int


class Figures(Value):
    """Means of the first and the last days of a bout, scores of 0 to 10.

    `leg_excess` is leg pain less back pain in points on the days that have both, `worse_days` how many days
    in a row were each clearly worse than the one before; None where too few days are logged.
    `distress_most` is the score that distress had or passed on more than half of the logged last days, and
    `medicine_days` on how many of the last days a dose was taken, as far as it was logged.
    """

    window_days: int
    least_days: int
    pain_first: Mean
    pain: Mean
    function_first: Mean
    function: Mean
    leg_excess: Mean
    worse_days: int | None
    distress_most: Mean
    medicine_days: int
    confidence: int | None

    @property
    def pain_fall(self) -> float | None:
        """Percent by which pain fell from the first days to the last; negative where it rose."""
        first, last = self.pain_first.value, self.pain.value
        return None if not first or last is None else round(HUNDRED * (first - last) / first, 6)

    @property
    def function_gain(self) -> float | None:
        """Points by which daily life got better from the first days to the last."""
        first, last = self.function_first.value, self.function.value
        return None if first is None or last is None else round(last - first, 6)

    def numbers(self) -> Mapping[str, float | None]:
        """Every figure by its name in `NUMBERS`."""
        figures = (
            self.pain_fall,
            self.pain.value,
            self.function_gain,
            self.function.value,
            self.leg_excess.value,
            self.worse_days,
            self.distress_most.value,
            self.medicine_days,
            self.confidence,
        )
        return dict(zip(NUMBERS, figures, strict=True))

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """The figures as inputs of a reason: how many days are logged always, a mean where there is one."""
        means = (self.pain_first, self.pain, self.function_first, self.function, self.leg_excess)
        named = dict(zip(MEANS, (*means, self.distress_most), strict=True))
        days = [(f"{name}{DAYS}", str(one.days)) for name, one in named.items()]
        values = [(name, f"{one.value:.2f}") for name, one in named.items() if one.value is not None]
        return (("window_days", str(self.window_days)), ("days_needed", str(self.least_days)), *days, *values)


def figures_of(bout: Bout, window_days: int, least_days: int, *, day_limit: int) -> Figures:
    """The figures over windows of so many days, of which `least_days` must be logged.

    The first window tells about the beginning only if it begins by `day_limit` of the bout and is over
    before the last one begins; for pain the average told at the start can stand in for it.
    """
    span = timedelta(days=window_days - 1)
    logged = between(bout.days, bout.onset_on, bout.today)
    last = between(logged, bout.today - span, bout.today)
    first = _first_window(bout, logged, span, day_limit)
    pain_first = _mean(pains(first), least_days)
    return Figures(
        window_days,
        least_days,
        pain_first if pain_first.value is not None else _told(bout, pain_first, span, day_limit),
        _mean(pains(last), least_days),
        _mean(_functions(first), least_days),
        _mean(_functions(last), least_days),
        _mean(_leg_excesses(last), least_days),
        _worse_days(last, window_days),
        _most(last, least_days),
        len({day for day in bout.doses_on if bout.today - span <= day <= bout.today}),
        bout.confidence,
    )


def _first_window(bout: Bout, logged: Days, span: timedelta, day_limit: int) -> Days:
    if not logged:
        return ()
    begins_on = logged[0].day_on
    is_early = (begins_on - bout.onset_on).days <= day_limit
    is_apart = begins_on + span < bout.today - span
    return between(logged, begins_on, begins_on + span) if is_early and is_apart else ()


def _told(bout: Bout, else_: Mean, span: timedelta, day_limit: int) -> Mean:
    """The average told at the start, where that was early in the bout and before the last window."""
    if bout.started_on is None or bout.pain_at_start is None:
        return else_
    is_early = (bout.started_on - bout.onset_on).days <= day_limit
    return Mean(bout.pain_at_start, 0) if is_early and bout.started_on < bout.today - span else else_


def _mean(values: tuple[float, ...], least_days: int) -> Mean:
    return Mean(mean(values) if len(values) >= least_days else None, len(values))


def _most(days: Days, least_days: int) -> Mean:
    """The score of distress that more than half of its logged days had or passed."""
    scores = sorted(day.distress for day in days if day.distress is not None)
    value = scores[(len(scores) - 1) // 2] if len(scores) >= least_days else None
    return Mean(value, len(scores))


def _functions(days: Days) -> tuple[float, ...]:
    return tuple(day.function for day in days if day.function is not None)


def _leg_excesses(days: Days) -> tuple[float, ...]:
    both = ((day.leg_pain, day.pain_average) for day in days)
    return tuple(leg - back for leg, back in both if leg is not None and back is not None)


def _worse_days(last: Days, window_days: int) -> int | None:
    """How many days up to the last one were each clearly worse; None unless every day has its pain."""
    values = pains(last)
    if len(values) < window_days:
        return None
    rises = [after - before >= RISE for before, after in pairwise(values)]
    return next((place for place, is_rise in enumerate(reversed(rises)) if not is_rise), len(rises))
