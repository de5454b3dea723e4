"""Readers for the tests of lessons: somebody in a bout, on a day of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from backcoach.coach.lesson_choice import Learner, Shown
from backcoach.coach.lessons import LessonBook, Need
from backcoach.coach.phases import Phase, Track
from tests.flows.people import real_book

BOOK: LessonBook = real_book().lessons
PARTS = frozenset(part.id for part in real_book().screening.parts)
ONSET = date(2026, 3, 2)


def on_day(day: int) -> date:
    """A day of the bout."""
    return ONSET + timedelta(days=day)


def learner(day: int, *, plan_day: int | None = None, **said: Any) -> Learner:
    """Somebody on that day of a bout, and of a plan that began with it; every part is open."""
    begun_on = on_day(day - (day if plan_day is None else plan_day))
    known: dict[str, Any] = {"track": Track.ACUTE, "phase": Phase.REBUILD, "open_parts": PARTS} | said
    return Learner(on_day(day), ONSET, begun_on, **known)


def shown(texts: Iterable[str], *, is_offered: bool = True) -> tuple[Shown, ...]:
    """What was shown, from texts such as `e01_common 3`."""
    pairs = (text.split() for text in texts)
    return tuple(Shown(id_, on_day(int(day)), is_offered) for id_, day in pairs)


def needs(names: Iterable[str]) -> frozenset[Need]:
    """Needs by their names."""
    return frozenset(Need(name) for name in names)
