"""Records of every schema there was, as SQL: to be read, and to be written of the present one.

`python -m tests.journal.schemas` writes the present one, before the schema is changed. It keeps every row
that stands there and adds those of kinds that are missing; a past schema's file is never written again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backcoach.flows.kinds import KINDS
from backcoach.journal.codec import instant_text
from backcoach.journal.home import record_path
from backcoach.journal.journal import VOID
from backcoach.journal.migrations import STEPS
from backcoach.journal.opening import open_journal
from tests.journal.sample_bodies import full, least

FOLDER = Path(__file__).parent
BEGAN_AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
SETTINGS = {"language": "en", "region": "nz"}
CORRECTED = ("check_in", "dose", "session")
"""Kinds of which there are rows that were corrected, voided, and corrected with the correction voided."""

_COLUMNS = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"
_INSERT = f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - fixed names
Row = tuple[Any, ...]


def file_of(number: int) -> Path:
    """Where the record of a schema stands."""
    return FOLDER / f"schema_{number}.sql"


def numbers() -> list[int]:
    """The schemas of which there is a record."""
    return sorted(int(file.stem.removeprefix("schema_")) for file in FOLDER.glob("schema_*.sql"))


def load(number: int, home: Path) -> Path:
    """Make the record of a schema in an empty home."""
    home.mkdir(mode=0o700)
    path = record_path(home)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(file_of(number).read_text(encoding="ascii"))
    return path


def write() -> Path:
    """Write the record of the present schema, with every kind of entry."""
    number = len(STEPS)
    with TemporaryDirectory() as ground:
        home = Path(ground) / "record"
        if number in numbers():
            load(number, home)
        else:
            open_journal(home, KINDS, create=True).close()
        with closing(sqlite3.connect(record_path(home), isolation_level=None)) as connection:
            _fill(connection)
            text = "\n".join(_dump(connection, number))
    file_of(number).write_text(f"{text}\n", encoding="ascii")
    return file_of(number)


def _fill(connection: sqlite3.Connection) -> None:
    known = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM entry")}
    begun = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    for place, (name, kind, body, over) in enumerate(_wanted(known), start=begun):
        at = instant_text(BEGAN_AT + timedelta(hours=place))
        text, digest = json.dumps(body), None if kind == VOID else "0" * 64
        row = (id_of(name), kind, at, "Pacific/Auckland", at[:10], at, text, over and id_of(over), digest)
        connection.execute(_INSERT, row)
    for name, value in SETTINGS.items():
        connection.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (name, value))


def _wanted(known: Iterable[str]) -> Iterator[tuple[str, str, Any, str | None]]:
    """The name, kind and body of each entry, and the name of what it supersedes."""
    for kind in sorted(set(KINDS) - set(known)):
        yield f"{kind} full", kind, full(KINDS[kind]), None
        yield f"{kind} least", kind, least(KINDS[kind]), None
    for kind in sorted(set(CORRECTED) - set(known)):
        for what in ("corrected", "voided", "back"):
            yield f"{kind} {what}", kind, least(KINDS[kind]), None
        yield f"{kind} correction", kind, full(KINDS[kind]), f"{kind} corrected"
        yield f"{kind} void", VOID, {"why": "a slip"}, f"{kind} voided"
        yield f"{kind} correction of back", kind, full(KINDS[kind]), f"{kind} back"
        yield f"{kind} void of correction", VOID, {"why": "not so"}, f"{kind} correction of back"


def id_of(name: str) -> str:
    """The id of an entry of the records by its name."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _dump(connection: sqlite3.Connection, number: int) -> Iterator[str]:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    yield from connection.iterdump()
    yield f"PRAGMA application_id = {mark};"
    yield f"PRAGMA user_version = {number};"
