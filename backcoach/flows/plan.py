"""The plan as a flow: what one day or week looks like."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.course import Course, PlannedDose
from backcoach.coach.flare import FlareUp
from backcoach.coach.pauses import Pause
from backcoach.coach.record import Screened
from backcoach.coach.standing import Standing
from backcoach.coach.today import lightened
from backcoach.coach.week import WEEK_DAYS, DayRecord, PlanItem, WeekPlan
from backcoach.coach.withholding import Withholding
from backcoach.flows.closed import closed_now
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.issuing import issue_due_weeks, may_look_back_early, waits_for_review
from backcoach.flows.lighter import (
    flare_now,
    is_half_today,
    pause_now,
    pauses_of,
    relief_on,
)
from backcoach.flows.planned_doses import PlannedDoseState, doses_on
from backcoach.flows.withheld import week_as_it_may_be, withheld_now
from backcoach.values import Value

LATELY_DAYS = 14
"""So many days stand in the short row of scores."""


class ItemState(Value):
    """One thing planned for a day, with how much of it is done; None where nothing was logged."""

    item: PlanItem
    done: int | None


class PlanView(Value):
    """One week as it stands on `day`, with the course of medicine as far as it touches the week.

    An earlier week has no `day`, and nothing of one. With `is_review_due` the last one is over, and the next
    waits for the weekly safety questions; with `is_look_back_due` for the person to look back at it, and with
    `is_look_back_open` one may do so before its end. `flare`,
    `pause` and `is_half_day` tell what makes today lighter. `withheld` is what the answers take away;
    `left_out` are the items of the issued week that newer answers speak against, and `week` is without them.
    `course_days` are its doses, each with the day it belongs to. `closed_on` is the day on which the bout was
    closed. `lately` are the last days up to today, None for one without a word.
    """

    week: WeekPlan
    day: date | None
    items: tuple[ItemState, ...]
    doses: tuple[PlannedDoseState, ...]
    course: Course | None
    course_days: tuple[tuple[date, PlannedDose], ...]
    days: tuple[DayRecord, ...]
    is_current: bool
    is_draft: bool
    withheld: Withholding
    left_out: tuple[PlanItem, ...] = ()
    is_review_due: bool = False
    is_look_back_due: bool = False
    flare: FlareUp | None = None
    pause: Pause | None = None
    is_half_day: bool = False
    closed_on: date | None = None
    is_look_back_open: bool = False
    lately: tuple[DayRecord | None, ...] = ()


class Withheld(Value):
    """There is a plan, and it is not shown because of what stands, or because the answers are too old."""

    standing: Standing
    screened: Screened | None
    withheld: Withholding


def plan_view(desk: Desk, number: int | None = None) -> PlanView | Withheld:
    """The current week, or week `number`. Issues the week that is due first.

    Raises `NotStarted` without a plan, `BadInput` for a week that was never issued.
    """
    shut = _withheld(desk)
    if shut is not None:
        return shut
    weeks = _begun(issue_due_weeks(desk))
    if number is None:
        week = weeks[-1]
    else:
        week = next((one for one in weeks if one.number == number), weeks[-1])
        if week.number != number:
            raise BadInput(f"Week {number} has not been issued.", f"There are weeks 1 to {weeks[-1].number}.")
    return _view(desk, week, is_current=week is weeks[-1])


def plan_as_it_stands(desk: Desk) -> PlanView | Withheld:
    """The week that was issued last. Nothing is issued, also where the next one is due.

    Raises `NotStarted` without a plan.
    """
    return _withheld(desk) or _view(desk, _begun(desk.weeks())[-1], is_current=True)


def _withheld(desk: Desk) -> Withheld | None:
    """What stands in place of a plan; None where one may be shown. Raises `NotStarted`."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if stands.is_plan_allowed:
        return None
    return Withheld(stands, desk.rests_because(), withheld_now(desk, stands))


def _begun(weeks: tuple[WeekPlan, ...]) -> tuple[WeekPlan, ...]:
    """The weeks, of which there is one. Raises `NotStarted`."""
    if not weeks:
        raise NotStarted("There is no plan yet.", "Go on with: backcoach start")
    return weeks


def _view(desk: Desk, week: WeekPlan, *, is_current: bool) -> PlanView:
    from backcoach.flows.due_sets import due_sets

    is_over = desk.moment.today > week.ends_on
    day = desk.moment.today if is_current else None
    first = desk.moment.today - timedelta(days=LATELY_DAYS - 1)
    days = day_records(desk, min(first, week.starts_on) if is_current else week.starts_on)
    in_week = tuple(one for one in days if week.starts_on <= one.day_on <= week.ends_on)
    left_out: tuple[PlanItem, ...] = ()
    if is_current:
        week, left_out = week_as_it_may_be(desk, week)
    course, closed = desk.course(), closed_now(desk)
    touches = course is not None and course.stop_on >= week.starts_on and course.started_on <= week.ends_on
    return PlanView(
        week,
        day,
        items_on(desk, week, day, in_week) if day else (),
        doses_on(desk, day) if day else (),
        course if touches else None,
        tuple((_local_day(dose, desk), dose) for dose in course.doses) if course and touches else (),
        in_week,
        is_current,
        desk.book.activity.is_draft or desk.book.medicine.is_draft,
        withheld_now(desk, desk.standing()),
        left_out,
        is_current and is_over and bool(due_sets(desk)),
        is_current and is_over and waits_for_review(desk, week),
        flare_now(desk) if is_current else None,
        pause_now(desk) if is_current else None,
        is_current and is_half_today(desk),
        closed.day_on if closed and is_current else None,
        is_current and may_look_back_early(desk, week),
        _from(first, days) if is_current else (),
    )


def _from(first: date, days: tuple[DayRecord, ...]) -> tuple[DayRecord | None, ...]:
    """Each of the last days up to today, None where nothing was told."""
    told = {one.day_on: one for one in days}
    return tuple(told.get(first + timedelta(days=number)) for number in range(LATELY_DAYS))


def _local_day(dose: PlannedDose, desk: Desk) -> date:
    return desk.moment.day_of(dose.at)


def items_on(desk: Desk, week: WeekPlan, day: date, days: tuple[DayRecord, ...]) -> tuple[ItemState, ...]:
    """What is planned for a day, as light as the day is, and what was done of it."""
    logged = next((one for one in days if one.day_on == day), None)
    done = logged if logged and logged.done is not None else None
    items = planned_on(desk, week, day)
    return tuple(ItemState(item, done.done_of(item.id) if done else None) for item in items)


def planned_on(desk: Desk, week: WeekPlan, day: date) -> tuple[PlanItem, ...]:
    """What is planned for a day: less in a flare-up or by wish, nothing in a pause.

    While a week that is over waits to be looked back at, each day holds the same as a week before.
    """
    if any(pause.holds_on(day) for pause in pauses_of(desk)):
        return ()
    return lightened(_as_before(desk, week, day), relief_on(desk, day), desk.book.activity)


def _as_before(desk: Desk, week: WeekPlan, day: date) -> tuple[PlanItem, ...]:
    from backcoach.flows.due_sets import due_sets

    if day > week.ends_on and (due_sets(desk) or not waits_for_review(desk, week)):
        return ()
    weeks_later = max(0, (day - week.starts_on).days // WEEK_DAYS)
    return week.items_on(day - timedelta(weeks=weeks_later))
