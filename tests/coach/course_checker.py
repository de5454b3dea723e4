"""A slow second opinion on a course: looks at every pair and every window by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from backcoach.coach.course import Course, PlannedDose, Step
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import PersonalLimits
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product

HOUR = 3600
DAY = 24 * HOUR


def faults(
    course: Course,
    product: Product,
    own: PersonalLimits,
    waking: Waking,
    zone: tzinfo,
    earliest: datetime,
    taken: tuple[Dose, ...],
) -> list[str]:
    """Everything that is wrong with a course, in words; empty when it is right."""
    return [
        *_amounts(course, product, own),
        *_gaps(course, product, own, taken),
        *_windows(course, product, own, taken),
        *_days(course, product, zone, taken),
        *_waking_hours(course, waking, zone),
        *_steps(course, zone, taken),
        *(f"dose before the start at {dose.at}" for dose in course.doses if dose.at < earliest),
    ]


def _amounts(course: Course, product: Product, own: PersonalLimits) -> Iterator[str]:
    single_mg = min(product.dose_max_mg, own.single_max_mg or product.dose_max_mg)
    for dose in course.doses:
        if not product.dose_min_mg <= dose.mg <= single_mg:
            yield f"{dose.mg} mg at once"
        if dose.tablets * product.strength_mg != dose.mg:
            yield f"{dose.mg} mg is no whole number of tablets"
    if sum(dose.tablets for dose in course.doses) != course.tablets_needed:
        yield "tablets do not add up"


def _gaps(course: Course, product: Product, own: PersonalLimits, taken: tuple[Dose, ...]) -> Iterator[str]:
    shortest = max(product.plan_spacing_hours, own.spacing_hours or 0) * HOUR
    planned = [dose.at.timestamp() for dose in course.doses]
    swallowed = [dose.taken_at.timestamp() for dose in taken if dose.medicine is product.medicine]
    for one in planned:
        for other in planned:
            if 0 < one - other < shortest:
                yield f"only {(one - other) / HOUR} hours between planned doses"
        for other in swallowed:
            if one - other < shortest:
                yield f"only {(one - other) / HOUR} hours after a swallowed dose"


def _windows(course: Course, product: Product, own: PersonalLimits, taken: tuple[Dose, ...]) -> Iterator[str]:
    most_mg = min(product.plan_daily_max_mg, own.daily_max_mg or product.plan_daily_max_mg)
    doses = [(dose.at.timestamp(), dose.mg) for dose in course.doses]
    ends = [at for at, _ in doses]
    doses += [(dose.taken_at.timestamp(), dose.mg) for dose in taken if dose.medicine is product.medicine]
    for end in ends:
        window = [mg for at, mg in doses if end - DAY < at <= end]
        if sum(window) > most_mg:
            yield f"{sum(window)} mg in 24 hours"
        if len(window) > min(product.plan_doses_24h, own.doses_24h or product.plan_doses_24h):
            yield f"{len(window)} doses in 24 hours"


def _days(course: Course, product: Product, zone: tzinfo, taken: tuple[Dose, ...]) -> Iterator[str]:
    dates = [dose.at.astimezone(zone).date() for dose in course.doses]
    length = (dates[-1] - dates[0]).days + 1
    if length > min(product.plan_cap_days, 10):
        yield f"{length} days"
    if product.medicine.is_nsaid:
        used = {dose.taken_at.astimezone(zone).date() for dose in taken if dose.medicine.is_nsaid} | set(
            dates
        )
        yield from _nsaid_days(used)
    if (course.started_on, course.stop_on) != (dates[0], dates[-1]):
        yield "start or stop date is not that of the first or last dose"
    if (course.next_course_on - course.stop_on).days <= 14:
        yield "a new course within 14 days"


def _nsaid_days(used: set[date]) -> Iterator[str]:
    for end in used:
        days = sum(end - timedelta(days=14) < on <= end for on in used)
        if days > 7:
            yield f"{days} days of anti-inflammatories in 14"


def _waking_hours(course: Course, waking: Waking, zone: tzinfo) -> Iterator[str]:
    for dose in course.doses:
        today = dose.at.astimezone(zone).date()
        spans = (_awake(waking, zone, today + timedelta(days=shift)) for shift in (-2, -1, 0, 1))
        if not any(wake <= dose.at.timestamp() <= bed for wake, bed in spans):
            yield f"asleep at {dose.at}"


def _awake(waking: Waking, zone: tzinfo, on: date) -> tuple[float, float]:
    bed_on = on if waking.bed > waking.wake else on + timedelta(days=1)
    wake = datetime.combine(on, waking.wake, tzinfo=zone)
    return wake.timestamp(), datetime.combine(bed_on, waking.bed, tzinfo=zone).timestamp()


def _steps(course: Course, zone: tzinfo, taken: tuple[Dose, ...]) -> Iterator[str]:
    order = [list(Step).index(dose.step) for dose in course.doses]
    if order != sorted(order):
        yield "steps out of order"
    if any(dose.is_optional != (dose.step is Step.STEP_2) for dose in course.doses):
        yield "only step 2 is optional"
    by_day = [[dose for dose in course.doses if dose.day_number == day] for day in range(1, 11)]
    counts = [len(doses) for doses in by_day if doses]
    if any(doses[0].step is Step.STEP_2 and len(doses) > 1 for doses in by_day if doses):
        yield "more than one dose on a day of step 2"
    if not _crosses_a_clock_change(course.doses, zone):
        # The first day may begin late; doses from before the course still count for a day after that.
        settled = counts[2 if taken else 1 :]
        yield from (f"{one} doses, then {two}" for one, two in pairwise(settled) if two > one)
    days = {dose.day_number for dose in course.doses if dose.step is not Step.STEP_2}
    if not 2 <= len(days) <= 7:
        yield f"{len(days)} days of regular doses and step 1"


def _crosses_a_clock_change(doses: tuple[PlannedDose, ...], zone: tzinfo) -> bool:
    instants = [doses[0].at - timedelta(hours=24), *(dose.at for dose in doses)]
    return len({at.astimezone(zone).utcoffset() for at in instants}) > 1
