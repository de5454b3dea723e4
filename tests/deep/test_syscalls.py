from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.deep.syscalls import live, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


def write_five_times(file: Path) -> None:
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY, 0o600)
    for _ in range(5):
        os.write(descriptor, b"x")
        os.fsync(descriptor)


def test_a_process_is_killed_before_the_call_and_not_after_it(tmp_path: Path) -> None:
    for place in range(1, 12):
        file = tmp_path / str(place)
        life = live(lambda file=file: write_five_times(file), until=place)
        assert life.is_killed
        assert life.calls == ["openat", *["write", "fsync"] * 5][:place]
        assert (file.read_bytes() if file.exists() else None) == (
            b"x" * ((place - 1) // 2) if place > 1 else None
        )


def test_a_process_that_makes_no_more_such_calls_comes_to_its_own_end(tmp_path: Path) -> None:
    life = live(lambda: write_five_times(tmp_path / "file"), until=12)
    assert (life.exit_code, len(life.calls)) == (0, 11)
    assert live(lambda: write_five_times(tmp_path / "missing" / "file")).exit_code == 1
    assert live(lambda: os.kill(os.getpid(), signal.SIGTERM)).exit_code == -signal.SIGTERM


def test_reading_counts_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    assert live(file.read_bytes).calls == []


def test_the_calls_of_a_transaction_are_those_that_sqlite_is_known_to_make(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"

    def write(value: int) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS one (value)")
            connection.execute("INSERT INTO one VALUES (?)", (value,))

    write(1)
    calls = live(lambda: write(2)).calls
    assert calls[0] == "openat", "the rollback journal is made first"
    assert calls[-1] == "unlink", "and removed at last"
    assert {"pwrite64", "fdatasync"} <= set(calls)
    for place, _ in enumerate(calls, start=1):
        live(lambda: write(3), until=place)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT value FROM one").fetchall() == [(1,), (2,)]
