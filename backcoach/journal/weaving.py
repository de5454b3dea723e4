"""Two rows of entries made into one, and the record put into that order, in one transaction.

What was recorded last decides in many places, so the entries of two machines have to stand in one order of
recording, and entries are never changed. See docs/adr/0008-weaving-in-one-transaction.md.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backcoach.journal.line import Line


class Mark(NamedTuple):
    """An entry as far as its place goes: when it was recorded, as UTC text of fixed width, and its id."""

    recorded_at: str
    id: str


def weave(own: Sequence[Mark], other: Sequence[Mark]) -> list[Mark]:
    """All entries of both in one order, by the time of recording and then by the id.

    The order within each of them is kept, for a clock that was set back does not turn it round; where both
    hold the same entries in another order, that of `own` stays. So what supersedes stands after what it
    supersedes, if it does in both.
    """
    own_ids, done = {mark.id for mark in own}, set[str]()
    shared = own_ids & {mark.id for mark in other}
    woven: list[Mark] = []
    place = 0
    for mark in other:
        while place < len(own) and mark.id not in done and _is_first(own[place], mark, own_ids, shared):
            woven.append(own[place])
            done.add(own[place].id)
            place += 1
        if mark.id not in done:
            woven.append(mark)
            done.add(mark.id)
    return [*woven, *own[place:]]


def _is_first(own: Mark, mark: Mark, own_ids: set[str], shared: set[str]) -> bool:
    """Whether the next one of our own comes before the next one of the others."""
    if mark.id in own_ids:
        return True
    return own.id not in shared and own < mark


def fingerprint(line: Line) -> bytes:
    """What tells whether two lines of one id say the same, however their bodies are laid out.

    Raises `ValueError` for a body that cannot be read.
    """
    body = json.loads(line.body)
    text = json.dumps([*line[:6], body, *line[7:9]], sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).digest()[:16]


def put_in_order(
    connection: sqlite3.Connection, woven: Sequence[Mark], places: Mapping[str, int], lines: Iterable[Line]
) -> None:
    """Give every entry its place in the woven row, from 1 on, and take the new ones over.

    `places` are the places of those in the record by their ids, `lines` the others in their order. To be used
    inside a transaction. The guards against changes are lifted for no longer than it takes to move entries.
    """
    new_places = {mark.id: place for place, mark in enumerate(woven, start=1)}
    guards = [(name, sql) for name, sql in connection.execute(_GUARDS)]
    for name, _ in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    for entry_id, place in sorted(places.items(), key=lambda one: -one[1]):
        if new_places[entry_id] != place:
            connection.execute("UPDATE entry SET seq = ? WHERE seq = ?", (new_places[entry_id], place))
    for line in lines:
        connection.execute(_INSERT, (*line[:-1], new_places[line.id]))
    for _, sql in guards:
        connection.execute(sql)


def content_of(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> tuple[int, bytes]:
    """How many entries there are, and a digest of all they hold in their order; only of `ids` where given."""
    wanted = None if ids is None else set(ids)
    count, digest = 0, hashlib.sha256()
    for row in connection.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY seq"):  # noqa: S608 - fixed names
        if wanted is None or row[0] in wanted:
            count += 1
            digest.update(json.dumps(row).encode("ascii"))
    return count, digest.digest()


def is_sound(connection: sqlite3.Connection, count: int) -> bool:
    """Whether the record has so many entries, each after what it supersedes, and SQLite finds it whole."""
    rows = connection.execute("SELECT count(*), coalesce(max(seq), 0) FROM entry").fetchone()
    checks = ("PRAGMA foreign_key_check", _BEFORE_ITS_TIME)
    is_whole = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    return (
        rows == (count, count) and is_whole and not any(connection.execute(one).fetchone() for one in checks)
    )


def own_marks(connection: sqlite3.Connection) -> Iterator[tuple[Mark, int]]:
    """The entries of the record in their order, each with its place."""
    query = "SELECT recorded_at, id, seq FROM entry ORDER BY seq"
    return ((Mark(at, entry_id), place) for at, entry_id, place in connection.execute(query))


_COLUMNS = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"
_INSERT = f"INSERT INTO entry ({_COLUMNS}, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - the same
_GUARDS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entry'"
_BEFORE_ITS_TIME = (
    "SELECT 1 FROM entry AS later JOIN entry AS earlier ON earlier.id = later.supersedes "
    "WHERE earlier.seq >= later.seq LIMIT 1"
)
