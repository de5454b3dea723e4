"""`backcoach log --from`: looked at first, agreed to, and entered together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.share.machine import faults
from tests.terminal.keyboard import ENTER, at_terminal, run

AT = {"BACKCOACH_NOW": "2026-11-24T09:00:00+00:00", "TZ": "UTC"}
TEXT = (
    "Date;Steps;Walking minutes;Calories (kcal)\n2026-11-22;9000;31;7\n2026-11-23;8000;25;7\nSECRET;1;1;1\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "watch.csv"
    path.write_text(TEXT)
    return path


def entries(home: Path) -> list[object]:
    found: list[object] = json.loads(run("export", env=AT | {"BACKCOACH_HOME": str(home)}).stdout)["entries"]
    return found


def test_it_is_only_looked_at_without_a_word_and_entered_with_one(table: Path, with_plan: Path) -> None:
    before = entries(with_plan)
    done = run("log", "--from", str(table), env=AT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Sun 22 Nov: 31 min walking, 9000 steps" in done.stderr
    assert "Not read: 'Calories (kcal)'." in done.stderr
    assert "line 4: its date" in done.stderr
    assert "SECRET" not in done.stderr
    told = json.loads(run("log", "--from", str(table), "--dry-run", "--json", env=AT).stdout)
    assert not faults("log_from", told)
    assert (told["is_done"], len(told["days"]), told["faulty_lines"]) == (False, 2, 1)
    assert entries(with_plan) == before
    done = run("log", "--from", str(table), "--yes", env=AT)
    assert done.returncode == 0
    assert "It answers no safety question, and makes up no check-in." in " ".join(done.stderr.split())
    assert len(entries(with_plan)) == len(before) + 2
    again = run("log", "--from", str(table), "--yes", env=AT)
    assert "There is nothing to enter." in again.stderr
    assert len(entries(with_plan)) == len(before) + 2
    shown = run("history", "2026-11-22", env=AT).stdout
    assert "Walking 31 min, 9000 steps, from another program" in " ".join(shown.split())


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    "options", [("--yes",), ("--dry-run",), ("--from", "x.csv", "--walk", "3"), ("--from", "none.csv")]
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...]) -> None:
    assert run("log", *options, env=AT).returncode == 2


@pytest.mark.terminal
@pytest.mark.usefixtures("with_plan")
def test_whoever_stops_before_anything_was_kept_is_told_so(table: Path) -> None:
    with at_terminal("log", "--from", str(table), env=AT) as terminal:
        terminal.expect_text("Enter them?")
        terminal.ctrl_c()
        terminal.expect_text("Stopped. Nothing was recorded.")
        assert terminal.exit_code() == 130


@pytest.mark.terminal
@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(("reply", "said"), [("y", "Entered: 2 days."), ("n", "Nothing was entered.")])
def test_at_a_terminal_it_asks_first(table: Path, reply: str, said: str) -> None:
    with at_terminal("log", "--from", str(table), env=AT) as terminal:
        terminal.expect_text("Enter them?")
        terminal.send(f"{reply}{ENTER}")
        terminal.expect_text(said)
        assert terminal.exit_code() == 0
