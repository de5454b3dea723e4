"""What earlier sessions of an exercise mean for the next: the easier way, another one, no more today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from backcoach.coach.done import Unit
from backcoach.coach.parameters import ActivityParameters, SessionLimits
from backcoach.coach.quota import cut
from backcoach.coach.traffic import Colour, day_light
from backcoach.coach.week import DayRecord

Days = tuple[DayRecord, ...]


def colours_of(id_: str, days: Days, limits: SessionLimits) -> Iterator[tuple[date, Colour]]:
    """The day and the colour of every session of an item whose colour is known, in order."""
    for day in sorted(days, key=lambda one: one.day_on):
        colours = day_light(day, days, None, limits).colours
        for session, colour in zip(day.sessions, colours, strict=True):
            if session.item == id_ and colour is not None:
                yield day.day_on, colour


def was_red(id_: str, days: Days, limits: SessionLimits) -> bool:
    """Whether the last session of an item with a known colour was red."""
    known = [colour for _, colour in colours_of(id_, days, limits)]
    return bool(known) and known[-1] is Colour.RED


def is_to_swap(id_: str, days: Days, today: date, limits: SessionLimits) -> bool:
    """Whether an item was red so often lately that another one takes its place."""
    since = today - timedelta(days=limits.swap_days - 1)
    reds = [on for on, colour in colours_of(id_, days, limits) if colour is Colour.RED and on >= since]
    return len(reds) >= limits.swap_reds


def may_rise(days: Days, today: date, limits: SessionLimits) -> bool:
    """Whether more than planned may be done today: no session of today is amber, red or of unknown colour."""
    of_today = [day for day in days if day.day_on == today and day.sessions]
    return all(day_light(day, days, None, limits).is_all_green for day in of_today)


def after_red(amount: int, unit: Unit, parameters: ActivityParameters) -> int:
    """The amount of one go after a red one."""
    return cut(amount, parameters.session.easier_percent, parameters.step_for(unit).floor)
