"""The whole picture of medicine now: the course, today's doses, the sums of 24 hours, and what is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from backcoach.coach.course import Course
from backcoach.coach.course_changes import rest_reason
from backcoach.coach.days import calendar_day
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import DAY_HOURS, DoseLimits, Medicine, Verdict
from backcoach.coach.medicine_record import MedicineClosed
from backcoach.coach.open_medicine import DAY_3_TODAY, is_day_to_check
from backcoach.coach.person import Profile
from backcoach.coach.record import MedicineChecked
from backcoach.coach.regions import ContactKind, Region
from backcoach.coach.standing import Standing
from backcoach.coach.values import Reason
from backcoach.coach.withholding import Outcome
from backcoach.flows.clearing import eligibility_now, verdict_now
from backcoach.flows.desk import OTHER_REGION, Desk
from backcoach.flows.dose_guard import DoseWish, is_medicine_closed, limits_of, rulings
from backcoach.flows.errors import NotStarted, Refused
from backcoach.flows.planned_doses import PlannedDoseState, doses_on, skipped
from backcoach.flows.prescribed_view import PrescriptionView, prescribed_views
from backcoach.flows.taken import last_course, taken_doses
from backcoach.flows.withheld import withheld_now
from backcoach.values import Value, replace

MEDICINE_PART = "medicine_information"
SKIPPED = "skipped"
TAKEN = "taken"

BEFORE, REST, OVER = "before", "rest", "over"
"""Where a day stands in a course beside its steps: before it, without a dose, after it."""


class CourseView(Value):
    """A course on one day: its number from 1, its step or `before`, `rest` or `over`, and the day's doses."""

    course: Course
    day_number: int
    days: int
    step: str
    doses: tuple[PlannedDoseState, ...]


class SumView(Value):
    """All of one medicine in the last 24 hours, prescribed parts too, against the smallest limit.

    `limits` is None where none are known. `next_at` (aware) is from when `next_mg` may be taken; None where
    it is closed, and `closed` tells why.
    """

    medicine: Medicine
    taken: tuple[Dose, ...]
    limits: DoseLimits | None
    next_mg: int
    next_at: datetime | None
    closed: tuple[Reason, ...]

    @property
    def taken_mg(self) -> int:
        """The sum of the 24 hours."""
        return sum(one.mg for one in self.taken)


class MedsView(Value):
    """Everything that `meds` shows. `course` is None where there is none or the plan rests.

    `no_course` says why there is none; `wanted` is the medicine that was asked about. `notes` are what is to
    be looked at now.
    """

    at: datetime
    region: Region
    stands: Standing
    part: Outcome
    course: CourseView | None
    wanted: Medicine | None
    verdict: Verdict | None
    no_course: tuple[Reason, ...]
    sums: tuple[SumView, ...]
    prescribed: tuple[PrescriptionView, ...]
    notes: tuple[Reason, ...]
    poison: str
    emergency: str


