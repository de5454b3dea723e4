"""`backcoach export`: a private file, whole or not there, never over another; on no screen."""

from __future__ import annotations

import csv
import errno
import json
import os
import resource
import stat
from pathlib import Path

import pytest

from backcoach.flows.errors import BadInput
from backcoach.terminal import new_file
from backcoach.terminal.new_file import new_private_file
from tests.share.machine import faults
from tests.terminal.keyboard import NOW, at_terminal, run
from tests.terminal.test_hostile_text import HOSTILE_NOTE, OBEYED

AT = {"BACKCOACH_NOW": NOW, "TZ": "UTC"}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_file_is_private_whatever_the_umask(umask: int, with_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    before = os.umask(umask)
    try:
        done = run("export", str(path), env=AT)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert (done.stdout, mode(path)) == ("", 0o600)
    assert not faults("record", json.loads(path.read_text(encoding="ascii")))
    assert "health data" in " ".join(done.stderr.split())
    assert with_plan.exists()


def test_it_is_private_from_the_first_byte_on_and_stands_there_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    before = os.umask(0)
    try:
        with new_private_file(path) as file:
            file.write(b"x" * 100_000)
            (unfinished,) = tmp_path.glob(".mine.json.*")
            assert mode(unfinished) == 0o600
            assert not path.exists()
    finally:
        os.umask(before)
    assert path.read_bytes() == b"x" * 100_000
    assert [one.name for one in tmp_path.iterdir() if "mine" in one.name] == ["mine.json"]


def test_nothing_is_overwritten_without_a_word_for_it(with_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text("something else", encoding="utf-8")
    path.chmod(0o644)
    done = run("export", str(path), env=AT)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert path.read_text(encoding="utf-8") == "something else"
    assert run("export", str(path), "--force", env=AT).returncode == 0
    assert json.loads(path.read_bytes())["format"] == "backcoach-record"
    assert mode(path) == 0o600
    assert with_plan.exists()


def test_a_name_taken_at_the_last_moment_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"

    def write() -> None:
        with new_private_file(path) as file:
            file.write(b"ours")
            path.write_bytes(b"theirs")

    with pytest.raises(BadInput, match="left as it is"):
        write()
    assert path.read_bytes() == b"theirs"
    assert not list(tmp_path.glob(".mine*"))


def test_a_disk_without_links_takes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, f"no links: {self.name} {target.name}")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with new_private_file(tmp_path / "mine.json") as file:
        file.write(b"whole")
    assert (tmp_path / "mine.json").read_bytes() == b"whole"
    assert mode(tmp_path / "mine.json") == 0o600


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("is_replacing", [True, False])
def test_after_any_fault_the_file_is_as_it_was(
    fault: BaseException, is_replacing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.json"
    if is_replacing:
        path.write_bytes(b"before")

    def fail(_: int) -> None:
        raise fault

    monkeypatch.setattr(new_file.os, "fsync", fail)
    with (
        pytest.raises((BadInput, KeyboardInterrupt)),
        new_private_file(path, is_replacing=is_replacing) as file,
    ):
        file.write(b"after")
    assert [one.read_bytes() for one in tmp_path.glob("mine*")] == [b"before"] * is_replacing
    assert not list(tmp_path.glob(".mine*"))


@pytest.mark.parametrize("limit", [0, 10_000])
def test_a_full_disk_ends_with_a_sentence_and_leaves_nothing(
    limit: int, with_plan: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    done = run("export", str(path), env=AT, limits=[(resource.RLIMIT_FSIZE, limit, limit)])
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*mine*"))
    assert with_plan.exists()


def test_without_a_name_it_goes_down_a_pipe(with_plan: Path) -> None:
    for arguments in (["export"], ["export", "-"]):
        done = run(*arguments, env=AT)
        assert done.returncode == 0
        assert not faults("record", json.loads(done.stdout))
        assert "health data" in " ".join(done.stderr.split())
    assert with_plan.exists()


def test_the_same_record_gives_the_same_bytes_at_any_time(with_plan: Path) -> None:
    later = {**AT, "BACKCOACH_NOW": "2026-11-25T09:00:00+00:00"}
    assert run("export", env=AT).stdout == run("export", env=later).stdout
    assert with_plan.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
def test_at_a_screen_no_record_scrolls_by_but_a_file_with_the_date_is_made(
    columns: int, with_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with at_terminal("export", env=AT, columns=columns) as terminal:
        assert terminal.exit_code() == 0
        shown = " ".join(terminal.screen().split())
    assert "backcoach-export-2026-11-22.json" in shown
    assert "health data" in shown
    assert "recorded_at" not in shown
    assert mode(tmp_path / "backcoach-export-2026-11-22.json") == 0o600
    assert with_plan.exists()


def test_a_hostile_note_reaches_no_screen_and_stands_in_the_document(with_plan: Path) -> None:
    assert run("log", "--all-clear", "--pain", "4", "--note", HOSTILE_NOTE, env=AT).returncode == 0
    done = run("export", env=AT)
    assert not OBEYED & set(done.stdout + done.stderr)
    notes = [
        one["body"].get("note") for one in json.loads(done.stdout)["entries"] if one["kind"] == "check_in"
    ]
    assert notes == [HOSTILE_NOTE]
    assert with_plan.exists()


def test_what_was_written_is_told_as_a_document(with_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    done = run("export", str(path), "--json", env=AT)
    told = json.loads(done.stdout)
    assert not faults("export", told)
    assert told["entries"] == len(json.loads(path.read_bytes())["entries"])
    assert told["path"] == str(path)
    assert with_plan.exists()


def test_without_a_record_nothing_is_written(tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "mine.json"), env=AT)
    assert done.returncode == 3
    assert not (tmp_path / "mine.json").exists()


def test_a_folder_and_a_place_that_is_not_there_are_refused(with_plan: Path, tmp_path: Path) -> None:
    assert run("export", str(tmp_path), "--force", env=AT).returncode == 2
    done = run("export", str(tmp_path / "nowhere" / "mine.json"), env=AT)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert with_plan.exists()


def test_tables_are_a_private_folder_that_is_whole_or_not_there(with_plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    before = os.umask(0)
    try:
        done = run("export", "--csv", str(folder), "--json", env=AT)
    finally:
        os.umask(before)
    told = json.loads(done.stdout)
    assert not faults("export_tables", told)
    assert {one.stem for one in folder.iterdir()} == set(told["tables"])
    assert {mode(one) for one in (folder, *folder.iterdir())} == {0o700, 0o600}
    assert "health data" in " ".join(done.stderr.split())
    assert with_plan.exists()


def test_a_folder_is_replaced_only_on_a_word_and_only_where_it_holds_nothing_else(
    with_plan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    assert run("export", "--csv", str(folder), env=AT).returncode == 0
    (folder / "notes.csv").write_text("changed", encoding="utf-8")
    assert run("export", "--csv", str(folder), env=AT).returncode == 2
    assert (folder / "notes.csv").read_text(encoding="utf-8") == "changed"
    assert run("export", "--csv", str(folder), "--force", env=AT).returncode == 0
    assert (folder / "notes.csv").read_text(encoding="utf-8").startswith("entry_id,")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("export", "--csv", str(folder), "--force", env=AT).returncode == 2
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert with_plan.exists()


@pytest.mark.parametrize("limit", [0, 3_000])
def test_a_full_disk_leaves_no_half_of_the_tables(limit: int, with_plan: Path, tmp_path: Path) -> None:
    limits = [(resource.RLIMIT_FSIZE, limit, limit)]
    done = run("export", "--csv", str(tmp_path / "tables"), env=AT, limits=limits)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert not list(tmp_path.glob("*tables*"))
    assert with_plan.exists()


def test_a_hostile_note_is_a_harmless_cell(with_plan: Path, tmp_path: Path) -> None:
    text = f"=cmd|' /C calc'!A0 {HOSTILE_NOTE}"
    assert run("log", "--all-clear", "--pain", "4", "--note", text, env=AT).returncode == 0
    assert run("export", "--csv", str(tmp_path / "tables"), env=AT).returncode == 0
    assert b"\x1b" not in (tmp_path / "tables" / "notes.csv").read_bytes()
    with (tmp_path / "tables" / "notes.csv").open(encoding="utf-8", newline="") as file:
        (note,) = [row["text"] for row in csv.DictReader(file)]
    assert note.startswith("'=cmd|")
    assert note.endswith("two\nlines")
    assert with_plan.exists()
