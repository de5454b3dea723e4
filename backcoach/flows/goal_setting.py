"""Setting a goal: an own activity, and the plan a person makes for it, on one line or answer by answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from backcoach.coach.goal_record import GOAL_CHARACTERS, MOST_GOALS, GoalPlan, GoalSet
from backcoach.coach.goals import Goal
from backcoach.coach.person import WEEKDAYS
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.goals import goals_of
from backcoach.flows.own_words import usable
from backcoach.values import Value, replace

TEXTS = ("cue", "action", "obstacle", "instead")
_LEADS = {"cue": "if", "action": "then", "obstacle": "if", "instead": "then"}
NOTHING_SAVED = "Nothing was saved. Help: backcoach goals set -h"


class GoalWish(Value):
    """What is to stand in a goal; None leaves it as it is, and a text of nothing empties it.

    `which` is a number, a name that stands, or a new one; `name` another activity for that number. `days` and
    `times_a_week` end each other; no days and no times are every day.
    """

    which: str
    name: str | None = None
    ability: int | None = None
    cue: str | None = None
    action: str | None = None
    obstacle: str | None = None
    instead: str | None = None
    days: tuple[str, ...] | None = None
    times_a_week: int | None = None

    @property
    def has_plan(self) -> bool:
        """Whether it says anything of a plan."""
        said = (self.cue, self.action, self.obstacle, self.instead, self.days, self.times_a_week)
        return any(one is not None for one in said)


class Found(Value):
    """The goal that is meant, as it would be kept now, and the one that stands in its place."""

    body: GoalSet
    before: Goal | None

    @property
    def is_anew(self) -> bool:
        """Whether it takes the place of another activity."""
        return self.before is not None and self.before.name != self.body.name

    @property
    def needs_score(self) -> bool:
        """Whether nobody said yet how well it goes at its start."""
        known = self.before.ability if self.before is not None and not self.is_anew else None
        return self.body.ability is None and known is None


def find_goal(desk: Desk, wish: GoalWish) -> Found:
    """The goal of a wish with its name and score, before anything of its plan. Raises `BadInput`."""
    goals = {one.number: one for one in goals_of(desk)}
    number = _number(wish.which, goals)
    before = goals.get(number)
    name = _name(wish, before)
    if not name:
        raise BadInput(
            "A goal needs a name; nothing was saved.", "Such as: backcoach goals set swim --score 4"
        )
    if any(one.name.casefold() == name.casefold() for one in goals.values() if one.number != number):
        raise BadInput("That is one of your goals already; nothing was saved.", "See: backcoach goals")
    same = before if before is not None and before.name == name else None
    if same is not None and same.ability is not None and wish.ability is not None:
        raise BadInput(
            "Its score at the start stays; nothing was saved.",
            "How it goes now is asked by: backcoach review",
        )
    plan = same.plan if same is not None else GoalPlan()
    return Found(_made(number, name, plan, wish.ability), before)


def _name(wish: GoalWish, before: Goal | None) -> str:
    """The name that is wished for; the one that stands where none is."""
    if wish.name is not None:
        return usable_goal(wish.name)
    if before is not None:
        return before.name
    return "" if wish.which.strip().isdigit() else usable_goal(wish.which)


def _number(which: str, goals: dict[int, Goal]) -> int:
    typed = which.strip()
    if typed.isascii() and typed.isdigit():
        if len(typed) > 1 or not 1 <= int(typed) <= MOST_GOALS:
            raise BadInput(f"Goals have the numbers 1 to {MOST_GOALS}; nothing was saved.")
        return int(typed)
    named = next((one.number for one in goals.values() if one.name.casefold() == typed.casefold()), None)
    free = free_number(goals.values())
    if named is None and free is None:
        raise BadInput(
            f"There are {MOST_GOALS} goals already; nothing was saved.",
            "Put it in the place of one: backcoach goals set 3 --name NAME --score 4",
            tuple(f"{one.number}: {one.name}" for one in goals.values()),
        )
    return named or free or 1


def _made(number: int, name: str, plan: GoalPlan, ability: int | None) -> GoalSet:
    try:
        return GoalSet(number, name, plan, ability)
    except ValueError as error:
        raise BadInput(f"That cannot be right: {error}.", NOTHING_SAVED) from None


def set_goal(desk: Desk, wish: GoalWish) -> Found:
    """Keep a goal as wished; on return it is on the disk. What stands there already is not written again.

    Raises `BadInput` for what cannot be, and for another activity without a score.
    """
    found = find_goal(desk, wish)
    if found.needs_score and (found.before is None or found.is_anew):
        raise BadInput(
            "How well does it go now? Nothing was saved.",
            "Add --score with 0 (not at all) to 10 (as before).",
        )
    body = with_plan(found.body, wish)
    if not _stands(body, found):
        desk.keep(body)
    return replace(found, body=body)


def with_plan(body: GoalSet, wish: GoalWish) -> GoalSet:
    """The goal with what a wish says of its plan. Raises `BadInput`."""
    said: dict[str, Any] = {name: getattr(wish, name) for name in TEXTS if getattr(wish, name) is not None}
    said = {name: plan_text(name, text) for name, text in said.items()}
    if wish.days and wish.times_a_week is not None:
        raise BadInput("Give days or times a week, not both.", NOTHING_SAVED)
    if wish.days is not None or wish.times_a_week is not None:
        said |= {"days": wish.days or (), "times_a_week": wish.times_a_week}
    try:
        return replace(body, plan=replace(body.plan, **said))
    except ValueError as error:
        raise BadInput(f"That cannot be right: {error}.", NOTHING_SAVED) from None


def _stands(body: GoalSet, found: Found) -> bool:
    before = found.before
    is_known = before is not None and before.name == body.name and before.plan == body.plan
    return is_known and body.ability is None


def plan_text(name: str, text: str) -> str:
    """A text of a plan without the if or then that the screens put before it. Raises `BadInput`."""
    return re.sub(rf"^{_LEADS[name]}\s+", "", usable_goal(text), flags=re.IGNORECASE).rstrip(" .,")


def usable_goal(text: str) -> str:
    """What is typed of a goal, as it is kept. Raises `BadInput`."""
    return usable(text, GOAL_CHARACTERS, "It")


def read_days(text: str) -> tuple[str, ...]:
    """Days such as `mon,thu` in their order; `any` for every day. Raises `ValueError` with what would do."""
    parts = [part.strip().lower()[:3] for part in re.split(r"[,\s]+", text.strip()) if part.strip()]
    if parts == ["any"]:
        return ()
    if not parts or set(parts) - set(WEEKDAYS):
        raise ValueError("days such as mon,thu, or any")
    return tuple(one for one in WEEKDAYS if one in parts)


class OpenGoal:
    """A goal that grows answer by answer; each answer is on the disk before the next is asked."""

    def __init__(self, desk: Desk, found: Found) -> None:
        self._desk = desk
        self._entry_id: str | None = None
        self.body = found.body
        if found.before is None or found.is_anew or found.body.ability is not None:
            self._keep(found.body)

    def score(self, ability: int) -> None:
        """Keep how well it goes now."""
        self._keep(replace(self.body, ability=ability))

    def plan(self, **said: Any) -> None:
        """Keep some of its plan. Raises `BadInput` for what cannot be kept."""
        body = with_plan(self.body, GoalWish("", **said))
        if body != self.body:
            self._keep(body)

    def _keep(self, body: GoalSet) -> None:
        self._entry_id = self._desk.keep(body, supersedes=self._entry_id)[0].id
        self.body = body


def free_number(goals: Iterable[Goal]) -> int | None:
    """The first number without a goal; None where all have one."""
    taken = {one.number for one in goals}
    return next((one for one in range(1, MOST_GOALS + 1) if one not in taken), None)
