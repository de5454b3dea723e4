"""What a decision looked at, in plain words with its figure, for somebody who knows none of its names."""

from __future__ import annotations

from collections.abc import Iterable

FIGURES = {
    "pain_mean": "mean pain {}",
    "compared_with": "compared with {}",
    "week_before": "{} the week before",
    "rise": "a change of {} points",
    "leg_rise": "leg pain changed by {} points",
    "leg_pain_mean": "mean leg pain {}",
    "below_the_knee": "pain below the knee: {}",
    "leg_before": "the leg before: {}",
    "days_further_down_the_leg": "days with pain further down the leg: {}",
    "days_logged": "days logged: {}",
    "pain_days": "days with a pain score: {}",
    "days_needed": "days needed: {}",
    "days_not_logged": "days not logged: {}",
    "gap_days": "days without plan or check-in: {}",
    "flare_days": "days of a flare-up: {}",
    "red_sessions": "sessions that hurt too much: {}",
    "unsettled_mornings": "mornings not settled: {}",
    "distress_median": "upset by the pain {} (median)",
    "done_percent": "done of planned {} %",
    "done_percent_needed": "needed {} %",
    "item": "what: {}",
    "instead_of": "instead of: {}",
    "task": "for this task: {}",
    "ability": "how well it goes: {} of 10",
    "amount": "amount: {}",
    "before": "before: {}",
    "now": "now: {}",
    "percent": "by {} %",
    "managed": "managed: {}",
    "managed_minutes": "minutes managed: {}",
    "quota_minutes": "minutes in the plan: {}",
    "limit_minutes": "minutes at most: {}",
    "phase": "part of the plan: {}",
    "phases": "part of the plan: {}",
    "cap_days": "days at most: {}",
    "quiet_days": "days with little or no pain: {}",
    "within_days": "of the last days: {}",
    "weeks_needed": "quiet weeks needed: {}",
    "own_back": "own activities that are back: {}",
    "own": "own activities: {}",
    "own_known": "own activities told of: {}",
}
"""What a decision looked at, with its figure; a name that is not here says itself what it is."""

MANY = 1000
"""From here on three digits would not tell the whole number."""

CHANGES = ("rise", "leg_rise")


def figure_words(name: str, value: str) -> str:
    """A figure that a decision looked at, in words; of a number no more digits than matter."""
    known = FIGURES.get(name)
    shown = _number(name, value)
    return known.format(shown) if known else f"{name.replace('_', ' ')}: {shown}"


def figures_words(figures: Iterable[tuple[str, str]]) -> str:
    """All figures that a decision looked at, as one line."""
    return "; ".join(figure_words(name, value) for name, value in figures)


def _number(name: str, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    digits = f"{number:.3g}" if abs(number) < MANY else f"{number:.0f}"
    return f"+{digits}" if name in CHANGES and number > 0 else digits
