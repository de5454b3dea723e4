"""Flare-ups, half days and pauses in the record: what they leave of a day, and what a review has to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.coach.activity_record import EasyDay, FlareDeclared, FlareRepeated, Paused, Resumed, ReviewHeld
from backcoach.coach.flare import FlareSigns, FlareUp, flare_ups
from backcoach.coach.pauses import Pause, days_of, pauses
from backcoach.coach.person import Profile
from backcoach.coach.record import Entry
from backcoach.coach.today import Relief
from backcoach.coach.traffic import Colour, day_light, usual_pain
from backcoach.coach.week import Situation, WeekPlan, WeekSaid
from backcoach.flows.days import bout_days, day_records
from backcoach.flows.desk import Desk

REVIEW_WAIT_DAYS = 3
"""So many days after its end a week waits for somebody to look back at it; then its amounts are held."""


def flares(desk: Desk) -> tuple[FlareUp, ...]:
    """The flare-ups of this bout so far."""
    profile = desk.profile()
    since = _plan_since(desk)
    if profile is None or since is None:
        return ()
    signs = FlareSigns(_days_of(desk, FlareDeclared, since), _days_of(desk, FlareRepeated, since))
    limits = desk.book.activity.parameters.flare
    return flare_ups(signs, day_records(desk, since), desk.moment.today, profile.pain_average, limits)


def flare_now(desk: Desk) -> FlareUp | None:
    """The flare-up that today belongs to; None where none goes on."""
    return going_on(flares(desk), desk.moment.today)


def going_on(found: Iterable[FlareUp], day_on: date) -> FlareUp | None:
    """The flare-up that a day belongs to, among those `found`; None where none goes on."""
    return next((one for one in found if not one.is_over and one.on(day_on)), None)


def relief_on(desk: Desk, day_on: date) -> Relief | None:
    """What makes a day lighter: a flare-up, or half of it by wish; the smaller share of both."""
    limits = desk.book.activity.parameters.flare
    found = [Relief(limits.half_percent)] if day_on in _days_of(desk, EasyDay, day_on) else []
    for flare in flares(desk):
        day = flare.on(day_on)
        if day is not None:
            found.append(Relief(day.percent, is_easy_only=day.number <= limits.easy_days))
    return min(found, key=lambda one: (one.percent, not one.is_easy_only), default=None)


def is_half_today(desk: Desk) -> bool:
    """Whether the person does half of today."""
    today = desk.moment.today
    return today in _days_of(desk, EasyDay, today)


def pauses_of(desk: Desk) -> tuple[Pause, ...]:
    """The pauses of this bout."""
    since = _plan_since(desk)
    if since is None:
        return ()
    told: list[Entry[Paused] | Entry[Resumed]] = [
        *desk.journal.entries(Paused),
        *desk.journal.entries(Resumed),
    ]
    said = (_as_said(one) for one in sorted(told, key=lambda one: one.place))
    return tuple(one for one in pauses(said) if one.until_on is None or one.until_on >= since)


def _as_said(entry: Entry[Paused] | Entry[Resumed]) -> Pause | date:
    """A pause as it was meant, or the day of going on."""
    body = entry.body
    return Pause(entry.day_on, body.until_on, body.why) if isinstance(body, Paused) else entry.day_on


def pause_now(desk: Desk) -> Pause | None:
    """The pause that today belongs to."""
    return next((one for one in pauses_of(desk) if one.holds_on(desk.moment.today)), None)


def said_of(desk: Desk, week: WeekPlan) -> WeekSaid | None:
    """What was said last when somebody looked back at a week of this bout; None where nobody did.

    The last is the one recorded last, whatever the clock said. What was said in an earlier bout is not meant.
    """
    begun = desk.journal.latest(Profile)
    held = desk.journal.entries(ReviewHeld, from_on=week.starts_on, after=begun.place if begun else None)
    of_week = (one for one in held if one.body.week == week.number)
    last = max(of_week, key=lambda one: one.place, default=None)
    return last.body.said if last else None


def situation(desk: Desk, week: WeekPlan) -> Situation:
    """What the review of a week has to know beside the days."""
    today, limits = desk.moment.today, desk.book.activity.parameters.review
    found = flares(desk)
    since = today - timedelta(weeks=limits.flare_weeks)
    light = {day.day_on for flare in found for day in flare.days}
    light |= _days_of(desk, EasyDay, week.starts_on)
    paused = days_of(pauses_of(desk), week.starts_on, today)
    ended = [one for one in found if one.is_over and week.starts_on <= one.last_on <= week.ends_on]
    return Situation(
        is_in_flare=going_on(found, today) is not None,
        is_flare_unsettled=any(not one.is_settled for one in ended),
        set_aside=frozenset(light | paused),
        flares_lately=sum(one.started_on >= since for one in found),
        said=said_of(desk, week),
        swapped=swapped(desk),
    )


def swapped(desk: Desk) -> frozenset[str]:
    """What is to give way to something else: as said in any look back of this bout, or too often red."""
    since = _plan_since(desk)
    said = desk.journal.entries(ReviewHeld, from_on=since)
    return frozenset(name for one in said for name in one.body.said.swap) | _too_red(desk)


def _too_red(desk: Desk) -> frozenset[str]:
    """The exercises that were red too often in the last days."""
    limits, profile = desk.book.activity.parameters.session, desk.profile()
    first_on = desk.moment.today - timedelta(days=limits.swap_days - 1)
    days, counts = bout_days(desk), Counter[str]()
    for day in (one for one in days if one.day_on >= first_on):
        usual = usual_pain(day, days, profile.pain_average if profile else None)
        light = day_light(day, days, usual, limits)
        reds = (one.item for one, hue in zip(day.sessions, light.colours, strict=True) if hue is Colour.RED)
        counts.update(reds)
    exercises = (one.id for one in desk.book.activity.exercises)
    return frozenset(id_ for id_ in exercises if counts[id_] >= limits.swap_reds)


def paused_days(desk: Desk, profile: Profile, starts_on: date) -> int:
    """On how many days from the onset to the start of a week the clock of the phases stood still.

    Days of a pause from that start on belong to the weeks to come: the onset never passes the start.
    """
    return len(days_of(pauses_of(desk), profile.onset_on, starts_on - timedelta(days=1)))


def _days_of(desk: Desk, kind: type[FlareDeclared | FlareRepeated | EasyDay], since: date) -> frozenset[date]:
    return frozenset(one.day_on for one in desk.journal.entries(kind, from_on=since))


def _plan_since(desk: Desk) -> date | None:
    entry = desk.journal.latest(Profile)
    return entry.day_on if entry is not None else None
