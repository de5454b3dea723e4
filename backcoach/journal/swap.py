"""Putting another record in the place of the present one: the old or the new, never anything between.

Whoever replaces the record (a restored backup, an imported record, a repaired one) makes the new one
complete and checked in a file of its own, and then does one of two things:

`swap` for a record that SQLite can hold. All others are locked out; `keep` sees the record as it will be
replaced and copies it away; then the new content is written into the same file in one transaction. Whoever
has the record open goes on with the new content and loses nothing.

`replace_damaged` for one that SQLite cannot hold. The damaged file stays untouched under another name, and
the new file takes its name in one step. A process that has the damaged file open still is told so
(`RecordExchanged`) when it writes.

A breakdown at any moment leaves the old record or the new one, whole.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backcoach.journal.changes import note_change
from backcoach.journal.connection import connect, copy_content, make_safe
from backcoach.journal.faults import JournalError, RecordBusy, RecordDamaged
from backcoach.journal.home import make_private_file, sync_folder, tighten
from backcoach.journal.translation import translated

BUSY_SECONDS = 5.0
SIDECARS = ("-journal", "-wal", "-shm")
"""What SQLite may keep beside a file. Beside another file of the same name it would be taken for its own."""


def swap(
    path: Path,
    new: Path,
    keep: Callable[[sqlite3.Connection], None],
    busy_seconds: float = BUSY_SECONDS,
) -> None:
    """Put the content of the record in `new` in the place of that in `path`; `new` stays as it is.

    `keep` is given a connection to the record that nobody else can read or write meanwhile. It may read it
    and copy it with `copy_content`, and must leave it as it is. It may still write to `new`, which is checked
    afterwards. Where it raises, nothing is changed. Raises `RecordBusy`, `RecordDamaged` (also for a `new`
    that is not whole), `RecordFull`, `HomeUnwritable`.
    """
    with translated(path), held(path, busy_seconds) as record:
        keep(record)
        with translated(new), closing(connect(new, busy_seconds)) as source:
            _check_whole(source, new)
            with translated(path):
                copy_content(source, record)
                note_change()


@contextmanager
def held(path: Path, busy_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """A connection to the record that keeps everybody else from it, to read and to write, up to the end.

    The lock outlasts its transactions, which copying in and out needs. Raises `sqlite3.Error`.
    """
    with closing(connect(path, busy_seconds)) as connection:
        make_safe(connection)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def replace_damaged(path: Path, new: Path, aside: Path) -> None:
    """Let the file `new` take the name `path`, and keep the damaged one as `aside`, which must be free.

    What SQLite left beside the damaged file goes with it. Raises `JournalError`.
    """
    with translated(path):
        for ending in ("", *SIDECARS):
            _keep_aside(_beside(path, ending), _beside(aside, ending))
        sync_folder(aside.parent)
        for ending in SIDECARS:
            _beside(path, ending).unlink(missing_ok=True)
        sync_folder(path.parent)
        new.replace(path)
        note_change()
        sync_folder(path.parent)


def not_busy(path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
    """Raise `RecordBusy` where another process writes to the record just now, damaged or not.

    Beside what a breakdown left the file is not opened, since that would already change it.
    """
    if any(_beside(path, ending).exists() for ending in SIDECARS):
        return
    try:
        with translated(path), closing(connect(path, busy_seconds)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except RecordBusy:
        raise
    except JournalError:
        return  # damaged, as was known


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise RecordDamaged(path)


def _keep_aside(path: Path, aside: Path) -> None:
    """The same file under a second name; a copy of it where the file system knows no second names."""
    if not path.exists():
        return
    try:
        os.link(path, aside)
        tighten(aside)
    except FileExistsError:
        raise
    except OSError:
        make_private_file(aside)
        shutil.copyfile(path, aside)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
