"""The record of one person: append, correct, void, look up. Nothing is ever overwritten but a setting."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from backcoach.coach.record import Entry
from backcoach.journal.backup import back_up
from backcoach.journal.backup_names import import_stem
from backcoach.journal.changes import mark_kept
from backcoach.journal.codec import Draft, Line, entry_of, instant_of, instant_text, line_of
from backcoach.journal.connection import writing
from backcoach.journal.faults import NotCurrent, RecordDamaged, RecordTooNew
from backcoach.journal.ids import ids_of_one_run
from backcoach.journal.kinds import Kinds
from backcoach.journal.looking_up import (
    AT_ONCE,
    BEFORE,
    COLUMNS,
    CURRENT,
    EVERY,
    KINDS,
    NEIGHBOURS,
    Among,
    Said,
    Sought,
    last_of,
    left_alone,
    of_day,
    superseding,
)
from backcoach.journal.sealing import Seal
from backcoach.journal.translation import translated
from backcoach.values import dataclass

if TYPE_CHECKING:
    from backcoach.journal.merging import Comparison
    from backcoach.journal.received import Received
    from backcoach.journal.whole import Whole

B = TypeVar("B")
R = TypeVar("R")

_INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - fixed names
VOID = "void"
_FEW = 8
TOLERANCE = timedelta(minutes=5)
"""So much may a clock be put right without a word."""
_END, _LAST = "9", 2**63 - 1


@dataclass(frozen=True, slots=True)
class Voided:
    """The body of an entry that voids the one it supersedes: why, in the person's words or ours."""

    why: str


def with_void(kinds: Mapping[str, type]) -> Kinds:
    """The kinds of a program's entries together with the one that every record knows."""
    return Kinds(kinds).with_kind(VOID, Voided)


