"""Steps and walking minutes of a phone or a watch beside what the record tells of the same days.

They answer no safety question and make up no check-in. On a day that was told of here, walking counts as done
walking; any other day is kept as one that another program had recorded, which no decision looks at.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.record import CheckIn, Entry
from backcoach.flows.daily import keep_events
from backcoach.flows.day_told import BACK_DAYS, instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.errors import NotStarted
from backcoach.flows.log import told_as
from backcoach.flows.signposts import bout_of
from backcoach.flows.walked_table import Heads, WalkedLine, bounded, opened, read_heads, read_lines
from backcoach.journal.codec import Draft
from backcoach.values import Value, replace

ITEM = "walk"
MOST_FAULTS = 20


class Aside(Enum):
    """Why a line was left out."""

    FUTURE = "future"
    BEFORE = "before"
    KNOWN = "known"
    EMPTY = "empty"
    TWICE = "twice"


class WalkedDay(Value):
    """What is to be entered for one day. `is_told` where that day was told of here, and not too long ago."""

    day: date
    walk_minutes: int | None
    steps: int | None
    is_told: bool

    @property
    def counts(self) -> bool:
        """Whether its walking counts as done."""
        return self.is_told and self.walk_minutes is not None


class Walked(Value):
    """What a file holds for the record: the days in order, and what was left out and why.

    `left_out` counts lines, or days where they stand in several lines; `left_days` are the days of the bout
    behind it. `faults` name the first lines that cannot be used, of `faulty` in all.
    """

    heads: Heads
    days: tuple[WalkedDay, ...]
    left_out: dict[Aside, int]
    left_days: dict[Aside, tuple[date, ...]]
    faults: tuple[str, ...]
    faulty: int


class _Sorting:
    """The lines of a file as they come in, kept for the days of the bout alone."""

    def __init__(self, from_on: date, today: date) -> None:
        self._bounds = (from_on, today)
        self.by_day: dict[date, WalkedLine] = {}
        self.twice: set[date] = set()
        self.aside: dict[Aside, int] = dict.fromkeys(Aside, 0)
        self.faults: list[str] = []
        self.faulty = 0

    def take(self, line: WalkedLine) -> None:
        """Put one line where it belongs."""
        first, last = self._bounds
        if line.day is None:
            self.faulty += 1
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(f"line {line.number}: {line.fault}")
        elif line.day > last:
            self.aside[Aside.FUTURE] += 1
        elif line.day < first:
            self.aside[Aside.BEFORE] += 1
        elif line.day in self.by_day:
            self.twice.add(line.day)
        else:
            self.by_day[line.day] = line


def read_walked(desk: Desk, path: Path) -> Walked:
    """What a file holds for the record, against what is there. Nothing is kept yet. Raises `BadInput`."""
    bout = bout_of(desk)
    if bout is None:
        raise NotStarted("There is no record of a bout of pain yet.", "Begin with: backcoach start")
    sorting = _Sorting(bout.onset_on, desk.moment.today)
    with opened(path) as file:
        lines = bounded(file)
        heads = read_heads(lines)
        for line in read_lines(lines, heads, desk.moment.day_start):
            sorting.take(line)
    return _against(desk, heads, sorting, bout.onset_on)


def _against(desk: Desk, heads: Heads, sorting: _Sorting, from_on: date) -> Walked:
    known = _Known(desk, from_on)
    days, aside = [], {one: list[date]() for one in Aside}
    for day, line in sorted(sorting.by_day.items()):
        found, why = known.missing(line, day)
        if day in sorting.twice:
            why = Aside.TWICE
        if why is None:
            days.append(found)
        else:
            aside[why].append(day)
    counts = {why: sorting.aside[why] + len(aside[why]) for why in Aside}
    return Walked(
        heads,
        tuple(days),
        {why: count for why, count in counts.items() if count},
        {why: tuple(some) for why, some in aside.items() if some},
        tuple(sorting.faults),
        sorting.faulty,
    )


class _Known:
    """What the record tells of each day of the bout already."""

    def __init__(self, desk: Desk, from_on: date) -> None:
        check_ins = desk.journal.entries(CheckIn, from_on=from_on)
        sessions = desk.journal.entries(Session, from_on=from_on)
        self._oldest = desk.moment.today - timedelta(days=BACK_DAYS)
        told = (one for one in check_ins if not one.body.is_imported)
        self._told = {one.day_on for one in told} | {one.day_on for one in sessions}
        walks = {one.day_on for one in check_ins if self._is_looked_at(one) and _walks(one.body)}
        self._walked = walks | {one.day_on for one in sessions if one.body.item == ITEM}
        self._stepped = {one.day_on for one in check_ins if one.body.steps is not None}

    def missing(self, line: WalkedLine, day: date) -> tuple[WalkedDay, Aside | None]:
        """What of a line is not known yet, and why it is left out if nothing is."""
        is_told = day in self._told and day >= self._oldest
        walked = None if day in self._walked else line.walk_minutes
        steps = None if day in self._stepped else line.steps
        found = WalkedDay(day, walked, steps, is_told)
        if walked is not None or steps is not None:
            return found, None
        is_empty = line.walk_minutes is None and line.steps is None
        return found, Aside.EMPTY if is_empty else Aside.KNOWN

    def _is_looked_at(self, entry: Entry[CheckIn]) -> bool:
        """Whether a check-in speaks for its day: one from elsewhere only where nothing was told here."""
        return not entry.body.is_imported or entry.day_on not in self._told


def _walks(body: CheckIn) -> bool:
    return any(one.item == ITEM for one in body.done or ())


def keep_walked(desk: Desk, walked: Walked) -> None:
    """Keep all of it together, to be undone together. Raises `JournalError`, and then nothing is kept."""
    moment = desk.moment
    drafts = [
        Draft(_body(one, moment.today), instant_on(desk, one.day), moment.zone, one.day)
        for one in walked.days
    ]
    desk.journal.append(drafts, moment.now)
    keep_events(desk)


def _body(one: WalkedDay, today: date) -> CheckIn:
    done = None if one.walk_minutes is None else (DoneAmount(ITEM, one.walk_minutes),)
    body = CheckIn(done=done, steps=one.steps)
    if one.is_told:
        return told_as(body, one.day, today)
    return replace(body, is_recalled=one.day < today, is_imported=True)
