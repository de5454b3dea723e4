"""Running a program of the system: the only place that starts one. Never through a shell."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from backcoach.values import Value

PATIENCE_SECONDS = 10.0
FAILED = 1
_STDERR = 2


class Ran(Value):
    """What came of a program: its exit code, and what it wrote."""

    code: int
    out: bytes = b""
    err: bytes = b""


def has_program(name: str) -> bool:
    """Whether the system has a program of that name."""
    return shutil.which(name) is not None


def run_outside(argv: Sequence[str], given: bytes = b"", more: Mapping[str, str] | None = None) -> Ran:
    """Run a program with its arguments as they are, and with `given` to read; it is ended when it hangs.

    A program that is not there, or that hangs, has failed. Its messages are those of the C locale. Raises
    nothing.
    """
    environment = {**os.environ, "LC_ALL": "C", **(more or {})}
    path = shutil.which(argv[0])
    if path is None:
        return Ran(FAILED)
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs, no shell
            [path, *argv[1:]],
            input=given,
            capture_output=True,
            env=environment,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Ran(FAILED)
    return Ran(done.returncode, done.stdout, done.stderr)


class Handed(Value):
    """What came of a program of the person: its exit code, None where it did not end by itself.

    `is_late` where it was ended for taking too long, `is_stopped` where Ctrl-C ended it.
    """

    code: int | None = None
    is_late: bool = False
    is_stopped: bool = False


def run_own(program: Path, given: bytes, more: Mapping[str, str], seconds: float) -> Handed:
    """Run a program of the person with `given` to read, in their environment and `more`; no shell.

    It has no terminal to ask at, and what it writes goes to stderr. When it takes longer than that it is
    ended, and what it started with it. Raises nothing.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the person's own, by its full path
            [str(program)],
            stdin=subprocess.PIPE,
            stdout=_STDERR,
            stderr=_STDERR,
            env={**os.environ, **more},
            start_new_session=True,
        )
    except OSError:
        return Handed()
    try:
        process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return Handed(is_late=True)
    except KeyboardInterrupt:
        _end(process)
        return Handed(is_stopped=True)
    return Handed(process.returncode)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that began a group of its own, with all of that group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
