"""Where a file goes that a person takes out of the program: a new private file, or stdout."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable
from os import fstat
from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.terminal.new_file import new_private_file
from backcoach.terminal.streams import lost_output

STDOUT = Path("-")
OPEN_FILE = "Others on this machine may read the file you redirect to. Close it to them: chmod 600 FILE"


def place(path: Path | None, usual: str, *, as_json: bool) -> Path | None:
    """The file to write, None for stdout: that only where no screen shows it and no report goes there."""
    if path is not None and path != STDOUT:
        return path.expanduser()
    if sys.stdout.isatty() or as_json:
        return Path(usual)
    return None


def write(parts: Iterable[bytes], path: Path | None, command: str, *, is_replacing: bool) -> None:
    """Write it all to a new private file, or to stdout. `command` is what to type. Raises `BadInput`."""
    if path is None:
        _to_stdout(parts, command)
        return
    with new_private_file(path, is_replacing=is_replacing) as file:
        file.writelines(parts)


def _to_stdout(parts: Iterable[bytes], command: str) -> None:
    try:
        sys.stdout.flush()
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_whole(error.strerror or "", command) from None
    lost = lost_output()
    if lost is not None and not lost.is_unwanted:
        raise _not_whole(lost.why, command)


def _not_whole(why: str, command: str) -> BadInput:
    return BadInput(
        f"The output cannot be written: {why}. What is there so far is not whole.",
        f"Make room, or name a file: backcoach {command} FILE",
    )


def is_open_file() -> bool:
    """Whether stdout goes to a file that others may read."""
    try:
        mode = fstat(sys.stdout.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) and bool(mode & 0o077)
