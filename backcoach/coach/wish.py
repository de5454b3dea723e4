"""A wish for another amount in the running week: what of it the caps allow, and the week that follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backcoach.coach.activity import ActivityBook
from backcoach.coach.caps import most_minutes, week_minutes
from backcoach.coach.done import Unit
from backcoach.coach.item_words import worded
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase
from backcoach.coach.quota import is_clinician_first
from backcoach.coach.tasks_past import TAKEN, said_of
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, ItemKind, PlanItem, WeekPlan
from backcoach.values import Value, replace

WISHED = "quota_wished"
"""The plan rule by which an amount was set by the person."""

LOAD_WISHED, LOAD_CAPPED = "load_wished", "load_capped"
"""Those by which a weight was set by the person, and was not met in full."""

LOWERED = ("leg_guard", "step_back", "ease", "gap_restart")
"""The reviews after which nothing goes up again within the week."""

ISSUED_MINUTES = "issued_minutes"
BEFORE = "before"
MOST, BECAUSE = "most", "because"
"""The names under which a wish notes the minutes of the issued week, and the amount it was made on;
and those under which something taken in notes with how much it may begin, and by which rule."""


class Wish(Value):
    """An amount for one go of one item, wished on a day of the week."""

    item: str
    amount: int
    on: date


class Setting(Value):
    """What a wish is weighed against: the person, the handbook, and the minutes of the week before.

    `minutes_before` is None in the first week. With `is_at_rest` a flare-up or a pause goes on.
    """

    profile: Profile
    book: ActivityBook
    minutes_before: int | None
    is_at_rest: bool = False


def week_with_wish(week: WeekPlan, wish: Wish, setting: Setting) -> WeekPlan:
    """The same week with the wished amount from the day of the wish on, as far as the caps allow.

    Days before stay as they were. A wish for less is met in full. Raises `ValueError` where nothing of the
    item is left in the week.
    """
    coming = coming_of(week, wish.item, wish.on)
    before = coming[-1].amount
    most, rule = most_allowed(coming[-1], week, wish, setting)
    now = min(wish.amount, max(most, min(before, wish.amount)))
    items = tuple(one for item in week.items for one in _split(item, wish, now, week, setting.book))
    inputs: tuple[tuple[str, object], ...] = (
        (BEFORE, before),
        ("wished", wish.amount),
        ("now", now),
        ("from_on", wish.on.isoformat()),
        (ISSUED_MINUTES, issued_minutes(week)),
    )
    whys = [_reason(WISHED, wish.item, setting.book, *inputs)]
    if now < wish.amount:
        whys.append(_reason(rule, wish.item, setting.book, ("limit", most), ("now", now)))
    if any(item.id == wish.item and item.amount < now and item.days[-1] >= wish.on for item in items):
        whys.append(_reason("wish_first_days", wish.item, setting.book))
    return replace(week, items=items, reasons=(*week.reasons, *whys))


def most_allowed(item: PlanItem, week: WeekPlan, wish: Wish, setting: Setting) -> tuple[int, str]:
    """The most that one go may be set to, and the rule that says so; the wish itself where nothing does."""
    return min(_limits(item, week, wish, setting), default=(wish.amount, ""))


def coming_of(week: WeekPlan, id_: str, on: date) -> list[PlanItem]:
    """What is left of an item in a week from a day on. Raises `ValueError` where that is nothing."""
    coming = [item for item in week.items if item.id == id_ and item.days[-1] >= on]
    if not coming:
        raise ValueError("nothing of it is left in this week")
    return coming


def issued_minutes(week: WeekPlan) -> int:
    """The minutes of the week as it was first issued, before any wish and without what was taken in."""
    noted = (
        int(value)
        for reason in week.reasons
        if reason.rule == WISHED
        for name, value in reason.inputs
        if name == ISSUED_MINUTES
    )
    taken = {id_ for id_, is_out in said_of(week).items() if not is_out}
    return next(noted, week_minutes(tuple(item for item in week.items if item.id not in taken)))


def _issued_amount(item: PlanItem, week: WeekPlan) -> int:
    """The amount of an item as it was first issued, before any wish."""
    noted = (
        int(value)
        for reason in week.reasons_for(item.id)
        if reason.rule == WISHED
        for name, value in reason.inputs
        if name == BEFORE
    )
    return next(noted, item.amount)


def _limits(item: PlanItem, week: WeekPlan, wish: Wish, setting: Setting) -> Iterator[tuple[int, str]]:
    """Every amount that one go must not go above, each with the rule that says so."""
    book, caps = setting.book, setting.book.parameters.caps
    if is_clinician_first(setting.profile, book):
        yield book.walking.start, "clinician_first"
    if setting.is_at_rest:
        yield _issued_amount(item, week), "wish_in_flare"
    if week.outcome in LOWERED:
        yield _issued_amount(item, week), "wish_after_cut"
    exercise = book.exercise(item.id)
    if item.is_exercise and exercise is not None:
        yield exercise.dose.most, "wish_exercise_most"
    if not item.is_exercise and item.unit is Unit.MINUTES:
        yield caps.go_minutes, "wish_capped"
    if item.is_timed:
        yield _most_in_week(week, wish, setting), "wish_capped"
    yield from _task_limits(item, week, book)


def _task_limits(item: PlanItem, week: WeekPlan, book: ActivityBook) -> Iterator[tuple[int, str]]:
    """What holds for totals, tasks and limits, and for all that was taken into the plan in this week."""
    one, begun = book.type(item.id), begun_with(item.id, week)
    if begun is not None:
        yield begun
    elif item.kind is ItemKind.LIMIT:
        yield _issued_amount(item, week), "wish_limit"
    elif item.kind is ItemKind.TASK:
        issued, most = _issued_amount(item, week), book.parameters.step_for(item.unit).most
        yield issued + max(issued * book.parameters.caps.rise_percent // 100, most), "wish_task_rise"
    if one is not None and one.most:
        yield one.most, "wish_task_most"


def begun_with(id_: str, week: WeekPlan) -> tuple[int, str] | None:
    """The most that something taken in by name in this week may begin with, and the rule that says so."""
    if said_of(week).get(id_) is not False:
        return None
    inputs = [dict(reason.inputs) for reason in week.reasons_for(id_) if reason.rule == TAKEN]
    return int(inputs[-1][MOST]), inputs[-1][BECAUSE]


def _most_in_week(week: WeekPlan, wish: Wish, setting: Setting) -> int:
    """The longest go with which the whole week, as if it had it on all its days, keeps to its minutes.

    A day before the wish counts with what it held where that was more, and the short walks of the first days
    as long as they may get.
    """
    before = issued_minutes(week) if setting.minutes_before is None else setting.minutes_before
    limit, _rule = most_minutes(before, setting.book.parameters.caps)
    goes = range(setting.book.parameters.caps.go_minutes, 0, -1)
    return next((one for one in goes if _minutes_with(one, week, wish, setting.book) <= limit), 0)


def _minutes_with(amount: int, week: WeekPlan, wish: Wish, book: ActivityBook) -> int:
    """The minutes of the week with an amount in place of every go of the wished item."""

    def counted(item: PlanItem) -> PlanItem:
        if item.id != wish.item:
            return item
        if _is_first_days(item, week):
            return replace(item, amount=_settling(item, book))
        return replace(item, amount=max(item.amount, amount) if item.days[-1] < wish.on else amount)

    return week_minutes(tuple(counted(item) for item in week.items))


def _settling(item: PlanItem, book: ActivityBook) -> int:
    """How long a walk of the first days may get."""
    return max(item.amount, book.parameters.first_quota.settle_most_minutes)


def _is_first_days(item: PlanItem, week: WeekPlan) -> bool:
    """Whether it is one of the short walks of the first days, which give way within the week."""
    return item.is_timed and all(week.phase_on(day) is Phase.SETTLE for day in item.days)


def _split(item: PlanItem, wish: Wish, amount: int, week: WeekPlan, book: ActivityBook) -> Iterator[PlanItem]:
    """The item as it was until the day of the wish, and with the new amount from then on."""
    if item.id != wish.item:
        yield item
        return
    past = tuple(day for day in item.days if day < wish.on)
    coming = tuple(day for day in item.days if day >= wish.on)
    if past:
        yield replace(item, days=past)
    if coming:
        new = min(amount, _settling(item, book)) if _is_first_days(item, week) else amount
        yield worded(replace(item, days=coming, amount=new), book)


def _reason(rule: str, item: str, book: ActivityBook, *inputs: tuple[str, object]) -> Reason:
    facts = book.plan_rule(rule)
    texts = tuple((name, str(value)) for name, value in inputs)
    return Reason(rule, facts.why, ((ITEM, item), *texts), facts.sources)


def agreed(week: WeekPlan) -> tuple[tuple[PlanItem, Reason], ...]:
    """The items whose amount the person set in this week, each with the last reason that says so."""
    wished = {
        value: reason
        for reason in week.reasons
        if reason.rule == WISHED
        for name, value in reason.inputs
        if name == ITEM
    }
    found = ((week.latest(id_), reason) for id_, reason in wished.items())
    return tuple((item, reason) for item, reason in found if item is not None)
