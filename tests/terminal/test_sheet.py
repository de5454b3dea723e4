"""The sheet for bad days at a real terminal, narrow and wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, Person, at_terminal, book, run

pytestmark = pytest.mark.terminal

HOSTILE = "walks \x1b[2J\x1b]52;c;aGk=\x07 \u202etxt\nthen rest"


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [80, 60])
def test_each_field_is_asked_kept_at_once_and_ctrl_c_loses_nothing(columns: int, with_plan: Path) -> None:
    with at_terminal("sheet", env=at(with_plan), columns=columns) as terminal:
        person = Person(terminal, {"How do you know": "stiff, short steps", "What do you check": ""})
        person.play(until="What helps in the first hour?")
        assert "1 of 12: My signs" in " ".join(person.blocks)
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    shown = run("sheet", "--show", env=at(with_plan))
    assert "stiff, short steps" in shown.stdout
    assert "My checks" not in shown.stdout

    with at_terminal("sheet", env=at(with_plan), columns=columns) as terminal:
        person = Person(terminal, {"How do you know": "-"})
        person.wait()
        assert "Now: stiff, short steps" in person.blocks[0]
        assert "Enter keeps it" in person.blocks[0]
        person.reply("-")
        person.wait()
        assert "Enter to pass" in person.blocks[1]
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    assert "Nothing stands in it yet" in run("sheet", "--show", env=at(with_plan)).stdout


@pytest.mark.parametrize("columns", [80, 60])
def test_lines_stay_lines_and_nothing_in_them_is_obeyed(columns: int, with_plan: Path) -> None:
    kept = run("sheet", "--set", f"keep={HOSTILE}", env=at(with_plan))
    assert kept.returncode == 0
    with at_terminal("sheet", "--show", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text("Change it: backcoach sheet")
        lines = [line.rstrip() for line in terminal.screen().splitlines()]
        assert "  then rest" in lines
        assert lines[lines.index("What I keep doing") + 1].startswith("  walks ")
        assert b"\x1b]52" not in terminal.written()
        assert "\u202e" not in terminal.screen()
        assert terminal.exit_code() == 0


def test_in_an_emergency_the_action_stands_and_nothing_is_asked(in_emergency: Path) -> None:
    with at_terminal("sheet", env=at(in_emergency)) as terminal:
        terminal.expect_text("call 111")
        assert "My signs" not in terminal.screen()
    kept = run("sheet", "--set", "keep=x", env=at(in_emergency))
    assert kept.returncode == 12
    assert "111" in kept.stdout


def test_in_a_flare_up_what_was_written_stands_there_once_the_safety_questions_are_done(
    with_plan: Path, example: Path, tmp_path: Path
) -> None:
    run("sheet", "--set", "keep=walks \x1b[2J with Ann", env=at(with_plan))
    waits = run("flare", env=at(with_plan))
    assert "All safety questions are due now" in waits.stdout
    assert "with Ann" not in waits.stdout

    answers, questions = tmp_path / "screening.toml", book().screening.rules.questions
    lines = example.read_text(encoding="utf-8").splitlines()
    answers.write_text(
        "\n".join(line for line in lines if line.split(" =")[0] in questions), encoding="utf-8"
    )
    screened = run("screen", "--answers", str(answers), env=at(with_plan))
    assert screened.returncode == 0, screened.stderr
    shown = run("flare", "--show", env=at(with_plan)).stdout
    assert "My sheet for bad days" in shown
    assert "with Ann" in shown
    assert "\x1b" not in shown


def test_without_a_terminal_nothing_is_asked(with_plan: Path) -> None:
    ran = run("sheet", env=at(with_plan))
    assert ran.returncode == 2
    assert "backcoach sheet --set FIELD=TEXT" in ran.stderr
