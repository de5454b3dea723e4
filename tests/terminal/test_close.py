"""Closing a bout at a real terminal, narrow and wide."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.terminal.keyboard import Person, at_terminal, run

pytestmark = pytest.mark.terminal

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ASKED = "Close this bout?"


def at(home: Path, days: int) -> dict[str, str]:
    now = (SUNDAY + timedelta(days=days)).isoformat()
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.fixture(scope="module")
def recovered(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """Somebody who started without medicine on Sunday and had seven days without pain to speak of."""
    home = tmp_path_factory.mktemp("recovered") / "record"
    assert run("start", "--answers", str(example), env=at(home, 0)).returncode == 0
    for day in range(7):
        line = ("log", "--all-clear", "--walk", "15", "--pain", "1")
        assert run(*line, env=at(home, day)).returncode == 0
    return home


@pytest.fixture
def home_of(recovered: Path, tmp_path: Path) -> Path:
    """A copy of that record."""
    return Path(shutil.copytree(recovered, tmp_path / "copy"))


def test_who_leaves_is_told_once_that_nothing_came_of_it(home_of: Path) -> None:
    with at_terminal("close", env=at(home_of, 6)) as terminal:
        Person(terminal, {}).wait()
        terminal.ctrl_c()
        assert terminal.exit_code() == 130
        assert terminal.screen().count("Nothing was") == 1
        assert "Stopped. Nothing was changed." in terminal.screen()


@pytest.mark.parametrize("columns", [80, 60])
def test_only_a_yes_closes_it_and_then_it_says_how_to_stay_well(columns: int, home_of: Path) -> None:
    with at_terminal("close", env=at(home_of, 6), columns=columns) as terminal:
        person = Person(terminal, {})
        person.wait()
        assert "[x] Pain:" in person.blocks[0]
        assert "[ ] Four quiet weeks:" in person.blocks[0]
        assert ASKED in person.blocks[0]
        person.reply("n")
        terminal.expect_text("Nothing was changed.")
        assert terminal.exit_code() == 0
    assert "Staying well" not in run("plan", env=at(home_of, 6)).stdout

    with at_terminal("close", env=at(home_of, 6), columns=columns) as terminal:
        person = Person(terminal, {})
        person.wait()
        person.reply("y")
        terminal.expect_text("See this again: backcoach close")
        assert terminal.exit_code() == 0
        shown = " ".join(line.strip() for line in terminal.screen().splitlines())
        assert all(len(line.rstrip()) <= columns for line in terminal.screen().splitlines())
        assert "It often comes back" in shown
    shown = run("close", env=at(home_of, 6)).stdout
    assert "Closed on 28 Nov 2026. Staying well:" in shown
    assert "on 26 Dec 2026, then every four weeks" in shown
    assert "Not yet reviewed by a clinician." in " ".join(shown.split())
    assert "write your own sheet" in shown
    assert "Staying well: the bout was closed on 28 Nov 2026" in run("plan", env=at(home_of, 6)).stdout
    assert run("status", env=at(home_of, 6)).stdout.startswith("Staying well, week 1:")


def test_without_a_terminal_only_yes_closes_it(home_of: Path) -> None:
    shown = run("close", env=at(home_of, 6))
    assert shown.returncode == 0
    assert "backcoach close --yes" in shown.stderr
    assert "Closed on" in run("close", "--yes", env=at(home_of, 6)).stdout


def test_the_plan_says_once_and_the_progress_says_while_it_lasts_that_it_may_be_closed(home_of: Path) -> None:
    line = "This bout may be over."
    assert line in run("plan", env=at(home_of, 6)).stdout
    assert line not in run("plan", env=at(home_of, 6)).stdout
    assert line in run("progress", "--no-plot", env=at(home_of, 6)).stdout
    run("close", "--yes", env=at(home_of, 6))
    assert line not in run("progress", "--no-plot", env=at(home_of, 6)).stdout


def test_before_it_is_over_nothing_is_asked(with_plan: Path) -> None:
    shown = run("close", env=at(with_plan, 0))
    assert "None of these holds yet" in shown.stdout
    assert run("close", "--yes", env=at(with_plan, 0)).returncode == 4


def test_in_an_emergency_the_action_stands(in_emergency: Path) -> None:
    for words in (("close",), ("close", "--yes")):
        ran = run(*words, env=at(in_emergency, 0))
        assert ran.returncode == 12
        assert "111" in ran.stdout
        assert "Where this bout stands" not in ran.stdout


def test_a_return_shows_what_it_is_and_what_helped(home_of: Path, example: Path) -> None:
    run("sheet", "--set", "keep=walks \x1b[2J with Ann", env=at(home_of, 6))
    run("close", "--yes", env=at(home_of, 6))
    back = run("start", "--answers", str(example), env=at(home_of, 50))
    assert back.returncode == 0
    assert "Back again: The record does not say" in " ".join(back.stdout.split())
    assert "Last time you liked:" in back.stdout
    assert "with Ann" in back.stdout
    assert "\x1b" not in back.stdout
