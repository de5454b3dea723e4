"""How something of a plan grows from review to review: only one thing changes at a time."""

from __future__ import annotations

from backcoach.coach.activity import ActivityType
from backcoach.coach.done import Unit
from backcoach.coach.frame import change_rule
from backcoach.coach.parameters import ActivityParameters
from backcoach.coach.quota import cut, grow
from backcoach.values import Value, replace


class Stint(Value):
    """On how many days a week, how much at one go, how heavy, and at which level something is done.

    `load_kg` is None where the weight is not known or means nothing, `level` where there are none.
    """

    days: int
    amount: int
    load_kg: int | None = None
    level: int | None = None


def climb(
    now: Stint, one: ActivityType, percent: int, parameters: ActivityParameters, top_level: int
) -> tuple[Stint, str]:
    """The next stint after a good review, and the plan rule that says what changed.

    First it comes on more days, then there is more of it at one go, then it is heavier, then comes the next
    level, up to `top_level`. Growth of 0 percent changes nothing; what only the person sets never grows.
    """
    if one.is_user_set:
        return now, "task_user_set"
    if percent <= 0:
        return now, "quota_kept"
    if now.days < one.days_goal:
        return replace(now, days=now.days + 1), "task_more_days"
    if now.amount < one.goal:
        amount = min(one.goal, _grown(now.amount, one.unit, percent, parameters))
        return replace(now, amount=amount), "quota_grown"
    if now.load_kg is not None and now.load_kg < one.goal_kg:
        load_kg = min(one.goal_kg, _grown(now.load_kg, Unit.KG, percent, parameters))
        return replace(now, load_kg=load_kg), "task_heavier"
    if now.level is not None and now.level < top_level:
        return replace(now, level=now.level + 1), "task_next_level"
    return now, "goal_reached"


def step_down(
    now: Stint, one: ActivityType, percent: int, parameters: ActivityParameters
) -> tuple[Stint, str]:
    """The stint after a review that lowers: less at one go, and where that is at its floor less heavy."""
    amount = cut(now.amount, percent, one.floor)
    if amount == now.amount and now.load_kg is not None:
        load_kg = cut(now.load_kg, percent, parameters.step_for(Unit.KG).floor)
        return replace(now, load_kg=load_kg), change_rule(now.load_kg, load_kg)
    return replace(now, amount=amount), change_rule(now.amount, amount)


def start_over(now: Stint, one: ActivityType, percent: int) -> Stint:
    """The stint to begin again from: the start, or where there is none `percent` of before; never a rise."""
    amount = one.start or max(one.floor, now.amount * percent // 100)
    level = None if now.level is None else 0
    return replace(now, amount=min(now.amount, amount), level=level)


def _grown(amount: int, unit: Unit, percent: int, parameters: ActivityParameters) -> int:
    step = parameters.step_for(unit)
    return grow(amount, percent, step.least, step.most, step.nearest)
