"""One go of a planned item in words, wherever its amount alone does not say it."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity import ActivityBook, ActivityType
from backcoach.coach.week import PlanItem
from backcoach.values import replace


def worded(item: PlanItem, book: ActivityBook) -> PlanItem:
    """The item with the words for its amount, its weight and its level as they are now."""
    exercise, one = book.exercise(item.id), book.type(item.id)
    if exercise is not None and item.is_exercise:
        return replace(item, text=exercise.dose.words(item.amount)) if item.text else item
    return replace(item, text=", ".join(_words(item, one))) if one is not None and one.text else item


def _words(item: PlanItem, one: ActivityType) -> Iterator[str]:
    heavy = "" if item.load_kg is None else f" with {item.load_kg} kg"
    yield one.text.replace("{amount}", str(item.amount)) + heavy
    if item.level is not None and item.level < len(one.levels):
        yield one.levels[item.level].text
    if 0 < one.piece_minutes < item.amount:
        yield f"in pieces of {one.piece_minutes} min at most"
