"""How a week is fitted to what the person told, in a line."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity import ActivityBook
from backcoach.coach.week import WeekPlan


def fitted_line(week: WeekPlan, book: ActivityBook) -> Iterator[str]:
    """Each rule by which what was told changed the week, with the id under which `why` says more."""
    given = {reason.rule for reason in week.reasons}
    named = [f"{rule.brief} (why {rule.id})" for rule in book.plan_rules if rule.brief and rule.id in given]
    if named:
        yield f"Fitted to you: {'; '.join(named)}."
