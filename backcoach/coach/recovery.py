"""How a bout ends: pain that has gone, daily life that is back, weeks that stayed quiet.

A day without a score is unknown. It is never quiet, and it makes nothing recovered.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from backcoach.coach.activity import Line
from backcoach.coach.logged_days import Days, between
from backcoach.coach.person import OwnActivity
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import WEEK_DAYS
from backcoach.values import Value

_DAY = timedelta(days=1)


class Ending(Enum):
    """What speaks for closing a bout, the strongest first."""

    OVER = "over"
    PAIN = "pain"
    FUNCTION = "function"


class RecoveryLimits(Value):
    """The limits of an ending and of a return; scores are 0 to 10.

    Pain has gone after `pain_days` logged days in a row within `pain_within_days`, none above `pain_most`.
    Activities are back at `ability_least` each in a look back at most `ability_days` old, or when every
    logged score of daily life was `as_before_least` for `as_before_weeks`. A bout is over after
    `over_weeks` with no day above `over_most`. A return after `quiet_weeks`, none above `quiet_most`, that
    has lasted `lasts_days` is a new bout; pain logged up to `onset_slack_days` before its first day belongs
    to it. The names on `week_days` say how many days of each week must be logged.
    """

    pain_most: float
    pain_days: int
    pain_within_days: int
    ability_least: int
    ability_days: int
    as_before_least: float
    as_before_weeks: int
    as_before_week_days: int
    over_most: float
    over_weeks: int
    over_week_days: int
    quiet_most: float
    quiet_weeks: int
    quiet_week_days: int
    lasts_days: int
    onset_slack_days: int
    look_days: int
    by_weeks: int
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.pain_days <= self.pain_within_days:
            raise ValueError("pain_within_days must hold all pain_days, and at least one")
        if min(self.as_before_week_days, self.over_week_days, self.quiet_week_days) < 1:
            raise ValueError("a week without a logged day is never quiet")


class RecoveryRule(Value):
    """Why a bout may be closed or not yet, or what a return is. `is_met` tells that an ending holds."""

    id: str
    label: str
    why: str
    sources: tuple[str, ...]
    is_met: bool = False


class RecoveryBook(Value):
    """What the handbook knows about endings and returns, and what keeps the next bout away."""

    limits: RecoveryLimits
    rules: tuple[RecoveryRule, ...]
    stay_well: tuple[Line, ...]
    figures: tuple[Line, ...]
    is_draft: bool

    def rule(self, id_: str) -> RecoveryRule:
        """The rule with this id; the handbook makes sure that it stands."""
        return next(one for one in self.rules if one.id == id_)

    def reason(self, id_: str, **inputs: object) -> Reason:
        """A reason in the words of the handbook."""
        rule = self.rule(id_)
        return Reason(
            id_, rule.why, tuple((name, str(value)) for name, value in inputs.items()), rule.sources
        )


class LookBack(Value):
    """How a person's own activities went when they last said so."""

    held_on: date
    own: tuple[OwnActivity, ...]


class BoutSoFar(Value):
    """What is known of a bout today. `wanted` are the activities to get back to, by name."""

    today: date
    days: Days
    wanted: tuple[str, ...]
    look_back: LookBack | None = None


def endings(bout: BoutSoFar, book: RecoveryBook) -> tuple[tuple[Ending, Decision[bool]], ...]:
    """Each ending, the strongest first, with whether it holds today and the figures behind it."""
    pain = recovered_on(bout.days, bout.today, book)
    return (
        (Ending.OVER, _over(bout, book)),
        (Ending.PAIN, Decision(pain.value is not None, pain.reasons)),
        (Ending.FUNCTION, _function(bout, book)),
    )


def ending_of(bout: BoutSoFar, book: RecoveryBook) -> Ending | None:
    """The strongest ending that holds today; None where none does."""
    return next((ending for ending, found in endings(bout, book) if found.value), None)


