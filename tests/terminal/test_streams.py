"""A standard stream that is closed, full or no longer read leads nowhere, and the program does its work."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests import program
from tests.terminal.keyboard import NOW, backcoach, rows_in

NOTHING_TO_READ, NOBODY_READS, NOBODY_HEARS = "<&-", ">&-", "2>&-"


def run_with(closing_them: str, args: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """One command started by a shell that closes streams of it."""
    line = f"exec {shlex.join(backcoach(*args))} {closing_them}"
    env = {**os.environ, "BACKCOACH_NOW": NOW}
    return program.run(["/bin/sh", "-c", line], env=env, cwd=program.ROOT)


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("screen",), 2, "There is no terminal here to ask at."),
        (("review",), 2, "This week goes on"),
        (("sit",), 0, ""),
        (("flare", "--today"), 0, ""),
        (("export", "--encrypt", "mine.age"), 2, "There is no terminal here to ask for a passphrase."),
        (("dose", "paracetamol", "20000", "--taken"), 12, ""),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_without_a_standard_input_nothing_is_asked(args: tuple[str, ...], code: int, words: str) -> None:
    done = run_with(NOTHING_TO_READ, args)

    assert "went wrong" not in done.stderr
    assert words in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize(
    "closed", [NOBODY_READS, NOBODY_HEARS, f"{NOTHING_TO_READ} {NOBODY_READS} {NOBODY_HEARS}"]
)
def test_without_an_output_a_dose_is_kept_and_nothing_is_written_into_the_record(
    with_plan: Path, closed: str
) -> None:
    before = rows_in(with_plan)
    done = run_with(closed, ("dose", "paracetamol", "500"))

    assert (done.returncode, len(rows_in(with_plan))) == (0, len(before) + 1)
    assert "went wrong" not in done.stderr
    with closing(sqlite3.connect(with_plan / "record.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_letters_that_are_none_harm_no_output_that_is_closed() -> None:
    args = ["plan", b"\xff\xfe".decode("utf-8", "surrogateescape")]

    assert run_with(NOBODY_HEARS, args).returncode == 2


def ended(args: Sequence[str], stdout: int, stderr: int) -> int | None:
    """The exit code of a command with these streams, and nothing to read."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        env = {**os.environ, "BACKCOACH_NOW": NOW}
        return program.start(backcoach(*args), (nothing, stdout, stderr), env=env).wait()
    finally:
        os.close(nothing)


@pytest.fixture
def no_room() -> Iterator[int]:
    """A stream that takes nothing, as on a full disk."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb", buffering=0) as full:
        yield full.fileno()


@pytest.fixture
def nobody() -> Iterator[int]:
    """A pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


KEEPING = (
    (("dose", "paracetamol", "500"), 0, 1),
    (("log", "--all-clear", "--pain", "3"), 0, 1),
    (("log", "--flag", "em_chest_pain", "--walk", "3"), 12, 2),
    (("dose", "paracetamol", "20000", "--taken"), 12, 2),
)
"""What is kept, with its exit code and how many entries it makes at least."""


@pytest.mark.parametrize(("args", "code", "more"), KEEPING, ids=str)
def test_a_full_disk_below_the_words_denies_nothing_that_was_saved_and_hides_no_emergency(
    args: Sequence[str], code: int, more: int, with_plan: Path, no_room: int, tmp_path: Path
) -> None:
    before = len(rows_in(with_plan))
    with (tmp_path / "said").open("w+b", buffering=0) as said:
        assert ended(args, no_room, said.fileno()) == code
        said.seek(0)
        words = said.read().decode()
    assert len(rows_in(with_plan)) >= before + more
    assert "It is saved all the same: do not enter it again." in words
    assert "went wrong" not in words


def test_a_full_disk_below_the_words_does_not_deny_that_all_was_erased(
    with_plan: Path, no_room: int, tmp_path: Path
) -> None:
    with (tmp_path / "said").open("w+b", buffering=0) as said:
        assert ended(("erase", "--yes"), no_room, said.fileno()) == 0
        said.seek(0)
        words = said.read().decode()
    assert not with_plan.exists()
    assert "could not be written" in words
    assert "Your record is erased all the same" in words


@pytest.mark.parametrize(("args", "code", "more"), KEEPING, ids=str)
def test_who_reads_no_more_or_cannot_be_told_changes_neither_record_nor_exit_code(
    args: Sequence[str], code: int, more: int, with_plan: Path, no_room: int, nobody: int, tmp_path: Path
) -> None:
    for name, streams in (("gone", (nobody, nobody)), ("full", (no_room, no_room)), ("deaf", (1, no_room))):
        home = tmp_path / name / "record"
        shutil.copytree(with_plan, home)
        before = len(rows_in(home))
        out = os.open(os.devnull, os.O_WRONLY) if streams[0] == 1 else os.dup(streams[0])
        assert ended(("--home", str(home), *args), out, streams[1]) == code
        os.close(out)
        assert len(rows_in(home)) >= before + more


@pytest.mark.usefixtures("with_plan")
@pytest.mark.parametrize("args", [("plan", "--json"), ("export",), ("report",), ("start", "--example")])
def test_what_could_not_be_shown_in_full_is_not_called_done(
    args: Sequence[str], no_room: int, nobody: int
) -> None:
    assert ended(args, no_room, no_room) == 2
    assert ended(args, nobody, no_room) == 0
