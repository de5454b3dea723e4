"""The doses of the record: what was taken, and what was planned and perhaps taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from backcoach.coach.course import Course
from backcoach.coach.days import calendar_day
from backcoach.coach.dosing import Dose
from backcoach.coach.extra import extra_doses, left_out_after, locked_until
from backcoach.coach.limits import Medicine
from backcoach.coach.record import DoseTaken
from backcoach.flows.desk import Desk
from backcoach.flows.prescriptions import stand_ins
from backcoach.journal.looking_up import Said

LOOK_BACK_DAYS = 3
LATELY_DAYS = 14


def taken_doses(desk: Desk, days: int = LOOK_BACK_DAYS) -> tuple[Dose, ...]:
    """The doses of the last days."""
    return _taken_from(desk, desk.moment.today - timedelta(days=days))


def taken_since(desk: Desk, at: datetime) -> tuple[Dose, ...]:
    """The doses from some days before an instant on: all that can matter to a dose taken then."""
    return _taken_from(desk, local_day(desk, at) - timedelta(days=LOOK_BACK_DAYS))


def _taken_from(desk: Desk, day_on: date) -> tuple[Dose, ...]:
    entries = desk.journal.entries(DoseTaken, from_on=day_on)
    return tuple(Dose(entry.body.medicine, entry.body.mg, entry.at) for entry in entries)


def taken_lately(desk: Desk, medicine: Medicine) -> tuple[Dose, ...]:
    """The doses of the last two weeks, for a new course to be laid out behind them.

    A planned dose counts as taken where nothing of its day was logged: nobody knows that it was not.
    """
    known = taken_doses(desk, LATELY_DAYS)
    return (*known, *silent_doses(desk, medicine, known), *stand_ins(desk))


def silent_doses(desk: Desk, medicine: Medicine, known: Iterable[Dose]) -> tuple[Dose, ...]:
    """The planned doses of the last course that are due, on days without a known dose of the medicine.

    Neither the person's day nor the calendar's may be without one: so no setting lets a day pass for told.
    """
    last, now = last_course(desk, medicine), desk.moment.now
    own = [dose.taken_at for dose in known if dose.medicine is medicine]
    logged = {desk.moment.day_of(at) for at in own}
    logged_calendar = {calendar_day(at, now.tzinfo) for at in own}
    planned = [dose for dose in last.doses if not dose.is_optional and dose.at <= now] if last else []
    return tuple(
        Dose(medicine, dose.mg, dose.at)
        for dose in planned
        if desk.moment.day_of(dose.at) not in logged
        or calendar_day(dose.at, now.tzinfo) not in logged_calendar
    )


def last_course(desk: Desk, medicine: Medicine, at: datetime | None = None) -> Course | None:
    """The last course of a medicine, of the present plan or of an earlier one.

    It is as it stands now, or as it will stand at a later instant `at` (aware) if nothing is told until then.
    """
    course = desk.journal.latest(Course, (Said.MEDICINE, medicine.value))
    if course is None or at is None or at <= desk.moment.now:
        return desk.as_it_stands(course) if course else None
    from backcoach.flows.course_since import course_since

    return course_since(desk.journal, course, at.astimezone(desk.moment.now.tzinfo))


def left_out_now(desk: Desk) -> frozenset[datetime]:
    """The planned instants of the present course at which no dose is taken any more, after extra ones."""
    course, profile = desk.course(), desk.profile()
    if course is None or profile is None:
        return frozenset()
    return left_out_after(course, taken_doses(desk, LATELY_DAYS), profile.waking, _zone(desk))


def extras(desk: Desk, medicine: Medicine, known: Iterable[Dose]) -> tuple[Dose, ...]:
    """The doses among `known` that are more than the present course of the medicine has for their day."""
    course, profile = desk.course(), desk.profile()
    if course is None or profile is None or course.medicine is not medicine:
        return ()
    return extra_doses(course, known, profile.waking, _zone(desk))


def extra_lock(desk: Desk, medicine: Medicine, known: Iterable[Dose]) -> datetime | None:
    """Until when (UTC) an extra dose locks a medicine; None where none does."""
    locks = (locked_until(one) for one in extras(desk, medicine, known))
    return max((at for at in locks if at is not None), default=None)


def _zone(desk: Desk) -> tzinfo:
    zone = desk.moment.now.tzinfo
    return UTC if zone is None else zone


def local_day(desk: Desk, at: datetime) -> date:
    """The day an instant belongs to where the person is."""
    return desk.moment.day_of(at)
