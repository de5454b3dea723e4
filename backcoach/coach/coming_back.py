"""When pain comes back after a bout was closed: a new bout, perhaps one, or the last one going on."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from backcoach.coach.logged_days import Days, between
from backcoach.coach.person import OwnActivity
from backcoach.coach.recovery import RecoveryBook, RecoveryLimits, is_quiet_week
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import WEEK_DAYS
from backcoach.values import Value


class Return(Enum):
    """What a return is: a new bout, one that the record cannot tell, or the last bout going on."""

    NEW = "new"
    UNSURE = "unsure"
    REOPENED = "reopened"

    @property
    def starts_lower(self) -> bool:
        """Whether the first amounts are held to a share of those reached before: unknown only narrows."""
        return self is not Return.REOPENED


class Back(Value):
    """Pain that is back: when it began, as told on `today`, after a bout that was closed on `closed_on`.

    `own` are the person's own activities as they go now, `days` the whole record in any order.
    """

    closed_on: date
    onset_on: date
    today: date
    own: tuple[OwnActivity, ...]
    days: Days


def comes_back(back: Back, book: RecoveryBook) -> Decision[Return]:
    """What a return is. What is not known never counts as quiet weeks."""
    limits = book.limits
    began_on = _began_on(back, limits)
    span = timedelta(days=limits.quiet_weeks * WEEK_DAYS)
    quiet = _quiet_weeks(back, began_on, limits)
    inputs = {"closed_on": back.closed_on, "began_on": began_on, "quiet_weeks": quiet}
    before = between(back.days, began_on - span, began_on - timedelta(days=1))
    if any((day.pain_average or 0) > limits.quiet_most for day in before):
        return Decision(Return.REOPENED, (book.reason("return_pain", **inputs),))
    is_short = began_on - back.closed_on < span and quiet < limits.quiet_weeks
    if is_short or began_on <= back.closed_on:
        return Decision(Return.REOPENED, (book.reason("return_early", **inputs),))
    return _kind(back, began_on, book, book.reason("return_new", **inputs))


def _kind(back: Back, began_on: date, book: RecoveryBook, why: Reason) -> Decision[Return]:
    """Whether it is surely a new bout: it has lasted, holds up, and the weeks before are known."""
    limits, inputs = book.limits, dict(why.inputs)
    if (back.today - began_on).days < limits.lasts_days:
        return Decision(Return.UNSURE, (book.reason("return_brief", **inputs),))
    if all(one.ability >= limits.ability_least for one in back.own):
        return Decision(Return.UNSURE, (book.reason("return_able", **inputs),))
    if _quiet_weeks(back, began_on, limits) < limits.quiet_weeks:
        return Decision(Return.UNSURE, (book.reason("return_unknown", **inputs),))
    return Decision(Return.NEW, (why,))


def _began_on(back: Back, limits: RecoveryLimits) -> date:
    """The first day of the pain: as told, or the day shortly before on which it was logged already."""
    since = back.onset_on - timedelta(days=limits.onset_slack_days)
    logged = between(back.days, since, back.onset_on)
    high = (day.day_on for day in logged if (day.pain_average or 0) > limits.quiet_most)
    return min(high, default=back.onset_on)


def _quiet_weeks(back: Back, began_on: date, limits: RecoveryLimits) -> int:
    """How many of the weeks right before the pain are known to have been quiet, one after the other."""
    for number in range(limits.quiet_weeks):
        last = began_on - timedelta(days=1 + number * WEEK_DAYS)
        if not is_quiet_week(back.days, last, limits.quiet_most, limits.quiet_week_days):
            return number
    return limits.quiet_weeks
