"""Taking something into the running week by name, out of it again, and setting how heavy it is."""

from __future__ import annotations

from datetime import date

from backcoach.coach.activity import ActivityBook, ActivityType, BaselineKind
from backcoach.coach.baseline import Baseline, first_step, triable
from backcoach.coach.done import Unit
from backcoach.coach.frame import Frame
from backcoach.coach.item_words import worded
from backcoach.coach.ladder import Stint
from backcoach.coach.tasks import days_for, item_of
from backcoach.coach.tasks_past import OUT_ON, TAKEN, TAKEN_OUT
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, ItemKind, PlanItem, WeekPlan
from backcoach.coach.wish import (
    BECAUSE,
    LOAD_CAPPED,
    LOAD_WISHED,
    LOWERED,
    MOST,
    Setting,
    Wish,
    coming_of,
    most_allowed,
    week_with_wish,
)
from backcoach.values import Value, replace


class Load(Value):
    """A weight in kg wished for one item from a day on."""

    item: str
    load_kg: int
    on: date


def week_with_task(
    week: WeekPlan, wish: Wish, one: ActivityType, setting: Setting, baseline: Baseline | None
) -> WeekPlan:
    """The same week with something new in it from the day of the wish on, as far as the caps allow.

    It begins with no more than its trials say, or without these with its start; a total of what a usual day
    holds with no more than its goal. Raises `ValueError` where the week has no room for it.
    """
    most, because = _most_to_begin(one, setting, baseline)
    caps = setting.book.parameters.caps
    load_kg = baseline.load_kg if baseline is not None and one.goal_kg else None
    stint = Stint(one.days_first, one.floor, load_kg, 0 if one.levels else None)
    item = item_of(one, stint, _coming_days(one, week, wish.on, setting))
    why = _reason(TAKEN, one.id, setting.book, (MOST, most), (BECAUSE, because))
    with_it = replace(week, items=(*week.items, worded(item, setting.book)), reasons=(*week.reasons, why))
    if most_allowed(item, with_it, wish, setting)[0] < 1 or _activities(with_it) > caps.activities:
        raise ValueError("the week has no room for it")
    return week_with_wish(with_it, wish, setting)


def week_without(week: WeekPlan, id_: str, on: date, book: ActivityBook) -> WeekPlan:
    """The same week without an item from a day on. Raises `ValueError` where nothing of it is left."""
    coming_of(week, id_, on)
    items = tuple(one for item in week.items for one in _until(item, id_, on))
    return replace(week, items=items, reasons=(*week.reasons, _reason(TAKEN_OUT, id_, book, (OUT_ON, on))))


def week_with_load(week: WeekPlan, load: Load, setting: Setting) -> WeekPlan:
    """The same week with another weight from a day on, as far as the caps allow; less is always met.

    Raises `ValueError` where nothing of the item is left in the week, and where a weight means nothing.
    """
    book, one = setting.book, setting.book.type(load.item)
    if one is None or not one.goal_kg:
        raise ValueError("that has no weight")
    before = coming_of(week, load.item, load.on)[-1].load_kg
    now = min(load.load_kg, _most_kg(before, one, week, setting))
    inputs = (("before", before or "not known"), ("wished", load.load_kg), ("now", now))
    whys = [_reason(LOAD_WISHED, one.id, book, *inputs, ("from_on", load.on))]
    if now < load.load_kg:
        whys.append(_reason(LOAD_CAPPED, one.id, book, ("now", now)))
    items = tuple(part for item in week.items for part in _with_load(item, load, now, book))
    return replace(week, items=items, reasons=(*week.reasons, *whys))


def _most_kg(before: int | None, one: ActivityType, week: WeekPlan, setting: Setting) -> int:
    """The heaviest that may be set: a step above what it is, and nothing above it in a week that rests."""
    step = setting.book.parameters.step_for(Unit.KG)
    if before is None:
        return step.most
    is_held = setting.is_at_rest or week.outcome in LOWERED
    noted = (
        r for r in week.reasons_for(one.id) if r.rule == LOAD_WISHED and dict(r.inputs)["before"].isdigit()
    )
    issued = next((int(dict(reason.inputs)["before"]) for reason in noted), before)
    return max(min(issued if is_held else issued + step.most, one.goal_kg), min(before, one.goal_kg))


def _most_to_begin(one: ActivityType, setting: Setting, baseline: Baseline | None) -> tuple[int, str]:
    thing = triable(one.id, setting.book)
    if baseline is not None and baseline.is_known and thing is not None and not baseline.is_nothing:
        return first_step(thing, baseline, setting.profile, setting.book).amount, "wish_tried"
    return one.goal if one.kind is BaselineKind.HABITUAL else one.start, "wish_untried"


def _coming_days(one: ActivityType, week: WeekPlan, on: date, setting: Setting) -> tuple[date, ...]:
    """Its usual days as far as they are still to come; the day itself where none is."""
    frame = Frame(setting.profile, week.starts_on, week.track, week.phases, frozenset(), setting.book)
    return tuple(day for day in days_for(one, one.days_first, frame) if day >= on) or (on,)


def _activities(week: WeekPlan) -> int:
    return len({item.id for item in week.items if item.kind is ItemKind.ACTIVITY})


def _until(item: PlanItem, id_: str, on: date) -> tuple[PlanItem, ...]:
    if item.id != id_:
        return (item,)
    past = tuple(day for day in item.days if day < on)
    return (replace(item, days=past),) if past else ()


def _with_load(item: PlanItem, load: Load, now: int, book: ActivityBook) -> tuple[PlanItem, ...]:
    if item.id != load.item:
        return (item,)
    coming = tuple(day for day in item.days if day >= load.on)
    new = (worded(replace(item, days=coming, load_kg=now), book),) if coming else ()
    return (*_until(item, load.item, load.on), *new)


def _reason(rule: str, item: str, book: ActivityBook, *inputs: tuple[str, object]) -> Reason:
    facts = book.plan_rule(rule)
    return Reason(
        rule, facts.why, ((ITEM, item), *((name, str(value)) for name, value in inputs)), facts.sources
    )
