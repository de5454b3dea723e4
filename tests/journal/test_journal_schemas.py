"""A record of every past schema opens with today's program, whatever moment its migration was killed at."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from backcoach.flows.kinds import KINDS
from backcoach.journal.backup import backups, look_at
from backcoach.journal.home import record_path
from backcoach.journal.journal import with_void
from backcoach.journal.migrations import STEPS, Steps
from backcoach.journal.opening import open_journal
from backcoach.shapes import encode
from tests.deep.syscalls import live, why_not
from tests.journal.journal_child import Mortal, mortal
from tests.journal.journal_kinds import MORE_STEPS, run_sql
from tests.journal.schemas import fixtures

PAST = range(1, len(STEPS))
CHANGES = {"today": STEPS, "later": MORE_STEPS}
TRIED_CALLS = 20
"""So many of the calls of each migration are tried in a short run."""

every_record = pytest.mark.parametrize("number", fixtures.numbers())
every_change = pytest.mark.parametrize("steps", CHANGES.values(), ids=CHANGES.keys())
_COLUMNS = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"


def migrate(home: Path, steps: Steps) -> None:
    open_journal(home, KINDS, steps=steps).close()


def rows_of(path: Path) -> list[Any]:
    return run_sql(path, f"SELECT {_COLUMNS} FROM entry ORDER BY seq")  # noqa: S608 - fixed names


def schema_of(path: Path) -> tuple[Any, ...]:
    """The number of the schema with all that belongs to it."""
    parts = run_sql(path, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    return (run_sql(path, "PRAGMA user_version")[0][0], tuple(parts))


def visible(path: Path) -> list[str]:
    return [row[0] for row in run_sql(path, "SELECT id FROM current_entry ORDER BY seq")]


def holds(stored: Any, read: Any) -> bool:
    """Whether all that was stored was read: new fields may have come to it."""
    if isinstance(stored, Mapping) and isinstance(read, Mapping):
        return all(name in read and holds(value, read[name]) for name, value in stored.items())
    if isinstance(stored, list) and isinstance(read, list):
        return len(stored) == len(read) and all(map(holds, stored, read))
    return bool(stored == read)


def test_there_is_a_record_of_every_past_schema() -> None:
    missing = set(PAST) - set(fixtures.numbers())
    assert not missing, "before a schema is changed: python -m tests.journal.schemas"


def test_every_kind_of_entry_stands_in_one_of_the_records_with_all_its_fields(tmp_path: Path) -> None:
    seen = set()
    for number in fixtures.numbers():
        path = fixtures.load(number, tmp_path / str(number))
        seen |= {row[0] for row in run_sql(path, "SELECT DISTINCT kind FROM entry")}
        assert run_sql(path, "PRAGMA user_version") == [(number,)]
        assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
        assert dict(run_sql(path, "SELECT name, value FROM setting")) == fixtures.SETTINGS
    assert seen == set(with_void(KINDS)), "python -m tests.journal.schemas"


@every_record
def test_each_record_has_what_was_corrected_voided_and_brought_back(number: int, tmp_path: Path) -> None:
    path = fixtures.load(number, tmp_path / "record")
    current = set(visible(path))
    for kind in fixtures.CORRECTED:
        shown = {name: fixtures.id_of(f"{kind} {name}") in current for name in ("correction", "back", "full")}
        hidden = [fixtures.id_of(f"{kind} {name}") in current for name in ("corrected", "voided")]
        assert all(shown.values())
        assert not any(hidden)
    assert run_sql(path, "SELECT count(*) FROM entry WHERE kind = 'void'") == [(2 * len(fixtures.CORRECTED),)]


@every_record
def test_every_row_of_every_record_is_read_into_its_body_with_all_that_stands_in_it(
    number: int, tmp_path: Path
) -> None:
    path = fixtures.load(number, tmp_path / "record")
    stored = {row[0]: row for row in rows_of(path)}
    with open_journal(tmp_path / "record", KINDS) as journal:
        history = journal.history()
        shown = {one.id for kind in KINDS.values() for one in journal.entries(kind)}
    assert [one.id for one in history] == list(stored)
    assert shown == set(visible(path))
    for one in history:
        assert with_void(KINDS)[stored[one.id][1]] is type(one.body)
        assert holds(json.loads(stored[one.id][6]), encode(one.body))
        assert (one.supersedes, one.content_digest) == stored[one.id][7:]


@every_record
@every_change
def test_a_record_of_every_schema_shows_the_same_after_the_change(
    number: int, steps: Steps, tmp_path: Path
) -> None:
    path = fixtures.load(number, tmp_path / "record")
    before = (rows_of(path), visible(path), run_sql(path, "SELECT name, value FROM setting ORDER BY name"))
    migrate(tmp_path / "record", steps)
    after = (rows_of(path), visible(path), run_sql(path, "SELECT name, value FROM setting ORDER BY name"))
    assert after == before
    assert run_sql(path, "PRAGMA user_version") == [(len(steps),)]
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
    kept = backups(path)
    assert len(kept) == (number < len(steps))
    assert all(rows_of(one.path) == before[0] for one in kept)


@every_record
@every_change
def test_a_record_that_was_changed_has_the_schema_of_a_new_one(
    number: int, steps: Steps, tmp_path: Path
) -> None:
    path = fixtures.load(number, tmp_path / "record")
    migrate(tmp_path / "record", steps)
    open_journal(tmp_path / "new", KINDS, create=True, steps=steps).close()
    assert schema_of(path) == schema_of(record_path(tmp_path / "new"))


class Migration:
    """A record of an old schema, every state that it may be left in, and looks at what a kill left."""

    def __init__(self, number: int, steps: Steps, ground: Path) -> None:
        self.steps, self._ground, self._template = steps, ground, ground / "template"
        self._rows = rows_of(fixtures.load(number, self._template))
        self._states = [self._state(number, steps[:taken]) for taken in range(number, len(steps) + 1)]
        self.seen: set[int] = set()

    def _state(self, number: int, steps: Steps) -> tuple[Any, ...]:
        home = self._ground / f"state-{len(steps)}"
        path = fixtures.load(number, home)
        migrate(home, steps)
        return schema_of(path)

    def home(self) -> Path:
        """A record to be killed."""
        shutil.rmtree(self._ground / "killed", ignore_errors=True)
        return Path(shutil.copytree(self._template, self._ground / "killed"))

    def look(self, home: Path) -> None:
        """The old schema or the new one, all rows, and the next opening ends the change."""
        path = record_path(home)
        state = schema_of(path)
        assert state in self._states
        self.seen.add(state[0])
        assert rows_of(path) == self._rows
        migrate(home, self.steps)
        assert schema_of(path) == self._states[-1]
        assert rows_of(path) == self._rows
        assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
        assert not list((home / "backups").glob("unfinished*"))
        if len(self._states) > 1:
            whole = [one for one in backups(path) if look_at(one.path) and rows_of(one.path) == self._rows]
            assert whole

    def check_seen(self) -> None:
        """Some kill came before each step and, but for the last, after it."""
        assert self.seen >= {state[0] for state in self._states[:-1]}


def killed_at_statement(place: int, work: Callable[[], None]) -> bool:
    """Do the work in a process that is killed before one piece of it; False if there are not so many."""
    child = os.fork()
    if child == 0:
        Mortal.lives = place
        sqlite3.connect = partial(sqlite3.connect, factory=Mortal)  # type: ignore[assignment]
        for name in ("unlink", "rename"):
            setattr(os, name, mortal(getattr(os, name)))
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


@every_record
@every_change
def test_a_change_killed_at_any_statement_leaves_the_old_schema_or_the_new_one(
    number: int, steps: Steps, tmp_path: Path
) -> None:
    migration = Migration(number, steps, tmp_path)
    for place in count(1):
        home = migration.home()
        if not killed_at_statement(place, partial(migrate, home, steps)):
            break
        migration.look(home)
    migration.check_seen()


@pytest.mark.skipif(bool(why_not()), reason=why_not())
@every_record
@every_change
@pytest.mark.parametrize("most", [TRIED_CALLS, pytest.param(0, marks=pytest.mark.deep)], ids=["some", "all"])
def test_a_change_killed_at_any_call_that_writes_leaves_the_old_schema_or_the_new_one(
    number: int, steps: Steps, most: int, tmp_path: Path
) -> None:
    migration = Migration(number, steps, tmp_path)
    calls = live(partial(migrate, migration.home(), steps)).calls
    stride = len(calls) // most + 1 if most else 1
    for place in range(1, len(calls) + 1, stride):
        home = migration.home()
        assert live(partial(migrate, home, steps), until=place).is_killed
        migration.look(home)
    assert bool(calls) == (number < len(steps))
    if calls:
        migration.check_seen()
