"""The standard streams, where whoever started the program has closed one, reads no more, or has no room."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import IO, Any

from backcoach.values import Value

_STREAMS = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_WRONLY), ("stderr", "w", os.O_WRONLY))
_UNWANTED = frozenset({errno.EPIPE, errno.ESHUTDOWN})


class Lost(Value):
    """Why a stream took no more, and whether something had been saved by then.

    `is_unwanted` where whoever read it has gone, which is no fault.
    """

    why: str
    is_unwanted: bool
    has_changed: bool


class _Lasting(io.FileIO):
    """A stream to write to that never fails: what it cannot take any more is dropped, and the work goes on.

    Else a full disk below stdout would keep a dose from the record, or an emergency from the exit code.
    """

    lost: Lost | None = None

    def write(self, data: Any, /) -> int:
        """Write, or drop it; the number of bytes that are dealt with."""
        size = memoryview(data).nbytes
        if self.lost is None:
            try:
                return super().write(data)
            except BlockingIOError:
                raise
            except OSError as error:
                self.lost = Lost(os.strerror(error.errno or 0), error.errno in _UNWANTED, _has_changed())
        return size


def fill_in_streams() -> None:
    """Let each standard stream that is closed lead nowhere: nothing to read, and nobody who reads.

    Else Python has None for it, and the next file that is opened, the record's own, takes its number: what
    was meant for the screen would be written into it. One that fails later leads nowhere from then on.
    """
    for number, (name, mode, way) in enumerate(_STREAMS):
        if not _is_open(number):
            os.open(os.devnull, way)  # takes the lowest free number, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, _stream(number, mode))
        elif mode == "w" and os.name == "posix":  # the console of Windows takes letters, not bytes
            setattr(sys, name, _lasting(getattr(sys, name), number))


def lost_output() -> Lost | None:
    """What became of stdout, if it could not be written; None where all of it was."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return raw.lost if isinstance(raw, _Lasting) else None


def _has_changed() -> bool:
    from backcoach.journal.changes import has_changed

    return has_changed()


def _lasting(stream: io.TextIOWrapper, number: int) -> IO[str]:
    """The same stream, but for what becomes of what it cannot take."""
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Lasting(number, "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        newline="\n",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _stream(number: int, mode: str) -> IO[Any]:
    """A stream that takes any text, letters that are none too."""
    return open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
