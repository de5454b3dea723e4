"""The walk and the liked activity of a week: how long, how often, on which days."""

from __future__ import annotations

from datetime import date

from backcoach.coach.activity import WALK, ActivityType
from backcoach.coach.frame import Frame, change_rule
from backcoach.coach.free_days import days_for
from backcoach.coach.parameters import StepLimit
from backcoach.coach.phases import Phase, Track
from backcoach.coach.quota import cut, first_quota, grow, is_cautious
from backcoach.coach.trials import from_trials
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ITEM, ItemKind, PlanItem


def plan_walk(frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    """The walks of the week: short ones on days of the first phase, else the quota."""
    walking = frame.book.walking
    before = frame.previous.latest(WALK) if frame.previous else None
    if before is None:
        return _first_walk(walking, frame)
    days = frame.spread(frame.book.phase(frame.phases[-1]).walk_days)
    item, why = _next_item(before, walking, days, frame)
    return Decision((item,), (why,))


def plan_activity(frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    """The liked activity of the week, if there is one that fits."""
    before = _activity_before(frame)
    liked = _fitting(before.id, frame) if before else None
    if before and liked:
        item, why = _next_item(before, liked, _activity_days(liked, frame), frame)
        return Decision((item,), (why, *_waiting(liked, frame)))
    return _first_activity(frame)


def _first_walk(walking: ActivityType, frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    first = frame.book.parameters.first_quota
    minutes, why = _first_amount(walking, frame.profile.walk_minutes, frame)
    items, reasons = [], [why]
    if settling := frame.days_in(Phase.SETTLE):
        most = min(minutes, first.settle_most_minutes)
        items.append(_timed(walking, ItemKind.WALK, most, first.settle_times_per_day, settling))
        inputs = (("minutes", most), ("times_per_day", first.settle_times_per_day))
        reasons.insert(0, frame.reason("settle_walks", (ITEM, WALK), *inputs))
    allowed = frame.days_in(*_after_settling())
    days = frame.spread(frame.book.phase(frame.phases[-1]).walk_days)
    times = _times_per_day(minutes, frame)
    if on := tuple(day for day in days if day in allowed):
        items.append(_timed(walking, ItemKind.WALK, minutes, times, on))
    return Decision(tuple(items), tuple(reasons))


def _first_activity(frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    fitting = (_fitting(id_, frame) for id_ in _likes(frame))
    liked = next((one for one in fitting if one is not None), None)
    if liked is None:
        return Decision((), _waiting(None, frame))
    is_best = frame.profile.likes[:1] == (liked.id,)
    minutes, why = _first_amount(liked, frame.profile.liked_minutes if is_best else None, frame)
    chosen = _why_liked(liked, frame)
    item = _timed(liked, ItemKind.ACTIVITY, minutes, 1, _activity_days(liked, frame))
    return Decision((item,), (chosen, why, *_waiting(liked, frame)))


def _likes(frame: Frame) -> tuple[str, ...]:
    """What is liked, the best first; before it what a modifier prefers and can be done."""
    likes = frame.profile.likes
    modifiers = (frame.book.modifier(id_) for id_ in frame.profile.modifiers)
    preferred = (one.activity for one in modifiers if one is not None and one.activity is not None)
    types = (frame.book.type(id_) for id_ in preferred)
    first = [one.id for one in types if one is not None and (one.id in likes or not frame.lacks(one.needs))]
    return tuple(dict.fromkeys((*first, *likes)))


def _why_liked(liked: ActivityType, frame: Frame) -> Reason:
    likes = frame.profile.likes
    if liked.id not in likes:
        return frame.reason("activity_preferred", (ITEM, liked.id))
    return frame.reason("liked", (ITEM, liked.id), ("place", likes.index(liked.id) + 1))


def _first_amount(activity: ActivityType, baseline: int | None, frame: Frame) -> tuple[int, Reason]:
    """Minutes for one go, held to a share of what was reached in the last bout if there was one.

    They come from trials, else from a share of what is managed now, else from the activity's start.
    """
    amount, why = _untried_amount(activity, baseline, frame)
    amount, why = from_trials(activity.id, amount, frame) or (amount, why)
    held, why_held = frame.held_down(activity.id, amount, activity.floor)
    return held, why_held or why


def _untried_amount(activity: ActivityType, baseline: int | None, frame: Frame) -> tuple[int, Reason]:
    item = (ITEM, activity.id)
    if baseline is None:
        return activity.start, frame.reason("start_unknown", item, ("quota_minutes", activity.start))
    rule, percent = _factor(frame)
    quota = first_quota(baseline, percent, activity.floor)
    inputs = (("managed_minutes", baseline), ("percent", percent), ("quota_minutes", quota))
    return quota, frame.reason(rule, item, *inputs)


def _factor(frame: Frame) -> tuple[str, int]:
    first = frame.book.parameters.first_quota
    if frame.track is Track.ACUTE:
        return "first_quota_acute", first.acute_percent
    if is_cautious(frame.profile, frame.book):
        return "first_quota_cautious", first.cautious_percent
    return "first_quota_default", first.default_percent


def _times_per_day(minutes: int, frame: Frame) -> int:
    """Short walks come more often."""
    bouts = frame.book.parameters.bout
    return next((bout.times_per_day for bout in bouts if minutes <= bout.up_to_minutes), 1)


def _next_item(
    before: PlanItem,
    activity: ActivityType,
    days: tuple[date, ...],
    frame: Frame,
) -> tuple[PlanItem, Reason]:
    """The item of the week before with its amount changed; how often a day stays, one thing at a time.

    Only a walk that gets longer by trials comes as seldom as walks of that length do.
    """
    minutes, rule = _next_minutes(before, activity, len(days), frame)
    times = before.times_per_day
    inputs = (("before", before.amount), ("percent", frame.change_percent), ("now", minutes))
    why = frame.reason(rule, (ITEM, before.id), *inputs)
    if tried := from_trials(before.id, minutes, frame):
        minutes, why = tried
        times = min(times, _times_per_day(minutes, frame))
    return _timed(activity, before.kind, minutes, times, days), why


def _next_minutes(
    before: PlanItem,
    activity: ActivityType,
    days: int,
    frame: Frame,
) -> tuple[int, str]:
    step = frame.book.parameters.step_for(activity.unit)
    if frame.starts_over:
        return min(before.amount, activity.start), "quota_restart"
    if frame.change_percent < 0:
        now = cut(before.amount, -frame.change_percent, activity.floor)
        return now, change_rule(before.amount, now)
    resumed = frame.resumed(before.id, before.amount)
    if resumed is not None:
        return resumed, change_rule(before.amount, resumed)
    goal = _goal_minutes(before, activity, days, frame)
    if frame.change_percent and before.amount >= goal:
        return before.amount, "goal_reached"
    now = max(before.amount, min(goal, _grown(before.amount, step, frame)))
    return now, change_rule(before.amount, now)


def _grown(amount: int, step: StepLimit, frame: Frame) -> int:
    return grow(amount, frame.change_percent, step.least, step.most, step.nearest)


def _goal_minutes(before: PlanItem, activity: ActivityType, days: int, frame: Frame) -> int:
    """Minutes for one go at which growth ends: of a walk, those that make up the goal of the week."""
    if before.kind is ItemKind.ACTIVITY:
        return activity.goal
    return -(-frame.book.parameters.caps.goal_week_minutes // (before.times_per_day * days))


def _activity_before(frame: Frame) -> PlanItem | None:
    items, likes = frame.previous.items if frame.previous else (), frame.profile.likes
    return next((item for item in items if item.kind is ItemKind.ACTIVITY and item.id in likes), None)


def _fitting(id_: str, frame: Frame) -> ActivityType | None:
    """The liked activity if it may be planned in this week."""
    liked = frame.book.type(id_)
    if liked is None or liked.id in (WALK, *frame.swapped):
        return None
    if not liked.may_be_liked or frame.against(liked.avoid) or _is_out_of_reach(liked, frame):
        return None
    return liked if _activity_days(liked, frame) else None


def _is_out_of_reach(liked: ActivityType, frame: Frame) -> bool:
    """Whether it is known that what it needs is not there; else liking it says that it can be done."""
    return frame.profile.fitting.equipment is not None and bool(frame.lacks(liked.needs))


def _activity_days(liked: ActivityType, frame: Frame) -> tuple[date, ...]:
    phases = [phase for phase in _after_settling() if phase.rank >= liked.phase_from.rank]
    allowed = frame.days_in(*phases)
    return days_for(frame.book.phase(frame.phases[-1]).activity_days, allowed, frame, first=1)


def _after_settling() -> tuple[Phase, ...]:
    return tuple(phase for phase in Phase if phase is not Phase.SETTLE)


def _waiting(chosen: ActivityType | None, frame: Frame) -> tuple[Reason, ...]:
    """Why things liked better than the chosen one are not in the week."""
    likes = _likes(frame)
    better = likes[: likes.index(chosen.id)] if chosen and chosen.id in likes else likes
    found = (frame.book.type(id_) for id_ in better)
    return tuple(
        _wait(one, frame) for one in found if one is not None and one.may_be_liked and one.id != WALK
    )


def _wait(liked: ActivityType, frame: Frame) -> Reason:
    if words := frame.against(liked.avoid):
        return frame.reason("liked_later", (ITEM, liked.id), ("because", words))
    if _is_out_of_reach(liked, frame):
        needs = frame.book.fitting.words_for(frame.lacks(liked.needs))
        return frame.reason("liked_later", (ITEM, liked.id), ("needs", needs))
    return frame.reason("liked_later", (ITEM, liked.id), ("from", frame.book.phase(liked.phase_from).label))


def _timed(
    activity: ActivityType, kind: ItemKind, minutes: int, times: int, days: tuple[date, ...]
) -> PlanItem:
    return PlanItem(activity.id, kind, activity.label, minutes, activity.unit, times, days)
