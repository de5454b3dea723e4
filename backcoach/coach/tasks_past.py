"""What the weeks so far say of what a person took into the plan: what waits, what left, what is held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from backcoach.coach.parameters import ReviewLimits
from backcoach.coach.week import ITEM, DayRecord, ItemKind, PlanItem, WeekPlan
from backcoach.values import Value

TAKEN, TAKEN_OUT = "task_taken", "task_out"
"""The plan rules by which something came into the plan, and left it, because the person said so."""

OUT_ON = "from_on"
"""The name under which the reason for a thing that left says from which day on."""

HALF = 2


class TasksPast(Value):
    """What the next week has to know of the weeks before the last one, and of how the last one went.

    `waiting` are the items as they last were of what was left out since; `out` are the ids of what the person
    took out; `held` are those that do not grow, as too little of them was done or told.
    """

    waiting: tuple[PlanItem, ...] = ()
    out: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def tasks_past(
    weeks: tuple[WeekPlan, ...], days: Iterable[DayRecord], set_aside: frozenset[date], limits: ReviewLimits
) -> TasksPast:
    """The past of all weeks of a bout, the last of which is over. `days` may come in any order."""
    known: dict[str, PlanItem] = {}
    out: set[str] = set()
    for week in weeks:
        for item in week.items:
            if item.kind in (ItemKind.TASK, ItemKind.LIMIT):
                known[item.id] = item
        for id_, is_out in said_of(week).items():
            (out.add if is_out else out.discard)(id_)
    here = {item.id for week in weeks[-1:] for item in week.items}
    waiting = tuple(item for id_, item in known.items() if id_ not in here | out)
    told = [day for day in days if day.day_on not in set_aside]
    held = frozenset(
        item.id for week in weeks[-1:] for item in week.items if _is_held(item, week, told, limits)
    )
    return TasksPast(waiting, frozenset(out), held)


def said_of(week: WeekPlan) -> dict[str, bool]:
    """What was taken in or out in a week: for each id whether the last word on it was out."""
    return {
        value: reason.rule == TAKEN_OUT
        for reason in week.reasons
        if reason.rule in (TAKEN, TAKEN_OUT)
        for name, value in reason.inputs
        if name == ITEM
    }


def _is_held(item: PlanItem, week: WeekPlan, days: list[DayRecord], limits: ReviewLimits) -> bool:
    """Whether a task was told on fewer than half of its days, or less of it was done than lets it grow."""
    if item.kind is not ItemKind.TASK:
        return False
    same = [one for one in week.items if one.id == item.id]
    told = [(one, day) for one in same for day in days if day.day_on in one.days and day.tells_of(one)]
    planned = sum(one.daily_amount for one, _day in told)
    done = sum(min(one.daily_amount, day.done_of(item.id)) for one, day in told)
    is_told = HALF * len(told) >= sum(len(one.days) for one in same)
    return not is_told or 100 * done < limits.adherence_percent * planned
