"""`backcoach demo`: fiction that says so, leaves nothing behind, and gets into nobody's record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.keyboard import run

NOW = "2026-11-23T09:00:00+00:00"
MARK = "Made up: a demonstration, nobody's own record."


@pytest.fixture
def at(home: Path, tmp_path: Path) -> dict[str, str]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC", "TMPDIR": str(temporary)}


def leftovers(at: dict[str, str]) -> list[Path]:
    """What stands in the temporary folder of this test alone; a new interpreter makes its own there."""
    return [*Path(at["TMPDIR"]).iterdir()]


def test_a_command_runs_on_it_with_its_options_and_nothing_is_left(at: dict[str, str], home: Path) -> None:
    done = run("demo", "progress", "--json", env=at, is_fresh=True)
    assert (done.returncode, MARK in done.stderr) == (0, True)
    assert len(json.loads(done.stdout)["weeks"]) == 8
    assert leftovers(at) == []
    assert not home.exists()


def test_the_exit_code_is_that_of_the_command(at: dict[str, str]) -> None:
    done = run("demo", "plan", "--week", "70", env=at)
    assert done.returncode == 2
    assert "Week 70 has not been issued." in done.stderr


def test_alone_it_says_what_to_look_at(at: dict[str, str]) -> None:
    done = run("demo", env=at)
    assert (done.returncode, done.stderr) == (0, "")
    assert "backcoach demo plan" in done.stdout


def test_one_that_stays_is_marked_at_every_command_and_taken_into_no_record(
    at: dict[str, str], with_plan: Path, tmp_path: Path
) -> None:
    folder, document = tmp_path / "made-up", tmp_path / "made-up.json"
    begun = run("demo", "--in", str(folder), env=at)
    assert begun.returncode == 0
    assert f"backcoach --home {folder} plan" in begun.stdout
    for words in (["status"], ["plan"], ["history"], ["export", str(document)]):
        assert MARK in run("--home", str(folder), *words, env=at).stderr
    done = run("import", str(document), "--yes", env=at | {"BACKCOACH_HOME": str(with_plan)})
    assert done.returncode == 2
    assert "nobody's own record" in done.stderr


def test_a_folder_that_holds_something_is_left_alone(at: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    done = run("demo", "--in", str(tmp_path), "plan", env=at)
    assert done.returncode == 2
    assert not (tmp_path / "record.sqlite3").exists()
