"""The last look at a week before it is issued: nothing goes above the caps, whatever led to it."""

from __future__ import annotations

from backcoach.coach.done import Unit
from backcoach.coach.frame import Frame
from backcoach.coach.parameters import Caps
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ITEM, PlanItem
from backcoach.values import replace

Items = tuple[PlanItem, ...]


def within_caps(items: Items, frame: Frame) -> Decision[Items]:
    """The same items, with minutes taken off the longest until every cap holds."""
    caps = frame.book.parameters.caps
    short = tuple(replace(item, amount=_go(item, caps)) for item in items)
    reasons = [_capped(item, "go_capped", caps.go_minutes, frame) for item in _changed(items, short)]
    limit, rule = _week_limit(frame)
    held = _shrink(short, limit)
    reasons += [_capped(item, rule, limit, frame) for item in _changed(short, held)]
    return Decision(held, tuple(reasons))


def week_minutes(items: Items) -> int:
    """Walking and activity of the whole week."""
    return sum(item.week_amount for item in items if item.is_timed)


def _go(item: PlanItem, caps: Caps) -> int:
    is_go = item.unit is Unit.MINUTES and not item.is_exercise
    return min(item.amount, caps.go_minutes) if is_go else item.amount


def most_minutes(before: int, caps: Caps) -> tuple[int, str]:
    """Minutes a week may hold that may rise from those `before`, and the rule that says so."""
    risen = before + max(before * caps.rise_percent // 100, caps.rise_minutes)
    return min((risen, "rise_capped"), (caps.week_minutes, "week_capped"))


def _week_limit(frame: Frame) -> tuple[int, str]:
    """Minutes this week may hold, and the rule that says so."""
    caps = frame.book.parameters.caps
    if frame.previous is None or frame.phases[-1].rank < caps.rise_from.rank:
        return caps.week_minutes, "week_capped"
    return most_minutes(frame.previous.minutes, caps)


def _shrink(items: Items, limit: int) -> Items:
    """Take minutes off the longest go, one by one; every item keeps at least one minute."""
    while week_minutes(items) > limit:
        longest = max((item for item in items if item.is_timed), key=lambda item: item.amount)
        if longest.amount == 1:
            return items
        items = tuple(replace(item, amount=item.amount - 1) if item is longest else item for item in items)
    return items


def _changed(before: Items, after: Items) -> Items:
    return tuple(now for old, now in zip(before, after, strict=True) if old.amount != now.amount)


def _capped(item: PlanItem, rule: str, limit: int, frame: Frame) -> Reason:
    return frame.reason(rule, (ITEM, item.id), ("limit_minutes", limit), ("minutes", item.amount))
