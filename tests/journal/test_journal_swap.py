"""Another record in the place of the present one: the old or the new, whatever happens, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backcoach.journal.connection import connect, copy_content
from backcoach.journal.faults import RecordBusy, RecordDamaged, RecordExchanged
from backcoach.journal.home import make_private_file, record_path
from backcoach.journal.opening import open_journal
from backcoach.journal.swap import replace_damaged, swap
from tests.journal.journal_kinds import KINDS, make_record, mode, note, run_sql, texts
from tests.journal.journal_run import run_child

OLD, NEW = [f"old {number}" for number in range(40)], ["new 1", "new 2"]


def keep_nothing(_: sqlite3.Connection) -> None:
    """There is nothing to keep."""


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return make_record(tmp_path / "new", *NEW)


def test_the_record_holds_the_new_content_and_whoever_had_it_open_goes_on_with_it(
    home: Path, new: Path
) -> None:
    path = make_record(home, *OLD)
    inode = path.stat().st_ino
    with open_journal(home, KINDS) as open_elsewhere:
        assert texts(open_elsewhere) == OLD
        swap(path, new, keep_nothing)
        assert texts(open_elsewhere) == NEW
        note(open_elsewhere, "goes on")
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == [*NEW, "goes on"]
    assert path.stat().st_ino == inode
    assert mode(path) == 0o600
    assert sorted(item.name for item in home.iterdir()) == ["record.sqlite3"]
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
    with open_journal(new.parent, KINDS) as journal:
        assert texts(journal) == NEW


def test_what_is_kept_is_all_of_the_old_record_and_nobody_can_write_meanwhile(
    home: Path, new: Path, tmp_path: Path
) -> None:
    path, kept = make_record(home, *OLD), tmp_path / "kept.sqlite3"
    make_private_file(kept)

    def keep(record: sqlite3.Connection) -> None:
        with pytest.raises(RecordBusy):
            open_journal(home, KINDS, busy_seconds=0)
        with closing(connect(kept, 0)) as target:
            copy_content(record, target)

    swap(path, new, keep)
    assert run_sql(kept, "SELECT count(*) FROM entry") == [(len(OLD),)]
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == NEW


def test_where_keeping_fails_nothing_is_changed(home: Path, new: Path) -> None:
    path = make_record(home, *OLD)
    before = path.read_bytes()

    def fail(_: sqlite3.Connection) -> None:
        raise RecordDamaged(path, "for this test")

    with pytest.raises(RecordDamaged):
        swap(path, new, fail)
    assert path.read_bytes() == before
    with open_journal(home, KINDS) as journal:
        note(journal, "and it is free again")


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN; SELECT count(*) FROM entry"])
def test_a_record_in_use_is_busy_and_stays_as_it_is(home: Path, new: Path, statement: str) -> None:
    path = make_record(home, *OLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for one in statement.split("; "):
            other.execute(one).fetchall()
        with pytest.raises(RecordBusy):
            swap(path, new, keep_nothing, busy_seconds=0.05)
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == OLD


@pytest.mark.parametrize("keep_bytes", [0, 100, 5000])
def test_a_new_file_that_is_not_whole_is_refused(home: Path, new: Path, keep_bytes: int) -> None:
    path = make_record(home, *OLD)
    before = path.read_bytes()
    new.write_bytes(new.read_bytes()[:keep_bytes] or b"no record at all")
    with pytest.raises(RecordDamaged) as caught:
        swap(path, new, keep_nothing)
    assert str(new) in str(caught.value)
    assert path.read_bytes() == before


def test_a_swap_killed_at_any_piece_of_work_leaves_the_old_record_or_the_new_one(
    home: Path, tmp_path: Path
) -> None:
    path = make_record(home, *OLD)
    make_record(home / "new", *NEW)
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", home, "exchange", ground)[0].split()
    assert (int(pieces) > 10, exit_code) == (True, "0")
    seen = []
    for killed in sorted(ground.iterdir()):
        with open_journal(killed, KINDS) as journal:
            seen.append(texts(journal))
            note(journal, "after")
        assert run_sql(record_path(killed), "PRAGMA integrity_check") == [("ok",)]
    assert seen[-1] == NEW
    assert all(one in (OLD, NEW) for one in seen)
    assert OLD in seen
    assert path.exists()


def test_a_full_disk_leaves_the_old_record(home: Path) -> None:
    path = make_record(home, *OLD)
    make_record(home / "new", *NEW, "x" * 500_000)
    before = path.read_bytes()
    assert run_child("exchange_on_a_full_disk", home, len(before) + 20_000) == ["RecordFull 2"]
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == OLD
    assert path.read_bytes() == before


def test_a_damaged_file_is_kept_untouched_with_its_journal_and_the_new_one_takes_its_name(
    home: Path, new: Path
) -> None:
    path = make_record(home, *OLD)
    damaged = b"\xab" * 5000
    path.write_bytes(damaged)
    (home / "record.sqlite3-journal").write_bytes(b"left over")
    aside = home / "damaged.sqlite3"
    replace_damaged(path, new, aside)
    assert aside.read_bytes() == damaged
    assert (home / "damaged.sqlite3-journal").read_bytes() == b"left over"
    assert mode(aside) == 0o600
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == NEW
    names = ["damaged.sqlite3", "damaged.sqlite3-journal", "record.sqlite3"]
    assert sorted(item.name for item in home.iterdir()) == names


def test_without_second_names_the_damaged_file_is_copied(
    home: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = make_record(home, *OLD)
    path.write_bytes(b"\xab" * 5000)
    replace_damaged(path, new, home / "damaged.sqlite3")
    assert (home / "damaged.sqlite3").read_bytes() == b"\xab" * 5000
    assert mode(home / "damaged.sqlite3") == 0o600


def test_nothing_that_was_set_aside_before_is_overwritten(home: Path, new: Path) -> None:
    path, aside = make_record(home, *OLD), home / "damaged.sqlite3"
    aside.write_bytes(b"earlier")
    with pytest.raises(Exception, match="File exists"):
        replace_damaged(path, new, aside)
    assert aside.read_bytes() == b"earlier"
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == OLD


def test_a_process_whose_file_was_exchanged_or_erased_saves_nothing_and_says_so(
    home: Path, new: Path
) -> None:
    path = make_record(home, *OLD)
    with open_journal(home, KINDS) as open_elsewhere:
        texts(open_elsewhere)
        replace_damaged(path, new, home / "aside.sqlite3")
        with pytest.raises(RecordExchanged, match="nothing was saved"):
            note(open_elsewhere, "lost")
    with open_journal(home, KINDS) as erased:
        path.unlink()
        with pytest.raises(RecordExchanged):
            note(erased, "lost")
