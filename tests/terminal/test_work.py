"""The way back to normal hours at a real terminal."""

from __future__ import annotations

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("with_plan")]

LATER = "2026-11-25T09:00:00+00:00"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


def shown(*arguments: str, columns: int = 80) -> tuple[int, list[str]]:
    """The exit code, and the lines that are to be seen at the end."""
    with at_terminal(*arguments, columns=columns) as terminal:
        code = terminal.exit_code()
        return code, terminal.screen().splitlines()


@pytest.mark.parametrize("columns", [80, 60])
def test_it_shows_the_hours_why_what_is_next_and_what_it_is_not(columns: int) -> None:
    saved = run("work", "--normal", "40", "--now", "8").stdout
    assert saved.startswith("Saved: normal 40 h a week on 5 days, now 8 h.")
    code, lines = shown("work", columns=columns)
    assert code == 0
    assert all(len(line) <= columns for line in lines)
    screen = " ".join(" ".join(lines).split())
    assert "no proof that anybody is fit or unfit for work" in screen
    assert "Not yet reviewed by a clinician." in screen
    assert "backcoach work --plan" in screen
    assert "Now 12 of 40 hours a week: Mon 4, Wed 4, Fri 4" in screen
    assert "Next 20 hours, load 25 %, not before Wed 25 Nov" in screen


def test_a_red_day_says_when_to_answer_the_safety_questions_and_stays_on_one_screen() -> None:
    assert run("work", "--normal", "40", "--now", "8").returncode == 0
    code, lines = shown("work", "--did", "4", "--red")
    screen = " ".join(" ".join(lines).split())
    assert code == 0
    assert "Saved: Sun 22 Nov, 4 hours, red." in screen
    assert "weak or numb, answer the safety questions now: backcoach screen" in screen
    assert "Now 12 of 40 hours" in screen


def test_the_plan_has_one_line_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Work this week" not in run("plan").stdout
    assert run("work", "--normal", "40", "--now", "8").returncode == 0
    assert run("work", "--did", "4").returncode == 0
    assert "Work this week: 12 h, see backcoach work" in run("plan").stdout
    monkeypatch.setenv("BACKCOACH_NOW", LATER)
    assert "Saved: Sun 22 Nov, 4 hours, fine, settled by the next morning: not sure." in (
        run("work", "--settled", "not_sure").stdout
    )


def test_the_page_is_plain_text_on_stdout() -> None:
    assert run("work", "--normal", "40", "--now", "8").returncode == 0
    done = run("work", "--plan", env={"FORCE_COLOR": "1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("PROPOSAL: WAY BACK TO NORMAL WORK HOURS\n")
    assert "\x1b" not in done.stdout


def test_hours_that_cannot_be_are_refused_with_the_next_step() -> None:
    done = run("work", "--normal", "40", "--now", "41")
    assert (done.returncode, done.stdout) == (2, "")
    assert "present hours are from 0 up to the normal hours" in done.stderr
    assert "backcoach work -h" in done.stderr


def test_the_help_has_examples() -> None:
    done = run("work", "-h")
    assert "backcoach work --normal 40 --now 8" in done.stdout
    assert "backcoach work --plan > proposal.txt" in done.stdout


def test_with_a_grave_result_only_the_action_is_shown() -> None:
    assert run("work", "--normal", "40", "--now", "8").returncode == 0
    assert run("log", "--all-clear", "--flag", "em_chest_pain").returncode == 12
    done = run("work", "--did", "4")
    assert done.returncode == 12
    assert "call 111" in done.stdout
    assert "hours a week" not in done.stdout
