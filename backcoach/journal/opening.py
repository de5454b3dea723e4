"""Opening the record of a home: found or made, checked, brought up to date, private."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from backcoach.journal.connection import check_references, connect, make_safe
from backcoach.journal.faults import HomeUnwritable, NothingStarted
from backcoach.journal.first_write import FirstWrite, Keeping
from backcoach.journal.home import make_private_file, prepare_home, record_path, tighten
from backcoach.journal.journal import Journal
from backcoach.journal.migrations import STEPS, Steps, bring_up_to_date, schema_version
from backcoach.journal.translation import translated

if TYPE_CHECKING:
    from backcoach.journal.sealing import Seal


def open_journal(
    home: Path,
    kinds: Mapping[str, type],
    *,
    create: bool = False,
    busy_seconds: float = 5.0,
    make_id: Callable[[], str] | None = None,
    steps: Steps = STEPS,
    keeping: Keeping | None = None,
    seal: Seal | None = None,
) -> Journal:
    """Open the record of this home, bring its schema up to date and make it private again.

    `kinds` gives every kind of entry its frozen dataclass. Only with `create` is a record made where
    none is; an empty file, which a breakdown at the very start leaves, counts as none. Given
    `keeping`, a backup precedes the first write of a day. `seal` is for the
    backup before a change of schema.
    Raises `NothingStarted`, `RecordDamaged`, `RecordTooNew`, `RecordBusy`, `HomeUnwritable`, `RecordFull`,
    and then leaves the file as it was.
    """
    path = record_path(home)
    with translated(path):
        _refuse_to_begin_twice(home, path)
        if create:
            _make_record_file(home, path)
        elif not path.exists():
            raise NothingStarted(home)
        tighten(home)
        tighten(path)
        connection = connect(path, busy_seconds)
        try:
            _make_ready(connection, path, steps, seal, create=create)
        except BaseException:
            connection.close()
            raise
    if keeping is None:
        return Journal(connection, path, kinds, make_id)
    return Journal(connection, path, kinds, make_id, FirstWrite(path, keeping))


def _refuse_to_begin_twice(home: Path, path: Path) -> None:
    """Refuse where there was a record which is not here now, so that no second one is begun in its place."""
    if path.exists():
        return
    from backcoach.journal.strays import placeholder

    if placeholder(home):
        raise HomeUnwritable(path, "the drive of this folder has not brought it here yet")


def _make_record_file(home: Path, path: Path) -> None:
    prepare_home(home)
    if not path.exists():
        try:
            make_private_file(path)
        except FileExistsError:
            return  # another process was faster


def _make_ready(
    connection: sqlite3.Connection, path: Path, steps: Steps, seal: Seal | None, *, create: bool
) -> None:
    if schema_version(connection, path, steps) == 0 and not create:
        raise NothingStarted(path.parent, path)
    make_safe(connection)
    check_references(connection, on=False)
    bring_up_to_date(connection, path, steps, seal)
    check_references(connection, on=True)
