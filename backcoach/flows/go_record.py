"""What was done in a guided session, kept at once; and what its colour is once the pain is told."""

from __future__ import annotations

from datetime import date

from backcoach.coach.done import Session
from backcoach.coach.guided import Going
from backcoach.coach.guided_past import is_to_swap
from backcoach.coach.record import Entry
from backcoach.coach.traffic import Colour, session_colour
from backcoach.coach.week import DayRecord
from backcoach.flows.days import bout_days, day_records
from backcoach.flows.desk import Desk
from backcoach.flows.go_tasks import Task
from backcoach.values import Value, replace


class Judged(Value):
    """A session with its colour, None where nothing tells; and whether the item is to be swapped now."""

    name: str
    session: Session
    colour: Colour | None
    is_to_swap: bool


class GoRecord:
    """The sessions of one run. Each is on the disk when `keep` returns; what `tell` adds supersedes it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: list[tuple[str, Entry[Session]]] = []

    @property
    def sessions(self) -> tuple[Session, ...]:
        """What is kept so far."""
        return tuple(entry.body for _, entry in self._kept)

    @property
    def names(self) -> tuple[str, ...]:
        """What was done, each with how much where it was broken off."""
        return tuple(_name(name, entry.body) for name, entry in self._kept)

    def keep(self, task: Task, going: Going, before: float | None) -> Session | None:
        """Keep what was done of a task; nothing where nothing was."""
        if not going.work_done:
            return None
        body = self._session(task, going, before)
        self._kept.append((going.exercise.name, self._desk.keep(body)[0]))
        return body

    def _session(self, task: Task, going: Going, before: float | None) -> Session:
        if task.item.is_timed:
            return Session(task.item.id, going.work_done, before)
        if going.steps(self._desk.book.guided.times):
            return Session(task.item.id, 0, before, part=going.work_done)
        return Session(task.item.id, 1, before)

    def tell(self, peak: float | None, *, has_spread: bool | None, from_place: int = 0) -> None:
        """Add to the sessions from a place on the worst pain, and whether it went further down the leg."""
        for place in range(from_place, len(self._kept)):
            name, entry = self._kept[place]
            body = replace(entry.body, peak=peak, has_spread=has_spread)
            self._kept[place] = (name, self._desk.keep(body, supersedes=entry.id)[0])

    def judged(self) -> tuple[Judged, ...]:
        """The colour of each session as far as it is known today."""
        days, today = bout_days(self._desk), self._desk.moment.today
        limits = self._desk.book.activity.parameters.session
        return tuple(
            Judged(
                _name(name, entry.body),
                entry.body,
                self._colour(entry.body, pain_of_today(self._desk, days)),
                is_to_swap(entry.body.item, days, today, limits),
            )
            for name, entry in self._kept
        )

    def _colour(self, session: Session, average: float | None) -> Colour | None:
        """Not known where it is not known whether pain went down the leg, unless it is red anyhow."""
        colour = session_colour(
            average if session.before is None else session.before,
            session.peak,
            self._desk.book.activity.parameters.session,
            morning=None,
            has_spread=session.has_spread is True,
        )
        return None if session.has_spread is None and colour is not Colour.RED else colour


def kept_on(desk: Desk, day_on: date) -> dict[str, int]:
    """How much of each item the sessions of a day hold."""
    kept: dict[str, int] = {}
    for entry in desk.journal.entries(Session, from_on=day_on, to_on=day_on):
        kept[entry.body.item] = kept.get(entry.body.item, 0) + entry.body.amount
    return kept


def pain_of_today(desk: Desk, days: tuple[DayRecord, ...] | None = None) -> float | None:
    """The average pain logged for today; it stands for the pain just before where that is not told."""
    found = day_records(desk, desk.moment.today) if days is None else days
    return next((day.pain_average for day in found if day.day_on == desk.moment.today), None)


def _name(name: str, session: Session) -> str:
    return f"{name} (begun: {session.part} repeats)" if session.part else name
