"""A plan after a bout that was closed: whether it is a new bout, and what helped the last time."""

from __future__ import annotations

from datetime import date

from backcoach.coach.coming_back import Back, Return, comes_back
from backcoach.coach.done import DoneAmount
from backcoach.coach.logged_days import between
from backcoach.coach.person import Profile
from backcoach.coach.staying_well import quotas_done
from backcoach.coach.values import Decision
from backcoach.flows.closed import closed_now
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.sheet import sheet_lines
from backcoach.values import Value


class CameBack(Value):
    """Pain is back after a bout that was closed: what that is, and what is known of the last time.

    `reached` holds down the first amounts, and is empty where the last bout only goes on. `likes` are names
    of activities, the best liked first; `sheet` is what the person wrote into their sheet for bad days.
    """

    closed_on: date
    decision: Decision[Return]
    reached: tuple[DoneAmount, ...]
    likes: tuple[str, ...]
    sheet: tuple[str, ...]


def came_back(desk: Desk, now: Profile) -> CameBack | None:
    """What the person's return is; None where no bout was closed before. Asked before `now` is kept."""
    closed, before = closed_now(desk), desk.profile()
    if closed is None or before is None:
        return None
    days = day_records(desk)
    back = Back(closed.day_on, now.onset_on, desk.moment.today, now.own_activities, days)
    decision = comes_back(back, desk.book.recovery)
    found = (desk.book.activity.type(id_) for id_ in before.likes)
    return CameBack(
        closed.day_on,
        decision,
        _reached(desk, closed.day_on, closed.body.quotas) if decision.value.starts_lower else (),
        tuple(one.label for one in found if one is not None),
        sheet_lines(desk),
    )


def _reached(desk: Desk, closed_on: date, quotas: tuple[DoneAmount, ...]) -> tuple[DoneAmount, ...]:
    """What was reached when the bout was closed, and by more since then where a week was mostly done."""
    weeks = tuple(week for week in desk.weeks() if week.starts_on > closed_on)
    days = between(day_records(desk), closed_on, desk.moment.today)
    most = {one.item: one.amount for one in quotas}
    for one in quotas_done(weeks, days, desk.book.activity):
        most[one.item] = max(one.amount, most.get(one.item, 0))
    return tuple(DoneAmount(item, amount) for item, amount in most.items())
