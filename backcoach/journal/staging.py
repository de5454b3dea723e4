"""Making another record beside the present one, and letting it take its place when it is ready."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import count
from pathlib import Path

from backcoach.journal.backup import back_up_from, look_into, opened, rotate
from backcoach.journal.connection import connect, copy_content
from backcoach.journal.faults import RecordBusy, RecordDamaged
from backcoach.journal.home import make_private_file, make_private_folder, prepare_home, record_path
from backcoach.journal.migrations import STEPS, schema_version
from backcoach.journal.sealing import Seal
from backcoach.journal.swap import SIDECARS, replace_damaged, swap
from backcoach.journal.translation import translated

STAGE = "unfinished"
"""The folder in the home in which another record is made ready. What a breakdown leaves goes next time."""

ASIDE = "damaged"
"""How the name of a damaged record begins that was set aside."""


@contextmanager
def staged(home: Path, source: Path, plain: bytes | None = None) -> Iterator[Path]:
    """A home of its own, inside `home`, with a private copy of the record in the file `source`.

    `plain` is what is in it where it is sealed. It is gone at the end. Raises `RecordDamaged` where `source`
    is not whole, `JournalError`.
    """
    with translated(source), _readable(source, plain) as old:
        if look_into(old) is None:
            raise RecordDamaged(source)
        prepare_home(home)
        with stage(home) as folder, translated(folder):
            copy = record_path(folder)
            make_private_file(copy)
            with closing(connect(copy, 0)) as new:
                copy_content(old, new)
            yield folder


@contextmanager
def _readable(source: Path, plain: bytes | None) -> Iterator[sqlite3.Connection]:
    if plain is not None:
        with opened(plain) as connection:
            yield connection
        return
    try:
        connection = connect(source, 0)
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        raise RecordDamaged(source) from None
    with closing(connection):
        yield connection


@contextmanager
def stage(home: Path) -> Iterator[Path]:
    """An empty private folder inside `home`, which is gone at the end; for one process at a time.

    Raises `RecordBusy` while another one has it, `JournalError`.
    """
    folder = home / STAGE
    with one_at_a_time(home):
        with translated(folder):
            clear(folder)
            make_private_folder(folder)
        try:
            yield folder
        finally:
            clear(folder)


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Keep other processes from replacing or erasing the record meanwhile; a kill lets go of it.

    Raises `RecordBusy`, `HomeUnwritable`.
    """
    with translated(home):
        descriptor = os.open(home, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RecordBusy(record_path(home)) from None
        except OSError:
            pass  # this file system knows no such lock
        yield
    finally:
        os.close(descriptor)


def clear(folder: Path) -> None:
    """Remove what is left of an unfinished record."""
    shutil.rmtree(folder, ignore_errors=True)


Before = Callable[[sqlite3.Connection | None], None]
"""Told of the present record just before it is replaced; of None where there is none that can be read."""


def put_in_place(
    home: Path, new: Path, why: str, day_on: date, before: Before, seal: Seal | None = None
) -> str | None:
    """Let the record in the file `new` take the place of the present one, which is kept as a backup first.

    `why` goes into the name of that backup. `before` sees the present record when nobody else can change it
    any more, and may still write to `new`. A record too damaged to be copied is set aside as it is. Returns
    the name of what was kept, None where there was nothing. Raises `RecordTooNew`, `RecordBusy`,
    `RecordFull`, `HomeUnwritable`, and then leaves all as it was.
    """
    path = record_path(home)
    if not path.exists():
        before(None)
        with translated(path):
            new.replace(path)
        return None
    kept_as = _swap_and_keep(path, new, f"before-{why}-{day_on.isoformat()}", before, seal)
    if kept_as is None:
        before(None)
        return set_aside(home, new, day_on)
    with translated(home):
        rotate(path, day_on)
    return kept_as or None


def _swap_and_keep(path: Path, new: Path, stem: str, before: Before, seal: Seal | None) -> str | None:
    """The name of the backup, empty for an empty file; None where the present record is damaged."""
    kept = [""]

    def keep(connection: sqlite3.Connection) -> None:
        is_record = schema_version(connection, path, STEPS) > 0
        before(connection if is_record else None)
        if is_record:
            kept.append(back_up_from(connection, path, stem, seal).name)

    try:
        swap(path, new, keep)
    except RecordDamaged:
        if kept[-1]:
            raise
        return None
    return kept[-1]


def set_aside(home: Path, new: Path, day_on: date) -> str:
    """Let the file `new` be the record, and keep the damaged one beside it, untouched; its name there."""
    aside = _free_name(home, f"{ASIDE}-{day_on.isoformat()}")
    replace_damaged(record_path(home), new, aside)
    return aside.name


def _free_name(home: Path, stem: str) -> Path:
    names = (home / f"{stem}{f'-{number}' if number > 1 else ''}.sqlite3" for number in count(1))
    return next(
        name
        for name in names
        if not any(name.with_name(name.name + ending).exists() for ending in ("", *SIDECARS))
    )
