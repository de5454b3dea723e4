"""What the program decided in plain words, for somebody who knows none of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backcoach.coach.limits import Verdict
from backcoach.coach.values import Disposition

PLACES = {
    "self_care": "self-care",
    "routine": "a routine visit",
    "same_day": "a doctor on the same day",
    "emergency_now": "emergency care at once",
}
VERDICTS = {
    Verdict.ALLOW: "nothing told speaks against it",
    Verdict.CAUTION: "with care",
    Verdict.ASK_FIRST: "ask a doctor or pharmacist first",
    Verdict.AVOID: "advised against",
}
SPOKEN_TO = re.compile(r"\byou(rs?)?\b", re.IGNORECASE)


def disposition_words(disposition: Disposition, *, is_plan_allowed: bool) -> str:
    """Where a screening sent the person, and whether a plan is made."""
    within = disposition.within_days
    place = PLACES.get(disposition.urgency) if within is None else f"a doctor within {within} days"
    return f"{place}; {'a plan is allowed' if is_plan_allowed else 'the plan rests'}"


def as_told(words: Iterable[str]) -> str:
    """Sentences of content; those that speak to the person stand last, as what the person reads."""
    every = tuple(words)
    spoken = " ".join(one for one in every if SPOKEN_TO.search(one))
    plain = (one for one in every if not SPOKEN_TO.search(one))
    return " ".join((*plain, *((f'The person reads: "{spoken}"',) if spoken else ())))
