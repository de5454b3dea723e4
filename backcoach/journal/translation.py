"""The one place where faults of SQLite and of the operating system become faults of the record."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backcoach.journal.faults import (
    EntryRefused,
    HomeUnwritable,
    JournalError,
    RecordBusy,
    RecordDamaged,
    RecordExchanged,
    RecordFull,
)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_REFUSED = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG}
_NO_JSON = "malformed JSON"  # which has no code of its own
_READING = {
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise a `JournalError` about `path` in place of every `sqlite3.Error` and `OSError` inside.

    Text in the file that is not text at all (`UnicodeDecodeError`) is damage, too.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error, path) from error
    except OSError as error:
        raise _of_system(error, path) from error
    except UnicodeDecodeError as error:
        raise RecordDamaged(path) from error


def _of_sqlite(error: sqlite3.Error, path: Path) -> JournalError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    family = code & 0xFF
    if family in _BUSY:
        return RecordBusy(path)
    if family in _DAMAGED or code in _READING or _has_other_tables(error):
        return RecordDamaged(path)
    if str(error) == _NO_JSON:
        return RecordDamaged(path)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return RecordExchanged(path)
    if family in _UNWRITABLE:
        return HomeUnwritable(path, "it cannot be opened for writing")
    if family in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return RecordFull(path)
    if family in _REFUSED:
        return EntryRefused(path)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return JournalError(f"The record {path} could not be used ({name}). Please report this as a fault.")


def _has_other_tables(error: sqlite3.Error) -> bool:
    """Whether a statement does not fit the file. They are fixed, so its tables are not as they were made."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _of_system(error: OSError, path: Path) -> JournalError:
    if error.errno in _NO_ROOM:
        return RecordFull(path)
    return HomeUnwritable(path, os.strerror(error.errno) if error.errno else "the system refuses it")
