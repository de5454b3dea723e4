"""Setting an amount of the running week: the wish is kept, and the week is issued anew from today on."""

from __future__ import annotations

from collections.abc import Sequence

from backcoach.coach.activity_record import QuotaWished
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, PlanItem, WeekPlan
from backcoach.coach.wish import WISHED, Setting, Wish, week_with_wish
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.lighter import flare_now, pause_now
from backcoach.flows.plan import issue_due_weeks
from backcoach.flows.trials import named, person_with_plan
from backcoach.flows.withheld import week_as_it_may_be

KEPT_NOTHING = "Nothing was changed."


def set_quotas(desk: Desk, wishes: Sequence[tuple[str, int]]) -> WeekPlan:
    """Meet wishes for amounts as far as the caps allow; the week with them supersedes the running one.

    Raises `BadInput` for what cannot be wished for, `Refused` while the plan rests and for what is left out
    now, `NotStarted` without a plan; nothing is changed then.
    """
    profile, book = person_with_plan(desk), desk.book.activity
    weeks = issue_due_weeks(desk)
    week, today = weeks[-1], desk.moment.today
    if today > week.ends_on:
        raise BadInput(
            f"Your week is over, and the next one waits for the safety questions. {KEPT_NOTHING}",
            "Answer them with: backcoach screen --weekly",
        )
    is_at_rest = flare_now(desk) is not None or pause_now(desk) is not None
    setting = Setting(profile, book, weeks[-2].minutes if len(weeks) > 1 else None, is_at_rest)
    _kept, left_out = week_as_it_may_be(desk, week)
    bodies = []
    for name, amount in wishes:
        body = _wished(desk, name, amount)
        _check(body, left_out)
        try:
            week = week_with_wish(week, Wish(body.item, amount, today), setting)
        except ValueError:
            there = dict.fromkeys(item.id for item in week.items if item.days[-1] >= today)
            raise BadInput(
                f"The rest of this week holds no {body.item}. {KEPT_NOTHING}",
                f"It holds: {', '.join(there) or 'nothing'}.",
            ) from None
        bodies.append(body)
    entry = desk.journal.latest(WeekPlan)
    desk.keep(week, *bodies, supersedes=entry.id if entry else None)
    return week


def agreed(week: WeekPlan) -> tuple[tuple[PlanItem, Reason], ...]:
    """The items whose amount the person set in this week, each with the last reason that says so."""
    wished = {
        value: reason
        for reason in week.reasons
        if reason.rule == WISHED
        for name, value in reason.inputs
        if name == ITEM
    }
    found = ((week.latest(id_), reason) for id_, reason in wished.items())
    return tuple((item, reason) for item, reason in found if item is not None)


def _wished(desk: Desk, name: str, amount: int) -> QuotaWished:
    try:
        return QuotaWished(named(name, desk.book).id, amount)
    except ValueError as error:
        raise BadInput(
            f"{str(error).capitalize()}. {KEPT_NOTHING}", "To leave something out on a day, just leave it."
        ) from None


def _check(body: QuotaWished, left_out: Sequence[PlanItem]) -> None:
    if any(item.id == body.item for item in left_out):
        raise Refused(
            f"Your newer answers took {body.item} out of this week. {KEPT_NOTHING}", "See: backcoach plan"
        )
