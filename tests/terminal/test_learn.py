"""What there is to read, at a real terminal: narrow, wide and without colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

pytestmark = pytest.mark.terminal

LATER = "2026-11-23T09:30:00+00:00"
DRAFT = "Not yet reviewed by a clinician."


def at(home: Path, now: str = NOW) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [80, 60])
def test_the_page_of_today_stands_on_one_screen_with_why_it_and_what_is_next(
    columns: int, with_plan: Path
) -> None:
    with at_terminal("learn", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text("The next one comes on Mon 23 Nov.")
        for text in ("Sleep and the back", "How sure?", DRAFT, "Why this one?", "backcoach why e15_sleep1"):
            terminal.expect_text(text)
        assert terminal.exit_code() == 0
    with at_terminal("learn", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text("One a day is enough, and today's was shown.")
        terminal.expect_text("All pages: backcoach learn --list")
        assert "Sleep: 1 of 4 read" in terminal.screen()
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("columns", [80, 60])
def test_a_script_shows_its_cautions_and_its_seconds(columns: int, with_plan: Path) -> None:
    with at_terminal("learn", "r_micro", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text(DRAFT)
        for text in ("1 min 10 s", "Never while you drive", "3 times:", "4 s Breathe in."):
            terminal.expect_text(text)
        assert terminal.exit_code() == 0


def test_marks_are_signs_and_without_colour_no_escape_is_sent(with_plan: Path) -> None:
    env = at(with_plan) | {"NO_COLOR": "1"}
    assert run("learn", "e11_scan", env=env).returncode == 0
    assert "will not be offered" in run("learn", "--mute", "smoking", env=env).stdout
    listed = run("learn", "--list", env=env).stdout
    assert "[x] e11_scan: Do I need a scan?" in listed
    assert "[-] e20_smoke: Smoking and the back" in listed
    assert "[ ] e05_heat: Warm or cold?" in listed
    assert "r_breath: Slow breaths (4 min 20 s)" in listed
    with at_terminal("learn", "--list", env=env) as terminal:
        terminal.expect_text("[x] read")
        assert b"\x1b" not in terminal.written()
    assert "may be offered again" in run("learn", "--unmute", "smoking", env=env).stdout


def test_the_plan_names_it_in_one_quiet_line_until_it_was_read_and_the_log_never(with_plan: Path) -> None:
    line = "Today's page: Sleep and the back (backcoach learn)"
    assert run("plan", env=at(with_plan)).stdout.splitlines().count(line) == 1
    logged = run("log", "--all-clear", "--walk", "5", env=at(with_plan))
    assert "learn" not in logged.stdout + logged.stderr
    assert line not in run("plan", "--week", "1", "--json", env=at(with_plan)).stdout
    run("learn", env=at(with_plan))
    assert "Today's page" not in run("plan", env=at(with_plan)).stdout
    assert "Today's page: By day, for the night" in run("plan", env=at(with_plan, LATER)).stdout


def test_without_a_record_any_page_is_read_and_it_is_said_that_the_questions_come_first(home: Path) -> None:
    page = run("learn", "hurt", "harm")
    assert page.returncode == 0
    assert "Hurt is not the same as harm" in page.stdout
    assert page.stderr.strip() == "The safety questions come first: backcoach start"
    bare = run("learn")
    assert "Your back: 0 of 5 read" in bare.stdout
    assert "Nothing is recorded" in bare.stderr
    assert "[ ] e30_help: When to get help" in run("learn", "--list").stdout
    assert not home.exists()


def test_a_near_name_is_guessed(with_plan: Path) -> None:
    ran = run("learn", "r_braeth", env=at(with_plan))
    assert ran.returncode == 2
    assert "Did you mean: r_breath?" in ran.stderr


def test_in_an_emergency_the_action_stands_and_no_page_reassures(in_emergency: Path) -> None:
    for words in ((), ("--list",), ("e01_common",), ("r_breath",)):
        ran = run("learn", *words, env=at(in_emergency))
        assert ran.returncode == 12
        assert "111" in ran.stdout
        for text in ("Back pain is common", "Slow breaths", "read"):
            assert text not in ran.stdout.splitlines()[0]
        assert "How sure?" not in ran.stdout
    with at_terminal("learn", "e30_help", env=at(in_emergency)) as terminal:
        terminal.expect_text("When to get help")
        screen = terminal.screen()
        assert "111" in screen.splitlines()[0]
        assert terminal.exit_code() == 12


def test_what_an_answer_narrows_is_said_above_the_page(example: Path, home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "numb.toml"
    text = example.read_text(encoding="utf-8")
    assert 'neuro_numb_leg = "no"' in text
    answers.write_text(text.replace('neuro_numb_leg = "no"', 'neuro_numb_leg = "not_sure"'), encoding="utf-8")
    assert run("start", "--answers", str(answers), env=at(home)).returncode == 0
    lifting = run("learn", "lifting", env=at(home))
    assert lifting.stdout.splitlines()[:2] == ["Lifting", "For you: Only what fits your answers."]
    heat = run("learn", "warm", "or", "cold", env=at(home))
    assert (heat.returncode, heat.stdout) == (4, "")
    assert "Your skin may not feel a burn." in heat.stderr
    assert "e05_heat: Warm or cold? (not now)" in run("learn", "--list", env=at(home)).stdout
