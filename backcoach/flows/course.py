"""The life of a course: its changes, the question of day 3, and the signs to stop it for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backcoach.coach.course import DAY_3_OPEN, Course
from backcoach.coach.course_changes import (
    DAY_3_ASK,
    DAY_3_NO_BETTER,
    NO_COURSE,
    STOPPED,
    day_3_of,
    needs_day_3,
)
from backcoach.coach.course_steps import Ground, stepped_back, stepped_down, stepped_up
from backcoach.coach.days import calendar_day
from backcoach.coach.medicine_record import CourseEnded, SignsAnswered
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_now, limits_of
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.running import product_of, running
from backcoach.flows.taken import taken_lately
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

Change = Callable[[Course, Ground], Decision[Course | None]]
STEPS: Mapping[str, Change] = {"down": stepped_down, "up": stepped_up, "back": stepped_back}


class Changed(Value):
    """A course as it is now, and why it changed."""

    course: Course
    reasons: tuple[Reason, ...]


def change(desk: Desk, way: str) -> Changed:
    """Step the running course `down`, `up` or `back`, and keep the new one. Raises `Refused` with the reason.

    No step is taken while the plan rests, nor where the pack of the course is not known any more.
    """
    course, profile = running(desk), desk.profile()
    if course is None or profile is None:
        raise _refused(desk.book, NO_COURSE)
    if not desk.standing().is_plan_allowed:
        raise Refused("Not changed: your plan rests, and the course rests with it.", "See: backcoach plan")
    course = _held_to_today(desk, course)
    product = product_of(desk, course)
    if product is None:
        raise Refused(
            "Not changed: the pack of this course is not known here any more.",
            "Ask a pharmacist. To end the course: backcoach meds stop",
        )
    taken = taken_lately(desk, course.medicine)
    ground = Ground(product, profile.waking, desk.moment.now, taken, desk.book.medicine)
    outcome = STEPS[way](course, ground)
    if outcome.value is None:
        raise _refused(desk.book, outcome.reasons[0].rule)
    desk.keep(outcome.value)
    return Changed(outcome.value, outcome.reasons)


def _held_to_today(desk: Desk, course: Course) -> Course:
    """The course under every limit of today, kept where that makes it tighter, before a step is laid out.

    Raises `Refused` where its medicine is closed now, or where no limits are known.
    """
    from backcoach.flows.tighten import tighten

    if closed := closed_now(desk, course.medicine):
        raise _refused(desk.book, closed[0])
    limits_of(desk, course.medicine)
    changed, ended = tighten(desk, course)
    if ended is not None:
        raise _refused(desk.book, ended.why)
    return changed or course


def stop(desk: Desk) -> Course:
    """End the running course at once, as the person wants it; the course as it is then. Raises `Refused`."""
    course = running(desk)
    if course is None:
        raise _refused(desk.book, NO_COURSE)
    desk.keep(CourseEnded(course.medicine, STOPPED))
    return desk.course() or course


def _refused(book: Handbook, rule: str) -> Refused:
    words = book.medicine.rule(rule)
    return Refused(words.why, " ".join(words.steps), (f"See: backcoach why {rule}",))


# Day 3


def is_day_3_due(desk: Desk) -> bool:
    """Whether to ask if it is better than on day 1: on day 3, and later where the pack needs an answer."""
    course = running(desk)
    if course is None or _said_on_day_3(desk, course):
        return False
    on, today = day_3_of(course), calendar_day(desk.moment.now, desk.moment.now.tzinfo)
    return today == on or (today > on and (course.change == DAY_3_OPEN or needs_day_3(course)))


def _said_on_day_3(desk: Desk, course: Course) -> bool:
    zone, on = desk.moment.now.tzinfo, day_3_of(course)
    return any(
        DAY_3_ASK in one.body.answers
        and one.body.medicine is course.medicine
        and calendar_day(one.at, zone) >= on
        for one in desk.journal.entries(SignsAnswered)
    )


def answer_day_3(desk: Desk, answer: Answer) -> CourseEnded | None:
    """Keep whether it is better on day 3. The course ends unless it is; what is not sure counts as no better.

    Raises `BadInput` where nobody asked.
    """
    course = running(desk)
    if course is None or not is_day_3_due(desk):
        raise BadInput("It is not day 3 of a course now.", "See: backcoach plan")
    said = SignsAnswered(course.medicine, {DAY_3_ASK: answer})
    end = None if answer is Answer.YES else CourseEnded(course.medicine, DAY_3_NO_BETTER)
    desk.keep(said, *([end] if end else []))
    return end
