"""The offer to step a course down, once the days go well."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk

if TYPE_CHECKING:
    from backcoach.coach.values import Reason

LOW_PAIN = 3
"""Pain from 0 to 10 at which the doses may step down."""


def offer(desk: Desk) -> Reason | None:
    """The offer to step down tomorrow: little pain, or the main activity done on two days running.

    None where the course would not step down then, and while the plan rests.
    """
    if not desk.journal.holds("course") or not _does_well(desk):
        return None
    from backcoach.coach.course_changes import OFFER

    return desk.book.medicine.reason(OFFER) if _may_step_down(desk) else None


def _may_step_down(desk: Desk) -> bool:
    """Whether a course runs, could step down now and is open to the person, and the plan does not rest."""
    from backcoach.coach.person import Profile
    from backcoach.flows.running import running

    course, begun = running(desk), desk.journal.latest(Profile)
    if course is None or begun is None or not course.is_regular_after(desk.moment.now):
        return False
    if not desk.standing().is_plan_allowed:
        return False
    from backcoach.coach.course_steps import Ground, stepped_down
    from backcoach.flows.running import product_of

    product = product_of(desk, course)
    if product is None:
        return False
    ground = Ground(product, begun.body.waking, desk.moment.now, (), desk.book.medicine)
    if stepped_down(course, ground).value is None:
        return False
    from backcoach.flows.dose_guard import closed_now

    return not closed_now(desk, course.medicine)


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
