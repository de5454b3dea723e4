"""Connections to the record's file, and the one way to write through them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backcoach.journal.changes import note_change
from backcoach.journal.faults import SqliteTooOld

_NEEDED = (3, 38, 0)  # STRICT tables came with 3.37, JSON functions in every build with 3.38


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Connect to a file that is there; it is never made here, so its mode is ours.

    A statement waits `busy_seconds` for another process. Raises `sqlite3.Error`, `SqliteTooOld`.
    """
    if sqlite3.sqlite_version_info < _NEEDED:
        raise SqliteTooOld(sqlite3.sqlite_version, ".".join(map(str, _NEEDED)))
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
    )
    connection.text_factory = _text
    return connection


def make_safe(connection: sqlite3.Connection) -> None:
    """Make commits durable before they return, and let no statement slip past a trigger."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    # Without it, INSERT OR REPLACE would delete a row and fire no DELETE trigger.
    connection.execute("PRAGMA recursive_triggers = ON")


def check_references(connection: sqlite3.Connection, *, on: bool) -> None:
    """Switch foreign keys on or off; inside a transaction this does nothing at all."""
    connection.execute("PRAGMA foreign_keys = ON" if on else "PRAGMA foreign_keys = OFF")


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it is on the disk at the end, or nothing of it after any exception.

    The lock is taken at the start, so that what is read inside still holds at the commit.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
        note_change()
    except BaseException:
        _roll_back(connection)
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several reads see one and the same state of the file."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        _roll_back(connection)


def copy_content(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make the content of `target` that of `source`: all of it, or after any exception nothing of it.

    Neither may be in a transaction. Raises `sqlite3.Error`, and does not wait for ever for another process.
    """

    def stop_if_busy(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise _busy()

    source.backup(target, progress=stop_if_busy)


def _busy() -> sqlite3.OperationalError:
    """What SQLite itself would raise where a copy finds the file locked."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    return error


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # SQLite may have rolled back by itself
        connection.execute("ROLLBACK")


def _text(raw: bytes) -> str:
    # sqlite3 would put the unreadable text itself into its message.
    return raw.decode("utf-8")
