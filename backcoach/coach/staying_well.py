"""What keeps the next bout away: how the walks grow from what was reached, and what was reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.coach.activity import ActivityBook
from backcoach.coach.done import DoneAmount
from backcoach.coach.evidence import adherence_percent
from backcoach.coach.logged_days import Days
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.quota import grow, is_gentle
from backcoach.coach.week import PlanItem, WeekPlan


def quotas_reached(weeks: tuple[WeekPlan, ...], days: Days, book: ActivityBook) -> tuple[DoneAmount, ...]:
    """The largest amount of each item in the last weeks that were mostly done; else that of the last week."""
    return quotas_done(weeks, days, book) or _most(weeks[-1:])


def quotas_done(weeks: tuple[WeekPlan, ...], days: Days, book: ActivityBook) -> tuple[DoneAmount, ...]:
    """The largest amount of each item in the last weeks that were mostly done; nothing where none was."""
    limits = book.parameters.review
    far = timedelta(days=limits.best_days)
    late = [week for week in weeks if week.starts_on >= weeks[-1].starts_on - far]
    return _most(week for week in late if (adherence_percent(week, days) or 0) >= limits.adherence_percent)


def _most(weeks: Iterable[WeekPlan]) -> tuple[DoneAmount, ...]:
    most: dict[str, int] = {}
    for item in (item for week in weeks for item in week.items):
        most[item.id] = max(item.amount, most.get(item.id, 0))
    return tuple(DoneAmount(id_, amount) for id_, amount in most.items())


def week_goal(item: PlanItem, book: ActivityBook) -> int:
    """Minutes for one go that make up the goal of the week, on the days of the last phase."""
    days = book.phase(Phase.MAINTAIN).walk_days
    return -(-book.parameters.caps.goal_week_minutes // (item.times_per_day * days))


def steps_to_goal(item: PlanItem, profile: Profile, book: ActivityBook) -> tuple[int, ...]:
    """The amount of one go now and after each good week, as the rules let it grow, up to the goal.

    Each step is one of those a review may make: never a jump, never past the goal. An amount at the goal or
    above stays.
    """
    step, goal = book.parameters.step_for(item.unit), week_goal(item, book)
    growth = book.phase(Phase.MAINTAIN).growth_on(Track.PREVENT)
    percent = min(growth, book.parameters.pace.gentle_percent) if is_gentle(profile, book) else growth
    steps = [item.amount]
    while percent and steps[-1] < goal:
        steps.append(min(goal, grow(steps[-1], percent, step.least, step.most)))
    return tuple(steps)


def look_on(closed_on: date, today: date, every_days: int) -> date:
    """The day of the next look at how it goes, counted from the day on which the bout was closed."""
    rounds = max(0, (today - closed_on).days) // every_days + 1
    return closed_on + timedelta(days=rounds * every_days)
