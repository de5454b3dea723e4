"""What a person needs to read about, from what they told. What is not known makes no need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from backcoach.coach.lessons import LessonBook, Need
from backcoach.coach.person import Profile
from backcoach.coach.week import DayRecord


def told_needs(profile: Profile, book: LessonBook, *, takes_medicine: bool) -> frozenset[Need]:
    """The needs that follow from what was told about the person, a yes and "a bit" alike."""
    said = {*profile.worries, *profile.worries_a_bit}
    found = {one.need for one in book.needs if said & {*one.worries} or profile.work in one.work}
    if profile.confidence is not None and profile.confidence <= book.limits.confidence_low:
        found.add(Need.LOW_CONFIDENCE)
    if takes_medicine:
        found.add(Need.TAKES_MEDICINE)
    return frozenset(found)


def fresh_needs(days: Iterable[DayRecord], today: date, book: LessonBook) -> frozenset[Need]:
    """The needs that follow from the check-ins of the last days. Days to come tell nothing."""
    return frozenset(_fresh([one for one in days if one.day_on <= today], today, book))


def _fresh(days: list[DayRecord], today: date, book: LessonBook) -> Iterator[Need]:
    limits = book.limits
    recent = [one for one in days if one.day_on > today - timedelta(days=limits.recent_days)]
    if any(one.is_flare and one.day_on > today - timedelta(days=limits.flare_days) for one in days):
        yield Need.FLARE
    distress = _mean((one.distress for one in recent), limits.least_days)
    if distress is not None and distress >= limits.distress_high:
        yield Need.HIGH_DISTRESS
    sleep = _mean((one.sleep for one in recent), limits.least_days)
    if sleep is not None and sleep <= limits.sleep_low:
        yield Need.POOR_SLEEP


def _mean(scores: Iterable[float | None], least: int) -> float | None:
    """The mean of what was told; None where that is less than `least` scores."""
    told = [one for one in scores if one is not None]
    return sum(told) / len(told) if len(told) >= least else None
