"""The amounts the person set themselves, and what the caps made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backcoach.coach.activity import ActivityBook
from backcoach.coach.done import Unit
from backcoach.coach.tasks_past import said_of
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, PlanItem, WeekPlan
from backcoach.coach.wish import LOAD_CAPPED, LOAD_WISHED, WISHED, agreed
from backcoach.terminal.words import amount_text, day_text


def agreed_lines(week: WeekPlan, book: ActivityBook, today: date | None) -> Iterator[str]:
    """One line for each amount that the person set in this week; where it was capped, with the reason.

    What is new today comes with its notes, and what was taken out is named.
    """
    taken = said_of(week)
    for id_ in (one for one, is_out in taken.items() if is_out):
        one = book.type(id_)
        yield f"Out of your plan: {one.label if one else id_}."
    for item, reason in agreed(week):
        if taken.get(item.id) is True:
            continue
        said = dict(reason.inputs)
        day = next(day for day in week.days if day.isoformat() == said["from_on"])
        amount = amount_text(item.amount, item.unit)
        is_new = taken.get(item.id) is False
        out = f" (new; out again: backcoach plan --set {item.id}=0)"
        before = out if is_new else f" (before: {said['before']})"
        line = f"You set: {item.label}, {amount}{_at_one_go(item)} from {day_text(day)} on{before}"
        after = week.reasons[week.reasons.index(reason) + 1 :]
        because = _because(reason, after)
        capped = f" You wished for {said['wished']}. {because.why} (why {because.rule})." if because else ""
        yield f"{line}.{capped}{_notes(item, book) if is_new and day == today else ''}"


def _notes(item: PlanItem, book: ActivityBook) -> str:
    one = book.type(item.id)
    return f" {one.notes}" if one else ""


def load_lines(week: WeekPlan) -> Iterator[str]:
    """One line for each weight that the person set in this week; where it was capped, with the reason."""
    for place, reason in enumerate(week.reasons):
        item = week.latest(dict(reason.inputs).get(ITEM, ""))
        if reason.rule != LOAD_WISHED or item is None:
            continue
        said, after = dict(reason.inputs), week.reasons[place + 1 : place + 2]
        capped = [one for one in after if one.rule == LOAD_CAPPED]
        because = (
            f" You wished for {said['wished']} kg. {capped[0].why} (why {LOAD_CAPPED})" if capped else ""
        )
        yield f"You set: {item.label}, {said['now']} kg (before: {said['before']}).{because}"


def _at_one_go(item: PlanItem) -> str:
    return "" if item.unit in (Unit.STEPS, Unit.FLIGHTS, Unit.DAY_MINUTES) else " at one go"


def _because(wished: Reason, after: tuple[Reason, ...]) -> Reason | None:
    """Why a wish was not met in full: what follows it, about the same item."""
    same = (one for one in after if one.inputs[:1] == wished.inputs[:1])
    return next((one for one in same if one.rule != WISHED), None)
