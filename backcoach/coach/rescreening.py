"""When the safety questions are asked again: some every day, some every week, all of them after an event.

A clean screening speaks for its own day. What was asked long ago, or before something happened, is unknown
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from backcoach.coach.record import Entry, Screened, ScreeningDue
from backcoach.coach.values import Disposition
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.coach.screening import Replies, Reply, ScreeningRules
    from backcoach.coach.week import DayRecord

WEEK_DAYS = 7
BROKEN_OFF, SIGN_TOLD = "broken_off", "event_sign"
"""Events of a sign that was told without all the questions about it."""

RESTORED = "restored"
"""The event of an older record put back: what was told since it was made is not in it."""


class QuestionSet(Value):
    """Questions that are asked again after `every_days`; the plan rests after `rests_after_days` without.

    Questions of the groups `one_by_one` get a prompt of their own, since lists are answered less carefully.
    """

    id: str
    every_days: int
    rests_after_days: int
    questions: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    one_by_one: tuple[str, ...] = ()


class Sign(Enum):
    """What a check-in can show that makes all questions due."""

    FLARE = "flare"
    PAIN_UP = "pain_up"
    PAIN_HIGH = "pain_high"
    LEG_UP = "leg_up"


class Event(Value):
    """Something after which all safety questions are asked again; `sign` is what a check-in shows of it."""

    id: str
    why: str
    sources: tuple[str, ...]
    sign: Sign | None = None


class Limits(Value):
    """The figures: days, points from 0 to 10, and weeks of the bout.

    A result that allows a plan is shown for `stands_days` after a better one; after `gap_days` without any
    safety answer all are asked again; from `full_at_weeks` on, once more. A sign of a check-in counts
    again `again_after_days` after it counted last. Pain is up with `pain_rise` over the median of at least
    `median_days` of the last seven days, and high with `pain_high` on `high_days` days in a row.
    `not_settled` is said to whoever names a clinician whose word does not settle what stands.
    """

    stands_days: int
    gap_days: int
    full_at_weeks: int
    again_after_days: int
    pain_rise: float
    median_days: int
    pain_high: float
    high_days: int
    not_settled: str
    sources: tuple[str, ...]


class Clinician(Value):
    """Who can look at a grave result, up to which urgency their word counts.

    With `only_rules` it counts only where nothing but these rules made the result grave.
    """

    id: str
    label: str
    counts_up_to: Disposition
    sources: tuple[str, ...]
    only_rules: tuple[str, ...] = ()


class Finding(Value):
    """What a clinician can have said. With `settles` the result is settled once a full screening is clean."""

    id: str
    label: str
    settles: bool
    next: str
    sources: tuple[str, ...]


class Rescreening(Value):
    """Everything about asking again. `grave_rules` are the ids of the rules that allow no plan."""

    limits: Limits
    sets: tuple[QuestionSet, ...]
    events: tuple[Event, ...]
    clinicians: tuple[Clinician, ...]
    findings: tuple[Finding, ...]
    grave_rules: frozenset[str] = frozenset()

    def event_for(self, sign: Sign) -> Event:
        """The event that a sign of a check-in stands for."""
        return next(event for event in self.events if event.sign is sign)


def sets_due(
    sets: tuple[QuestionSet, ...], screenings: Iterable[Entry[Screened]], today: date
) -> list[QuestionSet]:
    """The sets that are due on a day, whether or not the plan rests for it."""
    known = tuple(screenings)
    return [one for one in sets if _days_since(one, known, today) >= one.every_days]


def sets_overdue(
    sets: tuple[QuestionSet, ...], screenings: Iterable[Entry[Screened]], today: date
) -> list[QuestionSet]:
    """The sets that have not been answered for so long that the plan rests."""
    known = tuple(screenings)
    return [one for one in sets if _days_since(one, known, today) >= one.rests_after_days]


def _days_since(one: QuestionSet, screenings: tuple[Entry[Screened], ...], today: date) -> int:
    """Whole days since the set was answered last; as many as there can be where it never was."""
    days = [entry.day_on for entry in screenings if entry.body.is_full or one.id in entry.body.sets]
    return (today - max(days, default=date.min)).days


def dropped(questions: Iterable[str], rules: ScreeningRules) -> frozenset[str]:
    """The questions, and every follow-up that one of them opens: asked again, all of these are unknown."""
    gone = set(questions)
    gates = {one.id: set(one.asked_while.reads()) for one in rules.questions.values() if one.asked_while}
    while more := {name for name, reads in gates.items() if reads & gone} - gone:
        gone |= more
    return frozenset(gone)


def replies_before_review(
    baseline: Replies, sets: Iterable[QuestionSet], rules: ScreeningRules, days: int
) -> dict[str, Reply]:
    """What is still known when the sets are asked again `days` later: the bout is older by then."""
    gone = dropped((one for each in sets for one in each.questions), rules) - {COURSE_WEEKS}
    kept = {name: reply for name, reply in baseline.items() if name not in gone}
    weeks = kept.get(COURSE_WEEKS)
    return kept | ({COURSE_WEEKS: weeks + days / WEEK_DAYS} if isinstance(weeks, float) else {})


COURSE_WEEKS = "course_weeks"


def signs_of(days: tuple[DayRecord, ...], day_on: date, limits: Limits) -> tuple[Sign, ...]:
    """What the check-ins up to a day show on that day; nothing where too little is known."""
    by_day = {day.day_on: day for day in days}
    today = by_day.get(day_on)
    if today is None:
        return ()
    before = [by_day[day] for day in _days_before(day_on, WEEK_DAYS) if day in by_day]
    yesterday = by_day.get(day_on - timedelta(days=1))
    found = {
        Sign.FLARE: bool(today.is_flare) and not (yesterday and yesterday.is_flare),
        Sign.PAIN_UP: _is_up(today.pain_average, [one.pain_average for one in before], limits),
        Sign.PAIN_HIGH: _is_high(by_day, day_on, limits),
        Sign.LEG_UP: _is_up(today.leg_pain, [one.leg_pain for one in before], limits),
    }
    return tuple(sign for sign, holds in found.items() if holds)


def _days_before(day_on: date, count: int) -> list[date]:
    return [day_on - timedelta(days=back) for back in range(1, count + 1)]


def _is_up(score: float | None, before: list[float | None], limits: Limits) -> bool:
    known = [one for one in before if one is not None]
    if score is None or len(known) < limits.median_days:
        return False
    return score >= _median(known) + limits.pain_rise


def _median(scores: list[float]) -> float:
    ordered, middle = sorted(scores), len(scores) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def _is_high(by_day: Mapping[date, DayRecord], day_on: date, limits: Limits) -> bool:
    row = [by_day.get(day) for day in (day_on, *_days_before(day_on, limits.high_days - 1))]
    pains = [_told_pain(one) for one in row]
    return all(pain is not None and pain >= limits.pain_high for pain in pains)


def _told_pain(day: DayRecord | None) -> float | None:
    """The average of the day, or the worst where only that was told."""
    if day is None:
        return None
    return day.pain_worst if day.pain_average is None else day.pain_average


def new_events(
    signs: Iterable[Sign], rules: Rescreening, known: Iterable[Entry[ScreeningDue]], day_on: date
) -> tuple[Event, ...]:
    """The events that the signs stand for, without those that counted already in the last days.

    A flare-up that begins counts each time, but once a day.
    """
    days = {sign: 1 if sign is Sign.FLARE else rules.limits.again_after_days for sign in Sign}
    events = {sign: rules.event_for(sign) for sign in signs}
    last_on = {entry.body.event: entry.day_on for entry in sorted(known, key=lambda entry: entry.day_on)}
    return tuple(
        event
        for sign, event in events.items()
        if (day_on - last_on.get(event.id, date.min)).days >= days[sign]
    )
