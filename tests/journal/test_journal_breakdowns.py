"""Kills, full disks, crowds, no permission: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from backcoach.journal.backup import back_up, look_at
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from tests.journal.journal_child import CANNOT, NOBODY
from tests.journal.journal_kinds import KINDS, is_root, make_record, mode, note, run_sql, texts
from tests.journal.journal_run import run_child, start_child

MOST_ACKNOWLEDGED = 4
READS = 100
LONGEST_LAST_SECONDS = 0.01


def test_two_processes_that_append_at_once_lose_nothing(home: Path) -> None:
    append_at_once(home, processes=2, times=50)


@pytest.mark.deep
def test_eight_processes_that_append_two_hundred_times_beside_reads_and_a_backup_lose_nothing(
    home: Path,
) -> None:
    append_at_once(home, processes=8, times=200, meanwhile=read_and_back_up)


def test_no_acknowledged_entry_is_lost_when_the_process_is_killed_forty_times(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, kills=40)


@pytest.mark.deep
def test_no_acknowledged_entry_is_lost_when_the_process_is_killed_four_hundred_times(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, kills=400)


def test_a_process_killed_at_any_piece_of_work_of_its_first_entry_leaves_a_record_that_can_be_begun(
    tmp_path: Path,
) -> None:
    nothing, ground = tmp_path / "nothing", tmp_path / "ground"
    nothing.mkdir()
    ground.mkdir()
    pieces, exit_code = run_child("die_everywhere", nothing, "create", ground)[0].split()
    assert (int(pieces) > 15, exit_code) == (True, "0")
    for killed in sorted(ground.iterdir()):
        acknowledged = ["first"] if (killed / "acknowledged").exists() else []
        assert mode(record_path(killed)) == 0o600
        with open_journal(killed, KINDS, create=True) as journal:
            assert texts(journal)[: len(acknowledged)] == acknowledged
            note(journal, "after")
            assert texts(journal)[-1] == "after"
        assert run_sql(record_path(killed), "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_disk_with_no_room_keeps_the_record_as_it_was_and_the_next_write_works(
    home: Path, share: float
) -> None:
    path = make_record(home, "kept", "y" * 9000)
    before = path.read_bytes()
    assert run_child("fill_disk", home, int(len(before) * share), "open") == ["RecordFull 2"]
    with open_journal(home, KINDS) as journal:
        assert texts(journal) == ["kept", "y" * 9000]
    assert path.read_bytes() == before
    assert run_child("fill_disk", home, 10_000_000, "open") == ["done"]


def test_a_disk_with_no_room_at_the_very_start_leaves_what_can_be_begun_later(home: Path) -> None:
    assert run_child("fill_disk", home, 0, "create") == ["RecordFull 2"]
    assert run_child("fill_disk", home, 10_000_000, "create") == ["done"]


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_made(ground: Path) -> None:
    give_away(ground, 0o500)
    assert without_powers(ground / "home") == ["HomeUnwritable 2"]
    assert list(ground.iterdir()) == []


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0o500, 0o400)])
def test_a_record_that_may_only_be_read_is_read_and_left_as_it_is(
    ground: Path, folder_mode: int, file_mode: int
) -> None:
    home = ground / "home"
    path = make_record(home, "kept")
    before = path.read_bytes()
    give_away(path, file_mode)
    give_away(home, folder_mode)
    assert without_powers(home) == ["read 1", "HomeUnwritable 2"]
    assert path.read_bytes() == before
    assert [item.name for item in home.iterdir()] == ["record.sqlite3"]


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that a process without root's powers can reach."""
    folder = Path(tempfile.mkdtemp(prefix="backcoach-test-"))
    folder.chmod(0o755)
    yield folder
    for place in (folder, folder / "home"):
        if place.exists():
            place.chmod(0o700)
    shutil.rmtree(folder)


def give_away(path: Path, permissions: int) -> None:
    """Set the permissions; as root, make it nobody's, because permissions do not bind root."""
    path.chmod(permissions)
    if is_root():
        os.chown(path, NOBODY, NOBODY)


def without_powers(home: Path) -> list[str]:
    said = run_child("as_nobody", home, "new")
    if said == [CANNOT]:
        pytest.skip("root may not drop its powers here, and permissions do not bind it")
    return said


def append_at_once(
    home: Path, *, processes: int, times: int, meanwhile: Callable[[Path], None] = lambda _: None
) -> None:
    children = [start_child("append_some", home, times) for _ in range(processes)]
    meanwhile(home)
    acknowledged = []
    for child in children:
        with child:
            acknowledged += child.communicate(timeout=120)[0].splitlines()
        assert child.returncode == 0
    assert len(set(acknowledged)) == processes * times
    with open_journal(home, KINDS) as journal:
        assert {entry.id for entry in journal.history()} == set(acknowledged)
        assert len(texts(journal)) == processes * times


def read_and_back_up(home: Path) -> None:
    """Read again and again until the record has grown, and copy it in the middle."""
    while not record_path(home).exists() or not record_path(home).stat().st_size:
        time.sleep(0.01)
    counts, kept = [0], None
    while len(counts) < READS:
        with open_journal(home, KINDS, create=True) as journal:
            counts.append(len(texts(journal)))
        if kept is None and counts[-1] > 0:
            kept = back_up(record_path(home), "day-2026-03-02")
    assert counts == sorted(counts)
    assert kept is not None
    assert look_at(kept) is not None


def kill_again_and_again(folder: Path, *, kills: int) -> None:
    """Kill at random moments; every fourth time the record is only just being made.

    A process lives until it has acknowledged so many entries and a moment longer, so that a slow machine
    kills as often in the middle of a write as a fast one.
    """
    chance = Random(20260302)  # noqa: S311 - nothing secret
    acknowledged: dict[Path, set[str]] = {}
    for number in range(kills):
        home = folder / f"record-{number // 4}"
        acknowledged.setdefault(home, set()).update(live_and_die(home, chance))
        check_nothing_lost(home, acknowledged[home])
    assert sum(len(ids) for ids in acknowledged.values()) > kills


def live_and_die(home: Path, chance: Random) -> list[str]:
    """The ids that a process acknowledged before it was killed."""
    with start_child("append_for_ever", home) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _ in range(chance.randint(0, MOST_ACKNOWLEDGED))]
        time.sleep(chance.uniform(0, LONGEST_LAST_SECONDS))
        child.kill()
        said += child.stdout.readlines()
    assert child.returncode == -9
    return [line.strip() for line in said if line.endswith("\n")]


def check_nothing_lost(home: Path, acknowledged: set[str]) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        there = {entry.id for entry in journal.history()}
    assert acknowledged <= there
    assert run_sql(record_path(home), "PRAGMA integrity_check") == [("ok",)]
    assert mode(record_path(home)) == 0o600
