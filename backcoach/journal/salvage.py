"""Reading everything that can still be read from a damaged record, and from backups what it has lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from backcoach.journal.backup import Backup
from backcoach.journal.carving import carved
from backcoach.journal.codec import entry_of
from backcoach.journal.connection import connect, writing
from backcoach.journal.home import make_private_file
from backcoach.journal.journal import VOID, Voided
from backcoach.journal.line import Line
from backcoach.journal.looking_up import COLUMNS
from backcoach.journal.swap import SIDECARS
from backcoach.values import Value

_ROWS = f"SELECT {COLUMNS}, seq FROM entry"  # noqa: S608 - fixed names
_THROUGH = f"{_ROWS} ORDER BY seq"
_WAYS = (
    f"{_ROWS} ORDER BY seq DESC",
    f"{_ROWS} INDEXED BY entry_by_kind WHERE kind > '' ORDER BY kind, seq",
    f"{_ROWS} INDEXED BY entry_by_day WHERE kind > '' ORDER BY kind, day_on",
)
_PLACES = (
    "SELECT seq FROM entry INDEXED BY entry_by_kind WHERE kind > ''",
    "SELECT seq FROM entry INDEXED BY entry_by_kind WHERE kind > '' ORDER BY kind DESC, seq DESC",
)
_LEAST_BYTES = 40  # no row takes less in a file

Rows = dict[int, Line]


class Salvaged(Value):
    """What was read: `lines` by their place, how many came from a backup, and the places of those lost.

    Entries stand at 1, 2, 3 and so on. `is_complete` where the whole table could be read from end to end;
    else entries after the last known one may be lost without a trace.
    """

    lines: tuple[Line, ...]
    from_backups: int
    lost: tuple[int, ...]
    is_complete: bool
    settings: tuple[tuple[str, str], ...]


def salvage(path: Path, folder: Path, backups: Sequence[Backup], kinds: Mapping[str, type]) -> Salvaged:
    """Read a damaged record without touching it, through a copy made in the private `folder`.

    A row counts as read if it can be understood as an entry. What is missing, or reads otherwise, comes from
    the oldest of `backups` (the newest first) that has it: an entry never changes, and that copy is nearest
    to its writing. Raises `OSError`.
    """
    copy = folder / "damaged.sqlite3"
    _copy_raw(path, copy)
    raw = path.read_bytes()
    net = _Net(kinds, most=len(raw) // _LEAST_BYTES)
    settings, is_whole = _read_by_sql(copy, net)
    if not is_whole or net.holes():
        for line in carved(raw):
            net.take(line)
    own, taken = len(net.found), set[int]()
    is_complete = is_whole and own > 0 and not net.holes()
    for backup in reversed(backups):
        taken |= _fill(net, taken, backup)
    lines = tuple(net.found[seq] for seq in sorted(net.found))
    return Salvaged(lines, len(taken), net.holes(), is_complete, settings)


class _Net:
    """The rows caught so far, by their place, and the places that are known to have been taken."""

    def __init__(self, kinds: Mapping[str, type], most: int) -> None:
        self.found: Rows = {}
        self.known: set[int] = set()
        self._kinds, self._most = kinds, most

    def take(self, line: Line) -> None:
        """Take a row in, unless its place is taken already or it cannot be understood."""
        if self.hear_of(line.seq) and line.seq not in self.found and self.is_readable(line):
            self.found[line.seq] = line

    def is_readable(self, line: Line) -> bool:
        """Whether a row can be understood."""
        return is_entry(line, self._kinds)

    def hear_of(self, seq: object) -> bool:
        """Whether there can be a row at that place; no file holds more rows than its bytes allow."""
        is_place = isinstance(seq, int) and 0 < seq <= self._most
        if isinstance(seq, int) and is_place:
            self.known.add(seq)
        return is_place

    def holes(self) -> tuple[int, ...]:
        """The places up to the last known one at which nothing was read."""
        last = max(self.known, default=0)
        return tuple(seq for seq in range(1, last + 1) if seq not in self.found)


def is_entry(line: Line, kinds: Mapping[str, type]) -> bool:
    """Whether a row can be understood as an entry of a known kind."""
    kind: type[Any] | None = Voided if line.kind == VOID else kinds.get(line.kind)
    try:
        if kind is None:
            return False
        entry_of(line, kind)
    except (ValueError, TypeError, ArithmeticError, KeyError, AttributeError):
        return False
    return True


def _read_by_sql(copy: Path, net: _Net) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The settings, and whether the table was read from end to end; else by each way and place by place."""
    settings: tuple[tuple[str, str], ...] = ()
    is_whole = False
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(connect(copy, 0)) as connection:
        is_whole = _is_read_through(connection, _THROUGH, net)
        if not is_whole:
            _read_around(connection, net)
        with suppress(sqlite3.Error, UnicodeDecodeError):
            settings = tuple(connection.execute("SELECT name, value FROM setting ORDER BY name"))
    return settings, is_whole


