"""The standard streams, where whoever started the program has closed one."""

from __future__ import annotations

import os
import sys
from typing import IO, Any

_STREAMS = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_WRONLY), ("stderr", "w", os.O_WRONLY))


def fill_in_streams() -> None:
    """Let each standard stream that is closed lead nowhere: nothing to read, and nobody who reads.

    Else Python has None for it, and the next file that is opened, the record's own, takes its number: what
    was meant for the screen would be written into it.
    """
    for number, (name, mode, way) in enumerate(_STREAMS):
        if not _is_open(number):
            os.open(os.devnull, way)  # takes the lowest free number, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, _stream(number, mode))


def _stream(number: int, mode: str) -> IO[Any]:
    """A stream that takes any text, letters that are none too."""
    return open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
