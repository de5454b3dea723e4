"""The life of a course: its changes, the question of day 3, and the signs to stop it for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from backcoach.coach.course import Course
from backcoach.coach.course_changes import (
    DAY_3_ASK,
    DAY_3_NO_BETTER,
    NO_COURSE,
    OFFER,
    STOPPED,
    day_3_of,
    needs_day_3,
)
from backcoach.coach.course_steps import Ground, stepped_back, stepped_down, stepped_up
from backcoach.coach.days import calendar_day
from backcoach.coach.medicine_record import CourseEnded, SignsAnswered
from backcoach.coach.open_medicine import DAY_3_OPEN
from backcoach.coach.regions import Product
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_now, limits_of
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.taken import taken_lately
from backcoach.handbook.handbook import Handbook
from backcoach.values import dataclass

LOW_PAIN = 3
"""Pain from 0 to 10 at which the doses may step down."""

Change = Callable[[Course, Ground], Decision[Course | None]]
STEPS: Mapping[str, Change] = {"down": stepped_down, "up": stepped_up, "back": stepped_back}


@dataclass(frozen=True, slots=True)
class Changed:
    """A course as it is now, and why it changed."""

    course: Course
    reasons: tuple[Reason, ...]


def running(desk: Desk) -> Course | None:
    """The course of the present plan, as long as it is not over; also while it waits for day 3."""
    course = desk.course()
    if course is None or (course.is_over_at(desk.moment.now) and course.change != DAY_3_OPEN):
        return None
    return course


def change(desk: Desk, way: str) -> Changed:
    """Step the running course `down`, `up` or `back`, and keep the new one. Raises `Refused` with the reason.

    No step is taken while the plan rests.
    """
    course, profile = running(desk), desk.profile()
    if course is None or profile is None:
        raise _refused(desk.book, NO_COURSE)
    if not desk.standing().is_plan_allowed:
        raise Refused("Not changed: your plan rests, and the course rests with it.", "See: backcoach plan")
    course = _held_to_today(desk, course)
    product = _product(desk, course)
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


def offer(desk: Desk) -> Reason | None:
    """The offer to step down tomorrow: little pain, or the main activity done on two days running.

    None where the course would not step down then, and while the plan rests.
    """
    course, profile = running(desk), desk.profile()
    if course is None or profile is None or not desk.standing().is_plan_allowed:
        return None
    if closed_now(desk, course.medicine):
        return None
    ground = Ground(_product(desk, course), profile.waking, desk.moment.now, (), desk.book.medicine)
    is_open = stepped_down(course, ground).value is not None
    return desk.book.medicine.reason(OFFER) if is_open and _does_well(desk) else None


def _product(desk: Desk, course: Course) -> Product:
    products = (one for region in desk.book.regions for one in region.products)
    return next(one for one in products if one.id == course.product_id)


def _does_well(desk: Desk) -> bool:
    today = desk.moment.today
    days = {day.day_on: day for day in day_records(desk, today - timedelta(days=1))}
    pain = days[today].pain_average if today in days else None
    if pain is not None and pain <= LOW_PAIN:
        return True
    return all(_did_all(desk, on) for on in (today - timedelta(days=1), today))


def _did_all(desk: Desk, on: date) -> bool:
    """Whether the timed activity planned for a day was done in full; False where none was planned."""
    items = [item for week in desk.weeks() for item in week.items_on(on) if item.is_timed]
    logged = next((day for day in day_records(desk, on) if day.day_on == on), None)
    return (
        bool(items)
        and logged is not None
        and all(logged.done_of(item.id) >= item.daily_amount for item in items)
    )


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
