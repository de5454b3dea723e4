"""`backcoach remind`: discreet lines, an exit code that says if anything is due, nothing at night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backcoach.flows.remind import DueKind
from backcoach.handbook.loading import load_handbook
from backcoach.terminal.screens.remind import DISCREET, PLAIN
from tests.terminal.keyboard import at_terminal, run
from tests.terminal.test_calendar import HEALTH_WORDS

EVENING = {"BACKCOACH_NOW": "2026-11-22T17:00:00+00:00", "TZ": "UTC"}
NIGHT = {"BACKCOACH_NOW": "2026-11-22T23:30:00+00:00", "TZ": "UTC"}
NOTHING_STARTED, NOTHING_DUE, BAD_INPUT, EMERGENCY_NOW = 3, 7, 2, 12


def telling(text: str) -> list[str]:
    """The words of a text that tell about health; the name of the program is not among them."""
    plain = text.lower().replace("backcoach", "")
    names = {product.name.lower() for product in load_handbook().packs.packs}
    return [word for word in HEALTH_WORDS if word in plain] + [
        name for name in names if re.search(rf"\b{re.escape(name)}\b", plain)
    ]


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of all programs of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.usefixtures("with_plan")
def test_no_discreet_line_tells_about_health() -> None:
    done = run("remind", env=EVENING)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert {"backcoach log", "backcoach plan"} <= set(lines)
    assert any(re.fullmatch(r"\d+ min walk", line) for line in lines)
    assert len(set(lines)) == len(lines)
    assert done.stderr == ""
    assert telling(done.stdout) == []


def test_no_discreet_word_of_any_kind_tells_about_health_and_each_kind_has_one() -> None:
    assert [line for line in DISCREET.values() if telling(line)] == []
    assert set(DISCREET) == set(DueKind) - {DueKind.SAFETY}
    assert set(PLAIN) == set(DueKind) - {DueKind.DOSE, DueKind.SESSION}
    assert telling("backcoach screen --weekly") == []


@pytest.mark.usefixtures("with_plan")
def test_plain_words_say_what_it_is() -> None:
    said = run("remind", "--plain-words", env=EVENING).stdout
    assert "paracetamol 1000 mg" in said.lower()
    assert "check-in of today: backcoach log" in said
    assert len(said.splitlines()) > 3


@pytest.mark.usefixtures("with_plan")
def test_in_quiet_hours_nothing_is_printed_and_it_ends_as_with_nothing_due() -> None:
    done = run("remind", env=NIGHT)
    assert (done.returncode, done.stdout, done.stderr) == (NOTHING_DUE, "", "")
    again = run("remind", "--quiet", "none", env=NIGHT)
    assert again.returncode == 0
    assert again.stdout


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    ("quiet", "code"), [("16:00-18:00", NOTHING_DUE), ("18:00-16:59", 0), ("22:00-7:00", 0)]
)
def test_quiet_hours_may_be_named(quiet: str, code: int) -> None:
    assert run("remind", "--quiet", quiet, env=EVENING).returncode == code


@pytest.mark.usefixtures("with_plan")
def test_somebody_at_the_keyboard_is_told_why_there_is_nothing() -> None:
    with at_terminal("remind", env=NIGHT) as terminal:
        assert terminal.exit_code() == NOTHING_DUE
        assert "Quiet hours until 07:00" in terminal.screen()


@pytest.mark.usefixtures("in_emergency")
def test_while_a_sign_stands_one_discreet_line_says_where_to_look_and_the_exit_code_stands() -> None:
    done = run("remind", "--plain-words", env=EVENING)
    assert done.returncode == EMERGENCY_NOW
    assert done.stdout.splitlines() == ["what you told needs a look first: backcoach status"]
    assert run("remind", env=EVENING).stdout == "backcoach status\n"
    assert run("remind", "--quiet", "16:00-18:00", env=EVENING).returncode == EMERGENCY_NOW


@pytest.mark.usefixtures("in_emergency", "no_programs")
def test_what_the_timer_runs_prints_nothing_and_its_exit_code_does_not_tell_a_grave_sign() -> None:
    done = run("remind", "--notify", env=EVENING)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    moved = run("remind", "--notify", "--move", env=EVENING)
    assert (moved.returncode, moved.stdout, moved.stderr) == (NOTHING_DUE, "", "")


def test_before_start_there_is_nothing_to_remind_of_and_no_folder_is_made(home: Path) -> None:
    assert run("remind", env=EVENING).returncode == NOTHING_STARTED
    assert not home.exists()


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    "options",
    [
        ("--quiet", "21:00"),
        ("--quiet", "25:00-08:00"),
        ("--quiet", "08:00-08:00"),
        ("--install", "--remove"),
        ("--install", "--json"),
        ("--notify", "--json"),
        ("--every", "60m"),
        ("--breaks", "45m"),
        ("--as", "cron"),
        ("--move",),
        ("--install", "--as", "at"),
        ("--install", "--as", "systemd", "--every", "5m"),
        ("--install", "--as", "systemd", "--every", "25h"),
        ("--install", "--as", "systemd", "--every", "soon"),
        ("--install", "--as", "systemd", "--quiet", "night"),
    ],
)
@pytest.mark.usefixtures("no_programs")
def test_options_that_cannot_be_used_are_refused_and_nothing_is_written(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    done = run("remind", *options, env=EVENING)
    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "user").iterdir()) == []
