"""A home on a synced drive: copies, pieces and placeholders are named, and nothing is written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import NOW, run

EMPTY_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}


def found(home: Path) -> tuple[int, dict[str, str]]:
    done = run("doctor", "--json", env=at(home))
    document = json.loads(done.stdout)
    assert not faults("doctor", document)
    return done.returncode, {one["check"]: one["case"] for one in document["checks"]}


@pytest.mark.parametrize(
    "name",
    [
        "record (conflicted copy 2026-03-02).sqlite3",
        "record (Jo's conflicted copy 2026-03-02).sqlite3",
        "record.sync-conflict-20260302-101112-ABCDEFG.sqlite3",
        "record_conflict-20260302-101112.sqlite3",
        "record.sqlite3-conflict-20260302",
        "record-LAPTOP.sqlite3",
        "record (1).sqlite3",
        "record 2.sqlite3",
    ],
)
def test_a_second_copy_is_named_with_what_to_do_and_can_be_imported(
    with_plan: Path, name: str, tmp_path: Path
) -> None:
    shutil.copy(with_plan / "record.sqlite3", with_plan / name)
    (with_plan / name).chmod(0o600)
    exit_code, cases = found(with_plan)
    assert (exit_code, cases["synced"]) == (2, "copies")
    assert name in " ".join(run("doctor", env=at(with_plan)).stdout.split())
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (with_plan / name).rename(other / "record.sqlite3")
    assert (
        run("export", "--home", str(other), str(tmp_path / "other.json"), env=at(with_plan)).returncode == 0
    )
    assert run("import", str(tmp_path / "other.json"), "--yes", env=at(with_plan)).returncode == 0
    assert "synced" not in found(with_plan)[1]


@pytest.mark.parametrize("name", [".syncthing.record.sqlite3.tmp", "record.sqlite3.part"])
def test_a_piece_is_a_note(with_plan: Path, name: str) -> None:
    (with_plan / name).write_bytes(b"half")
    (with_plan / name).chmod(0o600)
    assert found(with_plan) == (0, found(with_plan)[1])
    assert found(with_plan)[1]["synced"] == "pieces"


def test_where_a_placeholder_stands_for_the_record_none_is_begun(with_plan: Path, example: Path) -> None:
    (with_plan / "record.sqlite3").rename(with_plan.parent / "away")
    (with_plan / ".record.sqlite3.icloud").write_bytes(b"")
    before = sorted(one.name for one in with_plan.iterdir())
    for words in (("status",), ("start", "--answers", str(example)), ("log", "--all-clear")):
        done = run(*words, env=at(with_plan))
        assert done.returncode == 2
        assert "has not brought it here yet" in " ".join(done.stderr.split())
    assert sorted(one.name for one in with_plan.iterdir()) == before
    assert found(with_plan)[1]["synced"] == "placeholder"


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000, EMPTY_JOURNAL])
def test_a_file_of_another_time_beside_the_record_loses_nothing(
    with_plan: Path, ending: str, content: bytes
) -> None:
    before = json.loads(run("export", env=at(with_plan)).stdout)["entries"]
    (with_plan / f"record.sqlite3{ending}").write_bytes(content)
    done = run("log", "--all-clear", "--walk", "5", env=at(with_plan))
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    after = json.loads(run("export", env=at(with_plan)).stdout)["entries"]
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_restoring_over_a_damaged_record_keeps_it_aside(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--walk", "5", env=at(with_plan) | LATER).returncode == 0
    record = with_plan / "record.sqlite3"
    spoiled = b"not a record" * 500
    record.write_bytes(spoiled)
    done = run("restore", "latest", "--yes", "--json", env=at(with_plan) | LATER)
    assert done.returncode == 0, done.stderr
    restored = json.loads(done.stdout)["restored"]
    assert (restored["is_present_read"], restored["kept_as"]) == (False, "damaged-2026-11-23.sqlite3")
    assert (with_plan / restored["kept_as"]).read_bytes() == spoiled
    assert run("doctor", env=at(with_plan) | LATER).returncode == 0


LATER = {"BACKCOACH_NOW": "2026-11-23T09:00:00+00:00"}
