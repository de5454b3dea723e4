"""The whole record in order, with what became of each entry, and how a person names one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from backcoach.coach.correcting import Corrected, Line, Restored, State, states, versions
from backcoach.coach.record import Entry
from backcoach.coach.takeable import BY_ITSELF, kept_as
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.taken import local_day
from backcoach.journal.ids import run_of
from backcoach.journal.journal import Voided
from backcoach.values import Value

LEAST_DIGITS = 4
SHORT = 8
"""How many digits of an id are typed at least, and how many are shown where they tell it from all others."""

BESIDE = 100
"""So many lines of another machine may stand among those of one command."""

_HEX = frozenset("0123456789abcdef")


class Chronicle(Value):
    """Every entry ever recorded, in order, and the same as lines for correcting.

    `by_id` are the entries by their ids, `states` what became of each that is no void.
    """

    entries: tuple[Entry[Any], ...]
    lines: tuple[Line, ...]
    by_id: Mapping[str, Entry[Any]]
    states: Mapping[str, State]

    def versions(self, entry_id: str) -> tuple[Entry[Any], ...]:
        """What stands in one place of the record, the first version first; empty if it was taken back."""
        return self.these(versions(self.lines, entry_id))

    def these(self, ids: Iterable[str]) -> tuple[Entry[Any], ...]:
        """The entries of some ids, in that order."""
        return tuple(self.by_id[one] for one in ids)


def chronicle(desk: Desk) -> Chronicle:
    """The record as it is now. Raises `RecordTooNew` for a kind that this version does not know."""
    return _chronicle(desk, desk.journal.history())


def chronicle_of_day(desk: Desk, day_on: date) -> Chronicle:
    """What was recorded for a day, with all that says what became of it, and nothing else.

    It costs no more in a long record than in a short one. Raises `RecordTooNew` as `chronicle` does.
    """
    found = {one.id: one for one in desk.journal.of_day(day_on)}
    later = tuple(found.values())
    while later:
        later = tuple(
            one for one in desk.journal.superseding([*(one.id for one in later)]) if one.id not in found
        )
        found |= {one.id: one for one in later}
    for one in _markers(desk, tuple(found.values())):
        found[one.id] = one
        if isinstance(one.body, Restored):
            most = len(one.body.entries) + BESIDE
            found |= {
                other.id: other
                for other in desk.journal.before(one.place, most)
                if action_of(other) == action_of(one)
            }
    return _chronicle(desk, tuple(sorted(found.values(), key=lambda one: one.place)))


def _markers(desk: Desk, entries: Iterable[Entry[Any]]) -> tuple[Entry[Any], ...]:
    """What tells why some entries were corrected, or that they were brought back.

    It is dated like the correction, or on the day it was recorded on, which the clocks of two machines may
    see differently by a day.
    """
    days = {one.day_on for one in entries}
    recorded = {local_day(desk, one.recorded_at) for one in entries if one.supersedes}
    days |= {day + timedelta(days=more) for day in recorded for more in (-1, 0, 1)}
    return tuple(one for day in sorted(days) for one in desk.journal.of_day(day, Corrected, Restored))


def _chronicle(desk: Desk, entries: tuple[Entry[Any], ...]) -> Chronicle:
    lines = tuple(_line(one, desk) for one in entries)
    return Chronicle(entries, lines, {one.id: one for one in entries}, states(lines))


def _line(entry: Entry[Any], desk: Desk) -> Line:
    body = entry.body
    is_void = isinstance(body, Voided)
    return Line(
        entry.id,
        action_of(entry),
        entry.supersedes,
        is_void,
        body.entries if isinstance(body, Restored) else (),
        is_own=not isinstance(body, BY_ITSELF),
        is_open=not is_void and kept_as(body) is None,
        is_today=local_day(desk, entry.recorded_at) == desk.moment.today,
    )


def action_of(entry: Entry[Any]) -> str:
    """What is the same for all that one command recorded: its run, and the moment of it."""
    return f"{run_of(entry.id)} {entry.recorded_at.isoformat()}"


def find_entry(record: Chronicle, text: str) -> Entry[Any]:
    """The entry whose id begins with what was typed; voids are not meant. Raises `BadInput`."""
    typed = text.strip().lower()
    if len(typed) < LEAST_DIGITS or not set(typed) <= _HEX:
        raise BadInput(
            f"An id is {LEAST_DIGITS} digits or more, 0 to 9 and a to f.", "See the ids: backcoach history"
        )
    found = [one for one in record.entries if one.id.startswith(typed) and not isinstance(one.body, Voided)]
    if not found:
        raise BadInput(f"No entry has an id that begins with {typed}.", "See the ids: backcoach history")
    if len(found) > 1:
        longer = tuple(short_id(record, one.id, len(typed) + 1) for one in found[:9])
        raise BadInput(f"{len(found)} entries begin with {typed}. Type more of it.", "", longer)
    return found[0]


def shown_id(desk: Desk, entry_id: str) -> str:
    """As much of an id as tells it from all others, asked of the file and not of a chronicle."""
    return entry_id[: desk.journal.digits_to_tell(entry_id, SHORT)]


def short_id(record: Chronicle, entry_id: str, digits: int = SHORT) -> str:
    """As much of an id as tells it from all others."""
    others = {one.id for one in record.entries} - {entry_id}
    while any(one.startswith(entry_id[:digits]) for one in others):
        digits += 1
    return entry_id[:digits]
