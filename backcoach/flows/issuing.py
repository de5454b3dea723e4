"""The week that is due: whether one is, what is waited for, and issuing it."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.person import Profile
from backcoach.coach.week import WEEK_DAYS, WeekPlan
from backcoach.flows.closed import as_it_goes_on
from backcoach.flows.desk import Desk
from backcoach.flows.lighter import (
    REVIEW_WAIT_DAYS,
    flare_now,
    pause_now,
    paused_days,
    said_of,
    situation,
)
from backcoach.flows.withheld import with_standing_modifiers
from backcoach.values import replace


def issue_due_weeks(desk: Desk) -> tuple[WeekPlan, ...]:
    """Issue and keep the week that is due, unless no plan is allowed; all weeks of this bout.

    It waits for the weekly safety questions, as nothing grows on answers of a week ago, for a pause to end,
    and some days for somebody to look back at the last week. After a longer absence one week is issued, and
    it begins today: what was missed is not made up.
    """
    weeks = desk.weeks()
    profile = desk.profile()
    if not weeks or profile is None or not desk.standing().is_plan_allowed:
        return weeks
    last = as_it_goes_on(desk, weeks[-1])
    if not is_next_due(desk, last):
        return weeks
    return (*weeks, _issue_after(desk, weeks[:-1], last, with_standing_modifiers(desk, profile)))


def is_next_due(desk: Desk, last: WeekPlan) -> bool:
    """Whether a week is to be issued after the last one, as it goes on, and nothing is waited for."""
    from backcoach.flows.due_sets import due_sets

    if not _may_follow(desk, last) or due_sets(desk):
        return False
    return pause_now(desk) is None and not waits_for_review(desk, last)


def _issue_after(desk: Desk, earlier: tuple[WeekPlan, ...], last: WeekPlan, profile: Profile) -> WeekPlan:
    """Decide on the last week as far as it was lived, and issue and keep the next one."""
    from backcoach.coach.review import review_week
    from backcoach.coach.tasks_past import tasks_past
    from backcoach.coach.weekplan import next_week
    from backcoach.flows.days import bout_days
    from backcoach.flows.trials import finished_baselines

    book, today, rested = desk.book.activity, desk.moment.today, desk.rest_days()
    days = tuple(day for day in bout_days(desk) if day.day_on not in rested)
    now, seen = situation(desk, last), last.until(today - timedelta(days=1))
    outcome = review_week(seen, days, profile, (*earlier, seen), today, book, now)
    due_on = seen.ends_on + timedelta(days=1)
    is_late = today >= due_on + timedelta(days=WEEK_DAYS) or due_on in now.set_aside
    starts_on = today if is_late else due_on
    stood_still = timedelta(days=paused_days(desk, profile, starts_on))
    aged = replace(profile, onset_on=profile.onset_on + stood_still)
    past = tasks_past((*earlier, last), days, now.set_aside, book.parameters.review)
    week = next_week(last, outcome, aged, book, starts_on, now.swapped, finished_baselines(desk), past)
    desk.keep(week)
    return week


def _may_follow(desk: Desk, week: WeekPlan) -> bool:
    """Whether a week is over, or was looked back at before its end."""
    if desk.moment.today > week.ends_on:
        return True
    return may_look_back_early(desk, week) and said_of(desk, week) is not None


def may_look_back_early(desk: Desk, week: WeekPlan) -> bool:
    """Whether one may look back at a week that is not over yet; not in a flare-up."""
    return week.review_on <= desk.moment.today <= week.ends_on and flare_now(desk) is None


def waits_for_review(desk: Desk, week: WeekPlan) -> bool:
    """Whether a week that is over waits for somebody to look back at it."""
    is_late = desk.moment.today > week.ends_on + timedelta(days=REVIEW_WAIT_DAYS)
    return not week.goes_on and said_of(desk, week) is None and not is_late
