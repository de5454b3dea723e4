"""Bringing a file of any earlier schema up to the present one: step by step, after a copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from backcoach.journal.connection import reading, writing
from backcoach.journal.faults import JournalError, RecordDamaged, RecordTooNew
from backcoach.journal.schema import APPLICATION_ID, NAMES_1, SCHEMA_1, SCHEMA_2
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.journal.sealing import Seal


class Step(Value):
    """One change of schema: its name and its statements, in order."""

    name: str
    statements: tuple[str, ...]


Steps = tuple[Step, ...]

# The schema version is the number of steps taken. Steps are added at the end and never edited.
STEPS: Steps = (
    Step("the first schema", SCHEMA_1),
    Step("finding a few entries among many", SCHEMA_2),
)


def schema_version(connection: sqlite3.Connection, path: Path, steps: Steps) -> int:
    """How many of the steps the file has taken; 0 for a file with nothing in it.

    Raises `RecordDamaged` for a file that is not a record, `RecordTooNew` for one from a later version.
    """
    with reading(connection):
        mark = _number(connection, "PRAGMA application_id")
        version = _number(connection, "PRAGMA user_version")
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    if mark == 0 and version == 0 and not names:
        return 0
    if mark != APPLICATION_ID or version < 1:
        raise RecordDamaged(path, "it is not a record of backcoach")
    if version > len(steps):
        raise RecordTooNew(path, f"it has schema {version}, this version knows {len(steps)}")
    if not names.issuperset(NAMES_1):
        raise RecordDamaged(path, "a part of it is missing")
    return version


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, steps: Steps, seal: Seal | None = None
) -> None:
    """Take every step the file has not taken, each in a transaction of its own with its version.

    A file that holds a record is copied to `backups/` first. Foreign keys must be off, so that a step may
    rebuild a table; they are checked before each commit. Raises `JournalError`, `sqlite3.Error`, `OSError`.
    """
    version = schema_version(connection, path, steps)
    is_copied = version == 0
    while version < len(steps):
        with writing(connection):
            version = schema_version(connection, path, steps)  # another process may have been faster
            if version < len(steps):
                if not is_copied:
                    from backcoach.journal.backup import back_up

                    back_up(path, f"before-schema-{len(steps)}", seal)
                    is_copied = True
                version += 1
                _take(connection, steps[version - 1], version)


def _take(connection: sqlite3.Connection, step: Step, version: int) -> None:
    for statement in step.statements:
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise JournalError(f"The change of the record called '{step.name}' failed; nothing was changed.")
    connection.execute(f"PRAGMA user_version = {version}")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(pragma).fetchone()[0])