def meds_view(desk: Desk) -> MedsView:
    """The picture at this moment. Raises `NotStarted` where no safety question was answered."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    course = _course(desk) if stands.is_plan_allowed else None
    checked = _checked(desk)
    region = desk.book.region(desk.region_code())
    return MedsView(
        desk.moment.now,
        region,
        stands,
        withheld_now(desk, stands).part(MEDICINE_PART),
        course,
        checked.wanted if checked else None,
        verdict_now(desk, checked.wanted) if checked else None,
        () if course and course.step != OVER else _no_course(desk, checked),
        tuple(_sum(desk, medicine) for medicine in _shown(desk, course, checked)),
        tuple(one for one in prescribed_views(desk) if one.prescription.ended_at is None),
        tuple(_notes(desk, course)),
        _number(desk, region, ContactKind.POISON),
        _number(desk, region, ContactKind.EMERGENCY),
    )


def _course(desk: Desk) -> CourseView | None:
    course, zone = desk.course(), desk.moment.now.tzinfo
    if course is None or not course.doses:
        return None
    today = calendar_day(desk.moment.now, zone)
    steps = [dose.step for dose in course.doses if desk.moment.day_of(dose.at) == desk.moment.today]
    step = steps[0].value if steps else REST
    if today < course.started_on:
        step = BEFORE
    elif today > course.stop_on:
        step = OVER
    number = max((today - course.started_on).days + 1, 1)
    days = (course.stop_on - course.started_on).days + 1
    return CourseView(course, min(number, days), days, step, _doses(desk, course))


def _doses(desk: Desk, course: Course) -> tuple[PlannedDoseState, ...]:
    """The doses of today; those left out on purpose say so."""
    left = {planned_at for medicine, planned_at in skipped(desk) if medicine is course.medicine}
    states = doses_on(desk, desk.moment.today)
    return tuple(
        replace(one, state=SKIPPED) if one.dose.at in left and one.state != TAKEN else one for one in states
    )


def _checked(desk: Desk) -> MedicineChecked | None:
    """What the medicine questions of this plan led to."""
    entry, plan = desk.journal.latest(MedicineChecked), desk.journal.latest(Profile)
    return entry.body if entry and plan and entry.place > plan.place else None


def _no_course(desk: Desk, checked: MedicineChecked | None) -> tuple[Reason, ...]:
    """Why no course runs: what the questions say today, or the days of rest after the last one."""
    verdict = verdict_now(desk, checked.wanted) if checked else None
    if checked is not None and verdict is not None and verdict >= Verdict.ASK_FIRST:
        found = eligibility_now(desk, checked.wanted)
        return found.reasons if found and found.verdict >= verdict else checked.reasons
    courses = [course for one in Medicine if (course := last_course(desk, one)) is not None]
    resting = [one for one in courses if one.stop_on < desk.moment.today < one.next_course_on]
    return (rest_reason(resting, desk.book.medicine),) if resting else ()


def _shown(desk: Desk, course: CourseView | None, checked: MedicineChecked | None) -> tuple[Medicine, ...]:
    """The medicines that have a sum, in their order: planned, asked about, or taken in the last days."""
    found = {dose.medicine for dose in taken_doses(desk)}
    found |= {course.course.medicine} if course else set()
    found |= {checked.wanted} if checked else set()
    return tuple(one for one in Medicine if one in found)


def _sum(desk: Desk, medicine: Medicine) -> SumView:
    now = desk.moment.now
    since = now - timedelta(hours=DAY_HOURS)
    doses = (one for one in taken_doses(desk) if one.medicine is medicine and since < one.taken_at)
    taken = tuple(sorted(doses, key=lambda one: one.instant))
    try:
        limits = limits_of(desk, medicine)
    except Refused:
        return SumView(medicine, taken, None, 0, None, ())
    mg = _next_mg(desk, medicine, limits)
    (answer,) = rulings(desk, [DoseWish(medicine, mg, now, is_taken=False)])
    next_at = answer.next_allowed_at if desk.standing().is_plan_allowed else None
    closed = answer.reasons if not answer.is_allowed and next_at is None else ()
    return SumView(medicine, taken, limits, mg, next_at.astimezone(now.tzinfo) if next_at else None, closed)


def _next_mg(desk: Desk, medicine: Medicine, limits: DoseLimits) -> int:
    """The amount that the next time is told for: that of the course, else the most in one dose."""
    course = desk.course()
    planned = [dose.mg for dose in course.doses] if course and course.medicine is medicine else []
    return min([*planned, limits.single_max_mg])


def _notes(desk: Desk, course: CourseView | None) -> list[Reason]:
    """What is to be looked at today, and that the medicine part is closed."""
    closed = desk.journal.latest(MedicineClosed)
    is_check = course is not None and is_day_to_check(course.course, desk.moment.today)
    rules = [closed.body.why] if closed is not None and is_medicine_closed(desk) else []
    return [desk.book.medicine.reason(rule) for rule in (*rules, *([DAY_3_TODAY] if is_check else ()))]


def _number(desk: Desk, region: Region, kind: ContactKind) -> str:
    """Whom to call, in a few words; those for everywhere where the region has none."""
    contacts = region.contacts_for(kind) or desk.book.region(OTHER_REGION).contacts_for(kind)
    return f"{contacts[0].label} {contacts[0].number}" if contacts else ""
