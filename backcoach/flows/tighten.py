"""A running course held to the answers of today: tighter, over, or as it was. Never looser."""

from __future__ import annotations

from backcoach.coach.course import DAY_3_OPEN, Course
from backcoach.coach.course_tightening import tightened
from backcoach.coach.limits import DoseLimits, PersonalLimits, Verdict
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.open_medicine import NOT_CLEARED
from backcoach.flows.clearing import (
    eligibility_now,
    verdict_now,
)
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import limits_of
from backcoach.flows.errors import Refused
from backcoach.flows.running import product_of
from backcoach.flows.taken import taken_lately


def course_to_come(desk: Desk) -> Course | None:
    """The course that still has a dose to come, also one that waits for its answer of day 3."""
    course, now = desk.course(), desk.moment.now
    entry = desk.journal.latest(Course)
    if course is not None and entry is not None and course.change == DAY_3_OPEN:
        course = entry.body
    has_more = course is not None and any(dose.at > now for dose in course.doses)
    return course if has_more else None


def tighten(desk: Desk, course: Course) -> tuple[Course | None, CourseEnded | None]:
    """Hold a running course to the answers of today: a tighter course, its end, or neither. Kept at once.

    One that would be tighter ends where its pack is not known any more: it cannot be laid out anew.
    """
    verdict, found = verdict_now(desk, course.medicine), eligibility_now(desk, course.medicine)
    if found is None or verdict is None:
        return None, None
    if verdict >= Verdict.ASK_FIRST:
        ended = CourseEnded(course.medicine, NOT_CLEARED)
        desk.keep(ended)
        return None, ended
    limits = _limits_today(desk, course, found.own)
    if limits == course.limits:
        return None, None
    pack, now = product_of(desk, course), desk.moment.now
    taken = taken_lately(desk, course.medicine)
    body = tightened(course, limits, pack, now, desk.book.medicine, taken) if pack else None
    if body is not None:
        desk.keep(body)
        return body, None
    over = CourseEnded(course.medicine, "personal_limit")
    desk.keep(over)
    return None, over


def _limits_today(desk: Desk, course: Course, own: PersonalLimits) -> DoseLimits:
    """The limits of a course, those of the person's answers, and of each region that counts, as one.

    Where a region has no pack known well enough they stay as they are: no dose is open there anyway.
    """
    limits = course.limits.under(own)
    try:
        return limits.join(limits_of(desk, course.medicine))
    except Refused:
        return limits
