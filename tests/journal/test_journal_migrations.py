"""A file of an earlier schema is copied, then changed step by step; a kill at any moment loses nothing."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from backcoach.journal.faults import JournalError, RecordBusy, RecordDamaged, RecordTooNew
from backcoach.journal.migrations import STEPS, Step
from backcoach.journal.opening import open_journal
from tests.journal.journal_kinds import KINDS, MORE_STEPS, make_record, mode, note, run_sql, texts
from tests.journal.journal_run import run_child

VERSION = "PRAGMA user_version"
NOW_AT, NEWEST = len(STEPS), len(MORE_STEPS)
COPY = f"before-schema-{NEWEST}.sqlite3"
NOTES = [f"note {number}" for number in range(30)]


def backups(home: Path) -> list[str]:
    return sorted(copy.name for copy in (home / "backups").iterdir()) if (home / "backups").exists() else []


def test_a_new_record_has_the_newest_schema_and_needs_no_copy(home: Path) -> None:
    path = make_record(home)
    assert run_sql(path, VERSION) == [(len(STEPS),)]
    assert run_sql(path, "PRAGMA application_id") == [(int.from_bytes(b"back"),)]
    assert backups(home) == []


def test_a_new_record_can_take_all_steps_at_once(home: Path) -> None:
    with open_journal(home, KINDS, create=True, steps=MORE_STEPS) as journal:
        note(journal, "new")
        assert texts(journal) == ["new"]
    assert run_sql(home / "record.sqlite3", VERSION) == [(NEWEST,)]
    assert backups(home) == []


def test_an_older_record_takes_each_step_and_keeps_every_entry_and_setting(home: Path) -> None:
    path = make_record(home, *NOTES)
    with open_journal(home, KINDS) as journal:
        journal.set_setting("region", "de")
        before = journal.history()
    with open_journal(home, KINDS, steps=MORE_STEPS) as journal:
        assert journal.history() == before
        assert journal.get_setting("region") == "de"
        note(journal, "goes on")
    assert run_sql(path, VERSION) == [(NEWEST,)]
    assert run_sql(path, "SELECT name FROM tag") == [("note",)]
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]


def test_the_copy_made_before_is_the_record_as_it_was_and_opens_as_one(home: Path, tmp_path: Path) -> None:
    make_record(home, *NOTES)
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    assert backups(home) == [COPY]
    restored = tmp_path / "restored"
    restored.mkdir()
    (home / "backups" / COPY).rename(restored / "record.sqlite3")
    with open_journal(restored, KINDS) as journal:
        assert texts(journal) == NOTES


def test_a_record_that_is_up_to_date_is_not_copied_again(home: Path) -> None:
    make_record(home, "a")
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    first = (home / "backups" / COPY).read_bytes()
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    assert backups(home) == [COPY]
    assert (home / "backups" / COPY).read_bytes() == first


def test_an_earlier_copy_is_never_overwritten(home: Path) -> None:
    make_record(home, "a")
    (home / "backups").mkdir()
    earlier = home / "backups" / COPY
    earlier.write_text("earlier")
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    assert earlier.read_text() == "earlier"
    assert backups(home) == [f"before-schema-{NEWEST}-2.sqlite3", COPY]


def test_a_step_that_fails_leaves_the_record_as_the_steps_before_it_made_it(home: Path) -> None:
    path = make_record(home, *NOTES)
    faulty = (*MORE_STEPS[: NOW_AT + 1], Step("faulty", ("DROP TABLE tag", "SELECT nonsense FROM nowhere")))
    with pytest.raises(JournalError, match="is damaged") as caught:
        open_journal(home, KINDS, steps=faulty)
    assert "nonsense" not in str(caught.value)
    assert run_sql(path, VERSION) == [(NOW_AT + 1,)]
    assert run_sql(path, "SELECT name FROM tag") == [("note",)]
    with open_journal(home, KINDS, steps=MORE_STEPS) as journal:
        assert texts(journal) == NOTES


def test_a_step_that_breaks_a_reference_is_taken_back(home: Path) -> None:
    path = make_record(home, *NOTES)
    breaking = (
        *STEPS,
        Step(
            "breaking",
            (
                "CREATE TABLE child (id INTEGER PRIMARY KEY, parent TEXT REFERENCES entry (id)) STRICT",
                "INSERT INTO child (parent) VALUES ('nobody')",
            ),
        ),
    )
    with pytest.raises(JournalError, match="'breaking' failed"):
        open_journal(home, KINDS, steps=breaking)
    assert run_sql(path, VERSION) == [(NOW_AT,)]
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == NOTES


def test_an_older_program_refuses_what_a_newer_one_has_changed(home: Path) -> None:
    path = make_record(home, "a")
    open_journal(home, KINDS, steps=MORE_STEPS).close()
    before = path.read_bytes()
    with pytest.raises(RecordTooNew):
        open_journal(home, KINDS)
    assert path.read_bytes() == before


def test_a_damaged_record_is_not_migrated(home: Path) -> None:
    path = make_record(home, "x" * 20_000)
    whole = path.read_bytes()
    damaged = whole[:-8192] + b"\xab" * 8192
    path.write_bytes(damaged)
    with pytest.raises(RecordDamaged):
        open_journal(home, KINDS, steps=MORE_STEPS)
    assert path.read_bytes() == damaged


def test_a_busy_record_is_not_migrated(home: Path) -> None:
    path = make_record(home, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy):
            open_journal(home, KINDS, steps=MORE_STEPS, busy_seconds=0.05)
        other.execute("ROLLBACK")
    assert run_sql(path, VERSION) == [(NOW_AT,)]
    assert backups(home) == []


def test_of_many_that_migrate_at_once_each_step_is_taken_and_copied_by_one_only(home: Path) -> None:
    make_record(home, *NOTES)

    def migrate(_: int) -> list[str]:
        with open_journal(home, KINDS, steps=MORE_STEPS) as journal:
            return texts(journal)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(migrate, range(6))) == [NOTES] * 6
    copied = [run_sql(home / "backups" / name, VERSION)[0][0] for name in backups(home)]
    assert sorted(copied) in ([NOW_AT], [NOW_AT, NOW_AT + 1])


def test_a_migration_killed_at_any_piece_of_work_loses_nothing_and_can_be_finished(
    home: Path, tmp_path: Path
) -> None:
    make_record(home, *NOTES)
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", home, "migrate", ground)[0].split()
    assert (int(pieces) > 20, exit_code) == (True, "0")
    versions_seen = set()
    for killed in sorted(ground.iterdir()):
        versions_seen.add(run_sql(killed / "record.sqlite3", VERSION)[0][0])
        with open_journal(killed, KINDS, steps=MORE_STEPS) as journal:
            assert texts(journal) == NOTES
        assert run_sql(killed / "record.sqlite3", "PRAGMA integrity_check") == [("ok",)]
        check_copies(killed)
    assert versions_seen == {NOW_AT, NOW_AT + 1, NEWEST}


def check_copies(home: Path) -> None:
    """Whatever a kill left behind, a whole and private copy of the earlier schema is among the copies."""
    assert COPY in backups(home)
    assert "unfinished.sqlite3" not in backups(home)
    first = home / "backups" / COPY
    assert run_sql(first, VERSION) == [(NOW_AT,)]
    assert run_sql(first, "SELECT count(*) FROM entry") == [(len(NOTES),)]
    assert {mode(copy) for copy in (home / "backups").iterdir()} == {0o600}
