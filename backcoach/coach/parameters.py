"""Every number of the plan and its reviews that does not belong to one track, phase or item.

Percentages are whole numbers, so that a quota grows the same on every machine.
"""

from __future__ import annotations

from backcoach.coach.done import Unit
from backcoach.coach.phases import Phase
from backcoach.values import Value


class FirstQuota(Value):
    """Shares of the baseline for the first quota, and the start where no baseline is known.

    After a bout that was closed no first amount is above `again_percent` of what was reached in it.
    """

    default_percent: int
    cautious_percent: int
    acute_percent: int
    cautious_confidence: int
    start_times_per_day: int
    settle_most_minutes: int
    settle_times_per_day: int
    habitual_percent: int
    again_percent: int
    sources: tuple[str, ...]


class Bout(Value):
    """How often a day a walk of up to `up_to_minutes` is planned: short goes come more often."""

    up_to_minutes: int
    times_per_day: int
    sources: tuple[str, ...]


class ShortWalks(Value):
    """How long one go of a walk is where walks stay short, and how often a day it comes at most."""

    most_minutes: int
    most_times_per_day: int
    sources: tuple[str, ...]


class StepLimit(Value):
    """The smallest and largest rise of one review, and the amount no cut goes below, for one unit.

    A rise is rounded to a multiple of `nearest`.
    """

    unit: Unit
    least: int
    most: int
    floor: int
    sources: tuple[str, ...]
    nearest: int = 1


class Trials(Value):
    """For how many days a trial counts, on how many days an exercise is tried, and the longest sit."""

    within_days: int
    exercise_days: int
    sitting_most_minutes: int
    sources: tuple[str, ...]


class Pace(Value):
    """Growth and cuts that do not hang on the phase, in percent."""

    gentle_percent: int
    step_back_percent: int
    resume_percent: int
    large_percent: int
    leg_guard_percent: int
    ease_percent: int
    gentle_from_years: int
    leg_guard_days: int
    sources: tuple[str, ...]


class ReviewLimits(Value):
    """The limits a review compares with; rises are points on the 0-10 scale."""

    step_back_rise: float
    hold_rise: float
    leg_rise: float
    bad_day_rise: float
    few_days_rise: float
    few_days: int
    overdone_percent: int
    underdone_percent: int
    adherence_percent: int
    distress_high: float
    drift_rise: float
    drift_acute_rise: float
    drift_acute_before: float
    drift_base_days: int
    drift_base_least_days: int
    reds_step_back: int
    unsettled_step_back: int
    unsettled_ease: int
    leg_further_days: int
    adherence_low_percent: int
    best_days: int
    flares_gentle: int
    flare_weeks: int
    sources: tuple[str, ...]


class SessionLimits(Value):
    """The limits of the traffic light, in points on the 0-10 scale.

    A peak up to `green_abs`, or `green_rise` above the pain before, is green; up to `amber_abs` or
    `amber_rise` above it amber. Pain up to `settle_margin` above it on the next morning has settled; a whole
    point more has not. From `no_start_from` on an item is not begun as planned.
    """

    green_abs: float
    green_rise: float
    amber_abs: float
    amber_rise: float
    settle_margin: float
    no_start_from: float
    swap_reds: int
    swap_days: int
    easier_percent: int
    sources: tuple[str, ...]


class FlareLimits(Value):
    """A flare-up: the percent of the plan on each of its days, and when it begins and ends.

    It shows by itself on the last of `enter_days` days in a row with pain `enter_rise` points above what is
    usual and of at least `enter_least`. It ends after `exit_days` days in a row at most `exit_rise` above
    it, or after its last day. Until `easy_days` only what is safe in a flare-up is kept. A step may be
    repeated `repeats` times in all. Unsettled after `refer_day` days, somebody should look at it.
    """

    percents: tuple[int, ...]
    enter_days: int
    enter_rise: float
    enter_least: float
    exit_days: int
    exit_rise: float
    easy_days: int
    repeats: int
    refer_day: int
    half_percent: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.percents or not all(0 < one <= 100 for one in self.percents):  # noqa: PLR2004 - percent
            raise ValueError("percents must be between 1 and 100")
        if list(self.percents) != sorted(self.percents):
            raise ValueError("percents must not fall")


class GapRestart(Value):
    """After `from_days` days with neither plan nor check-in: the share to restart with, None for afresh."""

    from_days: int
    sources: tuple[str, ...]
    percent: int | None = None


class PhaseMove(Value):
    """What a move to the next phase asks for, and how long it may wait.

    Before its time it may come after `ahead_days` days in a row with pain of at most `ahead_pain`, all of the
    plan done, and settled by the next morning.
    """

    adherence_percent: int
    wait_days: int
    ahead_days: int
    ahead_pain: float
    sources: tuple[str, ...]


class Caps(Value):
    """What no issued week goes above."""

    go_minutes: int
    week_minutes: int
    goal_week_minutes: int
    rise_percent: int
    rise_minutes: int
    rise_from: Phase
    session_exercises: int
    new_exercises: int
    activities: int
    balance_from_years: int
    balance_days: int
    sources: tuple[str, ...]


class ChangeLimits(Value):
    """When a change between two weeks is more than chance; points on the 0-10 scale."""

    z: float
    least_sd: float
    default_sd: float
    default_below_days: int
    least_days: int
    likely_points: float
    likely_percent: int
    low_start_below: float
    low_start_points: float
    low_start_percent: int
    maybe_points: float
    ability_small: float
    ability_medium: float
    ability_large: float
    hard_from: float
    sources: tuple[str, ...]


class ActivityParameters(Value):
    """Every number of the plan and its reviews that does not belong to one track, phase or item."""

    first_quota: FirstQuota
    bout: tuple[Bout, ...]
    short_walks: ShortWalks
    step: tuple[StepLimit, ...]
    trials: Trials
    pace: Pace
    review: ReviewLimits
    session: SessionLimits
    flare: FlareLimits
    gap: tuple[GapRestart, ...]
    phase_move: PhaseMove
    caps: Caps
    change: ChangeLimits

    def step_for(self, unit: Unit) -> StepLimit:
        """The limits of one unit; the handbook makes sure that there are some."""
        return next(step for step in self.step if step.unit is unit)
