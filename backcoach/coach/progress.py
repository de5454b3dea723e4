"""Looking back over the weeks: whether anything really changed, in words that do not promise too much."""

from __future__ import annotations

from enum import Enum
from math import fsum, sqrt

from backcoach.coach.logged_days import Days, pains
from backcoach.coach.parameters import ChangeLimits


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
