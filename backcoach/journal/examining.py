"""Looking at a record and everything around it, without changing anything."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from enum import IntEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from backcoach.coach.days import calendar_day
from backcoach.journal.backup import Backup, backups
from backcoach.journal.codec import instant_of
from backcoach.journal.connection import connect
from backcoach.journal.faults import JournalError, RecordBusy, RecordDamaged, RecordTooNew
from backcoach.journal.home import backups_folder, record_path
from backcoach.journal.journal import TOLERANCE
from backcoach.journal.line import Line
from backcoach.journal.looking_up import COLUMNS
from backcoach.journal.migrations import STEPS, schema_version
from backcoach.journal.salvage import differing, is_entry
from backcoach.journal.sealing import KEY, RECIPIENT, is_sealed_file
from backcoach.journal.staging import STAGE
from backcoach.journal.strays import strays
from backcoach.journal.swap import SIDECARS
from backcoach.journal.translation import translated
from backcoach.values import Value

_BUSY_SECONDS = 5.0
_ROOM_BYTES = 20_000_000
_OLD_BACKUP_DAYS = 14


class State(IntEnum):
    """How a thing is found, from good to bad."""

    WELL = 0
    NOTE = 1
    WRONG = 2
    DAMAGED = 3


class Finding(Value):
    """What was found of one thing: `case` names it for the words, `figures` are the numbers in them."""

    check: str
    state: State
    case: str
    figures: tuple[tuple[str, int | str], ...] = ()


def examine(
    home: Path, kinds: Mapping[str, type], digest: str, now: datetime, zone: str
) -> tuple[Finding, ...]:
    """Everything about the record of this home, in a fixed order. Raises `RecordBusy` alone."""
    path = record_path(home)
    return (*_record(path, kinds, digest, now, zone), *_around(home, path, now))


def _record(
    path: Path, kinds: Mapping[str, type], digest: str, now: datetime, zone: str
) -> Iterator[Finding]:
    try:
        is_there = path.exists()
    except OSError:
        yield Finding("record", State.WRONG, "unreachable")
        return
    if not is_there:
        yield Finding("record", State.NOTE, "none")
        return
    if path.stat().st_size == 0:
        yield Finding("record", State.WRONG, "empty")
        return
    try:
        with translated(path), closing(connect(path, _BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA query_only = ON")
            yield from _file(connection, path, kinds, digest, now, zone)
    except RecordBusy:
        raise
    except RecordTooNew:
        yield Finding("record", State.DAMAGED, "too_new")
    except RecordDamaged:
        yield Finding("record", State.DAMAGED, "damaged")
    except (JournalError, OSError):
        yield Finding("record", State.WRONG, "unreachable")


def _file(
    connection: sqlite3.Connection,
    path: Path,
    kinds: Mapping[str, type],
    digest: str,
    now: datetime,
    zone: str,
) -> Iterator[Finding]:
    version = schema_version(connection, path, STEPS)
    faults = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if version == 0 or faults != [("ok",)]:
        raise RecordDamaged(path)
    lines = [Line(*row) for row in connection.execute(f"SELECT {COLUMNS}, seq FROM entry ORDER BY seq")]  # noqa: S608
    read = [line for line in lines if is_entry(line, kinds)]
    if unread := len(lines) - len(read):
        yield Finding("record", State.DAMAGED, "unread", (("entries", len(lines)), ("unread", unread)))
    elif others := differing(lines, backups(path)):
        yield Finding("record", State.DAMAGED, "differs", (("entries", len(lines)), ("differing", others)))
    else:
        yield Finding("record", State.WELL, "whole", (("entries", len(lines)),))
    yield _schema(connection, version)
    yield _content(lines, digest)
    yield _clock(read, now)
    yield _zone(lines, zone)


def _schema(connection: sqlite3.Connection, version: int) -> Finding:
    """Whether tables, indexes and the rules that let nothing be changed are as they were made."""
    made = {tuple(row) for row in connection.execute(_SCHEMA)}
    missing = _as_made(version) - made
    if missing:
        return Finding("schema", State.DAMAGED, "changed", (("missing", len(missing)),))
    return Finding("schema", State.WELL, "as_made", (("schema", version),))


_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


@cache
def _as_made(version: int) -> frozenset[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in STEPS[:version]:
            for statement in step.statements:
                connection.execute(statement)
        return frozenset(tuple(row) for row in connection.execute(_SCHEMA))


def _content(lines: list[Line], digest: str) -> Finding:
    others = sum(line.content_digest not in (None, digest) for line in lines)
    if others:
        return Finding("content", State.WELL, "earlier", (("entries", others),))
    return Finding("content", State.WELL, "same")


def _clock(lines: list[Line], now: datetime) -> Finding:
    written = [instant_of(line.recorded_at) for line in lines]
    if written and max(written) > now + TOLERANCE:
        ahead = max(written) - now
        return Finding("clock", State.WRONG, "ahead", (("hours", int(ahead.total_seconds() // 3600)),))
    if any(later < earlier - TOLERANCE for earlier, later in pairwise(written)):
        return Finding("clock", State.NOTE, "went_back")
    return Finding("clock", State.WELL, "in_order")


def _zone(lines: list[Line], zone: str) -> Finding:
    last = lines[-1].zone if lines else zone
    if last != zone:
        return Finding("zone", State.NOTE, "moved", (("before", last), ("now", zone)))
    return Finding("zone", State.WELL, "same", (("now", zone),))


def _around(home: Path, path: Path, now: datetime) -> Iterator[Finding]:
    try:
        if not home.exists():
            return
        yield _private(home, path)
        yield _room(home, path)
        yield _leftovers(home, path)
        yield from _strays(home)
        yield _backups(path, now)
    except (JournalError, OSError):
        yield Finding("home", State.WRONG, "unreachable")


def _private(home: Path, path: Path) -> Finding:
    folder = backups_folder(path)
    places = [home, path, folder, *(folder.iterdir() if folder.is_dir() else ())]
    open_ones = sum(_is_open(place) for place in places if place.exists())
    if open_ones:
        return Finding("private", State.WRONG, "open", (("files", open_ones),))
    if not os.access(home, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return Finding("private", State.WRONG, "read_only")
    return Finding("private", State.WELL, "owner_only")


def _is_open(place: Path) -> bool:
    state = place.stat()
    return bool(stat.S_IMODE(state.st_mode) & 0o077) or state.st_uid != os.geteuid()


def _room(home: Path, path: Path) -> Finding:
    free = shutil.disk_usage(home).free
    size = path.stat().st_size if path.exists() else 0
    megabytes = (("free_mb", free // 1_000_000),)
    if free < max(_ROOM_BYTES, 4 * size):
        return Finding("room", State.WRONG, "little", megabytes)
    return Finding("room", State.WELL, "enough", megabytes)


def _leftovers(home: Path, path: Path) -> Finding:
    """What a breakdown or a repair left beside the record."""
    beside = [path.with_name(path.name + ending) for ending in SIDECARS]
    aside = [one for one in home.iterdir() if one.name.startswith("damaged-")]
    if any(one.exists() for one in (*beside, home / STAGE)):
        return Finding("leftovers", State.NOTE, "broken_off")
    if aside:
        return Finding("leftovers", State.NOTE, "set_aside", (("files", len(aside)),))
    return Finding("leftovers", State.WELL, "none")


def _strays(home: Path) -> Iterator[Finding]:
    """What a program that syncs the folder left beside the record; nothing where there is none."""
    found = strays(home)
    for case, files in (
        ("copies", found.copies),
        ("pieces", found.pieces),
        ("placeholder", found.placeholders),
    ):
        if files:
            state = State.NOTE if case == "pieces" else State.WRONG
            yield Finding("synced", state, case, (("files", ", ".join(one.name for one in files)),))


def _backups(path: Path, now: datetime) -> Finding:
    found = backups(path)
    spoiled, sealed = sum(not one.may_be_whole for one in found), sum(one.is_sealed for one in found)
    newest, folder = _newest(found, now), backups_folder(path)
    if (sealed or (folder / RECIPIENT).exists()) and not is_sealed_file(folder / KEY):
        return Finding("backups", State.WRONG, "no_key", (("sealed", sealed),))
    if spoiled:
        return Finding("backups", State.WRONG, "spoiled", (("backups", len(found)), ("spoiled", spoiled)))
    if newest is None:
        return Finding("backups", State.NOTE, "none")
    days = (calendar_day(now, now.tzinfo) - newest).days
    figures = (("backups", len(found)), ("days", days), ("sealed", sealed))
    is_old = days > _OLD_BACKUP_DAYS and path.exists()
    if sealed and not is_old:
        return _sealed(folder, figures, len(found) - sealed)
    return Finding("backups", State.NOTE if is_old else State.WELL, "old" if is_old else "fresh", figures)


def _sealed(folder: Path, figures: tuple[tuple[str, int | str], ...], plain: int) -> Finding:
    is_mixed = plain > 0 and (folder / RECIPIENT).exists()
    state, case = (State.NOTE, "mixed") if is_mixed else (State.WELL, "sealed")
    return Finding("backups", state, case, (*figures, ("plain", plain)))


def _newest(found: tuple[Backup, ...], now: datetime) -> date | None:
    """The day of what the newest backup holds; of a sealed one it is the day in its name."""
    written = (one.seen.last_recorded_at for one in found if one.seen)
    days = [calendar_day(one, now.tzinfo) for one in written if one is not None]
    named = [one.name.day_on for one in found if one.is_sealed and one.name.day_on]
    return max((*days, *named), default=None)
