"""At what times of a day its sessions stand in a calendar: spread over the hours awake, on the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backcoach.coach.days import calendar_day_for, instant_of_wall
from backcoach.coach.done import Unit
from backcoach.coach.person import Waking
from backcoach.coach.week import ItemKind, PlanItem
from backcoach.flows.moment import Moment
from backcoach.values import Value

SESSION_MINUTES = 15
"""So long a session stands in a calendar that does not count in minutes."""

EXERCISES_LATER = timedelta(minutes=45)
ACTIVITY_LATER = timedelta(minutes=90)
"""By so much exercises and other activities stand after the walks, so that they seldom fall together."""

ROUND = timedelta(minutes=15)
_DAY = timedelta(days=1)


class SessionTime(Value):
    """One session: its sort, when it begins (aware and local, or a whole day) and how long it is."""

    seed: str
    kind: str
    starts: datetime | date
    minutes: int | None
    items: tuple[PlanItem, ...]


def session_times(
    items: tuple[PlanItem, ...], day: date, waking: Waking, moment: Moment
) -> Iterator[SessionTime]:
    """The sessions of one day. Nobody said at which time of a day they are free, so they are spread out.

    All exercises of one go stand together; a total of the day stands for the whole day, and a limit nowhere.
    """
    activities = [one for one in items if one.kind is ItemKind.ACTIVITY]
    for one in items:
        if one.kind is ItemKind.WALK:
            yield from _goes(one, day, waking, moment, timedelta())
        elif one.kind is ItemKind.TASK:
            yield SessionTime(f"task:{one.id}:{day}", one.kind.value, day, None, (one,))
    for place, one in enumerate(activities, start=1):
        yield from _goes(one, day, waking, moment, place * ACTIVITY_LATER)
    yield from _exercises(tuple(one for one in items if one.is_exercise), day, waking, moment)


def _goes(
    one: PlanItem, day: date, waking: Waking, moment: Moment, later: timedelta
) -> Iterator[SessionTime]:
    minutes = max(one.amount, 1) if one.unit is Unit.MINUTES else SESSION_MINUTES
    for go in range(one.times_per_day):
        starts = _at(go, one.times_per_day, day, waking, moment, later)
        yield SessionTime(f"{one.id}:{day}:{go}", one.kind.value, starts, minutes, (one,))


def _exercises(
    items: tuple[PlanItem, ...], day: date, waking: Waking, moment: Moment
) -> Iterator[SessionTime]:
    most = max((one.times_per_day for one in items), default=0)
    for go in range(most):
        now = tuple(one for one in items if one.times_per_day > go)
        starts = _at(go, most, day, waking, moment, EXERCISES_LATER)
        yield SessionTime(f"exercises:{day}:{go}", "exercises", starts, SESSION_MINUTES, now)


def _at(go: int, goes: int, day: date, waking: Waking, moment: Moment, later: timedelta) -> datetime:
    """When one of the goes of a day begins: evenly spread between getting up and bed, on the quarter hour.

    Never after bed: what would be later stands at a quarter hour before it.
    """
    up = datetime.combine(calendar_day_for(day, waking.wake, moment.day_start), waking.wake)
    bed = datetime.combine(up.date(), waking.bed)
    bed += _DAY if bed <= up else timedelta()
    wanted = up + (bed - up) * (go + 1) / (goes + 1) + later
    rounded = up + ROUND * ((wanted - up) // ROUND)
    wall = max(up, min(rounded, bed - ROUND))
    at = instant_of_wall(wall.date(), wall.time(), moment.now)
    return at.astimezone(moment.now.tzinfo)
