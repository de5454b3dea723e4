"""What a person took into the plan beside walks, the liked activity and exercises: totals, tasks, limits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from backcoach.coach.activity import WALK, ActivityBook, ActivityType, BaselineKind, Role
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.frame import Frame, change_rule
from backcoach.coach.ladder import Stint, climb, start_over, step_down
from backcoach.coach.phases import Phase
from backcoach.coach.quota import cut
from backcoach.coach.tasks_past import OUT_ON, TAKEN_OUT
from backcoach.coach.trials import begun_from, from_trials
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ITEM, ItemKind, PlanItem, WeekPlan
from backcoach.values import replace

KINDS = {Role.ACTIVITY: ItemKind.ACTIVITY, Role.TASK: ItemKind.TASK, Role.LIMIT: ItemKind.LIMIT}
WEEKEND = 5

Made = tuple[PlanItem | None, tuple[Reason, ...]]


def plan_tasks(frame: Frame, planned: Collection[str]) -> Decision[tuple[PlanItem, ...]]:
    """What was there before, what comes back, and what begins from its trials; nothing `planned` twice."""
    items: list[PlanItem] = []
    reasons: list[Reason] = []
    most = frame.book.parameters.caps.activities - len(set(planned) - {WALK})
    for one in _taken(frame, planned):
        item, whys = _made(one, frame)
        if item is not None and item.is_timed and sum(other.is_timed for other in items) >= most:
            item, whys = None, (frame.reason("task_full", (ITEM, one.id)),)
        items += [item] if item else []
        reasons += whys
    return Decision(tuple(items), tuple(reasons))


def item_of(one: ActivityType, stint: Stint, days: tuple[date, ...]) -> PlanItem:
    """The item of a stint, on some days."""
    return PlanItem(
        id=one.id,
        kind=KINDS[one.role],
        label=one.label,
        amount=stint.amount,
        unit=one.unit,
        times_per_day=1,
        days=days,
        is_strength=one.is_strength,
        load_kg=stint.load_kg,
        level=stint.level,
    )


def days_for(one: ActivityType, count: int, frame: Frame) -> tuple[date, ...]:
    """The days of a week for something that comes on `count` of them."""
    if one.on_workdays:
        return tuple(day for day in frame.days if day.weekday() < WEEKEND)
    if one.is_strength:
        return frame.spread(frame.book.phase(frame.phases[-1]).strength_days, first=1)
    return frame.spread(count)


def lacks(one: ActivityType, week: WeekPlan, book: ActivityBook) -> str:
    """What has to be reached first before something begins, in words; empty where nothing is lacking."""
    walk = week.latest(WALK)
    if one.walk_first and (walk is None or walk.amount < one.walk_first):
        return f"walks of {one.walk_first} min first"
    rungs = [_rung(exercise, item) for exercise, item in _strength(week, book)]
    if one.strength_rung and max(rungs, default=0) < one.strength_rung:
        return "more strength first"
    return ""


def _taken(frame: Frame, planned: Collection[str]) -> Iterator[ActivityType]:
    """What belongs to the plan, what was there before first."""
    before = frame.previous.items if frame.previous else ()
    ids = [item.id for item in (*before, *frame.tasks.waiting)]
    ids = [id_ for id_ in ids if id_ not in frame.tasks.out]
    for id_ in dict.fromkeys((*ids, *frame.baselines)):
        one = frame.book.type(id_)
        if one is not None and one.id != WALK and one.id not in planned:
            yield one


def _made(one: ActivityType, frame: Frame) -> Made:
    if one.id in frame.swapped:
        return None, (frame.reason(TAKEN_OUT, (ITEM, one.id), (OUT_ON, frame.starts_on)),)
    if because := waits(one, frame, frame.phases[-1]):
        return None, (frame.reason("task_waits", (ITEM, one.id), ("because", because)),)
    is_out = one.id in frame.tasks.out
    before = frame.previous.latest(one.id) if frame.previous and not is_out else None
    if before is not None and frame.previous is not None:
        return _next(one, before, _days_of(one, frame.previous), frame)
    waiting = next((item for item in frame.tasks.waiting if item.id == one.id), None)
    return _again(one, waiting, frame) if waiting else _begun(one, frame)


def waits(one: ActivityType, frame: Frame, phase: Phase) -> str:
    """What speaks against something in a phase of this week, in words; empty where nothing does."""
    if words := frame.against(one.avoid):
        return words
    facts = frame.book.phase(one.phase_from)
    return "" if phase.rank >= one.phase_from.rank else f"it comes later, from {facts.label} on"


def _next(one: ActivityType, before: PlanItem, days: int, frame: Frame) -> Made:
    """The item of the week before, one thing about it changed."""
    was = Stint(max(one.days_first, days), before.amount, before.load_kg, before.level)
    stint, rule = _changed(one, was, frame)
    inputs = (("before", _told(was, stint)), ("percent", frame.change_percent), ("now", _told(stint, was)))
    why = frame.reason(rule, (ITEM, one.id), *inputs)
    if tried := from_trials(one.id, stint.amount, frame):
        amount, why = tried
        stint = replace(was, amount=amount)
    return item_of(one, stint, days_for(one, stint.days, frame)), (why,)


def _changed(one: ActivityType, was: Stint, frame: Frame) -> tuple[Stint, str]:
    parameters = frame.book.parameters
    if frame.starts_over:
        return start_over(was, one, parameters.first_quota.again_percent), "quota_restart"
    if frame.change_percent < 0:
        return step_down(was, one, -frame.change_percent, parameters)
    if one.id in frame.tasks.held:
        return was, "task_held"
    resumed = frame.resumed(one.id, was.amount)
    if resumed is not None:
        return replace(was, amount=resumed), change_rule(was.amount, resumed)
    tops = [place for place, level in enumerate(one.levels) if level.phase_from.rank <= frame.phases[-1].rank]
    return climb(was, one, frame.change_percent, parameters, max(tops, default=0))


def _told(stint: Stint, other: Stint) -> object:
    """What of a stint is not as in the other one; its amount where all is the same."""
    pairs = (
        (stint.days, other.days),
        (stint.load_kg, other.load_kg),
        (stint.level, other.level),
    )
    return next((mine for mine, theirs in pairs if mine != theirs), stint.amount)


def _again(one: ActivityType, waiting: PlanItem, frame: Frame) -> Made:
    """What had to wait, lower than it was."""
    percent = frame.book.parameters.pace.leg_guard_percent
    amount = cut(waiting.amount, percent, one.floor)
    stint = Stint(one.days_first, amount, waiting.load_kg, waiting.level)
    why = frame.reason("task_again", (ITEM, one.id), ("before", waiting.amount), ("now", amount))
    return item_of(one, stint, days_for(one, stint.days, frame)), (why,)


def _begun(one: ActivityType, frame: Frame) -> Made:
    """What begins from its trials, where the last review does not hold new things back."""
    begun = begun_from(one.id, frame)
    if begun is None or frame.previous is None:
        return None, ()
    amount, why = begun
    if frame.baselines[one.id].is_nothing:
        return None, (frame.reason("task_nothing", (ITEM, one.id)),)
    if because := lacks(one, frame.previous, frame.book):
        return None, (frame.reason("task_waits", (ITEM, one.id), ("because", because)),)
    is_more = one.kind is not BaselineKind.HABITUAL and one.role is not Role.LIMIT
    if frame.change_percent < 0 or frame.starts_over or (is_more and frame.change_percent == 0):
        return None, (frame.reason("trials_wait", (ITEM, one.id), ("quota", amount)),)
    load_kg = frame.baselines[one.id].load_kg if one.goal_kg else None
    stint = Stint(one.days_first, amount, _within(load_kg, one.goal_kg), 0 if one.levels else None)
    return item_of(one, stint, days_for(one, stint.days, frame)), (why,)


def _within(load_kg: int | None, most: int) -> int | None:
    return None if load_kg is None else min(load_kg, most)


def _days_of(one: ActivityType, week: WeekPlan) -> int:
    return sum(len(item.days) for item in week.items if item.id == one.id)


def _strength(week: WeekPlan, book: ActivityBook) -> Iterator[tuple[Exercise, PlanItem]]:
    for item in week.items:
        exercise = book.exercise(item.id)
        if exercise is not None and item.is_strength:
            yield exercise, item


def _rung(exercise: Exercise, item: PlanItem) -> int:
    """The rung of its ladder that an exercise has reached by its amount, 1 for the first."""
    amounts = [step.amount for step in exercise.ladder if step.amount is not None]
    reached = sum(amount <= item.amount for amount in amounts)
    return reached if reached < len(amounts) else max(reached, len(exercise.ladder))
