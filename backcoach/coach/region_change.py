"""What holds after somebody has moved to another region while a course runs: always the strictest of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce

from backcoach.coach.course import Course
from backcoach.coach.limits import DoseLimits, Medicine, PersonalLimits
from backcoach.coach.regions import Region, limits_for


def limits_here(
    medicine: Medicine, regions: Iterable[Region], own: PersonalLimits, course: Course | None = None
) -> DoseLimits | None:
    """The strictest of all `regions` that count; None where one of them gives no amounts, or there is none.

    In a region that sells the pack of `course`, the limits of the course count; else those of the usual pack.
    """
    found = [_in_region(medicine, region, own, course) for region in regions]
    known = [limits for limits in found if limits is not None]
    return reduce(DoseLimits.join, known) if known and len(known) == len(found) else None


def with_courses_from_elsewhere(
    limits: DoseLimits, courses: Iterable[Course], region: Region, on: date
) -> DoseLimits:
    """`limits` tightened by every course of the same medicine begun elsewhere that is not over on a date."""
    here = {product.id for product in region.products}
    for course in courses:
        is_other = course.medicine is limits.medicine and course.product_id not in here
        if is_other and on <= course.stop_on:
            limits = limits.join(course.limits)
    return limits


def _in_region(
    medicine: Medicine, region: Region, own: PersonalLimits, course: Course | None
) -> DoseLimits | None:
    packs = region.products_of(medicine)
    if course is not None and course.product_id in {pack.id for pack in packs}:
        return course.limits
    return limits_for(packs[0], own) if packs else None
