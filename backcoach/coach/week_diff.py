"""What is different from one week to the next, and why."""

from __future__ import annotations

from backcoach.coach.lighter import ItemChange
from backcoach.coach.week import PlanItem, WeekPlan


def week_diff(before: WeekPlan, after: WeekPlan) -> tuple[ItemChange, ...]:
    """Every item of both weeks, in the order of the later one, with the reasons that one gives for it."""
    ids = dict.fromkeys((*(item.id for item in after.items), *(item.id for item in before.items)))
    return tuple(_change(id_, before, after) for id_ in ids)


def _change(id_: str, before: WeekPlan, after: WeekPlan) -> ItemChange:
    old, new = before.latest(id_), after.latest(id_)
    label = next(item.label for item in (new, old) if item is not None)
    why = dict.fromkeys(reason.why for reason in after.reasons_for(id_))
    with_days = len(before.days) == len(after.days) or old is None or new is None
    amounts = _amount(old, with_days=with_days), _amount(new, with_days=with_days)
    return ItemChange(id_, label, *amounts, tuple(why))


def _amount(item: PlanItem | None, *, with_days: bool) -> str | None:
    """One go, how often a day, and on how many days; days of weeks of unlike length tell nothing."""
    if item is None:
        return None
    go = item.text or f"{item.amount} {item.unit.value}"
    times = "" if item.times_per_day == 1 else f", {item.times_per_day} times a day"
    days = f", {len(item.days)} day{'' if len(item.days) == 1 else 's'}" if with_days else ""
    return f"{go}{times}{days}"
