"""One input of the fuzzing: tried in a process of its own, with what it must never do.

Whatever is put in, the program ends by itself with one of its documented exit codes, shows no traceback,
sends no escape byte where no terminal reads, and repeats nothing of the record in a fault.
"""

from __future__ import annotations

import io
import os
import resource
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from backcoach.terminal.exits import Exit

SECONDS = 15.0
"""Longer than any command takes on a slow, busy machine; what still runs then is called a hang."""

MOST_MEMORY = 6 << 30
ENDED_WELL = frozenset({Exit.DONE, Exit.REFUSED, Exit.SOON, Exit.SAME_DAY, Exit.EMERGENCY_NOW})
DOCUMENTED = frozenset(Exit) - {Exit.OUR_FAULT, Exit.INTERRUPTED}
"""A fault of the program and Ctrl-C have no place here: the content is whole and nobody presses a key."""

_NEVER_SAID = ("Traceback (most recent", "went wrong inside backcoach", "Exception ignored", "Please report")
_ESCAPE = b"\x1b"


def _nothing(_code: int | None) -> Iterator[str]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What to try: `do` gives the exit code in the fork, `told` says it to whoever looks at a fault.

    `secrets` are texts that no fault may repeat, `closed` are the numbers of streams that are closed, and
    `after` looks at what is left behind, with the exit code.
    """

    told: str
    do: Callable[[], int]
    folder: Path
    stdin: bytes = b""
    closed: tuple[int, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    secrets: tuple[str, ...] = ()
    codes: frozenset[int] = DOCUMENTED
    after: Callable[[int | None], Iterator[str]] = _nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: `code` is None for a hang, and negative for a signal."""

    code: int | None
    out: bytes
    err: bytes

    @property
    def last_words(self) -> str:
        """What was said last, in one line."""
        return " / ".join(self.err.decode("utf-8", "backslashreplace").splitlines()[-4:])[-600:]


def tried(trial: Trial, seconds: float = SECONDS) -> Outcome:
    """Run it in a fork; a hang is ended after that time."""
    bell, ringer = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.close(bell)
            _be(trial, out, err)
        os.close(ringer)
        is_ended = bool(select.select([bell], [], [], seconds)[0])
        os.close(bell)
        if not is_ended:
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Outcome(status if is_ended else None, _all_of(out), _all_of(err))


def faults(trial: Trial, outcome: Outcome) -> Iterator[str]:
    """What this input did that none may do."""
    if outcome.code is None:
        yield "hangs"
    elif outcome.code not in trial.codes:
        yield f"ends with {outcome.code}: {_reason(outcome)}"
    elif said := [one for one in _NEVER_SAID if one.encode() in outcome.err + outcome.out]:
        yield f"says {said[0]!r}: {_reason(outcome)}"
    if _ESCAPE in outcome.out + outcome.err:
        yield f"sends an escape byte to {'stdout' if _ESCAPE in outcome.out else 'stderr'}"
    if outcome.code not in ENDED_WELL and any(one.encode() in outcome.err for one in trial.secrets):
        yield "repeats in a fault what was recorded"
    yield from trial.after(outcome.code)


def _reason(outcome: Outcome) -> str:
    """The line that tells one fault from another."""
    lines = outcome.err.decode("utf-8", "backslashreplace").splitlines()
    inside = [line for line in lines if "went wrong inside" in line]
    is_traceback = any(line.startswith("Traceback") for line in lines)
    named = inside or (lines[-1:] if is_traceback else lines[:1]) or ["nothing is said"]
    return named[0][:160]


def _all_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _be(trial: Trial, out: BinaryIO, err: BinaryIO) -> None:
    """In the fork: never returns."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _take_streams(trial, out, err)
        _take_environment(trial)
        code = code_of(trial.do)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except BaseException:  # noqa: BLE001 - as Python does at its end
        err.write(traceback.format_exc().encode("utf-8", "backslashreplace"))
        err.flush()
    finally:
        os._exit(code & 0xFF)


def code_of(do: Callable[[], object]) -> int:
    """The exit code that something ends with."""
    try:
        done = do()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return done if isinstance(done, int) else 0


def _take_environment(trial: Trial) -> None:
    os.chdir(trial.folder)
    os.environ.clear()
    os.environ.update(trial.environment)
    time.tzset()


def _take_streams(trial: Trial, out: BinaryIO, err: BinaryIO) -> None:
    """The streams as Python makes them: None for one that is closed."""
    given = tempfile.TemporaryFile()  # noqa: SIM115 - for the whole run
    given.write(trial.stdin)
    given.seek(0)
    for number, stream in enumerate((given, out, err)):
        os.dup2(stream.fileno(), number)
    for number in trial.closed:
        os.close(number)
    sys.stdin = sys.__stdin__ = _stream(0, "rb", "strict", trial)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "wb", "strict", trial)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "wb", "backslashreplace", trial)  # type: ignore[misc]


def _stream(number: int, mode: str, errors: str, trial: Trial) -> Any:
    if number in trial.closed:
        return None
    raw: Any = open(number, mode, closefd=False)  # noqa: SIM115 - for the whole run
    return io.TextIOWrapper(raw, trial.encoding, errors, "\n", line_buffering=number == 2)
