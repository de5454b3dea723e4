"""Short walks, more often, where a leg hurts most or on walking."""

from __future__ import annotations

from backcoach.coach.activity import WALK
from backcoach.coach.frame import Frame
from backcoach.coach.parameters import ShortWalks
from backcoach.coach.values import Decision
from backcoach.coach.week import ITEM, PlanItem
from backcoach.values import replace

Walks = Decision[tuple[PlanItem, ...]]


def as_short_walks(walks: Walks, frame: Frame) -> Walks:
    """The same walks; where a code in force asks for it, the long ones are split, and how to walk is said.

    A day never holds more minutes than before.
    """
    codes = (code for code in frame.book.avoid_codes if code.id in frame.codes)
    rules = [code.walk_rule for code in codes if code.walk_rule is not None]
    if not rules:
        return walks
    limits = frame.book.parameters.short_walks
    items = tuple(_split(item, limits) for item in walks.value)
    inputs = (("most_minutes", limits.most_minutes), ("most_times_per_day", limits.most_times_per_day))
    whys = (frame.reason(rule, (ITEM, WALK), *inputs) for rule in rules)
    return Decision(items, (*walks.reasons, *whys))


def _split(item: PlanItem, limits: ShortWalks) -> PlanItem:
    if item.amount <= limits.most_minutes:
        return item
    wanted = max(item.times_per_day, -(-item.daily_amount // limits.most_minutes))
    times = min(limits.most_times_per_day, wanted)
    return replace(item, amount=min(limits.most_minutes, item.daily_amount // times), times_per_day=times)