def _read_around(connection: sqlite3.Connection, net: _Net) -> None:
    for way in _WAYS:
        _is_read_through(connection, way, net)
    for way in _PLACES:
        with suppress(sqlite3.Error, UnicodeDecodeError):
            for row in connection.execute(way):
                net.hear_of(row[0])
    for seq in net.holes():
        with suppress(sqlite3.Error, UnicodeDecodeError):
            for row in connection.execute(f"{_ROWS} WHERE seq = ?", (seq,)):
                net.take(Line(*row))


def _is_read_through(connection: sqlite3.Connection, way: str, net: _Net) -> bool:
    try:
        for row in connection.execute(way):
            net.take(Line(*row))
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return True


def _fill(net: _Net, taken: set[int], backup: Backup) -> set[int]:
    """Take from a backup of the same record what is missing or reads otherwise; the places it went to."""
    lines = [line for line in _lines_of(backup) if net.is_readable(line)]
    last = _last_in_common(lines, net.found)
    wanted = [one for one in lines if one.seq not in taken and net.found.get(one.seq) != one]
    wanted = [one for one in wanted if one.seq <= last or one.seq not in net.found]
    if last == 0 and net.found:
        return set()
    for line in wanted:
        net.known.add(line.seq)
        net.found[line.seq] = line
    return {line.seq for line in wanted}


def differing(lines: Sequence[Line], backups: Sequence[Backup]) -> int:
    """How many of these entries read otherwise in the oldest of `backups` that has them; none ever should."""
    own = {line.seq: line for line in lines}
    agreed, others = set[int](), 0
    for backup in reversed(backups):
        theirs = _lines_of(backup)
        last = _last_in_common(theirs, own)
        new = [one for one in theirs if one.seq <= last and one.seq not in agreed]
        agreed |= {one.seq for one in new}
        others += sum(own.get(one.seq) != one for one in new)
    return others


def _lines_of(backup: Backup) -> list[Line]:
    """The rows of a backup up to the first that is no text; none of one that is not whole."""
    lines: list[Line] = []
    with suppress(sqlite3.Error, UnicodeDecodeError):
        if backup.seen is not None:
            with closing(connect(backup.path, 0)) as connection:
                for row in connection.execute(_THROUGH):
                    lines.append(Line(*row))
    return lines


def _last_in_common(lines: Iterable[Line], found: Rows) -> int:
    """Up to which place a backup and the record are the same; from there on they may have gone two ways.

    They part where an older record was put back: what follows then is that of another time.
    """
    return max((line.seq for line in lines if line.seq in found and found[line.seq].id == line.id), default=0)


def _copy_raw(path: Path, copy: Path) -> None:
    for ending in ("", *SIDECARS):
        source = path.with_name(path.name + ending)
        if source.exists():
            target = copy.with_name(copy.name + ending)
            make_private_file(target)
            shutil.copyfile(source, target)


def write_lines(path: Path, found: Salvaged) -> int:
    """Write what was salvaged into the new, empty record at `path`, each at its place; how many it took.

    What a lost entry once corrected stands again, and what corrected a lost one stands alone. A line that
    the record's own checks refuse is left out. Raises `sqlite3.Error`.
    """
    marks = ", ".join("?" * len(Line._fields))
    into = f"INSERT OR IGNORE INTO entry ({COLUMNS}, seq) VALUES ({marks})"  # noqa: S608 - fixed names
    with closing(connect(path, 0)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        with writing(connection):
            connection.executemany(into, found.lines)
            connection.executemany("INSERT OR IGNORE INTO setting VALUES (?, ?)", found.settings)
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])
