"""Leg pain of a window of days against the days before: how much it rose, and how far down it went."""

from __future__ import annotations

from backcoach.coach.done import LegReach
from backcoach.coach.logged_days import Days, difference, mean
from backcoach.values import Value


class LegChange(Value):
    """What the days of a window tell of the leg against the same number of days before.

    `told_days` is on how many days leg pain was told, `rise` its mean less the one before, None where either
    is unknown, and `further_days` on how many days pain went further down than on any day before. Where
    nothing before is known to compare with, `untold_mean` is the mean of the window, and
    `is_untold_below_knee` tells that pain went below the knee.
    """

    told_days: int
    rise: float | None
    further_days: int
    untold_mean: float | None
    is_untold_below_knee: bool


def leg_change(window: Days, before: Days) -> LegChange:
    """What the days of a window tell of the leg against the days `before`."""
    scores = _scores(window)
    now, earlier = mean(scores), mean(_scores(before))
    ranks, known = _ranks(window), _ranks(before)
    return LegChange(
        told_days=len(scores),
        rise=difference(now, earlier),
        further_days=sum(rank > max(known) for rank in ranks) if known else 0,
        untold_mean=now if earlier is None else None,
        is_untold_below_knee=not known and LegReach.BELOW_KNEE.rank in ranks,
    )


def _scores(days: Days) -> tuple[float, ...]:
    return tuple(day.leg_pain for day in days if day.leg_pain is not None)


def _ranks(days: Days) -> tuple[int, ...]:
    return tuple(day.leg_reach.rank for day in days if day.leg_reach is not None)
