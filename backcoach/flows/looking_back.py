"""Looking back at a week: what the person says of it, and the next week that comes of it."""

from __future__ import annotations

from datetime import date, timedelta

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.evidence import gaps
from backcoach.coach.lighter import ItemChange
from backcoach.coach.week import WeekPlan, WeekSaid
from backcoach.coach.week_diff import week_diff
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.due_sets import due_sets
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.issuing import issue_due_weeks, may_look_back_early
from backcoach.flows.lighter import pause_now, said_of, situation
from backcoach.values import Value


class LookedBack(Value):
    """A week that was looked back at, the one issued after it, and what is different."""

    before: WeekPlan
    after: WeekPlan
    changes: tuple[ItemChange, ...]


def week_to_review(desk: Desk) -> WeekPlan:
    """The week that waits to be looked back at: it is over, or its review may be held before its end.

    Raises `NotStarted` without a plan, `Refused` while it rests or is paused, and `BadInput` before its time.
    """
    if desk.standing().screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    weeks = desk.weeks()
    if not weeks:
        raise NotStarted("There is no plan yet.", "Go on with: backcoach start")
    if not desk.standing().is_plan_allowed:
        raise Refused("Not now: your plan rests. What to do: backcoach plan", "The look back waits for you.")
    if pause_now(desk) is not None:
        raise Refused("The plan is paused.", "Go on with: backcoach pause --end")
    week = weeks[-1]
    if desk.moment.today <= week.ends_on and not may_look_back_early(desk, week):
        after = week.ends_on + timedelta(days=1)
        is_open = week.review_on <= desk.moment.today
        from_on = after if is_open else week.review_on
        raise BadInput(
            f"This week goes on until {_day(week.ends_on)}.", f"Look back from {_day(from_on)} on."
        )
    return week


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def days_not_logged(desk: Desk, week: WeekPlan) -> tuple[date, ...]:
    """The days the look back at a week is about of which something is missing in the log."""
    aside, week = situation(desk, week).set_aside, week.until(desk.moment.today - timedelta(days=1))
    return gaps(week, day_records(desk, week.starts_on), desk.moment.today, desk.book.activity, aside)


def keep_said(desk: Desk, week: WeekPlan, said: WeekSaid) -> None:
    """Keep what was said of a week. Raises `BadInput` for names that are not known; then nothing is kept."""
    book = desk.book
    known = {*(one.id for one in book.activity.types), *(one.id for one in book.activity.exercises)}
    barriers = [one.id for one in book.lighter.barriers]
    faults = [f"{name}: not a thing that can be changed" for name in said.swap if name not in known]
    faults += [f"{name}: there are {', '.join(barriers)}" for name in said.barriers if name not in barriers]
    if faults:
        words = "This look back cannot be used; nothing was saved."
        raise BadInput(words, "See: backcoach review -h", tuple(faults))
    desk.keep(ReviewHeld(week.number, said))


def next_after(desk: Desk, week: WeekPlan) -> LookedBack:
    """The week after one that was looked back at, issued now.

    Raises `BadInput` while safety questions are due.
    """
    if due_sets(desk):
        raise BadInput(
            "What you said is saved. The next week waits for the weekly safety questions.",
            "Answer them with: backcoach log",
        )
    after = issue_due_weeks(desk)[-1]
    return LookedBack(week, after, week_diff(week, after))


def last_change(desk: Desk) -> LookedBack:
    """The present week against the one before it. Raises `BadInput` where there is only one."""
    weeks = issue_due_weeks(desk)
    if len(weeks) < 2:  # noqa: PLR2004 - two make a difference
        raise BadInput("There is one week only, so nothing to compare yet.", "See it: backcoach plan")
    return LookedBack(weeks[-2], weeks[-1], week_diff(weeks[-2], weeks[-1]))


def is_reviewed(desk: Desk, week: WeekPlan) -> bool:
    """Whether somebody looked back at a week."""
    return said_of(desk, week) is not None
