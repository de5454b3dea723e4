"""How a week is fitted to the person, in a line for each rule."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.week import ITEM, WeekPlan

TOLD = ("few_free_days", "equipment_missing", "equipment_unknown")
"""The plan rules that a plan speaks of by itself; the others stand behind `why`."""


def fitted_lines(week: WeekPlan) -> Iterator[str]:
    """What was told and changed the week: each rule once, with the items it is about."""
    for rule in TOLD:
        reasons = [reason for reason in week.reasons if reason.rule == rule]
        if reasons:
            items = dict.fromkeys(value for one in reasons for name, value in one.inputs if name == ITEM)
            about = f": {', '.join(items)}" if items else ""
            yield f"{reasons[0].why} (why {rule}{about})"