def recovered_on(days: Days, today: date, book: RecoveryBook) -> Decision[date | None]:
    """The first day on which pain had gone, if that still holds today; None else.

    It holds if the last logged days are low and lie close enough to each other and to today. It began on the
    first day of which that is true with no higher score after it.
    """
    limits = book.limits
    logged = _scores(between(days, date.min, today))
    low = _low_run(logged, limits.pain_most)
    full = [low[place][0] for place in range(limits.pain_days - 1, len(low)) if _is_close(low, place, limits)]
    window = [score for on, score in logged if on > today - limits.pain_within_days * _DAY]
    inputs = {
        "quiet_days": sum(score <= limits.pain_most for score in window),
        "days_logged": len(window),
        "days_needed": limits.pain_days,
        "within_days": limits.pain_within_days,
    }
    last = low[-limits.pain_days :]
    is_now = len(last) == limits.pain_days and last[0][0] > today - limits.pain_within_days * _DAY
    if not is_now:
        return Decision(None, (book.reason("recovery_pain_open", **inputs),))
    return Decision(full[0], (book.reason("recovery_pain", since=full[0], **inputs),))


def is_quiet_week(days: Days, last_on: date, most: float, least_days: int) -> bool:
    """Whether the week up to `last_on` has enough logged days and none above `most`."""
    week = [score for _, score in _scores(between(days, last_on - (WEEK_DAYS - 1) * _DAY, last_on))]
    return len(week) >= least_days and max(week) <= most


def _scores(days: Days) -> list[tuple[date, float]]:
    """The logged averages with their days."""
    return [(day.day_on, day.pain_average) for day in days if day.pain_average is not None]


def _low_run(logged: list[tuple[date, float]], most: float) -> list[tuple[date, float]]:
    """The logged days after the last one above `most`."""
    high = [place for place, (_, score) in enumerate(logged) if score > most]
    return logged[high[-1] + 1 :] if high else logged


def _is_close(low: list[tuple[date, float]], place: int, limits: RecoveryLimits) -> bool:
    """Whether the days up to this one lie close enough together."""
    first = low[place - limits.pain_days + 1][0]
    return (low[place][0] - first).days < limits.pain_within_days


def _function(bout: BoutSoFar, book: RecoveryBook) -> Decision[bool]:
    limits, said = book.limits, bout.look_back
    levels = {one.name.casefold(): one.ability for one in said.own} if said else {}
    wanted = [levels.get(name.casefold()) for name in bout.wanted]
    known = [level for level in wanted if level is not None]
    back = sum(level >= limits.ability_least for level in known)
    weeks = sum(_is_as_before(bout, number, limits) for number in range(limits.as_before_weeks))
    inputs = {"own_back": back, "own": len(wanted), "own_known": len(known), "weeks_as_before": weeks}
    is_fresh = said is not None and (bout.today - said.held_on).days <= limits.ability_days
    if is_fresh and wanted and back == len(wanted):
        return Decision(True, (book.reason("recovery_own", **inputs),))  # noqa: FBT003 - a plain value
    if weeks == limits.as_before_weeks:
        return Decision(True, (book.reason("recovery_as_before", **inputs),))  # noqa: FBT003 - the same
    return Decision(False, (book.reason("recovery_own_open", **inputs),))  # noqa: FBT003 - the same


def _is_as_before(bout: BoutSoFar, weeks_ago: int, limits: RecoveryLimits) -> bool:
    """Whether everything could be done on all logged days of a week, and enough were logged."""
    last = bout.today - weeks_ago * WEEK_DAYS * _DAY
    days = between(bout.days, last - (WEEK_DAYS - 1) * _DAY, last)
    scores = [day.function for day in days if day.function is not None]
    return len(scores) >= limits.as_before_week_days and min(scores) >= limits.as_before_least


def _over(bout: BoutSoFar, book: RecoveryBook) -> Decision[bool]:
    limits = book.limits
    lasts = [bout.today - number * WEEK_DAYS * _DAY for number in range(limits.over_weeks)]
    quiet = [is_quiet_week(bout.days, last, limits.over_most, limits.over_week_days) for last in lasts]
    rule = "recovery_over" if all(quiet) else "recovery_over_open"
    return Decision(all(quiet), (book.reason(rule, quiet_weeks=sum(quiet), weeks_needed=limits.over_weeks),))
