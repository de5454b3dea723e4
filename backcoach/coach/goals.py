"""A person's goals as they stand: what is due on a day, how often it was done, and how well it goes.

Goals are activities of the person. Their words are never read: nothing of safety or medicine hangs on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.goal_record import MOST_GOALS, Did, GoalPlan, GoalSet, GoalTold
from backcoach.coach.person import WEEKDAYS, Profile
from backcoach.coach.record import Entry
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from backcoach.coach.activity import Line
    from backcoach.coach.activity_record import ReviewHeld

LOOK_DAYS = 14
"""So many days, today included, a person sees of what was done."""


class Goal(Value):
    """One goal as it stands.

    `ability` is its score when it began, 0 to 10, None where that was never said. `begun_on` is the first day
    on which it was this activity, and `place` where the record says so: nothing told before belongs to it.
    """

    number: int
    name: str
    ability: int | None
    begun_on: date
    place: int
    plan: GoalPlan


class GoalCount(Value):
    """What was told of a goal over some days: `told` are the days with a yes or a no, `put_off` with neither.

    A day of which nothing was told is in none of them.
    """

    done: int
    told: int
    put_off: int


class GoalExample(Value):
    """A made-up plan to take an idea from."""

    id: str
    cue: str
    action: str
    obstacle: str
    instead: str
    sources: tuple[str, ...]


class GoalBook(Value):
    """The words about goals, and plans to take an idea from."""

    lines: tuple[Line, ...]
    examples: tuple[GoalExample, ...]
    is_draft: bool

    def line(self, line_id: str) -> str:
        """The text of a line; KeyError if there is none."""
        return {one.id: one.text for one in self.lines}[line_id]


def goals_now(person: Entry[Profile], told: Iterable[Entry[GoalSet]]) -> tuple[Goal, ...]:
    """The goals of the present bout by number: the own activities of its start, and what was set since."""
    own = person.body.own_activities[:MOST_GOALS]
    found = {
        number: Goal(number, one.name, one.ability, person.day_on, person.place, GoalPlan())
        for number, one in enumerate(own, start=1)
    }
    for entry in sorted(told, key=lambda one: one.place):
        if entry.place > person.place:
            before = found.pop(entry.body.number, None)
            if not entry.body.is_dropped:
                found[entry.body.number] = _set(entry, before)
    return tuple(found[number] for number in sorted(found))


def _set(entry: Entry[GoalSet], before: Goal | None) -> Goal:
    """The goal after an entry: another name is another activity, and begins anew."""
    body = entry.body
    if before is None or before.name != body.name:
        return Goal(body.number, body.name, body.ability, entry.day_on, entry.place, body.plan)
    ability = body.ability if before.ability is None else before.ability
    return replace(before, plan=body.plan, ability=ability)


def told_by_day(goal: Goal, told: Iterable[Entry[GoalTold]]) -> dict[date, Did]:
    """What was said of a goal since it began, by day; the last word on a day counts."""
    ordered = sorted((one for one in told if _is_of(one, goal)), key=lambda one: one.place)
    return {one.day_on: one.body.did for one in ordered if one.body.goal == goal.name}


def count_of(told: dict[date, Did], first_on: date, last_on: date) -> GoalCount:
    """What was told from one day to another, both included."""
    said = [did for day, did in told.items() if first_on <= day <= last_on]
    is_told = len(said) - said.count(Did.NOT_TODAY)
    return GoalCount(said.count(Did.YES), is_told, said.count(Did.NOT_TODAY))


def is_due(goal: Goal, day_on: date, told: dict[date, Did]) -> bool:
    """Whether a plan was made that is for this day.

    One for so many times a week is for any day, until it was done so often from Monday to the day before.
    """
    plan = goal.plan
    if not plan.is_made:
        return False
    if plan.days:
        return WEEKDAYS[day_on.weekday()] in plan.days
    if plan.times_a_week is None:
        return True
    monday = day_on - timedelta(days=day_on.weekday())
    return count_of(told, monday, day_on - timedelta(days=1)).done < plan.times_a_week


def last_score(goal: Goal, held: Iterable[Entry[ReviewHeld]]) -> tuple[int | None, date | None]:
    """How well it went at the last look back since it began that said so, and the day of that."""
    scores = [
        (own.ability, one.day_on)
        for one in sorted((one for one in held if _is_of(one, goal)), key=lambda one: one.place)
        for own in one.body.said.own
        if own.name == goal.name
    ]
    return scores[-1] if scores else (None, None)


def _is_of(entry: Entry[GoalTold] | Entry[ReviewHeld], goal: Goal) -> bool:
    return entry.place > goal.place and entry.day_on >= goal.begun_on
