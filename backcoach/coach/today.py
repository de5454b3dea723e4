"""What of a planned day is left on a day that is made lighter, in a flare-up or by the person's wish."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backcoach.coach.activity import ActivityBook
from backcoach.coach.week import ItemKind, PlanItem


@dataclass(frozen=True, slots=True)
class Relief:
    """How much of a day is kept, in percent. `is_easy_only` leaves only what is safe in a flare-up."""

    percent: int
    is_easy_only: bool = False


def lightened(items: tuple[PlanItem, ...], relief: Relief | None, book: ActivityBook) -> tuple[PlanItem, ...]:
    """The items of one day with their amounts made smaller, rounded down, and never nothing.

    An item that is kept keeps at least one minute or one repeat; nothing is added.
    """
    if relief is None:
        return items
    kept = (item for item in items if not relief.is_easy_only or _is_easy(item, book))
    return tuple(_lightened(item, relief.percent, book) for item in kept)


def _is_easy(item: PlanItem, book: ActivityBook) -> bool:
    """Walks are, and exercises that the handbook calls so; other activities wait."""
    if item.kind is not ItemKind.EXERCISE:
        return item.kind is ItemKind.WALK
    exercise = book.exercise(item.id)
    return exercise is not None and exercise.is_flare_safe


def _lightened(item: PlanItem, percent: int, book: ActivityBook) -> PlanItem:
    amount = max(1, item.amount * percent // 100)
    exercise = book.exercise(item.id)
    text = exercise.dose.words(amount) if exercise is not None and item.text else item.text
    return replace(item, amount=amount, text=text)
