"""A program forked from one that is loaded does what a newly started one does, see `tests.program`."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backcoach.handbook import loading as handbook
from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.loading import load_handbook
from tests import program
from tests.terminal.keyboard import NOW, ORDINARY, Person, answers_in, backcoach, run
from tests.terminal.probe import WAYS
from tests.terminal.screen import Terminal
from tests.zygote import remembering

COMMANDS = [
    (),
    ("--version",),
    ("log", "--help"),
    ("no-such-command",),
    ("start",),
    ("start", "--example"),
    ("plan", "--json"),
    ("log", "--all-clear", "--walk", "10", "--pain", "4"),
    ("log", "--walk", "lots"),
    ("log", "--flag", "em_chest_pain"),
    ("dose", "paracetamol", "1000", "--all-clear"),
    ("why", "first_quota_acute"),
]
SHOWN = [("--help",), ("progress",)]
SETTINGS: list[dict[str, str]] = [
    {"NO_COLOR": "1"},
    {"FORCE_COLOR": "1"},
    {"COLUMNS": "50"},
    {"TERM": "dumb"},
    {"TERMINAL_WIDTH": "45"},
    {"TZ": "Pacific/Auckland"},
]
AT_THE_START = [
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "ascii"},
    {"LANG": "de_DE.UTF-8"},
    {"TYPER_USE_RICH": "0"},
]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


def probe(way: str) -> list[str]:
    return [sys.executable, "-m", "tests.terminal.probe", way]


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


def same_both_ways(home: Path, *args: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """What a command comes to, which is the same forked and newly started from the same record."""
    kept = home.with_name("kept")
    shutil.copytree(home, kept)
    forked = outcome(run(*args, env=env))
    shutil.rmtree(home)
    kept.rename(home)
    assert forked == outcome(run(*args, env=env, is_fresh=True))
    return forked


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_command_without_a_terminal_says_the_same_and_ends_the_same(
    with_plan: Path, args: tuple[str, ...]
) -> None:
    _, out, err = same_both_ways(with_plan, *args)
    assert out + err


@pytest.mark.parametrize("env", SETTINGS, ids=str)
def test_the_environment_has_the_same_effect(with_plan: Path, env: dict[str, str]) -> None:
    assert program.can_be_forked(backcoach("plan"), env | program._environment())
    args = ("plan", "--help") if "TERMINAL_WIDTH" in env else ("plan",)
    code, out, _ = same_both_ways(with_plan, *args, env=env)
    assert (code, "\x1b" in out) == (0, "FORCE_COLOR" in env)


@pytest.mark.parametrize("env", AT_THE_START, ids=str)
def test_what_is_read_while_python_starts_asks_for_a_true_start(env: dict[str, str]) -> None:
    assert not program.can_be_forked(backcoach("plan"), program._environment() | env)
    assert not program.can_be_forked([sys.executable, "-m", "json.tool"], program._environment())
    told = json.loads(program.run(probe("tell"), env=program._environment() | env).stdout)
    assert told["environment"].items() >= env.items()
    if "PYTHONIOENCODING" in env:
        assert {one["encoding"][0] for one in told["streams"]} == {"ascii"}


@pytest.mark.terminal
@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("args", SHOWN, ids=" ".join)
def test_a_command_at_a_terminal_writes_the_same_bytes(args: tuple[str, ...]) -> None:
    written = []
    for is_fresh in (False, True):
        with Terminal(backcoach(*args), columns=60, is_fresh=is_fresh) as terminal:
            written.append((terminal.exit_code(), terminal.written()))
    assert written[0] == written[1]
    assert written[0][0] == 0
    assert written[0][1]


@pytest.mark.terminal
def test_a_conversation_goes_the_same_way_and_keeps_the_same(home: Path) -> None:
    went = []
    for is_fresh in (False, True):
        with Terminal(backcoach("start"), is_fresh=is_fresh) as terminal:
            person = Person(terminal, ORDINARY)
            code = person.play_to_the_end()
            went.append((code, person.prompts, terminal.screen(), answers_in(home)))
        shutil.rmtree(home)
    assert went[0] == went[1]
    assert went[0][0] == 0


@pytest.mark.terminal
def test_ctrl_c_and_a_kill_end_it_the_same_way() -> None:
    for is_fresh in (False, True):
        with Terminal(backcoach("start"), is_fresh=is_fresh) as terminal:
            assert Person(terminal, ORDINARY).wait()
            terminal.ctrl_c()
            assert terminal.exit_code() == 130
        with Terminal(backcoach("start"), is_fresh=is_fresh) as terminal:
            assert Person(terminal, ORDINARY).wait()
            terminal.kill()
            assert terminal.exit_code() == -9


def read(seen: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(seen)
    return found


@pytest.mark.parametrize("limits", [(), [(resource.RLIMIT_FSIZE, 4096, 8192)]], ids=["no limits", "limits"])
def test_it_finds_the_same_around_it(limits: list[program.Limit]) -> None:
    env = {**program._environment(), "TZ": "Asia/Kolkata", "ONE": "1"}
    env.pop("PWD", None)
    forked, fresh = (
        read(program.run(probe("tell"), env=env, limits=limits, cwd=program.ROOT, is_fresh=is_fresh).stdout)
        for is_fresh in (False, True)
    )
    assert forked == fresh
    assert forked["zone"][0] == "IST"
    assert forked["open"] == []
    assert forked["terminal"] is None
    assert not limits or forked["limits"][0] == [4096, 8192]


@pytest.mark.terminal
def test_it_finds_the_same_terminal() -> None:
    seen = []
    for is_fresh in (False, True):
        with Terminal(probe("tell"), columns=9999, rows=5, cwd=program.ROOT, is_fresh=is_fresh) as terminal:
            assert terminal.exit_code() == 0
            seen.append(read(terminal.written().decode()))
    assert seen[0] == seen[1]
    assert seen[0]["terminal"] == [True, True]


@pytest.mark.parametrize("way", [one for one in WAYS if one != "tell"])
def test_it_ends_the_same_way(way: str) -> None:
    forked, fresh = (
        outcome(program.run(probe(way), cwd=program.ROOT, is_fresh=one)) for one in (False, True)
    )
    assert forked[:2] == fresh[:2]
    assert forked[2].splitlines()[-1:] == fresh[2].splitlines()[-1:]
    expected = {"code": 7, "words": 1, "killed": -9, "interrupted": -2, "failed": 1}
    assert forked[0] == expected.get(way, 0) or way == "unflushed"


def test_the_content_is_recalled_only_where_it_is_the_shipped_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = []

    def load(root: Path | None = None) -> Any:
        loaded.append(root)
        return load_handbook(root)

    recall = remembering(load)
    assert recall() is recall() is recall(find_content())
    assert loaded == [None]
    copy = Path(shutil.copytree(find_content(), tmp_path / "content"))
    assert recall(copy) is not recall()
    welcome = copy / "welcome.toml"
    monkeypatch.setattr(handbook, "find_content", lambda: copy)
    changed = remembering(load)
    welcome.write_text(welcome.read_text(encoding="utf-8") + "\nunknown = 1\n", encoding="utf-8")
    for one in (recall, changed):
        with pytest.raises(ContentError):
            one(copy)
    with pytest.raises(ContentError):
        recall()


def test_a_program_whose_content_was_changed_reads_it_as_it_is(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(find_content(), tmp_path / "content"))
    assert run("content", "check", str(copy)).returncode == 0
    (copy / "welcome.toml").unlink()
    assert run("content", "check", str(copy)).returncode == 2
