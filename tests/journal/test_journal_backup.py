"""The first write of a day keeps the record as it was; a failing backup stops nobody."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backcoach.coach.days import DAY_START
from backcoach.journal import backup
from backcoach.journal.backup import Backup, backups, look_at
from backcoach.journal.first_write import Keeping
from backcoach.journal.home import record_path
from backcoach.journal.migrations import STEPS
from backcoach.journal.opening import open_journal
from tests.journal.journal_kinds import (
    DAY_MINUTES,
    KINDS,
    NOW,
    Note,
    draft,
    make_record,
    mode,
    run_sql,
    texts,
)
from tests.journal.journal_run import run_child

TODAY, TOMORROW = "day-2026-03-02.sqlite3", "day-2026-03-03.sqlite3"


def write(home: Path, text: str, at: datetime) -> list[str]:
    """Record a note at a moment; what was said of missing backups."""
    said: list[str] = []
    with open_journal(
        home, KINDS, keeping=Keeping(lambda fault: said.append(str(fault)), DAY_START)
    ) as journal:
        journal.append([draft(Note(text), minutes=(at - NOW).total_seconds() / 60)], at)
    return said


def names(home: Path) -> list[str]:
    return sorted(item.name for item in (home / "backups").iterdir()) if (home / "backups").exists() else []


def test_on_the_first_day_there_is_nothing_of_before_to_keep(home: Path) -> None:
    make_record(home)
    for hours in (0, 1, 12):
        assert write(home, "same day", NOW + timedelta(hours=hours)) == []
    assert names(home) == []


def test_the_first_write_of_a_day_keeps_the_record_as_it_was_before_it(home: Path) -> None:
    make_record(home, "a", "b")
    for hours in (24, 25, 30):
        assert write(home, "next day", NOW + timedelta(hours=hours)) == []
    assert names(home) == [TOMORROW]
    kept = home / "backups" / TOMORROW
    assert run_sql(kept, "SELECT count(*) FROM entry") == [(2,)]
    assert (mode(home / "backups"), mode(kept)) == (0o700, 0o600)
    seen = look_at(kept)
    assert seen is not None
    assert (seen.schema, seen.entries, seen.last_recorded_at) == (len(STEPS), 2, NOW)
    assert write(home, "third day", NOW + timedelta(days=2)) == []
    assert names(home) == [TOMORROW, "day-2026-03-04.sqlite3"]


def test_one_process_that_writes_over_the_border_of_a_day_keeps_one_of_each(home: Path) -> None:
    make_record(home, "a")
    with open_journal(home, KINDS, keeping=Keeping(pytest.fail, DAY_START)) as journal:
        for days in (1, 1, 2, 2):
            journal.append([draft(Note("x"), minutes=days * DAY_MINUTES)], NOW + timedelta(days=days))
    assert names(home) == [TOMORROW, "day-2026-03-04.sqlite3"]


@pytest.mark.parametrize(("hour", "kept"), [(3, []), (4, [TOMORROW])])
def test_the_day_begins_at_four_where_the_person_is(home: Path, hour: int, kept: list[str]) -> None:
    make_record(home, "a")
    at = datetime(2026, 3, 3, hour, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    with open_journal(home, KINDS, keeping=Keeping(pytest.fail, DAY_START)) as journal:
        journal.append([draft(Note("b"))], at)
    assert names(home) == kept


def test_only_to_read_makes_no_backup(home: Path) -> None:
    make_record(home, "a")
    with open_journal(home, KINDS, keeping=Keeping(pytest.fail, DAY_START)) as journal:
        assert texts(journal) == ["a"]
    assert names(home) == []


def test_old_backups_go_and_what_is_not_ours_stays(home: Path) -> None:
    make_record(home, "a")
    for days in range(1, 60):
        write(home, "x", NOW + timedelta(days=days))
    (home / "backups" / "mine.txt").write_text("mine")
    write(home, "x", NOW + timedelta(days=60))
    left = names(home)
    assert len(left) <= 24
    assert "mine.txt" in left
    assert {f"day-2026-04-{day}.sqlite3" for day in (25, 26, 27, 28, 29, 30)} <= set(left)
    assert {"day-2026-03-31.sqlite3", "day-2026-05-01.sqlite3"} <= set(left)


def test_a_killed_backup_never_counts_and_is_removed_the_next_time(home: Path, tmp_path: Path) -> None:
    make_record(home, *[f"note {number}" for number in range(30)])
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", home, "begin_day", ground)[0].split()
    assert (int(pieces) > 15, exit_code) == (True, "0")
    for killed in sorted(ground.iterdir()):
        for one in backups(record_path(killed)):
            assert one.seen is not None
            assert one.seen.entries == 30
        write(killed, "goes on", NOW + timedelta(days=1, hours=1))
        assert names(killed) == [TOMORROW]
        assert run_sql(record_path(killed), "PRAGMA integrity_check") == [("ok",)]
        with open_journal(killed, KINDS) as journal:
            is_acknowledged = (killed / "acknowledged").exists()
            assert "goes on" in texts(journal)
            assert "next day" in texts(journal) or not is_acknowledged


@pytest.mark.parametrize(
    ("fault", "said_why"),
    [
        (sqlite3.SQLITE_FULL, "the disk has no room. Make some space."),
        (sqlite3.SQLITE_BUSY, "the copy could not be made."),
        (sqlite3.SQLITE_CANTOPEN, "cannot be written. Put its permissions right."),
    ],
)
def test_where_a_backup_fails_the_entry_is_saved_and_it_is_said_once(
    home: Path, monkeypatch: pytest.MonkeyPatch, fault: int, said_why: str
) -> None:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("secret")
        error.sqlite_errorcode = fault
        raise error

    make_record(home, "a")
    monkeypatch.setattr(backup, "copy_content", fail)
    said = []
    with open_journal(home, KINDS, keeping=Keeping(lambda one: said.append(str(one)), DAY_START)) as journal:
        for text in ("b", "c"):
            journal.append([draft(Note(text), minutes=DAY_MINUTES)], NOW + timedelta(days=1))
        assert texts(journal) == ["a", "b", "c"]
    assert len(said) == 1
    assert said[0].startswith("There is no backup of today: ")
    assert said_why in said[0]
    assert "\n" not in said[0]
    assert names(home) == []
    monkeypatch.undo()
    assert write(home, "d", NOW + timedelta(days=1)) == []
    assert names(home) == [TOMORROW]


def test_a_first_entry_whose_time_cannot_be_read_is_said_and_the_entry_is_saved(home: Path) -> None:
    path = make_record(home)
    unread = "2026-03-02T99:30:00.000000Z"
    columns = "id, kind, at, zone, day_on, recorded_at, body"
    values = f"'{'d' * 32}', 'note', '{unread}', 'UTC', '2026-03-02', '{unread}', '{{}}'"
    run_sql(path, f"INSERT INTO entry ({columns}) VALUES ({values})")  # noqa: S608 - fixed names
    (said,) = write(home, "b", NOW + timedelta(days=1))
    assert said.startswith("There is no backup of today: ")
    assert run_sql(path, "SELECT count(*) FROM entry") == [(2,)]
    assert names(home) == []


def test_a_folder_in_the_way_is_said_and_the_entry_is_saved(home: Path) -> None:
    make_record(home, "a")
    (home / "backups").write_text("a file where the folder should be")
    said = write(home, "b", NOW + timedelta(days=1))
    assert len(said) == 1
    assert "There is no backup of today" in said[0]
    assert str(home / "backups") in said[0]
    assert "Your entries are still saved." in said[0]
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == ["a", "b"]


def test_a_record_with_a_bad_page_is_said_at_its_backup(home: Path) -> None:
    path = make_record(home, *["x" * 3000] * 40)
    whole = path.read_bytes()
    middle = len(whole) // 8192 * 4096
    path.write_bytes(whole[:middle] + b"\xab" * 4096 + whole[middle + 4096 :])
    said = write(home, "b", NOW + timedelta(days=1))
    assert len(said) == 1
    assert "backcoach doctor" in said[0]
    assert names(home) == []


def test_many_that_begin_a_day_at_once_keep_one_backup(home: Path) -> None:
    make_record(home, "a")
    first = open_journal(home, KINDS, keeping=Keeping(pytest.fail, DAY_START))
    second = open_journal(home, KINDS, keeping=Keeping(pytest.fail, DAY_START))
    with first, second:
        for journal in (first, second):
            journal.append([draft(Note("b"), minutes=DAY_MINUTES)], NOW + timedelta(days=1))
    assert names(home) == [TOMORROW]


def test_the_list_tells_which_are_whole_and_is_newest_first(home: Path) -> None:
    make_record(home, "a")
    for days in (1, 2, 3):
        write(home, "x", NOW + timedelta(days=days))
    (home / "backups" / "day-2026-03-04.sqlite3").write_bytes(b"no record")
    (home / "backups" / "mine.txt").write_text("mine")
    listed: list[tuple[str, int | None]] = [
        (one.path.name, one.seen.entries if one.seen else None) for one in backups(record_path(home))
    ]
    assert listed == [
        ("day-2026-03-05.sqlite3", 3),
        ("day-2026-03-04.sqlite3", None),
        ("day-2026-03-03.sqlite3", 1),
    ]
    assert all(isinstance(one, Backup) and one.size_bytes > 0 for one in backups(record_path(home)))


def test_without_backups_the_list_is_empty(home: Path) -> None:
    assert backups(record_path(home)) == ()
