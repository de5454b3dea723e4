"""Running a program of the system: the only place that starts one. Never through a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from backcoach.values import dataclass

PATIENCE_SECONDS = 10.0
FAILED = 1


@dataclass(frozen=True, slots=True)
class Ran:
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