class Journal:
    """An open record. Use it as a context manager; every method may raise a `JournalError`.

    An entry is current while no other entry supersedes or voids it. To void a correction takes it back:
    what it corrected is current again.
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
        self.path = path
        self._connection = connection
        self._kinds = with_void(kinds)
        self._names: dict[type, str] = {}
        self._make_id = make_id or ids_of_one_run()
        self._before_write = before_write
        self._hidden = hidden
        self._read: dict[tuple[str, int], Entry[Any]] = {}
        self._written: tuple[Any, ...] = ()
        self._changes_before = connection.total_changes
        self._known: dict[tuple[str, tuple[str | int, ...]], list[tuple[Any, ...]]] = {}
        self._made: dict[Hashable, Any] = {}

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
                self._before_write(self._connection, recorded_at)
                lines = [line._replace(seq=self._insert(line, is_beside=is_beside)) for line in lines]
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

    def entries(
        self,
        kind: type[B],
        *,
        from_on: date | None = None,
        to_on: date | None = None,
        after: int | None = None,
        among: Among | None = None,
        said: tuple[Said, str] | None = None,
    ) -> tuple[Entry[B], ...]:
        """The current entries of a kind that fit all that is given, by `at` and then by order of recording.

        `Sought` says what each means. What is not wanted is not read, so that a long record costs no more.
        """
        query, values = Sought(self._name(kind), from_on, to_on, after, among, said).query()
        return tuple(
            self._entry(line, kind) for line in self._lines(query, *values) if line.id not in self._hidden
        )

    def newest_first(self, kind: type[B], said: tuple[Said, str] | None = None) -> Iterator[Entry[B]]:
        """The current entries of a kind, the one recorded last first; each is decoded as it is asked for."""
        query, values = Sought(self._name(kind), said=said).query("seq DESC")
        lines = self._lines(query, *values)
        return (self._entry(line, kind) for line in lines if line.id not in self._hidden)

    def last(
        self, kind: type[B], among: Among, *, until: datetime | None = None, before: int | None = None
    ) -> Entry[B] | None:
        """The current entry among some of a kind that happened last, until an instant and before a place."""
        at = instant_text(until) if until else _END
        for most in (_FEW, -1):
            lines = self._lines(last_of(among, most), at, _LAST if before is None else before)
            shown = next((line for line in lines if line.id not in self._hidden), None)
            if shown:
                return self._entry(shown, kind)
        return None

    def left_alone(self, said: Said, among: type, without: type) -> tuple[str, ...]:
        """The texts that entries of one kind have, current or not, and no current entry of another kind."""
        query = left_alone(said, len(self._hidden))
        rows = self._rows(query, (self._name(among), self._name(without), *self._hidden))
        return tuple(str(row[0]) for row in rows)

    def latest(self, kind: type[B]) -> Entry[B] | None:
        """The current entry of a kind that was recorded last, whenever it happened."""
        limit = len(self._hidden) + 1
        lines = self._lines(f"{CURRENT} kind = ? ORDER BY seq DESC LIMIT {limit}", self._name(kind))
        shown = next((line for line in lines if line.id not in self._hidden), None)
        return self._entry(shown, kind) if shown else None

    def find(self, entry_id: str) -> Entry[Any] | None:
        """The entry of this id, current or not; None if there is none. Raises `RecordTooNew`."""
        lines = self._lines(f"{EVERY} WHERE id = ?", entry_id)
        return self._entry(lines[0], self._kind(lines[0])) if lines else None

    def history(self) -> tuple[Entry[Any], ...]:
        """Everything ever recorded, in the order of recording, superseded and voided entries and voids too.

        Raises `RecordTooNew` for a kind that this version does not know.
        """
        return tuple(self._entry(line, self._kind(line)) for line in self._lines(f"{EVERY} ORDER BY seq"))

    def of_day(self, day_on: date, *kinds: type) -> tuple[Entry[Any], ...]:
        """Everything ever recorded for a day, in the order of recording; of some kinds, or of all there are.

        Only that is read. Raises `RecordTooNew` as `history` does.
        """
        names = [self._name(kind) for kind in kinds] or [str(row[0]) for row in self._rows(KINDS, ())]
        lines = self._lines(of_day(len(names)), *names, day_on.isoformat())
        unknown = next((name for name in names if name not in self._kinds.places), None)
        if unknown is not None:
            raise RecordTooNew(self.path, "some of its entries are of an unknown kind")
        return tuple(self._entry(line, self._kinds[line.kind]) for line in lines)

    def superseding(self, entry_ids: Sequence[str]) -> tuple[Entry[Any], ...]:
        """What corrects or voids some entries, current or not."""
        parts = (entry_ids[first : first + AT_ONCE] for first in range(0, len(entry_ids), AT_ONCE))
        lines = [line for part in parts for line in self._lines(superseding(len(part)), *part)]
        return tuple(self._entry(line, self._kind(line)) for line in lines)

    def before(self, place: int, count: int) -> tuple[Entry[Any], ...]:
        """So many entries as were recorded just before a place, in order."""
        return tuple(self._entry(line, self._kind(line)) for line in self._lines(BEFORE, place, count))

    def digits_to_tell(self, entry_id: str, least: int) -> int:
        """How many digits of an id tell it from all others, `least` where fewer would do."""
        ((before, after),) = self._rows(NEIGHBOURS, (entry_id,))
        shared = [_shared(entry_id, str(one)) for one in (before, after) if one is not None]
        return max([least, *(digits + 1 for digits in shared)])

    def whole(self) -> Whole:
        """Everything the record holds now, as it stands in the file, to be read bit by bit."""
        from backcoach.journal.whole import read_whole

        return read_whole(self._connection, self.path)

    def each(self, kind: type[B]) -> Iterator[Entry[B]]:
        """The current entries of a kind as `entries` has them, read bit by bit and not kept in memory."""
        from backcoach.journal.whole import read_current

        lines = read_current(self._connection, self.path, self._name(kind))
        return (self._decoded(line, kind) for line in lines)

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
        from backcoach.journal.merging import take_in

        keep = partial(back_up, self.path, import_stem(day_on), seal)
        return take_in(self._connection, self.path, received, keep)

    def last_recorded_at(self) -> datetime | None:
        """When the newest line was written, by the clock of that moment; None for an empty record."""
        lines = self._lines(f"{EVERY} ORDER BY seq DESC LIMIT 1")
        return instant_of(lines[0].recorded_at) if lines else None

    def get_setting(self, name: str) -> str | None:
        """The value of a setting, None if it was never set."""
        with translated(self.path):
            row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

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

    def _lines(self, query: str, *values: str | int) -> list[Line]:
        """What stands in the file, as lines."""
        return [Line(*row) for row in self._rows(query, values)]

    def remembered(self, what: Hashable, make: Callable[[], R]) -> R:
        """What is made of this record; made again only where something was written since, by anybody."""
        with translated(self.path):
            if not self._is_quiet():
                return make()
        if what not in self._made:
            self._made[what] = make()
        found: R = self._made[what]
        return found

    def _is_quiet(self) -> bool:
        """Whether nothing is being written. What was read before somebody wrote is forgotten."""
        if self._connection.in_transaction:
            return False
        written = (self._connection.total_changes, *self._connection.execute("PRAGMA data_version"))
        if written != self._written:
            self._written, self._known, self._made = written, {}, {}
        return True

    def _rows(self, query: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        """What stands in the file; asked again, it is read again only where something was written since."""
        with translated(self.path):
            if not self._is_quiet():
                return self._connection.execute(query, values).fetchall()
            if (query, values) not in self._known:
                self._known[query, values] = self._connection.execute(query, values).fetchall()
            return self._known[query, values]

    def _entry(self, line: Line, kind: type[B]) -> Entry[B]:
        """The entry behind a line, decoded once: an entry never changes, but an import may move its place."""
        known = (line.id, line.seq)
        if known not in self._read:
            self._read[known] = self._decoded(line, kind)
        return self._read[known]

    def _decoded(self, line: Line, kind: type[B]) -> Entry[B]:
        try:
            return entry_of(line, kind)
        except ValueError:
            # The cause would quote what was recorded.
            raise RecordDamaged(self.path, f"entry {line.id} cannot be read") from None

    def _name(self, kind: type) -> str:
        if kind not in self._names:
            name = self._kinds.name_of(kind)
            if name is None:
                raise ValueError(f"{kind.__name__} is not a kind of entry")
            self._names[kind] = name
        return self._names[kind]

    def _kind(self, line: Line) -> type:
        if line.kind not in self._kinds:
            raise RecordTooNew(self.path, f"entry {line.id} is of an unknown kind")
        return self._kinds[line.kind]


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
