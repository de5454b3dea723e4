"""To erase removes all that is ours and nothing else; a breakdown leaves something whole, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backcoach.journal.backup import back_up, backups, look_at
from backcoach.journal.erasing import erasable, erase
from backcoach.journal.faults import LinkedAway, RecordBusy, RecordExchanged
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from backcoach.journal.staging import stage
from tests.journal.journal_kinds import KINDS, NOW, make_record, note
from tests.journal.journal_run import run_child

DAY = NOW.date()
OURS = (
    "record.sqlite3-journal",
    "record.sqlite3-wal",
    "unfinished/record.sqlite3",
    "unfinished/backups/before-schema-2.sqlite3",
    "damaged-2026-03-01.sqlite3",
    "damaged-2026-03-01-2.sqlite3-journal",
    "backups/unfinished.sqlite3",
    "backups/unfinished.sqlite3-journal",
    "backups/day-2026-03-02.sqlite3-journal",
)
FOREIGN = ("mine.txt", "record.sqlite3.old", "damaged-door.jpg", "backups/mine.sqlite3", "photos/a.jpg")


def tree(folder: Path) -> set[str]:
    return {str(item.relative_to(folder)) for item in folder.rglob("*")} if folder.exists() else set()


def put(home: Path, *names: str) -> None:
    for name in names:
        place = home / name
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(b"x")


@pytest.fixture
def path(home: Path) -> Path:
    path = make_record(home, "a", "b")
    for days in range(3):
        back_up(path, f"day-{DAY - timedelta(days=days)}")
    return path


def test_nothing_of_ours_is_left_nor_the_folder(path: Path, home: Path) -> None:
    put(home, *OURS)
    before = tree(home.parent)
    assert erase(home, DAY)
    assert tree(home.parent) == {name for name in before if not name.startswith(home.name)}
    assert not path.exists()


def test_what_is_not_ours_stays_and_so_does_its_folder(path: Path, home: Path) -> None:
    put(home, *OURS, *FOREIGN)
    listed = erasable(home)
    assert {str(one.relative_to(home)) for one in listed.foreign} == {
        "mine.txt",
        "record.sqlite3.old",
        "damaged-door.jpg",
        "backups/mine.sqlite3",
        "photos",
    }
    assert path in listed.files
    assert not erase(home, DAY)
    assert tree(home) == {*FOREIGN, "backups", "photos"}


def test_a_damaged_record_is_erased_as_well(path: Path, home: Path) -> None:
    path.write_bytes(b"\xab" * 9000)
    assert erase(home, DAY)
    assert not home.exists()


def linked(place: Path, vault: Path) -> Path:
    """The file that was in a place, now elsewhere, with a link to it in that place."""
    vault.mkdir(exist_ok=True)
    target = place.rename(vault / place.name)
    place.symlink_to(target)
    return target


def test_what_links_of_ours_lead_to_goes_with_what_lies_beside_it_and_nothing_else(
    path: Path, home: Path, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    linked(path, vault)
    linked(next((home / "backups").iterdir()), vault)
    put(vault, "record.sqlite3-wal", "mine.txt")
    assert erase(home, DAY)
    assert not home.exists()
    assert tree(vault) == {"mine.txt"}


@pytest.mark.parametrize("is_backup", [False, True])
@pytest.mark.parametrize("case", ["gone", "folder", "kept"])
def test_a_link_to_what_cannot_be_erased_is_named_and_nothing_is_changed(
    path: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, is_backup: bool
) -> None:
    target = linked(next((home / "backups").iterdir()) if is_backup else path, tmp_path / "vault")
    if case == "kept":
        monkeypatch.setattr("os.access", lambda *_given: False)  # what root is never told
    else:
        target.unlink()
    if case == "folder":
        target.mkdir()
    before = tree(tmp_path)
    with pytest.raises(LinkedAway, match=f"is a link to {target}, and .* Nothing was erased"):
        erase(home, DAY)
    assert tree(tmp_path) == before


def test_without_a_record_the_rest_is_erased_and_twice_does_no_harm(path: Path, home: Path) -> None:
    path.unlink()
    assert erase(home, DAY)
    assert not home.exists()
    assert erase(home, DAY)


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_record_in_use_is_busy_and_nothing_is_changed(
    path: Path, home: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backcoach.journal.swap.BUSY_SECONDS", 0.05)
    before = tree(home)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(statement)
        with pytest.raises(RecordBusy):
            erase(home, DAY)
    assert tree(home) == before


def test_while_another_record_is_made_ready_nothing_is_erased_or_replaced(path: Path, home: Path) -> None:
    with stage(home) as folder:
        assert folder.is_dir()
        with pytest.raises(RecordBusy):
            erase(home, DAY)
        with pytest.raises(RecordBusy), stage(home):
            pass
        assert folder.is_dir()
    assert path.exists()
    assert erase(home, DAY)


def test_a_process_that_had_it_open_saves_nothing_any_more_and_says_so(path: Path, home: Path) -> None:
    with open_journal(home, KINDS) as journal:
        assert erase(home, DAY)
        with pytest.raises(RecordExchanged):
            note(journal, "lost")
    assert not path.exists()


@pytest.mark.usefixtures("path")
def test_killed_at_any_piece_of_work_something_whole_is_left_or_nothing_and_the_next_time_ends_it(
    home: Path, tmp_path: Path
) -> None:
    put(home, "damaged-2026-03-01.sqlite3", "unfinished/record.sqlite3")
    ground = tmp_path / "ground"
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", home, "erase_all", ground)[0].split()
    assert (int(pieces) > 15, exit_code) == (True, "0")
    seen_restorable = 0
    for killed in sorted(ground.iterdir()):
        record = record_path(killed)
        whole = [look_at(record)] if record.exists() else [one.seen for one in backups(record)]
        left = [item for item in killed.rglob("*.sqlite3") if item.is_file()]
        assert any(one is not None and one.entries == 2 for one in whole) or left == []
        seen_restorable += bool(left) and not record.exists()
        assert erase(killed, DAY)
        assert not killed.exists()
    assert seen_restorable > 3
