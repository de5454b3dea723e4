"""Doses as rows: what was planned and what was taken, each with its own time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from backcoach.coach.course import NEAR, Course, PlannedDose
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import DoseSkipped, PrescribedTaken
from backcoach.coach.record import DoseTaken, Entry
from backcoach.flows.desk import Desk
from backcoach.flows.tables_when import Row, local_text, when
from backcoach.values import Value


class _Pair(Value):
    """A dose of a course that was in force at its time, and the dose that was taken for it."""

    course: Entry[Course]
    planned: PlannedDose
    taken: Entry[DoseTaken] | None


def doses_taken(desk: Desk) -> Iterator[Row]:
    """Every dose that was swallowed, with the time it was planned for, if it was."""
    planned_at = {pair.taken.id: pair.planned.at for pair in _pairs(desk) if pair.taken}
    for entry in desk.journal.each(DoseTaken):
        body, at = entry.body, planned_at.get(entry.id)
        planned = local_text(at, entry.zone) if at else None
        yield (*when(entry), planned, body.medicine.value, body.mg, body.product, body.is_against_advice)


def doses_planned(desk: Desk) -> Iterator[Row]:
    """Every dose that a course had planned, with the time it was taken at, if it was."""
    left_out = {(one.body.medicine, one.body.planned_at) for one in desk.journal.each(DoseSkipped)}
    for pair in _pairs(desk):
        dose, course = pair.planned, pair.course
        taken = pair.taken
        actual = (local_text(taken.at, taken.zone), taken.body.mg) if taken else (None, None)
        what = (course.body.medicine.value, course.body.product_id, dose.mg, dose.tablets, dose.step.value)
        is_out = taken is None and (course.body.medicine, dose.at) in left_out
        yield (course.id, local_text(dose.at, course.zone), *actual, is_out, *what, dose.is_optional)


def doses_left_out(desk: Desk) -> Iterator[Row]:
    """Every planned dose that was left out on purpose."""
    for entry in desk.journal.each(DoseSkipped):
        planned = local_text(entry.body.planned_at, entry.zone)
        yield (*when(entry), planned, entry.body.medicine.value)


def prescribed_taken(desk: Desk) -> Iterator[Row]:
    """What was swallowed of what a clinician prescribed."""
    for entry in desk.journal.each(PrescribedTaken):
        yield (*when(entry), entry.body.prescribed, entry.body.units)


def _pairs(desk: Desk) -> Iterator[_Pair]:
    """The doses of each course until the next one of its medicine was issued, with the nearest one taken."""
    taken: dict[Medicine, list[Entry[DoseTaken]]] = defaultdict(list)
    for entry in desk.journal.each(DoseTaken):
        taken[entry.body.medicine].append(entry)
    for course, dose in _in_force(desk):
        free = taken[course.body.medicine]
        match = _nearest(dose, free)
        if match is not None:
            free.remove(match)
        yield _Pair(course, dose, match)


def _in_force(desk: Desk) -> Iterator[tuple[Entry[Course], PlannedDose]]:
    courses: dict[Medicine, list[Entry[Course]]] = defaultdict(list)
    for entry in sorted(desk.journal.each(Course), key=lambda one: one.place):
        courses[entry.body.medicine].append(entry)
    for issued in courses.values():
        for course, following in pairwise([*issued, None]):
            if course is not None:
                until = following.recorded_at if following else None
                yield from ((course, dose) for dose in course.body.doses if _is_in(dose, course, until))


def _is_in(dose: PlannedDose, course: Entry[Course], until: datetime | None) -> bool:
    return course.recorded_at <= dose.at and (until is None or dose.at < until)


def _nearest(dose: PlannedDose, taken: list[Entry[DoseTaken]]) -> Entry[DoseTaken] | None:
    near = [one for one in taken if abs(one.at - dose.at) <= NEAR]
    return min(near, key=lambda one: abs(one.at - dose.at), default=None)
