"""The weeks that one made-up person is issued, by the functions that the program itself uses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from backcoach.coach.done import DoneAmount
from backcoach.coach.flare import FlareSigns, FlareUp, flare_ups
from backcoach.coach.logged_days import Days
from backcoach.coach.person import Profile
from backcoach.coach.review import review_week
from backcoach.coach.today import Relief, lightened
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord, PlanItem, Situation, WeekPlan, WeekSaid
from backcoach.coach.weekplan import first_week, next_week
from tests.deep.diaries import Diary, Shape
from tests.spec.activity.people import MONDAY, person, real_book

BOOK = real_book()
Items = tuple[PlanItem, ...]


@dataclass(slots=True)
class Lived:
    """What became of one person: the weeks issued, what they lived of each, and the id of its review.

    The last week is only issued.

    `planned` and `kept` hold what the days of flare-ups were planned to ask for, and what was left of it.
    """

    weeks: list[WeekPlan]
    seen: list[WeekPlan] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    days: Days = ()
    planned: list[Items] = field(default_factory=list)
    kept: list[Items] = field(default_factory=list)


def live(shape: Shape, logged: Diary) -> Lived:
    """Follow one person who does the plan on the days they log, and looks back at every week."""
    profile = person(
        shape.onset_days, pain_average=logged.told, walk_minutes=shape.walk_minutes, likes=shape.likes
    )
    lived = Lived([_first(shape, profile)])
    while (week := lived.weeks[-1]).starts_on < MONDAY + timedelta(weeks=shape.weeks):
        on = min(week.review_on, week.ends_on + timedelta(days=1))
        seen = week.until(on - timedelta(days=1))
        flares = _flares(shape, logged, profile, seen.ends_on)
        for day in seen.days:
            _live_day(day, flares, logged, lived)
        now = _situation(flares, seen, None if week.goes_on else _said(seen, logged))
        lived.seen.append(seen)
        outcome = review_week(seen, lived.days, profile, tuple(lived.seen), on, BOOK, now)
        lived.reviews.append(outcome.value.id)
        lived.weeks.append(next_week(week, outcome, profile, BOOK, on))
    return lived


def _first(shape: Shape, profile: Profile) -> WeekPlan:
    week = first_week(profile, MONDAY, BOOK)
    if not shape.is_once:
        return week
    items = (replace(item, times_per_day=1) if item.id == "walk" else item for item in week.items)
    return replace(week, items=tuple(items))


def _flares(shape: Shape, logged: Diary, profile: Profile, until: date) -> tuple[FlareUp, ...]:
    """The flare-ups as the record up to a day shows them, and as they were told."""
    if not shape.has_flares:
        return ()
    days = tuple(DayRecord(day, pain) for day, pain in logged.pains.items() if day <= until)
    signs = FlareSigns(frozenset(day for day in logged.declared if day <= until))
    return flare_ups(signs, days, until, profile.pain_average, BOOK.parameters.flare)


def _live_day(day: date, flares: tuple[FlareUp, ...], logged: Diary, lived: Lived) -> None:
    """Keep what one day asked for, and the record of it if the person logs the day."""
    planned = items = lived.weeks[-1].items_on(day)
    found = next((step for flare in flares if (step := flare.on(day))), None)
    if found is not None:
        easy_days = BOOK.parameters.flare.easy_days
        items = lightened(planned, Relief(found.percent, is_easy_only=found.number <= easy_days), BOOK)
        lived.planned.append(planned)
        lived.kept.append(items)
    if day in logged.pains:
        done = tuple(DoneAmount(item.id, item.daily_amount) for item in items)
        is_flare = day in logged.declared
        lived.days += (DayRecord(day, logged.pains[day], done=done, is_flare=is_flare),)


def _said(week: WeekPlan, logged: Diary) -> WeekSaid:
    """What the person says of the days they did not log: truly, whether one was much harder."""
    told = [logged.pains[day] for day in week.days if day in logged.pains]
    missed = [logged.missed[day] for day in week.days if day in logged.missed]
    most = fsum(told) / len(told) + BOOK.parameters.review.bad_day_rise if told else 0.0
    is_harder = any(pain >= most for pain in missed)
    return WeekSaid(were_gaps_harder=Answer.YES if is_harder else Answer.NO)


def _situation(flares: tuple[FlareUp, ...], week: WeekPlan, said: WeekSaid | None) -> Situation:
    """What the review knows beside the days, put together as the program does it."""
    since = week.ends_on - timedelta(weeks=BOOK.parameters.review.flare_weeks)
    ended = [one for one in flares if one.is_over and week.starts_on <= one.last_on <= week.ends_on]
    return Situation(
        is_in_flare=any(not one.is_over for one in flares),
        is_flare_unsettled=any(not one.is_settled for one in ended),
        set_aside=frozenset(day.day_on for one in flares for day in one.days),
        flares_lately=sum(one.started_on >= since for one in flares),
        said=said,
    )
