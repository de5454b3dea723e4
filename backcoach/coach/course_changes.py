"""What becomes of a course after it was issued: ended, or waiting for day 3.

A change never edits a course; it makes the course that holds from now on. What was planned before the change
stays in it as it was. What a person may change by wish stands in `course_steps`, and how a course is held to
tighter limits in `course_tightening`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from backcoach.coach.course import DAY_3_CHECK, DAY_3_OPEN, Course, PlannedDose, Step
from backcoach.coach.days import calendar_day
from backcoach.coach.limits import REST_DAYS
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.values import Reason
from backcoach.values import replace

STEP_DOWN, STEP_UP, STEP_BACK, TIGHTENED = "step_down", "step_up", "step_back", "tightened"
DAY_3_ASK, DAY_3_NO_BETTER = "day_3_ask", "day_3_no_better"
NO_COURSE, STOPPED, CLOSED = "no_course_runs", "course_stopped", "course_closed"
EARLY, OFFER, BEFORE = "step_down_early", "step_down_offer", "changed_before"
UP_WAIT, UP_NONE, BACK_NONE = "step_up_wait", "step_up_none", "step_back_none"
SIGNS_ASK, STOP_SIGN = "signs_ask", "stop_sign"
COURSE_NOT_CLEARED, DAYS_OF_REST = "course_not_cleared", "days_of_rest"

CHANGE_RULE_IDS = (
    *(STEP_DOWN, STEP_UP, STEP_BACK, TIGHTENED),
    *(DAY_3_ASK, DAY_3_NO_BETTER, NO_COURSE, STOPPED, CLOSED, EARLY, OFFER, BEFORE),
    *(UP_WAIT, UP_NONE, BACK_NONE, SIGNS_ASK, STOP_SIGN, COURSE_NOT_CLEARED),
    *("stop_emergency", "stop_same_day", "stop_doctor", "stop_ask"),
)
"""The rules whose words the handbook must hold."""


def ended(course: Course, at: datetime, on: date, why: str = "", *, was_taken: bool = True) -> Course:
    """The course as it stands once it was ended at an instant (aware) of the day `on`: nothing after that.

    `why` is the id of the rule that ended it. A course that is over already stays as it is. Where `was_taken`
    is false nothing can have been swallowed for it, and no days of rest follow.
    """
    if on > course.stop_on:
        return course
    doses = tuple(dose for dose in course.doses if dose.at <= at)
    taper_on = course.taper_on if course.taper_on is not None and course.taper_on <= on else None
    return replace(
        course,
        doses=doses,
        taper_on=taper_on,
        stop_on=on,
        next_course_on=on + timedelta(days=REST_DAYS + 1) if was_taken else on,
        tablets_needed=sum(dose.tablets for dose in doses),
        change=why or course.change,
        earlier_changes=course.changes if why else course.earlier_changes,
        ended_at=at,
    )


def rest_reason(courses: Iterable[Course], book: MedicineBook) -> Reason:
    """Why no course may follow yet: the one of `courses`, one at least, whose days of rest last longest."""
    last = max(courses, key=lambda one: one.next_course_on)
    inputs = {"started_on": last.started_on, "last_day": last.stop_on, "next_course_on": last.next_course_on}
    return book.reason(DAYS_OF_REST, medicine=last.medicine.value, **inputs)


def changed(
    course: Course, rule: str, doses: tuple[PlannedDose, ...], reason: Reason, now: datetime
) -> Course:
    """The course with other doses, and all that follows from them."""
    stop_on = calendar_day(doses[-1].at, now.tzinfo)
    return replace(
        course,
        doses=doses,
        taper_on=_taper_on(doses, now),
        stop_on=stop_on,
        next_course_on=stop_on + timedelta(days=REST_DAYS + 1),
        tablets_needed=sum(dose.tablets for dose in doses),
        reasons=(*course.reasons, reason),
        change=rule,
        earlier_changes=course.changes,
    )


def _taper_on(doses: tuple[PlannedDose, ...], now: datetime) -> date | None:
    """The first day of step 1 that no regular day follows."""
    last_regular = max((dose.at for dose in doses if dose.step is Step.REGULAR), default=None)
    later = (d.at for d in doses if d.step is Step.STEP_1 and (last_regular is None or d.at > last_regular))
    first = min(later, default=None)
    return calendar_day(first, now.tzinfo) if first else None


def needs_day_3(course: Course) -> bool:
    """Whether the pack's leaflet sends people to a doctor who are no better by day 3."""
    return any(reason.rule == DAY_3_CHECK for reason in course.reasons)


def day_3_of(course: Course) -> date:
    """The third calendar day of the course; the first counts in full."""
    return course.started_on + timedelta(days=2)


def waiting_for_day_3(course: Course, now: datetime, *, is_answered: bool) -> Course:
    """The course without its doses after day 3, where the pack needs that answer and it was not given.

    `now` is aware and in the person's zone. With the answer the rest of the course holds again.
    """
    on = day_3_of(course)
    if is_answered or not needs_day_3(course) or calendar_day(now, now.tzinfo) <= on:
        return course
    at = datetime.combine(on + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return ended(course, at, on, DAY_3_OPEN)
