"""A running course held to tighter limits than it was issued with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from backcoach.coach.course import NEAR, Course, PlannedDose
from backcoach.coach.course_changes import TIGHTENED, changed
from backcoach.coach.days import calendar_day
from backcoach.coach.dosing import Dose, earliest_allowed
from backcoach.coach.limits import DoseLimits, Medicine
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.regions import Product
from backcoach.values import replace


def tightened(
    course: Course,
    limits: DoseLimits,
    product: Product,
    now: datetime,
    book: MedicineBook,
    taken: tuple[Dose, ...] = (),
) -> Course | None:
    """The running course held to `limits` as well from `now` (aware, the person's zone) on.

    Doses become smaller or are left out; none is moved, added or made larger. The same course where nothing
    changes, None where nothing of it is left. `taken` are the doses taken, of any medicine. Raises ValueError
    for limits of another medicine.
    """
    joined = course.limits.join(limits)
    if joined == course.limits:
        return course
    last_on = min(course.stop_on, course.started_on + timedelta(days=joined.cap_days - 1))
    kept = tuple(dose for dose in course.doses if dose.at <= now)
    coming = [dose for dose in course.doses if dose.at > now and calendar_day(dose.at, now.tzinfo) <= last_on]
    known, left = [*taken, *unlogged(kept, taken, course.medicine)], list[PlannedDose]()
    for dose in coming:
        mg = product.whole_mg(min(dose.mg, joined.single_max_mg, joined.daily_max_mg))
        if mg and earliest_allowed(mg, known, joined.for_plan, dose.at) == dose.at:
            known.append(Dose(course.medicine, mg, dose.at))
            left.append(replace(dose, mg=mg, tablets=mg // product.strength_mg))
    if not left:
        return None
    reason = book.reason(TIGHTENED, product=product.id)
    tighter = replace(course, limits=joined, last_possible_on=last_on)
    return changed(tighter, TIGHTENED, (*kept, *left), reason, now)


def unlogged(planned: tuple[PlannedDose, ...], taken: tuple[Dose, ...], medicine: Medicine) -> Iterator[Dose]:
    """Planned doses that no taken one is near to: they count as taken, since nobody knows."""
    own = [dose.taken_at for dose in taken if dose.medicine is medicine]
    for dose in planned:
        if not any(abs(at - dose.at) <= NEAR for at in own):
            yield Dose(medicine, dose.mg, dose.at)
