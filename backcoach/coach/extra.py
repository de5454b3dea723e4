"""Doses beyond the plan of a course, though within every limit, and what is left out after them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from backcoach.coach.course import Course
from backcoach.coach.days import day_of
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import DAY_HOURS, Medicine
from backcoach.coach.person import Waking

_DAY = timedelta(hours=DAY_HOURS)
_NEVER = datetime.max.replace(tzinfo=UTC)
_BEFORE_FIRST = timedelta(hours=3)
"""So long before the first planned dose one may have been that dose; older ones came before the course."""


def extra_doses(course: Course, taken: Iterable[Dose], waking: Waking, zone: tzinfo) -> tuple[Dose, ...]:
    """The doses of the course's medicine taken when all that its day has planned were taken already.

    A day changes in the middle of the person's sleep. `zone` is where the person is.
    """
    planned = Counter(_day(dose.at, waking, zone) for dose in course.doses)
    by_day = _by_day(course, taken, waking, zone)
    return tuple(dose for on, doses in by_day.items() if on in planned for dose in doses[planned[on] :])


def left_out_after(
    course: Course, taken: Iterable[Dose], waking: Waking, zone: tzinfo
) -> frozenset[datetime]:
    """The planned instants at which no dose is taken any more.

    Those of a day on which as many doses were taken as it has planned; after an extra dose the next planned
    one; and after one of paracetamol all of the 24 hours behind it.
    """
    own = tuple(taken)
    by_day = _by_day(course, own, waking, zone)
    planned = Counter(_day(dose.at, waking, zone) for dose in course.doses)
    full = {
        on: doses[planned[on] - 1].instant for on, doses in by_day.items() if 0 < planned[on] <= len(doses)
    }
    days = ((dose.at, _day(dose.at, waking, zone)) for dose in course.doses)
    out = {at for at, on in days if on in full and at > full[on]}
    for extra in extra_doses(course, own, waking, zone):
        later = [dose.at for dose in course.doses if dose.at > extra.instant]
        out |= set(later[:1]) | {at for at in later if at < (locked_until(extra) or extra.instant)}
    return frozenset(out)


def locked_until(extra: Dose) -> datetime | None:
    """Until when (UTC) an extra dose locks its medicine; None where it does not."""
    return extra.instant + _DAY if extra.medicine is Medicine.PARACETAMOL else None


def _by_day(course: Course, taken: Iterable[Dose], waking: Waking, zone: tzinfo) -> dict[date, list[Dose]]:
    """The doses that count for the course, by the day they belong to, the first taken first."""
    days = defaultdict[date, list[Dose]](list)
    since = min((dose.at for dose in course.doses), default=_NEVER) - _BEFORE_FIRST
    own = (dose for dose in taken if dose.medicine is course.medicine and dose.instant >= since)
    for dose in sorted(own, key=lambda one: one.instant):
        days[_day(dose.instant, waking, zone)].append(dose)
    return days


def _day(at: datetime, waking: Waking, zone: tzinfo) -> date:
    """The waking day of an instant: it goes on into the night as far as the middle of the sleep."""
    wake, bed = (timedelta(hours=one.hour, minutes=one.minute) for one in (waking.wake, waking.bed))
    asleep = (wake - bed) % timedelta(days=1)
    return day_of(at.astimezone(zone), wake - asleep / 2)
