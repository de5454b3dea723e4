"""What of a planned day is left on a day that is made lighter, in a flare-up or by the person's wish."""

from __future__ import annotations

from backcoach.coach.activity import ActivityBook
from backcoach.coach.item_words import worded
from backcoach.coach.week import ItemKind, PlanItem
from backcoach.values import Value, replace


class Relief(Value):
    """How much of a day is kept, in percent. `is_easy_only` leaves only what is safe in a flare-up."""

    percent: int
    is_easy_only: bool = False


def lightened(items: tuple[PlanItem, ...], relief: Relief | None, book: ActivityBook) -> tuple[PlanItem, ...]:
    """The items of one day with their amounts made smaller, rounded down, and never nothing.

    An item that is kept keeps at least one minute or one repeat. Where nothing would be kept of
    walking or another activity, a short walk stands for it: a flare-up is no time to lie still.
    """
    if relief is None or not items:
        return items
    kept = [item for item in items if not relief.is_easy_only or _is_easy(item, book)]
    found = tuple(_lightened(item, relief.percent, book) for item in kept)
    waiting = next((item for item in items if not item.is_exercise), None)
    if waiting is None or any(item.daily_amount for item in found):
        return found
    return (*found, _short_walk(waiting, relief.percent, book))


def _short_walk(planned: PlanItem, percent: int, book: ActivityBook) -> PlanItem:
    """A walk for the days of something that waits: so much of the first walk of all."""
    walk = book.walking
    amount = max(1, walk.start * percent // 100)
    return PlanItem(walk.id, ItemKind.WALK, walk.label, amount, walk.unit, 1, planned.days)


def _is_easy(item: PlanItem, book: ActivityBook) -> bool:
    """Walks are, and what the handbook calls so; other activities wait."""
    exercise, one = book.exercise(item.id), book.type(item.id)
    if item.is_exercise:
        return exercise is not None and exercise.is_flare_safe
    return item.kind is ItemKind.WALK or (one is not None and one.is_easy)


def _lightened(item: PlanItem, percent: int, book: ActivityBook) -> PlanItem:
    if item.kind is ItemKind.LIMIT:
        return item
    return worded(replace(item, amount=max(1, item.amount * percent // 100)), book)
