"""Every command that a page names is run, or at least known with its options."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backcoach.terminal.app import every_command
from backcoach.terminal.by_typer import made
from backcoach.terminal.exits import Exit
from tests.docs.pages import WRITTEN_BY_HAND, Block, blocks, name, spans
from tests.terminal.keyboard import run

FIRST_DAY, EVENING = "2026-03-02T08:10:00+00:00", "2026-03-02T18:30:00+00:00"
PROGRAM = made(every_command())
ASKING = frozenset({"start", "log", "review"})
"""Lines that ask at a terminal: without one they must end by saying so, and with nothing else."""
NO_TERMINAL = "There is no terminal here"
BLOCKS = [block for page in WRITTEN_BY_HAND for block in blocks(page)]
_EXIT = re.compile(r"\s+# ends with (\d+).*$")
_REMARK = re.compile(r"\s+# .*$")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who started in the morning and logged in the evening."""
    folder = tmp_path_factory.mktemp("started")
    answers = folder / "answers.toml"
    answers.write_text(run("start", "--example").stdout, encoding="utf-8")
    env = {"BACKCOACH_HOME": str(folder / "record"), "TZ": "UTC"}
    for at, words in (
        (FIRST_DAY, ["start", "--answers", str(answers)]),
        (EVENING, ["log", "--all-clear", "--walk", "10"]),
    ):
        done = run(*words, env=env | {"BACKCOACH_NOW": at})
        assert done.returncode == 0, done.stderr
    return folder / "record"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.page}:{block.lines[0]}")
def test_a_block_of_commands_does_what_the_page_says(
    block: Block, started: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(started, home)
    monkeypatch.chdir(tmp_path)
    now = datetime.fromisoformat(EVENING) + timedelta(days=block.day - 1)
    for line in block.lines:
        wanted = int(match.group(1)) if (match := _EXIT.search(line)) else Exit.DONE
        words = _REMARK.sub("", line)
        done = run(*shlex.split(words), env={"BACKCOACH_NOW": now.isoformat()})
        if words in ASKING:
            assert NO_TERMINAL in done.stderr, f"{words} asks nothing any more: {done.stderr}"
            wanted = Exit.BAD_INPUT
        assert done.returncode == wanted, f"{block.page}: {line}: {done.stderr}"


def test_the_pages_hold_commands_to_run_and_none_of_the_list_is_left_over() -> None:
    lines = {_REMARK.sub("", line) for block in BLOCKS for line in block.lines}
    assert len(lines) > 20
    assert lines >= ASKING


def named(span: str) -> tuple[str, Any, str] | None:
    """The command that a piece of code names, and the words after it; None where it names none."""
    command, path, words = PROGRAM, [], span.split()
    is_ours = words[:1] == ["backcoach"]
    rest = words[1:] if is_ours else words
    while rest and rest[0] in getattr(command, "commands", {}):
        command, path, rest = command.commands[rest[0]], [*path, rest[0]], rest[1:]
    if not path and not is_ours:
        return None
    return " ".join(path), command, " ".join(rest)


def faults_of(span: str) -> Iterator[str]:
    """What is not known of a command that a page names."""
    found = named(span)
    if found is None:
        return
    path, command, rest = found
    outside = re.sub(r"""(["'])(?:(?!\1).)*\1""", "", rest)
    if not path and rest and rest[0].isalpha():
        yield f"no command: {span}"
        return
    known = {one for parameter in command.params for one in (*parameter.opts, *parameter.secondary_opts)}
    inner = outside if path != "demo" else ""
    yield from (
        f"no option {one}: {span}" for one in re.findall(r"--[a-z][a-z-]*", inner) if one not in known
    )


@pytest.mark.parametrize("page", WRITTEN_BY_HAND, ids=name)
def test_every_command_in_a_line_of_a_page_is_known_with_its_options(page: Path) -> None:
    assert [fault for span in spans(page.read_text("utf-8")) for fault in faults_of(span)] == []


@pytest.mark.parametrize(
    ("span", "is_fault"),
    [
        ("backcoach plan --set walk=10", False),
        ("meds prescribed take ID --taken", False),
        ("backcoach demo plan --week 3", False),
        ("plan a trip", False),
        ("backcoach plans", True),
        ("backcoach plan --sett walk=10", True),
        ("undo --redoo", True),
    ],
)
def test_what_is_not_known_is_found(span: str, *, is_fault: bool) -> None:
    assert bool([*faults_of(span)]) is is_fault
