"""Backups of the record: whole, checked and private copies of it, beside it in `backups/`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from itertools import count
from pathlib import Path

from backcoach.journal.backup_names import BackupName, backup_name, kept
from backcoach.journal.codec import instant_of
from backcoach.journal.connection import connect, copy_content
from backcoach.journal.faults import RecordDamaged
from backcoach.journal.home import backups_folder, make_private_file, make_private_folder, sync_folder
from backcoach.journal.schema import APPLICATION_ID, NAMES_1
from backcoach.journal.sealing import (
    SEALED,
    UNFINISHED_KEY,
    Seal,
    is_sealed_file,
    put_file,
    recipient_of,
    sealed,
)
from backcoach.journal.translation import translated
from backcoach.values import Value

UNFINISHED = "unfinished.sqlite3"
"""The name of a backup until it is whole and checked. What a breakdown leaves is removed next time."""

UNFINISHED_SEALED = f"{UNFINISHED}{SEALED}"
UNFINISHED_NAMES = (UNFINISHED, f"{UNFINISHED}-journal", UNFINISHED_SEALED, UNFINISHED_KEY)

_BUSY_SECONDS = 5.0


class Seen(Value):
    """What a file that was opened and checked holds: its schema, its entries, when the last was written."""

    schema: int
    entries: int
    last_recorded_at: datetime | None


class Backup(Value):
    """One backup: where it is, what its name says, and what was seen in it; None where it is not whole.

    Into one that `is_sealed` nobody can look without the passphrase.
    """

    path: Path
    name: BackupName
    size_bytes: int
    seen: Seen | None
    is_sealed: bool = False

    @property
    def may_be_whole(self) -> bool:
        """Whether it is whole, or sealed, which shows only when it is opened."""
        return self.seen is not None or self.is_sealed


def back_up(path: Path, stem: str, seal: Seal | None = None) -> Path:
    """Copy the record to `backups/STEM.sqlite3`, whole or not at all; nothing is overwritten.

    Where backups are sealed it is `STEM.sqlite3.age`, and no plain one is left. The process may hold the
    record for writing meanwhile. Raises `RecordDamaged` when the copy does not pass its check,
    `sqlite3.Error`, `OSError`.
    """
    # A connection of its own: the one that holds the write lock cannot be copied from.
    with closing(connect(path, _BUSY_SECONDS)) as source:
        return back_up_from(source, path, stem, seal)


def back_up_from(source: sqlite3.Connection, path: Path, stem: str, seal: Seal | None = None) -> Path:
    """The same through a connection to the record at `path` that is in no transaction."""
    folder = backups_folder(path)
    make_private_folder(folder)
    _remove_unfinished(folder)
    recipient = recipient_of(folder)
    if recipient is None:
        return _plain_copy(source, path, folder, stem)
    finished = _sealed_copy(source, path, folder, stem, lambda plain: sealed(plain, recipient, seal))
    seal_plain_ones(folder, seal)
    return finished


def seal_plain_ones(folder: Path, seal: Seal | None) -> tuple[int, tuple[str, ...]]:
    """Seal the backups that are still plain; how many were, and the names of those left as they are.

    A plain one goes once the sealed one is safe on the disk, so a breakdown leaves each at least once; the
    next backup ends the work. One that is not whole is left. Raises `OSError`.
    """
    recipient, done, left = recipient_of(folder), 0, list[str]()
    plain_ones = [item for item in sorted(folder.iterdir()) if item.suffix == ".sqlite3"]
    for item in (one for one in plain_ones if backup_name(one.name) is not None):
        if recipient is None or look_at(item) is None:
            left.append(item.name)
            continue
        name = f"{item.name}{SEALED}"
        put_file(folder, name, UNFINISHED_SEALED, sealed(item.read_bytes(), recipient, seal))
        item.unlink()
        done += 1
    sync_folder(folder)
    return done, tuple(left)


def _sealed_copy(
    source: sqlite3.Connection, path: Path, folder: Path, stem: str, seal: Callable[[bytes], bytes]
) -> Path:
    """The copy is made and checked in memory: what is not sealed never reaches the disk."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy_content(source, copy)
        if look_into(copy) is None:
            raise RecordDamaged(path)
        content = seal(copy.serialize())
    finished = _free_name(folder, stem, SEALED)
    put_file(folder, finished.name, UNFINISHED_SEALED, content)
    return finished


