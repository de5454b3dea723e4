"""Erasing everything, at a terminal and without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import Person, at_terminal, run

MONDAY = "2026-11-23T09:00:00+00:00"


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": MONDAY, "TZ": "UTC"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(item.relative_to(folder)): item.read_bytes() if item.is_file() else b""
        for item in folder.rglob("*")
    }


@pytest.fixture
def logged(with_plan: Path) -> Path:
    assert run("log", "--all-clear", "--walk", "5", env=at(with_plan)).returncode == 0
    return with_plan


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 60])
def test_only_the_typed_word_erases(logged: Path, columns: int) -> None:
    before = tree(logged.parent)
    for word in ("", "y", "yes", "restore"):
        with at_terminal("erase", env=at(logged), columns=columns) as terminal:
            person = Person(terminal, {})
            person.wait()
            assert "your record: " in person.blocks[0]
            assert "backups: 1" in person.blocks[0]
            person.reply(word)
            terminal.expect_text("Nothing was changed.")
            assert terminal.exit_code() == 0
        assert tree(logged.parent) == before
    with at_terminal("erase", env=at(logged), columns=columns) as terminal:
        person = Person(terminal, {})
        person.wait()
        person.reply("erase")
        terminal.expect_text("Everything was erased.")
        assert terminal.exit_code() == 0
    name = logged.name
    assert tree(logged.parent) == {k: v for k, v in before.items() if k.split("/")[0] != name}


@pytest.mark.terminal
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_before_the_word_changes_nothing(logged: Path, key: str) -> None:
    before = tree(logged)
    with at_terminal("erase", env=at(logged)) as terminal:
        Person(terminal, {}).wait()
        terminal.send(key)
        assert terminal.exit_code() == 130
    assert tree(logged) == before


def test_without_a_terminal_it_takes_yes(logged: Path) -> None:
    before = tree(logged)
    for options in ((), ("--json",)):
        refused = run("erase", *options, env=at(logged))
        assert (refused.returncode, "--yes" in refused.stderr) == (2, True)
        assert tree(logged) == before
    done = run("erase", "--yes", "--json", env=at(logged))
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert not faults("erase", document)
    assert document["files"] == ["record.sqlite3", "backups/day-2026-11-23.sqlite3"]
    assert (document["backups"], document["is_done"], document["is_folder_gone"]) == (1, True, True)
    assert not logged.exists()
    again = run("erase", "--yes", env=at(logged))
    assert (again.returncode, "nothing to erase" in again.stderr) == (0, True)
    assert not faults("erase", json.loads(run("erase", "--json", env=at(logged)).stdout))
    assert run("status", env=at(logged)).returncode == 3


def test_a_record_that_is_a_link_goes_with_the_file_it_leads_to_which_is_named(
    logged: Path, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    for name in ("record.sqlite3", "backups/day-2026-11-23.sqlite3"):
        (logged / name).rename(vault / Path(name).name)
        (logged / name).symlink_to(vault / Path(name).name)
    refused = run("erase", env=at(logged))
    assert refused.returncode == 2
    assert f"{vault / 'record.sqlite3'}, to which record.sqlite3 is a link" in refused.stdout.replace(
        "\n", ""
    )
    done = run("erase", "--yes", "--json", env=at(logged))
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert not faults("erase", document)
    assert document["linked"] == [str(vault / "day-2026-11-23.sqlite3"), str(vault / "record.sqlite3")]
    assert (tree(vault), logged.exists()) == ({}, False)


def test_a_link_that_leads_nowhere_is_named_and_nothing_is_said_to_be_erased(
    logged: Path, tmp_path: Path
) -> None:
    (logged / "record.sqlite3").rename(tmp_path / "kept")
    (logged / "record.sqlite3").symlink_to(tmp_path / "unplugged" / "record.sqlite3")
    before = tree(logged)
    done = run("erase", "--yes", env=at(logged))
    assert (done.returncode, done.stdout) == (2, "")
    said = "".join(done.stderr.split())
    assert f"isalinkto{tmp_path / 'unplugged'}" in said
    assert "Nothingwaserased." in said
    assert tree(logged) == before


def test_files_that_are_not_ours_are_named_and_stay(logged: Path) -> None:
    (logged / "my \x1b[2J notes.txt").write_text("mine")
    done = run("erase", "--yes", env=at(logged))
    assert done.returncode == 0
    assert "notes.txt" in done.stdout
    assert "\x1b" not in done.stdout
    assert [item.read_text() for item in logged.iterdir()] == ["mine"]
