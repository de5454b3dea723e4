"""What is next, in one line."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.done import Unit
from backcoach.coach.record import Screened
from backcoach.coach.values import Disposition
from backcoach.coach.week import ItemKind, PlanItem
from backcoach.flows.days import own_check_ins
from backcoach.flows.desk import Desk
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.planned_doses import PlannedDoseState
from backcoach.flows.thoughts import check_due_on
from backcoach.values import Value


class Status(Value):
    """What is next: things still open today, the next dose, whether today is logged.

    `next_item` is a name, `next_walk` the minutes of one go where it is a walk; `thoughts_due_on` is since
    when the check of what the person thinks is due.
    With `is_review_due` the next week waits for the weekly safety questions. Without a
    plan allowed only the disposition counts. After a bout that was closed on `closed_on` a check-in is wanted
    once a week only, by `check_in_by`. `choice_due_on` is since when the choice of an option is to be looked
    at again.
    """

    disposition: Disposition
    is_plan_allowed: bool
    is_stale: bool
    is_logged_today: bool
    week: int | None = None
    done: int = 0
    planned: int = 0
    next_dose: PlannedDoseState | None = None
    next_item: str | None = None
    thoughts_due_on: date | None = None
    is_review_due: bool = False
    closed_on: date | None = None
    check_in_by: date | None = None
    choice_due_on: date | None = None
    next_walk: int | None = None


def status(desk: Desk) -> Status:
    """What is next. Raises `NotStarted` where nothing is begun."""
    view = plan_view(desk)
    stands = desk.standing()
    is_logged = is_logged_on(desk, desk.moment.today)
    if not isinstance(view, PlanView):
        return Status(stands.disposition, False, stands.is_stale, is_logged)  # noqa: FBT003 - a plain value
    items = [one for one in view.items if one.item.daily_amount]
    waiting = [one for one in items if (one.done or 0) < one.item.daily_amount]
    doses = [one for one in view.doses if one.state == "to come"]
    return Status(
        stands.disposition,
        True,  # noqa: FBT003 - a plain value
        stands.is_stale,
        is_logged,
        view.week.number,
        len(items) - len(waiting),
        len(items),
        doses[0] if doses else None,
        waiting[0].item.label if waiting else None,
        check_due_on(desk),
        view.is_review_due,
        view.closed_on,
        check_in_by(desk) if view.closed_on else None,
        _choice_due_on(desk),
        _walk_minutes(waiting[0].item) if waiting else None,
    )


def _walk_minutes(item: PlanItem) -> int | None:
    return item.amount if item.kind is ItemKind.WALK and item.unit is Unit.MINUTES else None


def _choice_due_on(desk: Desk) -> date | None:
    if not desk.journal.holds("option_chosen"):
        return None
    from backcoach.flows.options import chosen

    choice = chosen(desk)
    return choice.look_on if choice and choice.is_due else None


def is_logged_on(desk: Desk, day: date) -> bool:
    """Whether there is a check-in or a daily safety answer of a day."""
    screenings = desk.journal.entries(Screened, from_on=day, to_on=day)
    return bool(own_check_ins(desk, day, day)) or any(not one.body.is_full for one in screenings)


def check_in_by(desk: Desk) -> date:
    """The last day for the check-in of the week: the day before the safety answers would be too old."""
    days = [one.day_on for one in own_check_ins(desk)]
    last = max((day for day in days if day <= desk.moment.today), default=desk.moment.today)
    return last + timedelta(days=desk.book.screening.rescreening.limits.gap_days - 1)
