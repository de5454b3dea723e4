"""A document taken into the record: compared first, then all of what is new or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from backcoach.journal.connection import reading, writing
from backcoach.journal.faults import EntriesDiffer, RecordDamaged, WeavingFailed
from backcoach.journal.line import Line
from backcoach.journal.received import Received
from backcoach.journal.translation import translated
from backcoach.journal.weaving import content_of, fingerprint, is_sound, own_marks, put_in_order, weave
from backcoach.values import Value

_LINES = (
    "SELECT id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest, seq "
    "FROM entry ORDER BY seq"
)


class Comparison(Value):
    """What a document holds beside a record.

    `new` and `known` are entries of the document, `own` those of the record before. `differing` has the
    (id, kind) of those that say something else under the same id. `corrected_twice` counts entries that were
    corrected or voided here and, otherwise, there. `new_settings` are taken over; of `other_settings` those
    of the record stay.
    """

    new: int
    known: int
    own: int = 0
    differing: tuple[tuple[str, str], ...] = ()
    corrected_twice: int = 0
    new_settings: tuple[str, ...] = ()
    other_settings: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether the record has it all already."""
        return self.new == 0 and not self.new_settings


def compared_with_nothing(received: Received) -> Comparison:
    """What a document holds where there is no record yet."""
    return Comparison(len(received.marks), 0, new_settings=tuple(received.settings))


def compare(connection: sqlite3.Connection, path: Path, received: Received) -> Comparison:
    """What a document holds beside this record."""
    own: dict[str, str | None] = {}
    differing = []
    with translated(path), reading(connection):
        for row in connection.execute(_LINES):
            line = Line(*row)
            own[line.id] = line.supersedes
            if line.id in received.prints and _print(line, path) != received.prints[line.id]:
                differing.append((line.id, line.kind))
        settings = dict(connection.execute("SELECT name, value FROM setting"))
    known = sum(entry_id in received.prints for entry_id in own)
    others = received.settings.items()
    return Comparison(
        len(received.marks) - known,
        known,
        len(own),
        tuple(differing),
        _corrected_twice(own, received),
        tuple(name for name, _ in others if name not in settings),
        tuple(name for name, value in others if settings.get(name, value) != value),
    )


def take_in(
    connection: sqlite3.Connection, path: Path, received: Received, keep: Callable[[], object]
) -> Comparison:
    """Weave what is new into the record; all of it is there on return, or nothing.

    `keep` makes a copy of the record, where it holds anything, before it is changed.

    Raises `EntriesDiffer`, `DocumentChanged`, `WeavingFailed`, or any other `JournalError`.
    """
    with translated(path), writing(connection):
        found = compare(connection, path, received)
        if found.differing:
            raise EntriesDiffer(found.differing)
        if not found.changes_nothing:
            _weave_in(connection, path, received, keep)
            connection.executemany(
                "INSERT INTO setting (name, value) VALUES (?, ?)",
                [(name, received.settings[name]) for name in found.new_settings],
            )
    return found


def _weave_in(
    connection: sqlite3.Connection, path: Path, received: Received, keep: Callable[[], object]
) -> None:
    own = list(own_marks(connection))
    if own:
        keep()
    before, places = content_of(connection), {mark.id: place for mark, place in own}
    woven = weave([mark for mark, _ in own], received.marks)
    new = (line for line in received.lines() if line.id not in places)
    put_in_order(connection, woven, places, new)
    if content_of(connection, places) != before or not is_sound(connection, len(woven)):
        raise WeavingFailed(path)


def _print(line: Line, path: Path) -> bytes:
    try:
        return fingerprint(line)
    except (ValueError, RecursionError):
        raise RecordDamaged(path, f"entry {line.id} cannot be read") from None


def _corrected_twice(own: dict[str, str | None], received: Received) -> int:
    here = {target for entry_id, target in own.items() if target and entry_id not in received.prints}
    there = {target for entry_id, target in received.superseding.items() if entry_id not in own}
    return len(here & there)
