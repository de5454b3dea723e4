"""What the program decided in plain words, for somebody who knows none of its names."""

from __future__ import annotations

from backcoach.coach.values import Disposition

PLACES = {
    "self_care": "self-care",
    "routine": "a routine visit",
    "same_day": "a doctor on the same day",
    "emergency_now": "emergency care at once",
}


def disposition_words(disposition: Disposition, *, is_plan_allowed: bool) -> str:
    """Where a screening sent the person, and whether a plan is made."""
    within = disposition.within_days
    place = PLACES.get(disposition.urgency) if within is None else f"a doctor within {within} days"
    return f"{place}; {'a plan is allowed' if is_plan_allowed else 'the plan rests'}"
