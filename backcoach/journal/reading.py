"""Reading an open record: what counts, how it came about, and what is made of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from backcoach.coach.record import Entry
from backcoach.journal.codec import entry_of, instant_of, instant_text
from backcoach.journal.faults import RecordDamaged, RecordTooNew
from backcoach.journal.kinds import Kinds
from backcoach.journal.line import Line
from backcoach.journal.looking_up import (
    AT_ONCE,
    BEFORE,
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
from backcoach.journal.translation import translated

if TYPE_CHECKING:
    from backcoach.journal.whole import Whole

B = TypeVar("B")
R = TypeVar("R")

Of = tuple[str, ...]
"""The only kinds of entry that a question is about; empty where it may be about any."""

State = tuple[int, int]
"""Two counts that change with every write: the first by ours, the second by one of another process."""

_FEW = 8
_END = "9"


class Reader:
    """What is read of an open record; every method may raise a `JournalError`.

    An entry is current while no other entry supersedes or voids it. What was read is read again only where
    something was written since.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        kinds: Kinds,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.path = path
        self._connection = connection
        self._kinds = kinds
        self._names: dict[type, str] = {}
        self._hidden = hidden
        self._read: dict[tuple[str, int], Entry[Any]] = {}
        self._written: State | None = None
        self._known: dict[tuple[str, tuple[str | int, ...]], tuple[Of, list[tuple[Any, ...]]]] = {}
        self._made: dict[Hashable, Any] = {}

    def entries(
        self,
        kind: type[B],
        *,
        from_on: date | None = None,
        to_on: date | None = None,
        after: int | None = None,
        among: Among | None = None,
        said: tuple[Said, str] | None = None,
        stops_from: date | None = None,
    ) -> tuple[Entry[B], ...]:
        """The current entries of a kind that fit all that is given, by `at` and then by order of recording.

        `Sought` says what each means. What is not wanted is not read, so that a long record costs no more.
        """
        name = self._name(kind)
        query, values = Sought(name, from_on, to_on, after, among, said, stops_from).query()
        lines = self._lines(query, *values, of=(name,))
        return tuple(self._entry(line, kind) for line in lines if line.id not in self._hidden)

    def newest_first(self, kind: type[B]) -> Iterator[Entry[B]]:
        """The current entries of a kind, the one recorded last first; each is decoded as it is asked for."""
        name = self._name(kind)
        query, values = Sought(name).query("seq DESC")
        lines = self._lines(query, *values, of=(name,))
        return (self._entry(line, kind) for line in lines if line.id not in self._hidden)

    def last(self, kind: type[B], among: Among, *, until: datetime | None = None) -> Entry[B] | None:
        """The current entry among some of a kind that happened last, until an instant."""
        at = instant_text(until) if until else _END
        for most in (_FEW, -1):
            lines = self._lines(last_of(among, most), at, of=(self._name(kind),))
            shown = next((line for line in lines if line.id not in self._hidden), None)
            if shown:
                return self._entry(shown, kind)
        return None

    def left_alone(self, said: Said, among: type, without: type) -> tuple[str, ...]:
        """The texts that entries of one kind have, current or not, and no current entry of another kind."""
        kinds = self._name(among), self._name(without)
        rows = self._rows(left_alone(said, len(self._hidden)), (*kinds, *self._hidden), kinds)
        return tuple(str(row[0]) for row in rows)

    def latest(
        self,
        kind: type[B],
        said: tuple[Said, str] | None = None,
        *,
        among: Among | None = None,
        before: int | None = None,
    ) -> Entry[B] | None:
        """The current entry of a kind that was recorded last, whenever that was, of those that fit.

        `Sought` says what each means.
        """
        name = self._name(kind)
        sought = Sought(name, among=among, said=said, before=before)
        query, values = sought.query(f"seq DESC LIMIT {len(self._hidden) + 1}")
        lines = self._lines(query, *values, of=(name,))
        shown = next((line for line in lines if line.id not in self._hidden), None)
        return self._entry(shown, kind) if shown else None

    def holds(self, name: str) -> bool:
        """Whether there is a current entry of a kind, which need not be loaded to ask.

        Raises `ValueError` for what is no kind of entry.
        """
        if name not in self._kinds.places:
            raise ValueError(f"{name} is not a kind of entry")
        lines = self._lines(f"{CURRENT} kind = ? LIMIT {len(self._hidden) + 1}", name, of=(name,))
        return any(line.id not in self._hidden for line in lines)

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

    def last_recorded_at(self) -> datetime | None:
        """When the newest line was written, by the clock of that moment; None for an empty record."""
        lines = self._lines(f"{EVERY} ORDER BY seq DESC LIMIT 1")
        return instant_in(self.path, lines[0].recorded_at) if lines else None

    def get_setting(self, name: str) -> str | None:
        """The value of a setting, None if it was never set."""
        with translated(self.path):
            row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remembered(self, what: Hashable, make: Callable[[], R]) -> R:
        """What is made of this record; made again only where something was written since, by anybody."""
        with translated(self.path):
            if not self._is_quiet():
                return make()
        if what not in self._made:
            self._made[what] = make()
        found: R = self._made[what]
        return found

    def _lines(self, query: str, *values: str | int, of: Of = ()) -> list[Line]:
        """What stands in the file, as lines."""
        return [Line(*row) for row in self._rows(query, values, of)]

    def _state(self) -> State:
        ((elsewhere,),) = self._connection.execute("PRAGMA data_version")
        return self._connection.total_changes, elsewhere

    def _is_quiet(self) -> bool:
        """Whether nothing is being written. What was read before somebody wrote is forgotten."""
        if self._connection.in_transaction:
            return False
        written = self._state()
        if written != self._written:
            self._written, self._known, self._made = written, {}, {}
        return True

    def _forget(self, kinds: AbstractSet[str], before: State, count: int) -> None:
        """Forget what so many new entries of some kinds may have changed, where nothing else did.

        An entry changes what is current of its own kind alone, but for a void. `before` is how it stood
        within the transaction that wrote them: whatever anybody else wrote is found at the next look.
        """
        if before == self._written and self._connection.total_changes == before[0] + count:
            self._written, self._made = (before[0] + count, before[1]), {}
            self._known = {
                asked: (of, rows) for asked, (of, rows) in self._known.items() if of and kinds.isdisjoint(of)
            }

    def _rows(self, query: str, values: tuple[str | int, ...], of: Of = ()) -> list[tuple[Any, ...]]:
        """What stands in the file; asked again, it is read again only where it may have changed since."""
        with translated(self.path):
            if not self._is_quiet():
                return self._connection.execute(query, values).fetchall()
            if (query, values) not in self._known:
                self._known[query, values] = of, self._connection.execute(query, values).fetchall()
            return self._known[query, values][1]

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


def instant_in(path: Path, text: str) -> datetime:
    """The instant (UTC) behind its text in a record. Raises `RecordDamaged` where there is none."""
    try:
        return instant_of(text)
    except ValueError:
        raise RecordDamaged(path, "the time of an entry cannot be read") from None


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
