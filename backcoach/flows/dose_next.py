"""What comes next: the planned doses, when each medicine is allowed, and doses left out on purpose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from backcoach.coach.course import Course, PlannedDose
from backcoach.coach.days import calendar_day
from backcoach.coach.limits import DAY_HOURS, Medicine
from backcoach.coach.medicine_record import DoseSkipped
from backcoach.coach.person import Waking
from backcoach.coach.values import Reason
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish, limits_of, rulings
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.planned_doses import COMING, PlannedDoseState, bed_after, doses_on, later_doses, skipped
from backcoach.flows.taken import taken_doses
from backcoach.values import Value

_DAY = timedelta(hours=DAY_HOURS)


class Upcoming(Value):
    """A planned dose: when it was planned, and when it may be taken (both local)."""

    medicine: Medicine
    mg: int
    planned_at: datetime
    at: datetime
    is_optional: bool


class Late(Value):
    """A planned dose whose time has passed: whether to take it now, and why."""

    medicine: Medicine
    mg: int
    planned_at: datetime
    is_to_take: bool
    reason: Reason


class MedicineNow(Value):
    """One medicine now: the last 24 hours against the limit, and when `mg` of it are allowed (aware).

    `limit_24h_mg` is None where no limit is known, `next_allowed_at` where no time makes it safe; `reasons`
    then say why. `stop_on` is the last day of its course, None without one.
    """

    medicine: Medicine
    mg: int
    sum_24h_mg: int
    limit_24h_mg: int | None
    next_allowed_at: datetime | None
    reasons: tuple[Reason, ...]
    stop_on: date | None


class Board(Value):
    """What `dose next` shows. While the plan rests nothing comes, and no time is given."""

    is_resting: bool
    medicines: tuple[MedicineNow, ...]
    upcoming: Upcoming | None
    late: tuple[Late, ...]


def board(desk: Desk) -> Board:
    """What comes next."""
    is_resting = not desk.standing().is_plan_allowed
    medicines = tuple(_now(desk, one, is_resting=is_resting) for one in _medicines(desk))
    if is_resting:
        return Board(is_resting, medicines, None, ())
    today = doses_on(desk, desk.moment.today)
    late = _late(desk, today)
    passed = frozenset(one.planned_at for one in late if not one.is_to_take)
    return Board(is_resting, medicines, _upcoming(desk, today, passed), late)


def _medicines(desk: Desk) -> tuple[Medicine, ...]:
    """The one of the running course, then those taken within a day."""
    course, now = desk.course(), desk.moment.now
    running = [course.medicine] if course and course.stop_on >= calendar_day(now, now.tzinfo) else []
    lately = [one.medicine for one in taken_doses(desk) if one.taken_at > now - _DAY]
    return tuple(dict.fromkeys((*running, *lately)))


def _now(desk: Desk, medicine: Medicine, *, is_resting: bool) -> MedicineNow:
    now, course = desk.moment.now, desk.course()
    recent = [one for one in taken_doses(desk) if one.medicine is medicine and one.taken_at > now - _DAY]
    own = course if course is not None and course.medicine is medicine else None
    try:
        limits = limits_of(desk, medicine)
    except Refused:
        shown_mg = recent[-1].mg if recent else 0
        return MedicineNow(medicine, shown_mg, sum(one.mg for one in recent), None, None, (), None)
    planned_mg = own.doses[0].mg if own and own.doses else limits.single_max_mg
    mg = min(planned_mg, limits.single_max_mg)
    (answer,) = rulings(desk, [DoseWish(medicine, mg, now, is_taken=False)])
    next_at = None if is_resting else answer.next_allowed_at
    reasons = () if answer.is_allowed else answer.reasons
    sum_mg = sum(one.mg for one in recent)
    return MedicineNow(
        medicine, mg, sum_mg, limits.daily_max_mg, next_at, reasons, own.stop_on if own else None
    )


def _upcoming(
    desk: Desk, of_today: tuple[PlannedDoseState, ...], passed: frozenset[datetime] = frozenset()
) -> Upcoming | None:
    """The next planned dose: one `of_today`, else the first of a later day, at the time it may be taken.

    Those planned at one of the `passed` instants are left out, as their time is over.
    """
    course = desk.course()
    if course is None:
        return None
    coming = [one for one in of_today if one.state in COMING and one.dose.at not in passed]
    if coming:
        return _as_upcoming(course.medicine, coming[0])
    first = next(later_doses(desk), None)
    return _as_upcoming(course.medicine, first) if first else None


def _as_upcoming(medicine: Medicine, one: PlannedDoseState) -> Upcoming:
    planned_at = one.dose.at.astimezone(one.local.tzinfo)
    return Upcoming(medicine, one.dose.mg, planned_at, one.local, one.dose.is_optional)


def _late(desk: Desk, of_today: tuple[PlannedDoseState, ...]) -> tuple[Late, ...]:
    """The planned doses of today whose time has passed. Only the last of them may still be one to take."""
    course, profile, now = desk.course(), desk.profile(), desk.moment.now
    open_ones = [one.dose for one in of_today if one.state in (COMING[0], "not logged") and one.dose.at < now]
    if course is None or profile is None or not open_ones:
        return ()
    *passed, last = open_ones
    is_to_take = _is_to_take(desk, course, last, profile.waking)
    left_out = [_as_late(desk, course.medicine, one, is_to_take=False) for one in passed]
    return (*left_out, _as_late(desk, course.medicine, last, is_to_take=is_to_take))


def _is_to_take(desk: Desk, course: Course, dose: PlannedDose, waking: Waking) -> bool:
    """Whether a planned dose whose time has passed is taken now: where it fits, and the guard allows it."""
    from backcoach.coach.missed import missed

    now = desk.moment.now
    fits = missed(
        dose.mg,
        taken_doses(desk),
        course.limits,
        now,
        desk.book.medicine,
        next_at=next((one.at for one in course.doses if one.at > now and not one.is_optional), None),
        bed_at=bed_after(_local(desk, dose), waking.bed),
    )
    (answer,) = rulings(desk, [DoseWish(course.medicine, dose.mg, now, is_taken=False)])
    return fits.value and answer.is_allowed


def _as_late(desk: Desk, medicine: Medicine, dose: PlannedDose, *, is_to_take: bool) -> Late:
    from backcoach.coach.missed import MISSED_LEAVE_OUT, MISSED_TAKE

    reason = desk.book.medicine.reason(MISSED_TAKE if is_to_take else MISSED_LEAVE_OUT, mg=dose.mg)
    return Late(medicine, dose.mg, _local(desk, dose), is_to_take, reason)


def skip(desk: Desk, clock: time | None, day_on: date | None = None) -> Upcoming:
    """Leave out the next planned dose, or that of a clock time on a day, today without one.

    The others stay where they are. Raises `BadInput` where there is none.
    """
    course, today = desk.course(), desk.moment.today
    if clock is None and day_on not in (None, today):
        raise BadInput("A dose of another day needs its time.", "Such as: backcoach dose skip 15:00 --date 1")
    of_day = doses_on(desk, day_on or today)
    found = _upcoming(desk, of_day) if clock is None else _at_clock(desk, of_day, clock)
    if course is None or found is None:
        raise BadInput("There is no planned dose to leave out.", "See what is planned: backcoach dose next")
    desk.keep(DoseSkipped(course.medicine, found.planned_at), day_on=day_on or today)
    return found


def _at_clock(desk: Desk, of_day: tuple[PlannedDoseState, ...], clock: time) -> Upcoming | None:
    """The planned dose of a day at a clock time, as planned or as it may be taken, if it is still open."""
    course, left_out = desk.course(), skipped(desk)
    open_ones = [
        one
        for one in of_day
        if one.state != "taken" and course is not None and (course.medicine, one.dose.at) not in left_out
    ]
    same = (one for one in open_ones if clock in (_local(desk, one.dose).time(), one.local.time()))
    one = next(same, None)
    return _as_upcoming(course.medicine, one) if course and one else None


def _local(desk: Desk, dose: PlannedDose) -> datetime:
    return dose.at.astimezone(desk.moment.now.tzinfo)