def _plain_copy(source: sqlite3.Connection, path: Path, folder: Path, stem: str) -> Path:
    unfinished = folder / UNFINISHED
    make_private_file(unfinished)
    try:
        _copy_whole(source, unfinished, path)
    except BaseException:
        with suppress(OSError):
            _remove_unfinished(folder)
        raise
    finished = _free_name(folder, stem)
    unfinished.rename(finished)
    sync_folder(folder)
    return finished


def _copy_whole(source: sqlite3.Connection, unfinished: Path, path: Path) -> None:
    with closing(connect(unfinished, 0)) as target:
        target.execute("PRAGMA journal_mode = MEMORY")  # an unfinished copy is thrown away
        copy_content(source, target)
        if look_into(target) is None:
            raise RecordDamaged(path)


def look_into(connection: sqlite3.Connection) -> Seen | None:
    """Check a file as a whole and tell what is in it; None where it is damaged or no record of ours."""
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            return None
        mark, schema = (_number(connection, f"PRAGMA {name}") for name in ("application_id", "user_version"))
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        if mark != APPLICATION_ID or schema < 1 or not names.issuperset(NAMES_1):
            return None
        entries = _number(connection, "SELECT count(*) FROM entry")
        last = connection.execute("SELECT recorded_at FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        return Seen(schema, entries, instant_of(last[0]) if last else None)
    except (sqlite3.DatabaseError, ValueError):
        return None


@contextmanager
def opened(plain: bytes) -> Iterator[sqlite3.Connection]:
    """A connection to what was sealed, in memory. A file that is none of SQLite shows at its first use."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(plain)
        yield connection


def look_at(path: Path) -> Seen | None:
    """The same for a file that nobody writes to. Raises nothing: what cannot be opened is not whole."""
    try:
        with closing(connect(path, 0)) as connection:
            connection.execute("PRAGMA query_only = ON")
            return look_into(connection)
    except (sqlite3.Error, OSError):
        return None


def backups(path: Path) -> tuple[Backup, ...]:
    """All backups of the record at `path`, each opened and checked, newest first. Raises `JournalError`."""
    folder = backups_folder(path)
    with translated(folder):
        found = [(item, backup_name(item.name)) for item in folder.iterdir()] if folder.is_dir() else []
        named = [
            Backup(item, name, item.stat().st_size, *_looked_at(item))
            for item, name in found
            if name is not None and item.is_file()
        ]
    return tuple(sorted(named, key=_age, reverse=True))


def _looked_at(item: Path) -> tuple[Seen | None, bool]:
    return (None, is_sealed_file(item)) if item.suffix == SEALED else (look_at(item), False)


def rotate(path: Path, made_on: date) -> None:
    """Delete the backups that are not kept any more. Raises `OSError`."""
    folder = backups_folder(path)
    names = [item.name for item in folder.iterdir()]
    for name in sorted(set(names) - kept(names, made_on)):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def _age(backup: Backup) -> tuple[date, float]:
    """By the day in the name, else by that of the file, and within a day by the time of the file."""
    changed_at = backup.path.stat().st_mtime
    return backup.name.day_on or date.fromtimestamp(changed_at), changed_at  # noqa: DTZ012 - only to sort


def _remove_unfinished(folder: Path) -> None:
    for name in UNFINISHED_NAMES:
        (folder / name).unlink(missing_ok=True)


def _free_name(folder: Path, stem: str, ending: str = "") -> Path:
    """A name that neither a plain nor a sealed backup has."""
    names = (folder / f"{stem}{f'-{number}' if number > 1 else ''}.sqlite3" for number in count(1))
    sealed_names = ((name, name.with_name(f"{name.name}{SEALED}")) for name in names)
    free = next(pair for pair in sealed_names if not any(one.exists() for one in pair))
    return free[1] if ending else free[0]


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
