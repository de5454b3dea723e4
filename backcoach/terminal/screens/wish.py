"""The amounts the person set themselves, and what the caps made of them."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.values import Reason
from backcoach.coach.week import WeekPlan
from backcoach.coach.wish import WISHED
from backcoach.flows.wish import agreed
from backcoach.terminal.words import amount_text, day_text


def agreed_lines(week: WeekPlan) -> Iterator[str]:
    """One line for each amount that the person set in this week; where it was capped, with the reason."""
    for item, reason in agreed(week):
        said = dict(reason.inputs)
        day = next(day for day in week.days if day.isoformat() == said["from_on"])
        amount = amount_text(item.amount, item.unit)
        line = f"You set: {item.label}, {amount} at one go from {day_text(day)} on (before: {said['before']})"
        after = week.reasons[week.reasons.index(reason) + 1 :]
        because = _because(reason, after)
        capped = f" You wished for {said['wished']}. {because.why} (why {because.rule})" if because else ""
        yield f"{line}.{capped}"


def _because(wished: Reason, after: tuple[Reason, ...]) -> Reason | None:
    """Why a wish was not met in full: what follows it, about the same item."""
    same = (one for one in after if one.inputs[:1] == wished.inputs[:1])
    return next((one for one in same if one.rule != WISHED), None)
