"""Goals as a flow: the own activities with a plan for each, what was told of them, and how they go.

Goals are something to do only where the plan may be shown; in a flare-up, on a half day and in a pause they
may wait. What is not told stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.goal_record import Did, GoalSet, GoalTold
from backcoach.coach.goals import (
    LOOK_DAYS,
    Goal,
    GoalCount,
    count_of,
    goals_now,
    is_due,
    last_score,
    told_by_day,
)
from backcoach.coach.person import Profile
from backcoach.coach.record import Entry
from backcoach.coach.week import WeekPlan
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.lighter import pause_now, relief_on
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.progress import AbilityChange


class GoalShown(Value):
    """One goal with its last score and what was told in the last two weeks.

    `now` is the score of the last look back, `now_on` its day. `today` is what was told of the day it is
    shown for, and `is_due` whether its plan is for that day; neither says that it must be done.
    """

    goal: Goal
    now: int | None
    now_on: date | None
    count: GoalCount
    today: Did | None
    is_due: bool


class GoalWeek(Value):
    """What was told of a goal in one week of the plan."""

    number: int
    starts_on: date
    count: GoalCount


class GoalProgress(Value):
    """One goal over the weeks: its score when it began and at the last look back, None where not known."""

    number: int
    name: str
    before: int | None
    now: int | None
    now_on: date | None
    has_plan: bool
    weeks: tuple[GoalWeek, ...]


def goals_of(desk: Desk) -> tuple[Goal, ...]:
    """The goals that stand, by number; none without a plan."""
    person = desk.journal.latest(Profile)
    return goals_now(person, desk.journal.entries(GoalSet, after=person.place)) if person else ()


def goals_shown(desk: Desk, day_on: date | None = None) -> tuple[GoalShown, ...]:
    """Every goal as it stands, for today or another day. Raises `NotStarted` where there can be none."""
    if desk.standing().screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if desk.journal.latest(Profile) is None:
        raise NotStarted("There is no plan yet.", "Go on with: backcoach start")
    return _shown(desk, day_on or desk.moment.today)


def _shown(desk: Desk, day_on: date) -> tuple[GoalShown, ...]:
    goals = goals_of(desk)
    told, held = _told(desk, goals), _held(desk, goals)
    since, is_open = day_on - timedelta(days=LOOK_DAYS - 1), desk.standing().is_plan_allowed
    return tuple(
        GoalShown(
            goal,
            *last_score(goal, held),
            count_of(days, since, day_on),
            days.get(day_on),
            is_open and goal.begun_on <= day_on and is_due(goal, day_on, days),
        )
        for goal in goals
        for days in [told_by_day(goal, told)]
    )


def _told(desk: Desk, goals: Iterable[Goal]) -> tuple[Entry[GoalTold], ...]:
    since = min((one.begun_on for one in goals), default=None)
    return desk.journal.entries(GoalTold, from_on=since) if since else ()


def _held(desk: Desk, goals: Iterable[Goal]) -> tuple[Entry[ReviewHeld], ...]:
    since = min((one.begun_on for one in goals), default=None)
    return desk.journal.entries(ReviewHeld, from_on=since) if since else ()


def goals_due(desk: Desk, day_on: date | None = None) -> tuple[GoalShown, ...]:
    """The goals with a plan that is for a day, done already or not; none while the plan may not be shown."""
    return tuple(one for one in _shown(desk, day_on or desk.moment.today) if one.is_due)


def may_wait(desk: Desk, day_on: date | None = None) -> bool:
    """Whether a day is one on which nothing more is asked: a flare-up, a half day, or a pause today."""
    day = day_on or desk.moment.today
    is_paused = day == desk.moment.today and pause_now(desk) is not None
    return is_paused or relief_on(desk, day) is not None


def goals_to_ask(desk: Desk, day_on: date) -> tuple[GoalShown, ...]:
    """The goals the check-in asks about: due on the day, not told yet, and none on a day they may wait."""
    if may_wait(desk, day_on):
        return ()
    return tuple(one for one in goals_due(desk, day_on) if one.today is None)


def tell_goals(
    desk: Desk, said: Iterable[tuple[Goal, Did]], day_on: date, at: datetime | None = None
) -> None:
    """Keep what is said of goals on a day, in place of what was said of the same day before."""
    kept = desk.journal.entries(GoalTold, from_on=day_on, to_on=day_on)
    last = {one.body.goal: one.id for one in sorted(kept, key=lambda one: one.place)}
    bodies = [GoalTold(name, did) for name, did in {goal.name: did for goal, did in said}.items()]
    if bodies:
        desk.keep(*bodies, at=at, day_on=day_on, supersedes=[last.get(one.goal) for one in bodies])


def goal_numbered(desk: Desk, text: str) -> Goal:
    """The goal with this number or name. Raises `BadInput`, which repeats nobody's own words."""
    goals, wanted = goals_of(desk), text.strip().casefold()
    by_number = (one for one in goals if str(one.number) == wanted)
    found = next(by_number, None) or next((one for one in goals if one.name.casefold() == wanted), None)
    if found is None:
        raise BadInput("There is no such goal; nothing was saved.", "Your goals: backcoach goals")
    return found


def unchanged_since(desk: Desk) -> date | None:
    """The first day on which all goals were those that stand; None where there are none."""
    return max((one.begun_on for one in goals_of(desk)), default=None)


def drop_goal(desk: Desk, goal: Goal) -> None:
    """From now on it is no goal: it is not asked, not shown and not scored. All that was told stays."""
    desk.keep(GoalSet(goal.number, goal.name, goal.plan, is_dropped=True))


def mean_gain(shown: Iterable[GoalShown], desk: Desk) -> tuple[float, AbilityChange] | None:
    """The mean gain over all goals whose score is known at both ends, and its size; None where none is."""
    from backcoach.coach.progress import ability_change

    known = [(one.goal.ability, one.now) for one in shown]
    both = [(before, now) for before, now in known if before is not None and now is not None]
    if not both or len(both) < len(known):
        return None
    before, now = zip(*both, strict=True)
    return ability_change(before, now, desk.book.activity.parameters.change)


def goal_weeks(desk: Desk, weeks: Iterable[WeekPlan]) -> tuple[GoalProgress, ...]:
    """Each goal over these weeks of the plan."""
    goals, weeks = goals_of(desk), tuple(weeks)
    told, held = _told(desk, goals), _held(desk, goals)
    return tuple(
        GoalProgress(
            goal.number,
            goal.name,
            goal.ability,
            *last_score(goal, held),
            goal.plan.is_made,
            tuple(
                GoalWeek(week.number, week.starts_on, count_of(days, week.starts_on, week.ends_on))
                for week in weeks
                if week.ends_on >= goal.begun_on
            ),
        )
        for goal in goals
        for days in [told_by_day(goal, told)]
    )
