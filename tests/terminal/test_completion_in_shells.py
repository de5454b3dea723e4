"""The scripts in the shells they are for: what a person sees who presses TAB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcoach.terminal.completion_scripts import script
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

CLEAR = "\x15"
FILE = "my-back-2026.json"
ASK = r"""
. "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_backcoach backcoach
printf '%s\n' "${COMPREPLY[@]}"
"""
START = {
    "bash": ("--norc", "--noprofile", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i"),
}
SET_UP = {
    "bash": "bind 'set bell-style none'; PS1='ready> '; . {}",
    "zsh": "PROMPT='ready> '; autoload -Uz compinit && compinit -u -D; . {}",
    "fish": "function fish_prompt; echo 'ready> '; end; source {}",
}
TYPED = (
    ("backcoach prog", "backcoach progress"),
    ("backcoach go brid", "backcoach go bridge"),
    ("backcoach log --did brid", "backcoach log --did bridge"),
    ("backcoach log --did=brid", "backcoach log --did=bridge"),
    ("backcoach log --did wal", "backcoach log --did walk="),
    ("backcoach log --settl", "backcoach log --settled"),
    ("backcoach dose anadin\\ e", "backcoach dose anadin\\ extra"),
    ('backcoach dose "anadin e', 'backcoach dose "anadin extra"'),
    ("backcoach import my-b", f"backcoach import {FILE}"),
    ("backcoach start --answers=my-b", f"backcoach start --answers={FILE}"),
)


def needs(shell: str) -> str:
    """Where the shell is; the test is skipped where it is not."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} on this machine")
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one file, and beside it the scripts, which start the program under test."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / FILE).touch()
    for shell in ("bash", "zsh", "fish", "powershell"):
        text = script(shell, (sys.executable, "-m", "backcoach"))
        (tmp_path / f"script.{shell}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    root = Path(__file__).parents[2]
    own = {name: str(tmp_path) for name in ("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {**os.environ, **own, "PYTHONPATH": str(root), "BACKCOACH_HOME": str(tmp_path / "none")}


def in_bash(place: Path, environment: dict[str, str], *words: str, options: str = "") -> list[str]:
    command = [
        needs("bash"),
        "--norc",
        "-c",
        options + ASK,
        "bash",
        str(place.parent / "script.bash"),
        *words,
    ]
    done = subprocess.run(command, env=environment, cwd=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("backcoach", "do"), ["dose", "doctor"]),
        (("backcoach", "exercises", "brid"), ["bridge"]),
        (("backcoach", "log", "--se"), ["--settled", "--session"]),
        (("backcoach", "log", "--did", "=", "brid"), ["bridge"]),
        (("backcoach", "export", "my"), []),
    ],
)
def test_bash_is_told_what_may_stand_there(
    words: tuple[str, ...], found: list[str], place: Path, environment: dict[str, str]
) -> None:
    assert in_bash(place, environment, *words) == found


def test_a_strict_bash_is_told_the_same_and_keeps_nothing(place: Path, environment: dict[str, str]) -> None:
    found = in_bash(place, environment, "backcoach", "do", options="set -eu; set -o posix; IFS=o;")
    assert found == ["dose", "doctor"]
    text = 'before=$(set | cut -d= -f1); . "$1"; COMP_WORDS=(backcoach do); COMP_CWORD=1; _backcoach; set'
    command = [needs("bash"), "--norc", "-c", f'{text} | cut -d= -f1 | grep -vxF "$before"', "bash"]
    command.append(str(place.parent / "script.bash"))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    left = {line for line in done.stdout.splitlines() if line.isidentifier()}
    assert left <= {"COMPREPLY", "COMP_WORDS", "COMP_CWORD", "before", "BASH_REMATCH", "PIPESTATUS"}


def test_a_program_that_is_gone_completes_names_of_files_in_silence(
    place: Path, environment: dict[str, str]
) -> None:
    (place.parent / "script.bash").write_text(script("bash", ("/gone/backcoach",)), encoding="utf-8")
    assert in_bash(place, environment, "backcoach", "do") == []


@pytest.fixture(params=list(START))
def shell(
    request: pytest.FixtureRequest, place: Path, environment: dict[str, str]
) -> Iterator[tuple[str, Terminal]]:
    """A shell at a terminal, which has read its script and waits."""
    name = request.param
    argv = [needs(name), *START[name]]
    with Terminal(argv, env=environment, cwd=place, rows=40, columns=100, is_fresh=True) as terminal:
        terminal.send(SET_UP[name].format(place.parent / f"script.{name}") + "\r")
        terminal.expect_text("ready>")
        yield name, terminal


def test_a_real_tab_completes_in_a_shell_at_a_terminal(shell: tuple[str, Terminal]) -> None:
    name, terminal = shell
    for typed, completed in TYPED:
        terminal.type(f"{CLEAR}{typed}\t")
        terminal.expect_text(completed)
    terminal.type(f"{CLEAR}backcoach do\t\t")
    terminal.expect_text("doctor")
    terminal.expect_text("dose")
    if name != "bash":
        terminal.expect_text("Ask before the tablet, and note what was taken.")


def test_powershell_is_told_what_may_stand_there(place: Path, environment: dict[str, str]) -> None:
    ask = (
        f". '{place.parent / 'script.powershell'}'; "
        "foreach ($line in 'backcoach do', 'backcoach go brid', 'backcoach log --se') {"
        " (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText }"
    )
    command = [needs("pwsh"), "-NoProfile", "-Command", ask]
    done = subprocess.run(command, env=environment, cwd=place, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["dose", "doctor", "bridge", "--settled", "--session"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_shell_finds_no_fault_in_its_script(name: str, place: Path) -> None:
    done = subprocess.run(
        [needs(name), "-n", str(place.parent / f"script.{name}")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
