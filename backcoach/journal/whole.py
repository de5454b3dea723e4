"""Reading a whole record: bit by bit, so that it need not fit into memory and nobody is kept waiting.

No lock is held between two pages, however slowly somebody reads what comes of them. Entries are only ever
added at the end, so pages fit together; a record that an import wove anew meanwhile is noticed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from backcoach.journal.connection import reading
from backcoach.journal.faults import RecordRewoven
from backcoach.journal.line import Line
from backcoach.journal.translation import translated
from backcoach.values import Value

PAGE = 500
"""So many entries are in memory at once."""

_COLUMNS = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest, seq"


class Whole(Value):
    """Everything a record holds at one moment.

    `schema` is the number of the record's schema, `first_on` and `last_on` the days of its first and last
    entries, None for an empty record. `lines` are all entries in the order of recording, to be read once.
    """

    schema: int
    settings: Mapping[str, str]
    count: int
    first_on: str | None
    last_on: str | None
    lines: Iterator[Line]


def read_whole(connection: sqlite3.Connection, path: Path) -> Whole:
    """All that stands in the record now. To read its lines may raise any `JournalError`, as this may."""
    with translated(path), reading(connection):
        weave = _number(connection, "PRAGMA schema_version")
        schema = _number(connection, "PRAGMA user_version")
        settings = dict(connection.execute("SELECT name, value FROM setting ORDER BY name"))
        count, first_on, last_on, last = connection.execute(
            "SELECT count(*), min(day_on), max(day_on), coalesce(max(seq), 0) FROM entry"
        ).fetchone()
    lines = _all_lines(connection, path, weave, last)
    return Whole(schema, settings, count, first_on, last_on, lines)


def read_current(connection: sqlite3.Connection, path: Path, kind: str) -> Iterator[Line]:
    """The current entries of a kind, by `at` and then by the order of recording. Raises as `read_whole`."""
    with translated(path), reading(connection):
        weave = _number(connection, "PRAGMA schema_version")
        query = "SELECT seq FROM current_entry WHERE kind = ? ORDER BY at, seq"
        places = [place for (place,) in connection.execute(query, (kind,))]
    for start in range(0, len(places), PAGE):
        page = places[start : start + PAGE]
        found = {line.seq: line for line in _page(connection, path, weave, _among(page), page)}
        yield from (found[place] for place in page)


def _all_lines(connection: sqlite3.Connection, path: Path, weave: int, last: int) -> Iterator[Line]:
    place = 0
    while place < last:
        where = f"seq > ? AND seq <= ? ORDER BY seq LIMIT {PAGE}"
        page = _page(connection, path, weave, where, (place, last))
        yield from page
        place = page[-1].seq if page else last


def _page(
    connection: sqlite3.Connection, path: Path, weave: int, where: str, values: Sequence[int]
) -> list[Line]:
    with translated(path), reading(connection):
        if _number(connection, "PRAGMA schema_version") != weave:
            raise RecordRewoven(path)
        query = f"SELECT {_COLUMNS} FROM entry WHERE {where}"  # noqa: S608 - fixed names
        return [Line(*row) for row in connection.execute(query, tuple(values))]


def _among(places: Sequence[int]) -> str:
    return f"seq IN ({', '.join('?' * len(places))})"


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(pragma).fetchone()[0])
