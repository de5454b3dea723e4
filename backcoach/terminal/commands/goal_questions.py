"""Questions about goals in other commands: in the check-in if one was done, in the look back if plans fit."""

from __future__ import annotations

from datetime import date

from backcoach.coach.goal_record import Did
from backcoach.coach.goals import Goal
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.flows.goals import drop_goal, goal_weeks, goals_of, goals_to_ask
from backcoach.flows.log import keep_goals
from backcoach.handbook.goals import FIT
from backcoach.terminal.ask import Asker
from backcoach.terminal.screens.goals import count_text, goal_name

DID = {
    **dict.fromkeys(("y", "yes"), Did.YES),
    **dict.fromkeys(("n", "no"), Did.NO),
    **dict.fromkeys(("t", "not today", "not_today", "later"), Did.NOT_TODAY),
}
SKIP = frozenset({"", "s", "skip", "?", "not sure", "not_sure"})
KEYS = "y yes   n no   t not today   Enter to pass"
KEEP = frozenset({"", "k", "keep", "?"})
FIT_KEYS = "Enter keeps them   change 1   drop 1"
DROPPED = "It is no goal any more. All that was told stays in the record. Take it back: backcoach undo"


def read_did(text: str) -> Did | None:
    """What is said of a goal; None where it is passed over. Raises `ValueError` with what would do."""
    typed = text.strip().lower()
    if typed in SKIP:
        return None
    if typed not in DID:
        raise ValueError("Please type y, n, t for not today, or Enter to pass.")
    return DID[typed]


def ask_goals(desk: Desk, asker: Asker, day_on: date) -> tuple[tuple[Goal, Did], ...]:
    """One short question for each goal whose plan is for the day; each reply is kept at once."""
    told = []
    for one in goals_to_ask(desk, day_on):
        asker.output.question(f"{goal_name(one.goal)}: done?")
        did = asker.typed(read_did, KEYS)
        if did is not None:
            keep_goals(desk, [(one.goal, did)], day_on)
            told.append((one.goal, did))
    return tuple(told)


def ask_fit(desk: Desk, asker: Asker, week: WeekPlan) -> None:
    """One question for all plans: whether they still fit. Nothing is asked where none is made."""
    goals = tuple(one for one in goals_of(desk) if one.plan.is_made)
    if not goals:
        return
    counts = {one.number: one.weeks[-1].count for one in goal_weeks(desk, [week]) if one.weeks}
    lines = [
        f"{goal_name(one)}: {count_text(counts[one.number])}" if one.number in counts else goal_name(one)
        for one in goals
    ]
    asker.output.question(desk.book.goals.line(FIT), lines)
    wish = asker.typed(lambda text: read_fit(text, goals), FIT_KEYS)
    if wish is None:
        return
    word, goal = wish
    if word == "drop":
        drop_goal(desk, goal)
        asker.output.say(DROPPED)
    else:
        asker.output.say(f"Change it afterwards with: backcoach goals set {goal.number}")


def read_fit(text: str, goals: tuple[Goal, ...]) -> tuple[str, Goal] | None:
    """`change` or `drop` with the goal that is meant; None where all stay. Raises `ValueError`."""
    typed = text.strip().lower()
    if typed in KEEP:
        return None
    word, _, number = typed.partition(" ")
    found = [one for one in goals if number.strip() == str(one.number) or (not number and len(goals) == 1)]
    if word not in ("change", "drop") or len(found) != 1:
        raise ValueError(
            f"Please type change {goals[0].number} or drop {goals[0].number}, or Enter to keep all."
        )
    return word, found[0]
