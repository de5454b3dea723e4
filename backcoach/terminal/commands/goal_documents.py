"""Goals as parts of documents of the machine's interface."""

from __future__ import annotations

from typing import Any

from backcoach.coach.goal_record import Did, GoalPlan
from backcoach.coach.goals import Goal, GoalCount, GoalExample
from backcoach.flows.goals import GoalProgress, GoalShown


def goal_document(one: GoalShown, *, may_wait: bool) -> dict[str, Any]:
    """One goal with its plan, its scores, and what was told in the last two weeks."""
    goal = one.goal
    return {
        **_named(goal),
        "begun_on": goal.begun_on.isoformat(),
        "plan": plan_document(goal),
        "before": goal.ability,
        "now": one.now,
        "now_on": one.now_on.isoformat() if one.now_on else None,
        "last_14_days": _count(one.count),
        "told_today": one.today.value if one.today else None,
        "is_due": one.is_due and not may_wait,
        "may_wait": one.is_due and may_wait,
    }


def plan_document(goal: Goal) -> dict[str, Any] | None:
    """The plan of a goal in the person's words; null where nothing of one was told."""
    plan = goal.plan
    texts = {"if": plan.cue, "then": plan.action, "obstacle": plan.obstacle, "instead": plan.instead}
    if plan == GoalPlan():
        return None
    said: dict[str, Any] = {name: text or None for name, text in texts.items()}
    return said | {"days": list(plan.days), "times_a_week": plan.times_a_week}


def due_document(one: GoalShown, *, may_wait: bool) -> dict[str, Any]:
    """A goal whose plan is for today."""
    said = one.today.value if one.today else None
    return {**_named(one.goal), "plan": plan_document(one.goal), "told": said, "may_wait": may_wait}


def told_document(goal: Goal, did: Did) -> dict[str, Any]:
    """What was said of a goal on a day."""
    return {**_named(goal), "did": did.value}


def progress_goal_document(one: GoalProgress) -> dict[str, Any]:
    """One goal over the weeks of the plan."""
    return {
        "number": one.number,
        "name": one.name,
        "before": one.before,
        "now": one.now,
        "now_on": one.now_on.isoformat() if one.now_on else None,
        "has_plan": one.has_plan,
        "weeks": [
            {"number": week.number, "starts_on": week.starts_on.isoformat(), **_count(week.count)}
            for week in one.weeks
        ],
    }


def example_document(one: GoalExample) -> dict[str, Any]:
    """A made-up plan to take an idea from."""
    return {
        "id": one.id,
        "if": one.cue,
        "then": one.action,
        "obstacle": one.obstacle,
        "instead": one.instead,
        "sources": list(one.sources),
    }


def _named(goal: Goal) -> dict[str, Any]:
    return {"number": goal.number, "name": goal.name}


def _count(count: GoalCount) -> dict[str, int]:
    return {"days_done": count.done, "days_told": count.told, "days_put_off": count.put_off}
