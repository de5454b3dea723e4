"""A standard stream that is closed leads nowhere: the program does what it does without a terminal."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from collections.abc import Sequence
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
