"""The exercises of a week: on which days, how much of each, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from backcoach.coach.choice import Choice, choose, is_of_balance_age
from backcoach.coach.direction import why_direction
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.frame import Frame, change_rule
from backcoach.coach.free_days import days_for, strength_days_for, why_these_days
from backcoach.coach.phases import Phase, PhaseFacts
from backcoach.coach.quota import cut, grow
from backcoach.coach.trials import from_trials
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ITEM, ItemKind, PlanItem


def plan_exercises(frame: Frame) -> Decision[tuple[PlanItem, ...]]:
    """The exercises of the week, each with the reasons for it, and what was left out."""
    chosen = choose(frame)
    items: list[PlanItem] = []
    reasons: list[Reason] = []
    for exercise in dict.fromkeys(one for choice in chosen.values() for one in choice.picked):
        phases = [phase for phase, choice in chosen.items() if exercise in choice.picked]
        if days := _days_of(exercise, phases, frame):
            amount, why = _amount(exercise, frame)
            items.append(_item(exercise, amount, days))
            reasons += [
                *_why_chosen(exercise, phases, days, frame),
                *_why_first(exercise, chosen, frame),
                why,
            ]
    return Decision(tuple(items), (*why_these_days(frame), *reasons, *_left_out(chosen, frame)))


def _days_of(exercise: Exercise, phases: list[Phase], frame: Frame) -> tuple[date, ...]:
    return tuple(day for phase in phases for day in _rhythm(exercise, frame.book.phase(phase), frame))


def _rhythm(exercise: Exercise, facts: PhaseFacts, frame: Frame) -> tuple[date, ...]:
    on = frame.days_in(facts.id)
    if exercise.is_strength:
        return strength_days_for(facts.strength_days, on, frame)
    if exercise.is_balance:
        return days_for(frame.book.parameters.caps.balance_days, on, frame)
    return days_for(facts.exercise_days, on, frame)


def _amount(exercise: Exercise, frame: Frame) -> tuple[int, Reason]:
    """What one go asks for, and why: from trials, else as it was, changed."""
    amount, why = _untried_amount(exercise, frame)
    return from_trials(exercise.id, amount, frame) or (amount, why)


def _untried_amount(exercise: Exercise, frame: Frame) -> tuple[int, Reason]:
    start, item = exercise.dose.amount, (ITEM, exercise.id)
    before = frame.previous.latest(exercise.id) if frame.previous else None
    if before is None:
        floor = min(start, frame.book.parameters.step_for(exercise.dose.unit).floor)
        held, why_held = frame.held_down(exercise.id, start, floor)
        if why_held is not None:
            return held, why_held
        return start, frame.reason("exercise_start", item, ("amount", exercise.dose.words(start)))
    if frame.starts_over:
        now = min(start, before.amount)
        return now, frame.reason("quota_restart", item, ("before", before.amount), ("now", now))
    now = _changed(before.amount, exercise, frame)
    inputs = (("before", before.amount), ("percent", frame.change_percent), ("now", now))
    return now, frame.reason(change_rule(before.amount, now), item, *inputs)


def _changed(amount: int, exercise: Exercise, frame: Frame) -> int:
    step = frame.book.parameters.step_for(exercise.dose.unit)
    if frame.change_percent < 0:
        return cut(amount, -frame.change_percent, step.floor)
    resumed = frame.resumed(exercise.id, amount)
    if resumed is not None:
        return min(exercise.dose.most, resumed)
    grown = grow(amount, frame.change_percent, step.least, step.most, step.nearest)
    return max(amount, min(exercise.dose.most, grown))


def _item(exercise: Exercise, amount: int, days: tuple[date, ...]) -> PlanItem:
    return PlanItem(
        id=exercise.id,
        kind=ItemKind.EXERCISE,
        label=exercise.name,
        amount=amount,
        unit=exercise.dose.unit,
        times_per_day=exercise.dose.times_per_day,
        days=days,
        is_strength=exercise.is_strength,
        text=exercise.dose.words(amount),
    )


def _why_chosen(
    exercise: Exercise, phases: list[Phase], days: tuple[date, ...], frame: Frame
) -> tuple[Reason, ...]:
    item = (ITEM, exercise.id)
    where = ("phase", ", ".join(frame.book.phase(phase).label for phase in phases))
    chosen = frame.reason("exercise_chosen", item, where)
    on = ("days", ", ".join(day.isoformat() for day in days))
    if exercise.is_strength:
        return chosen, frame.reason("strength_days", item, on)
    if exercise.is_balance and is_of_balance_age(frame):
        return chosen, frame.reason("balance", item, ("age_years", frame.profile.age_years), on)
    return (chosen,)


def _why_first(exercise: Exercise, chosen: Mapping[Phase, Choice], frame: Frame) -> tuple[Reason, ...]:
    found = (one for choice in chosen.values() for one in choice.fronted if one.exercise is exercise)
    told = dict.fromkeys(reason for one in found for reason in one.reasons)
    return (*told, *why_direction(exercise, frame))


def _left_out(chosen: Mapping[Phase, Choice], frame: Frame) -> tuple[Reason, ...]:
    """One reason for each exercise that would have come if nothing spoke against it."""
    away = dict.fromkeys(one for choice in chosen.values() for one in choice.kept_away)
    return tuple(_why_not(one, frame) for one in away)


def _why_not(exercise: Exercise, frame: Frame) -> Reason:
    item = (ITEM, exercise.id)
    if words := frame.against(exercise.avoid):
        return frame.reason("exercise_left_out", item, ("because", words))
    needs = ("needs", frame.book.fitting.words_for(frame.lacks(exercise.needs)))
    is_known = frame.profile.fitting.equipment is not None
    return frame.reason("equipment_missing" if is_known else "equipment_unknown", item, needs)
