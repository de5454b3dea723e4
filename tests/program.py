"""Starting programs as processes of their own, at little cost: see `tests.zygote`, which forks them.

`python -m backcoach ...` runs in a fork of a process that has imported it already. It is a true start, with a
new interpreter, where `is_fresh` asks for it, or where the environment holds what Python or a library reads
only while it starts.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from signal import SIGKILL
from typing import Any

from tests.zygote import MODULES, REPORT, SIZE

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60.0
_READ_AT_THE_START = (
    "GITHUB_ACTIONS",
    "LANG",
    "LC_",
    "LD_",
    "MALLOC",
    "PYTHON",
    "TYPER_",
    "_TYPER_",
    "UNICODE_VERSION",
)
_PERSONAL = ("BACKCOACH_", "COLUMNS", "FORCE_COLOR", "LANGUAGE", "LC_ALL", "LINES", "NO_COLOR")
Limit = tuple[int, int, int]
"""A resource, and its soft and hard limit."""


class Program:
    """One program that was started, by its process id."""

    def __init__(self, report: int) -> None:
        self._report = report
        self.exit_code: int | None = None
        self.pid = self._told()

    def wait(self, seconds: float = PATIENCE_SECONDS) -> int | None:
        """The exit code, or the negative number of the signal; None if it still runs after that time."""
        if self.exit_code is None and select.select([self._report], [], [], max(seconds, 0.0))[0]:
            self.exit_code = os.waitstatus_to_exitcode(self._told())
            os.close(self._report)
        return self.exit_code

    def kill(self) -> None:
        """End it without a warning."""
        if self.wait(0) is None:
            os.kill(self.pid, SIGKILL)

    def _told(self) -> int:
        told = os.read(self._report, REPORT.size)
        assert len(told) == REPORT.size, "the process that starts programs has ended"
        number: int = REPORT.unpack(told)[0]
        return number


def start(
    argv: Sequence[str],
    streams: tuple[int, int, int],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    limits: Sequence[Limit] = (),
    has_terminal: bool = False,
    is_fresh: bool = False,
) -> Program:
    """Start a program with these standard streams, in exactly the environment `env` (else that of the test).

    With `has_terminal` they are a terminal, which becomes its own.
    """
    environment = dict(os.environ if env is None else env)
    os.umask(umask := os.umask(0o77))
    told, report = os.pipe()
    request = {
        "argv": list(argv),
        "environment": environment,
        "folder": str(cwd or Path.cwd()),
        "umask": umask,
        "limits": list(limits),
        "has_terminal": has_terminal,
        "is_forked": not is_fresh and can_be_forked(argv, environment),
    }
    _ask(request, (*streams, report))
    os.close(report)
    return Program(told)


def run(argv: Sequence[str], **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a program without a terminal to its end, with nothing to read; what it wrote is text."""
    pipes = [os.pipe(), os.pipe()]
    nothing = os.open(os.devnull, os.O_RDONLY)
    program = start(argv, (nothing, pipes[0][1], pipes[1][1]), **more)
    for descriptor in (nothing, pipes[0][1], pipes[1][1]):
        os.close(descriptor)
    try:
        out, err = _read_all([reading for reading, _ in pipes])
        code = program.wait()
        assert code is not None, f"{argv} still runs after it closed its streams"
    finally:
        program.kill()
    return subprocess.CompletedProcess(list(argv), code, out.decode(), err.decode())


def can_be_forked(argv: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether a fork finds what a new process would find."""
    is_known = tuple(argv[:2]) == (sys.executable, "-m") and argv[2] in MODULES
    return is_known and _read_at_start(env) == _read_at_start(_environment())


def _read_at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(_READ_AT_THE_START)}


@cache
def _environment() -> dict[str, str]:
    """The environment of the process that forks: that of the first test without anything personal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_PERSONAL)}
    return kept | {"LANG": "C.UTF-8"}


@cache
def _zygote() -> socket.socket:
    """The socket of the process that forks, started once for each process of pytest."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.zygote", str(theirs.fileno())],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        start_new_session=True,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait(timeout=PATIENCE_SECONDS)

    atexit.register(end)
    return ours


def _ask(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    whole = json.dumps(request).encode()
    socket.send_fds(_zygote(), [SIZE.pack(len(whole))], descriptors)
    _zygote().sendall(whole)


def _read_all(readings: list[int]) -> list[bytes]:
    """Everything that is written into these pipes, up to their ends. Raises `TimeoutError`."""
    written = dict.fromkeys(readings, b"")
    open_ones, end = set(readings), time.monotonic() + PATIENCE_SECONDS
    while open_ones:
        ready, _, _ = select.select(open_ones, [], [], max(end - time.monotonic(), 0))
        if not ready:
            raise TimeoutError(f"still running after {PATIENCE_SECONDS} s")
        for one in ready:
            chunk = os.read(one, 65536)
            written[one] += chunk
            if not chunk:
                open_ones.discard(one)
    for one in readings:
        os.close(one)
    return list(written.values())
