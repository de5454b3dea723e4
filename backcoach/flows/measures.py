"""The measures as a flow: which are due, keeping what was said, and how each went since the plan began."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from backcoach.coach.logged_days import between, difference, mean
from backcoach.coach.measures import (
    Asked,
    Measure,
    Measured,
    MeasureLevel,
    ScoreChange,
    Values,
    due_measures,
    level_of,
    refuse_values,
    score_change,
    score_of,
)
from backcoach.coach.progress import PainChange
from backcoach.coach.record import Entry
from backcoach.coach.week import WEEK_DAYS, DayRecord
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

PAIN, SLEEP, DISTRESS, WORK = "pain_recalled", "sleep", "distress", "work_hours"
NO_WORK = "none"
REFUSED = "These numbers cannot be used; nothing was saved."
SEE = "What is measured, and how: backcoach measures"
PASSED = "-"
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9])?")
Said = tuple[tuple[str, str], ...]
"""Measures by id, each with its numbers as typed."""


class Point(Value):
    """One score: the mean of `days` logged days of the week from `on` on, or, with None, one recalled.

    A recalled one was said on `on` of the seven days before. `score` is None where not all was said.
    """

    on: date
    score: float | None
    values: Values = ()
    days: int | None = None


class MeasureShown(Value):
    """How a measure went: all its scores in order, recalled or of logged days, never both.

    `change` is from the first score to the last, None with fewer than two; `level` is what the last means.
    """

    measure: Measure
    is_recalled: bool
    points: tuple[Point, ...]
    change: ScoreChange | None
    level: MeasureLevel | None

    @property
    def scored(self) -> tuple[Point, ...]:
        """The points that have a score."""
        return tuple(one for one in self.points if one.score is not None)


def first_measures(book: Handbook) -> tuple[Measure, ...]:
    """What is asked when a plan begins."""
    return tuple(one for one in book.measures.measures if one.asked is Asked.IN_WEEKS and 0 in one.weeks)


def measures_due(desk: Desk) -> tuple[Measure, ...]:
    """What a look back today asks; nothing without a plan."""
    weeks = desk.weeks()
    if not weeks:
        return ()
    since = weeks[0].starts_on
    last = {one.body.measure: one.day_on for one in desk.journal.entries(Measured, from_on=since)}
    return due_measures(desk.book.measures, since, desk.moment.today, last, _told(desk))


def week_due(desk: Desk) -> frozenset[str]:
    """The ids of the measures that are due because a week of theirs has come."""
    return frozenset(one.id for one in measures_due(desk) if one.asked is Asked.IN_WEEKS)


def _told(desk: Desk) -> frozenset[str]:
    """What the last seven days have told, or what does not apply."""
    last_on = desk.moment.today - timedelta(days=1)
    first_on = last_on - timedelta(days=WEEK_DAYS - 1)
    days = between(day_records(desk, first_on), first_on, desk.moment.today)
    profile = desk.profile()
    rated = [day for day in days if day.pain_average is not None and day.day_on <= last_on]
    told = {
        PAIN: len(rated) == WEEK_DAYS,
        SLEEP: any(day.sleep is not None for day in days),
        DISTRESS: any(day.distress is not None for day in days),
        WORK: profile is None or profile.work == NO_WORK or _has_worked(desk, first_on),
    }
    return frozenset(id_ for id_, is_told in told.items() if is_told)


def _has_worked(desk: Desk, first_on: date) -> bool:
    """Whether a day at work was told since a day."""
    if not desk.journal.holds("work_done"):
        return False
    from backcoach.coach.work_record import WorkDone

    return bool(desk.journal.entries(WorkDone, from_on=first_on, to_on=desk.moment.today))


def read_said(said: Said, book: Handbook) -> tuple[Measured, ...]:
    """Numbers as typed on a line, such as `7,6,8`. Raises `BadInput` with every fault."""
    return _checked(tuple((book.measures.measure(id_), _numbers(id_, text)) for id_, text in said))


def keep_measured(desk: Desk, bodies: tuple[Measured, ...]) -> None:
    """Keep them together. Raises `NotStarted` without a plan."""
    if not desk.weeks():
        raise NotStarted("There is no plan yet, so there is nothing to measure.", "Begin: backcoach start")
    if bodies:
        desk.keep(*bodies)


def _checked(pairs: tuple[tuple[Measure, Values], ...]) -> tuple[Measured, ...]:
    faults, found = [], []
    for measure, values in pairs:
        try:
            refuse_values(measure, values)
            found.append(Measured(measure.id, values))
        except ValueError as error:
            faults.append(f"{measure.id}: {error}")
    if faults:
        raise BadInput(REFUSED, SEE, tuple(faults))
    return tuple(found)


def _numbers(id_: str, text: str) -> Values:
    try:
        return read_numbers(text)
    except ValueError as error:
        raise BadInput(REFUSED, SEE, (f"{id_}: {error}",)) from None


def read_numbers(text: str) -> Values:
    """Numbers with commas or gaps between them; `-` is one that is passed over. Raises `ValueError`."""
    parts = text.replace(",", " ").split()
    if not all(part == PASSED or _NUMBER.fullmatch(part) for part in parts):
        raise ValueError("only numbers, such as 7 or 6.5, and - for one that is passed over")
    return tuple(None if part == PASSED else float(part) for part in parts)


def measures_shown(desk: Desk, days: tuple[DayRecord, ...]) -> tuple[MeasureShown, ...]:
    """Every measure of which something was said since the plan began, in order. Empty without a plan."""
    weeks = desk.weeks()
    if not weeks:
        return ()
    entries = desk.journal.entries(Measured, from_on=weeks[0].starts_on)
    found = []
    for measure in desk.book.measures.measures:
        recalled = tuple(_recalled(measure, entries, desk.book))
        daily = tuple(_daily(measure, desk, days)) if measure.field else ()
        found += [_shown(measure, some, desk.book) for some in (daily, recalled) if some]
    return tuple(found)


def _recalled(measure: Measure, entries: tuple[Entry[Measured], ...], book: Handbook) -> Iterator[Point]:
    """What was said of a measure, or of the item that stands for it; the last word of a day counts."""
    places = _places(measure, book)
    found: dict[date, Point] = {}
    for entry in entries:
        said = entry.body.values
        values = tuple(said[place] for place in places.get(entry.body.measure, ()) if place < len(said))
        if any(one is not None for one in values):
            found[entry.day_on] = Point(entry.day_on, score_of(values), values)
    yield from (found[day] for day in sorted(found))


def _places(measure: Measure, book: Handbook) -> Mapping[str, tuple[int, ...]]:
    """Which numbers of which measure make up this one."""
    places = {measure.id: tuple(range(len(measure.item)))}
    for other in book.measures.measures:
        items = [item.id for item in other.item]
        if measure.covered_by in items:
            places[other.id] = (items.index(measure.covered_by),)
    return places


def _daily(measure: Measure, desk: Desk, days: tuple[DayRecord, ...]) -> Iterator[Point]:
    """The mean of the logged days of each week that tell it."""
    for week in desk.weeks():
        logged = (getattr(day, measure.field) for day in between(days, week.starts_on, week.ends_on))
        known = tuple(score for score in logged if score is not None)
        if known:
            yield Point(week.starts_on, mean(known), days=len(known))


def _shown(measure: Measure, points: tuple[Point, ...], book: Handbook) -> MeasureShown:
    is_recalled = points[0].days is None
    known = [(one, one.score) for one in points if one.score is not None]
    change = None
    if len(known) > 1:
        (first, before), (last, after) = known[0], known[-1]
        change = _change(measure, before, after, book) if is_recalled else _of_days(first, last, book)
    level = level_of(measure, known[-1][1]) if known and measure.level else None
    return MeasureShown(measure, is_recalled, points, change, level)


def _change(measure: Measure, before: float, after: float, book: Handbook) -> ScoreChange:
    return score_change(measure, before, after, book.activity.parameters.change)


def _of_days(first: Point, last: Point, book: Handbook) -> ScoreChange:
    """What became of a mean of days. How much counts is not known for any of them but the days may be few."""
    is_few = min(first.days or 0, last.days or 0) < book.activity.parameters.change.least_days
    return ScoreChange(
        difference(last.score, first.score) or 0.0, PainChange.TOO_FEW_DAYS if is_few else None
    )
