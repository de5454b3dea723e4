"""The planned doses of a day, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from backcoach.coach.course import NEAR, PlannedDose
from backcoach.coach.dosing import Dose
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import DoseSkipped
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_now, opening
from backcoach.flows.taken import left_out_now, taken_doses
from backcoach.values import Value, replace

LEFT_OUT = "left out"
COMING = ("to come", "if needed")
LOCKS = ("lock_24h", "extra_lock")


class PlannedDoseState(Value):
    """A planned dose of today in local time: done, still to come, left out as not safe, or not logged.

    `local` of a dose still to come is the time at which it may be taken, at the planned time or after it.
    """

    dose: PlannedDose
    local: datetime
    state: str


def doses_on(desk: Desk, day: date) -> tuple[PlannedDoseState, ...]:
    """The planned doses of a day and what became of them.

    A dose still to come today is shown at the first time from its own on at which it may be taken.
    """
    course = desk.course()
    if course is None:
        return ()
    known = list(taken_doses(desk))
    taken = [dose for dose in known if dose.medicine is course.medicine]
    left_out = skipped(desk)
    states = []
    for dose in course.doses:
        local = dose.at.astimezone(desk.moment.now.tzinfo)
        match = _nearest(dose, taken)
        if match is not None:
            taken.remove(match)
        if desk.moment.day_of(local) == day:
            is_out = match is None and (course.medicine, dose.at) in left_out
            state = PlannedDoseState(
                dose, local, LEFT_OUT if is_out else _state(dose, match, desk.moment.now)
            )
            states.append(as_it_may_be(state, desk, known) if day == desk.moment.today else state)
    return tuple(states)


def as_it_may_be(one: PlannedDoseState, desk: Desk, known: list[Dose]) -> PlannedDoseState:
    """The same dose at a time the guard allows, or left out; `known` then counts it among the doses taken."""
    course, profile = desk.course(), desk.profile()
    if one.state not in COMING or course is None or profile is None:
        return one
    at = _shown_at(desk, one.dose.mg, one.dose.at, bed_after(one.local, profile.waking.bed), known)
    if at is None:
        return replace(one, state=LEFT_OUT)
    if not one.dose.is_optional:
        known.append(Dose(course.medicine, one.dose.mg, max(at, desk.moment.now)))
    return replace(one, local=at.astimezone(one.local.tzinfo))


def _shown_at(
    desk: Desk, mg: int, planned_at: datetime, bed_at: datetime, known: Iterable[Dose]
) -> datetime | None:
    """When a planned dose of the present course may be taken, from its time on; None if it is left out.

    It is left out where its medicine is closed or locked, after an extra dose, or where it would come after
    `bed_at`.
    """
    course = desk.course()
    from_at = max(planned_at, desk.moment.now)
    if planned_at in left_out_now(desk) or course is None:
        return None
    found = opening(desk, mg, from_at, tuple(known), course.limits)
    if found.is_allowed:
        return planned_at
    is_locked = any(reason.rule in LOCKS for reason in found.reasons)
    return None if is_locked or found.next_at is None or found.next_at > bed_at else found.next_at


def later_doses(desk: Desk) -> Iterator[PlannedDoseState]:
    """The planned doses of the days to come that are still open, each when it may be taken by what is known.

    None while their medicine is closed now, whatever it may be then.
    """
    course, today = desk.course(), desk.moment.today
    if course is None or closed_now(desk, course.medicine):
        return
    known, left_out = list(taken_doses(desk)), skipped(desk)
    for dose in course.doses:
        local = dose.at.astimezone(desk.moment.now.tzinfo)
        if desk.moment.day_of(local) > today and (course.medicine, dose.at) not in left_out:
            state = PlannedDoseState(dose, local, _state(dose, None, desk.moment.now))
            shown = as_it_may_be(state, desk, known)
            if shown.state in COMING:
                yield shown


def skipped(desk: Desk) -> frozenset[tuple[Medicine, datetime]]:
    """The planned doses that were left out on purpose."""
    return frozenset((one.body.medicine, one.body.planned_at) for one in desk.journal.entries(DoseSkipped))


def bed_after(local: datetime, bed: time) -> datetime:
    """The first bed time from a planned time on."""
    tonight = datetime.combine(local.date(), bed, tzinfo=local.tzinfo)
    return tonight if tonight >= local else tonight + timedelta(days=1)


def _nearest(dose: PlannedDose, taken: list[Dose]) -> Dose | None:
    near = [one for one in taken if abs(one.taken_at - dose.at) <= NEAR]
    return min(near, key=lambda one: abs(one.taken_at - dose.at), default=None)


def _state(dose: PlannedDose, match: Dose | None, now: datetime) -> str:
    if match is not None:
        return "taken"
    if dose.is_optional:
        return "if needed"
    return "to come" if dose.at + NEAR >= now else "not logged"
