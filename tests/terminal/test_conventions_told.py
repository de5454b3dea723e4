"""What people expect of what a program says: after a change, in few letters, without escapes, on leaving."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

TALK = "Made up: a demonstration, nobody's own record."

CHANGING = {
    "log --all-clear --pain 3": "backcoach undo",
    "flare --today": "backcoach undo",
    "pause --for illness": "backcoach pause --end",
    "goals drop 1": "backcoach undo",
    "options --choose heat": "Take it back: backcoach options --choose none",
    "settings accessible on": "accessible is on",
    "sheet --set signs=stiff": "backcoach",
}


@pytest.mark.parametrize("line", CHANGING)
def test_after_a_change_it_is_said_with_how_to_take_it_back_or_go_on(line: str, demo: Path) -> None:
    done = run(*shlex.split(line))
    assert done.returncode == 0, done.stderr
    assert CHANGING[line] in " ".join((done.stdout + done.stderr).replace(TALK, "").split())
    assert demo.exists()


def test_after_a_dose_it_is_said_how_to_take_it_back(with_plan: Path) -> None:
    env = {"BACKCOACH_HOME": str(with_plan), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
    done = run("dose", "paracetamol", "500", "--all-clear", env=env)
    assert done.returncode == 0, done.stderr
    assert "never swallowed: backcoach undo" in done.stdout


@pytest.mark.parametrize("line", ["plan", "progress", "report", "options --compare heat walking", "log -h"])
@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}]
)
def test_a_stream_of_few_letters_takes_every_line(line: str, env: dict[str, str], demo: Path) -> None:
    run(*shlex.split(line))  # what is told once is told now
    usual, done = run(*shlex.split(line)), run(*shlex.split(line), env=env)
    assert (done.returncode, "went wrong" in done.stderr) == (usual.returncode, False)
    assert len(done.stdout.split()) >= len([word for word in usual.stdout.split() if word.isascii()])
    assert demo.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("line", ["log", "thoughts", "goals set", "meds answer", "erase", "review"])
def test_a_conversation_writes_no_escape_byte_where_none_is_wanted(
    line: str, env: dict[str, str], demo: Path
) -> None:
    for key in ("\x03", "\x04"):
        with at_terminal(*shlex.split(line), env=env) as terminal:
            assert terminal.read_until(lambda written: written.endswith(b"  > "))
            terminal.type("nonsense\r")
            terminal.expect_text("lease type" if line != "erase" else "Nothing was changed.")
            if line != "erase":
                terminal.type(key)
                assert terminal.exit_code() == 130
            assert b"\x1b" not in terminal.written()
    assert demo.exists()


@pytest.mark.terminal
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_while_a_passphrase_is_typed_ends_with_130_and_seals_nothing(key: str, demo: Path) -> None:
    before = sorted(one.name for one in demo.rglob("*"))
    for typed in ("", "four words are better\r"):
        with at_terminal("seal") as terminal:
            terminal.expect_text("Passphrase:")
            if typed:
                terminal.type(typed)
                terminal.expect_text("Again:")
            terminal.type(key)
            assert terminal.exit_code() == 130
    assert sorted(one.name for one in demo.rglob("*") if one.name != "backups") == [
        name for name in before if name != "backups"
    ]
