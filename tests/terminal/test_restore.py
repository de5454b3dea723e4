"""The list of backups, and putting one back, at a terminal and without one."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import Person, at_terminal, rows_in, run

MONDAY, TUESDAY = "2026-11-23T09:00:00+00:00", "2026-11-24T09:00:00+00:00"
NAME = "day-2026-11-23"


def at(home: Path, now: str = TUESDAY) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.fixture
def logged(with_plan: Path) -> Path:
    """Somebody who started on Sunday and logged on Monday."""
    assert run("log", "--all-clear", "--walk", "5", "--pain", "3", env=at(with_plan, MONDAY)).returncode == 0
    return with_plan


def test_the_list_tells_day_and_entries_and_whether_it_is_whole(logged: Path) -> None:
    shown = run("restore", env=at(logged))
    assert shown.returncode == 0
    assert f"{NAME}: " in shown.stdout
    assert "entries, last written 22 Nov 2026" in shown.stdout
    assert "checked" in shown.stdout
    (logged / "backups" / f"{NAME}.sqlite3").write_bytes(b"spoiled")
    assert f"{NAME}: damaged" in run("restore", env=at(logged)).stdout
    for words in ((NAME, "--yes"), ("2026-11-23", "--dry-run")):
        ran = run("restore", *words, env=at(logged))
        assert ran.returncode == 5
        assert NAME in ran.stderr
    assert run("restore", "latest", "--yes", env=at(logged)).returncode == 2


def test_without_any_backup_it_says_when_there_will_be_one(home: Path) -> None:
    assert "There is no backup yet." in run("restore", env=at(home)).stdout
    assert run("restore", "latest", "--yes", env=at(home)).returncode == 2
    assert not home.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
def test_only_the_typed_word_restores(logged: Path, columns: int) -> None:
    before = rows_in(logged)
    for word in ("", "y", "no", "erase"):
        with at_terminal("restore", "latest", env=at(logged), columns=columns) as terminal:
            person = Person(terminal, {})
            person.wait()
            assert "Type the word restore" in person.blocks[0]
            person.reply(word)
            terminal.expect_text("Nothing was changed.")
            assert terminal.exit_code() == 0
        assert rows_in(logged) == before
    with at_terminal("restore", "latest", env=at(logged), columns=columns) as terminal:
        person = Person(terminal, {})
        person.wait()
        person.reply("restore")
        terminal.expect_text("Your record is now that of")
        assert terminal.exit_code() == 0
        assert all(len(line.rstrip()) <= columns for line in terminal.screen().splitlines())
    assert rows_in(logged) != before


def test_ctrl_c_before_the_word_changes_nothing(logged: Path) -> None:
    before = rows_in(logged)
    with at_terminal("restore", "latest", env=at(logged)) as terminal:
        Person(terminal, {}).wait()
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    assert rows_in(logged) == before
    assert sorted(item.name for item in logged.iterdir()) == ["backups", "record.sqlite3"]


def test_without_a_terminal_it_takes_yes(logged: Path) -> None:
    before = rows_in(logged)
    refused = run("restore", "latest", env=at(logged))
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert rows_in(logged) == before
    done = run("restore", "latest", "--yes", env=at(logged))
    assert done.returncode == 0
    assert "The one before is kept as before-restore-2026-11-24" in done.stdout
    assert "backcoach screen" in run("plan", env=at(logged)).stderr
    names = sorted(item.name for item in (logged / "backups").iterdir())
    assert names == ["before-restore-2026-11-24.sqlite3", f"{NAME}.sqlite3"]
    assert {item.stat().st_mode & 0o777 for item in (logged / "backups").iterdir()} == {0o600}


def test_a_sign_told_since_stands_and_is_said(logged: Path) -> None:
    assert run("log", "--flag", "inf_fever", env=at(logged, MONDAY)).returncode == 11
    done = run("restore", NAME, "--yes", env=at(logged))
    assert done.returncode == 0
    assert "A sign you told of still stands" in done.stdout
    assert run("plan", env=at(logged)).returncode == 11
    assert run("status", env=at(logged)).returncode == 11


def test_the_documents_fit_their_schema(logged: Path) -> None:
    listed = json.loads(run("restore", "--json", env=at(logged)).stdout)
    coming = json.loads(run("restore", NAME, "--dry-run", "--json", env=at(logged)).stdout)
    assert run("restore", NAME, "--json", env=at(logged)).returncode == 2
    done = json.loads(run("restore", NAME, "--yes", "--json", env=at(logged)).stdout)
    for one in (listed, coming, done):
        assert not faults("restore", one)
    assert listed["restored"] is None
    assert [one["name"] for one in listed["backups"]] == [NAME]
    assert (coming["restored"]["is_done"], done["restored"]["is_done"]) == (False, True)
    assert done["restored"]["kept_as"] == "before-restore-2026-11-24.sqlite3"


def test_a_record_in_use_is_busy_and_a_damaged_one_is_replaced_and_kept(logged: Path) -> None:
    path = logged / "record.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert run("restore", NAME, "--yes", env=at(logged)).returncode == 6
    other.close()
    path.write_bytes(b"\xab" * 8192)
    assert run("status", env=at(logged)).returncode == 5
    done = run("restore", NAME, "--yes", env=at(logged))
    assert done.returncode == 0
    assert "Not all of the present record can be read" in done.stdout
    assert "damaged-2026-11-24.sqlite3" in done.stdout
    assert (logged / "damaged-2026-11-24.sqlite3").read_bytes() == b"\xab" * 8192
    assert run("status", env=at(logged)).returncode == 0
