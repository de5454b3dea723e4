"""The record of one person: append, correct, void, look up. Nothing is ever overwritten but a setting."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from backcoach.coach.record import Entry
from backcoach.journal.changes import mark_kept
from backcoach.journal.codec import Draft, line_of
from backcoach.journal.connection import writing
from backcoach.journal.faults import NotCurrent
from backcoach.journal.ids import ids_of_one_run
from backcoach.journal.kinds import Kinds
from backcoach.journal.line import Line
from backcoach.journal.looking_up import (
    COLUMNS,
    CURRENT,
    EVERY,
)
from backcoach.journal.reading import Reader
from backcoach.journal.translation import translated
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.journal.merging import Comparison
    from backcoach.journal.received import Received
    from backcoach.journal.sealing import Seal

_INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - fixed names
VOID = "void"
TOLERANCE = timedelta(minutes=5)
"""So much may a clock be put right without a word."""


class Voided(Value):
    """The body of an entry that voids the one it supersedes: why, in the person's words or ours."""

    why: str


def with_void(kinds: Mapping[str, type]) -> Kinds:
    """The kinds of a program's entries together with the one that every record knows."""
    return Kinds(kinds).with_kind(VOID, Voided)


class Journal(Reader):
    """An open record. Use it as a context manager; every method may raise a `JournalError`.

    To void a correction takes it back: what it corrected is current again.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        kinds: Mapping[str, type],
        make_id: Callable[[], str] | None = None,
        before_write: Callable[[sqlite3.Connection, datetime], None] = lambda *_: None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(connection, path, with_void(kinds), hidden)
        self._make_id = make_id or ids_of_one_run()
        self._before_write = before_write
        self._changes_before = connection.total_changes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, KeyboardInterrupt) and self._connection.total_changes > self._changes_before:
            mark_kept(error)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def as_if_without(self, entry_ids: Iterable[str]) -> Journal:
        """The same open record as if some current entries were not there; what is appended to it is kept."""
        hidden = self._hidden | frozenset(entry_ids)
        return Journal(self._connection, self.path, self._kinds, self._make_id, self._before_write, hidden)

    def append(
        self, drafts: Sequence[Draft], recorded_at: datetime, *, is_beside: bool = False
    ) -> tuple[Entry[Any], ...]:
        """Record all of the drafts or none; on return they are on the disk.

        With `is_beside` they may correct what another entry corrects already, as two machines may do it.
        Raises `NotCurrent` when one corrects an entry that is not current, `EntryRefused` for an amount
        outside what the record takes, `ValueError` for a body of an unknown kind, one that would not
        read back, a time without a zone, or a correction of another kind than what it corrects.
        """
        names = [self._name(type(draft.body)) for draft in drafts]
        pairs = zip(drafts, names, strict=True)
        lines = [line_of(draft, name, self._make_id(), recorded_at) for draft, name in pairs]
        if lines:
            with translated(self.path), writing(self._connection):
                before = self._state()
                self._before_write(self._connection, recorded_at)
                lines = [line._replace(seq=self._insert(line, is_beside=is_beside)) for line in lines]
            if VOID not in names:
                self._forget({*names}, before, len(lines))
        return tuple(self._entry(line, self._kinds[line.kind]) for line in lines)

    def take_along(self, other: Journal, entry_ids: Iterable[str]) -> None:
        """Record entries of another record as they stand there, with their ids and times: all or none.

        What one of them supersedes has to be here, or come before it; it need not be current. On return they
        are on the disk.
        """
        found = [other._lines(f"{EVERY} WHERE id = ?", entry_id)[0] for entry_id in entry_ids]
        with translated(self.path), writing(self._connection):
            for line in found:
                self._connection.execute(_INSERT, line[:-1])

    def void(
        self, entry_id: str, why: str, *, zone: str, day_on: date, recorded_at: datetime
    ) -> Entry[Voided]:
        """Declare a current entry a mistake; both stay in the file. Raises `NotCurrent`."""
        draft = Draft(Voided(why), recorded_at, zone, day_on, supersedes=entry_id)
        return self.append([draft], recorded_at)[0]

    def compare(self, received: Received) -> Comparison:
        """What a document from outside holds beside this record."""
        from backcoach.journal.merging import compare

        return compare(self._connection, self.path, received)

    def take_in(self, received: Received, day_on: date | None = None, seal: Seal | None = None) -> Comparison:
        """Weave the new entries of a document into the record; on return they are on the disk.

        Entries keep their ids and bodies, and the places of those recorded later move up. A backup is made
        first, which has the day `day_on` in its name. Raises
        `EntriesDiffer`, `DocumentChanged`, and then nothing is changed.
        """
        from backcoach.journal.backup import back_up
        from backcoach.journal.backup_names import import_stem
        from backcoach.journal.merging import take_in

        keep = partial(back_up, self.path, import_stem(day_on), seal)
        return take_in(self._connection, self.path, received, keep)

    def set_setting(self, name: str, value: str) -> None:
        """Set a setting, over its old value if there is one; on return it is on the disk."""
        with translated(self.path), writing(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value)
            )

    def _insert(self, line: Line, *, is_beside: bool) -> int:
        """Write one line; its place in the record."""
        if line.supersedes is not None:
            self._check_superseded(line, line.supersedes, f"{EVERY} WHERE" if is_beside else CURRENT)
        return self._connection.execute(_INSERT, line[:-1]).lastrowid or 0

    def _check_superseded(self, line: Line, entry_id: str, among: str) -> None:
        lines = self._lines(f"{among} id = ?", entry_id)
        if not lines:
            raise NotCurrent(entry_id)
        if line.kind not in (lines[0].kind, VOID):
            raise ValueError(f"{line.kind} cannot correct {lines[0].kind}")
