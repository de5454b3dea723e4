"""What became of a course of medicine since it was issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from backcoach.coach.course_changes import (
    CLOSED,
    DAY_3_ASK,
    STOP_SIGN,
    day_3_of,
    ended,
    waiting_for_day_3,
)
from backcoach.coach.days import calendar_day
from backcoach.coach.limits import Verdict
from backcoach.coach.medicine_record import CourseEnded, MedicineClosed, SignsAnswered
from backcoach.coach.record import DoseTaken, Entry, MedicineChecked, Screened
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.moment import ZONES
from backcoach.journal.looking_up import Among

if TYPE_CHECKING:
    from backcoach.coach.course import Course
    from backcoach.journal.journal import Journal

B = TypeVar("B")


def course_since(journal: Journal, entry: Entry[Course], now: datetime) -> Course:
    """A course as it is `now` (aware, in the person's zone): ended meanwhile, or waiting for day 3."""
    course, zone = entry.body, now.tzinfo
    ends = [(at.astimezone(zone), why) for at, why in _ends(journal, entry)]
    if ends:
        at, why = min(ends, key=lambda one: (one[0], one[1] == CLOSED))
        return ended(course, at, calendar_day(at, zone), why, was_taken=_was_taken(journal, entry, at))
    is_answered = any(
        one.body.medicine is course.medicine
        and one.body.answers.get(DAY_3_ASK) is Answer.YES
        and calendar_day(one.at, zone) >= day_3_of(course)
        for one in journal.entries(SignsAnswered, from_on=day_3_of(course) - ZONES)
    )
    return waiting_for_day_3(course, now, is_answered=is_answered)


def _was_taken(journal: Journal, entry: Entry[Course], at: datetime) -> bool:
    """Whether any of a course may be swallowed: a dose was due by then, or its medicine was logged."""
    is_due = any(dose.at <= at for dose in entry.body.doses)
    medicine = entry.body.medicine
    return is_due or any(one.body.medicine is medicine for one in _since(journal, entry, DoseTaken))


def _ends(journal: Journal, entry: Entry[Course]) -> Iterator[tuple[datetime, str]]:
    """When the course ended, and by which rule: what was recorded since, by its place in the record."""
    medicine = entry.body.medicine
    for end in _since(journal, entry, CourseEnded):
        if end.body.medicine is medicine:
            yield end.at, end.body.why
    for said in _since(journal, entry, SignsAnswered):
        signs = (name for name, one in said.body.answers.items() if one in POSITIVE and name != DAY_3_ASK)
        if said.body.medicine is medicine:
            yield from ((said.at, f"{STOP_SIGN}_{name}") for name in signs)
    for shut in _since(journal, entry, MedicineClosed):
        yield shut.at, shut.body.why
    for screened in journal.entries(Screened, after=entry.place, among=Among.GRAVE):
        yield screened.at, CLOSED
    checks = [one for one in _since(journal, entry, MedicineChecked) if one.body.wanted is medicine]
    if checks:
        earlier = (one for one in journal.newest_first(MedicineChecked) if one.place < entry.place)
        before = next((one.body for one in earlier if one.body.wanted is medicine), None)
        yield from ((one.at, CLOSED) for one in checks if _is_closing(one.body, before))


def _since(journal: Journal, entry: Entry[Course], kind: type[B]) -> tuple[Entry[B], ...]:
    return journal.entries(kind, after=entry.place)


def _is_closing(check: MedicineChecked, before: MedicineChecked | None) -> bool:
    """Whether a later check closes a course begun on an earlier one: closed now, or more to ask about."""
    if check.verdict < Verdict.ASK_FIRST or before is None:
        return check.verdict >= Verdict.ASK_FIRST
    known = {reason.rule for reason in before.reasons}
    is_more = any(reason.rule not in known for reason in check.reasons)
    return check.verdict is Verdict.AVOID or before.verdict < Verdict.ASK_FIRST or is_more
