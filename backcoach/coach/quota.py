"""Quotas: the first one from what is managed now, and how it grows and shrinks. Whole numbers only."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.person import Profile
from backcoach.coach.thoughts import is_cautious_check


def first_quota(baseline: int, factor_percent: int, floor: int) -> int:
    """The first quota: a share of the baseline rounded down, never below `floor`."""
    return max(floor, baseline * factor_percent // 100)


def grow(quota: int, percent: int, min_step: int, max_step: int, nearest: int = 1) -> int:
    """One step up: `percent` of the quota rounded up, but at least `min_step` and at most `max_step`.

    With `nearest` above 1 the step is rounded to a multiple of it instead, halves up, as for daily steps.
    Growth of 0 percent leaves the quota as it is.
    """
    if percent == 0:
        return quota
    if nearest > 1:
        raw = (quota * percent + 50 * nearest) // (100 * nearest) * nearest
    else:
        raw = -(-quota * percent // 100)
    return quota + min(max(raw, min_step), max_step)


def cut(quota: int, percent: int, floor: int) -> int:
    """One step down: what is left after `percent`, rounded down, not below `floor` and never a rise."""
    return min(quota, max(floor, quota * (100 - percent) // 100))


def is_cautious(profile: Profile, book: ActivityBook) -> bool:
    """Whether the first quota should be smaller: little confidence, or a worry that asks for it.

    Unknown confidence counts as little; a worry that was passed over as a yes, and one that the handbook
    does not know as one that asks for it.
    """
    if is_cautious_check(profile.thoughts, book.thoughts):
        return True
    limit = book.parameters.first_quota.cautious_confidence
    return profile.confidence is None or profile.confidence <= limit


def is_gentle(profile: Profile, book: ActivityBook) -> bool:
    """Whether steps up stay small: high age, or a modifier that asks for it. An unknown modifier does."""
    modifiers = [book.modifier(modifier) for modifier in profile.modifiers]
    if any(modifier is None or modifier.is_gentle for modifier in modifiers):
        return True
    return profile.age_years >= book.parameters.pace.gentle_from_years


def is_clinician_first(profile: Profile, book: ActivityBook) -> bool:
    """Whether a clinician has to agree before there is more than short walks, and has not yet.

    An unknown modifier counts as one that asks for it.
    """
    modifiers = [book.modifier(modifier) for modifier in profile.modifiers]
    if any(modifier is not None and modifier.is_clinician_yes for modifier in modifiers):
        return False
    return any(modifier is None or modifier.is_clinician_first for modifier in modifiers)


def avoided_codes(profile: Profile, book: ActivityBook) -> frozenset[str]:
    """The avoid codes that the person's modifiers set; all of them if one is not known."""
    modifiers = [book.modifier(modifier) for modifier in profile.modifiers]
    if any(modifier is None for modifier in modifiers):
        return frozenset(code.id for code in book.avoid_codes)
    return frozenset(code for modifier in modifiers if modifier is not None for code in modifier.sets)
