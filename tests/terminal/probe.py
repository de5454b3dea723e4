"""`python -m tests.terminal.probe WAY`: tells what a program finds around it, or ends in some way."""

from __future__ import annotations

import atexit
import json
import locale
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from typing import Any


def _terminal() -> tuple[bool, bool] | None:
    """Whether stdin is a terminal whose foreground and whose session this is; None without a terminal."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp(), os.getsid(0) == os.getpid()
    except OSError:
        return None


def _streams() -> list[Any]:
    standard = (sys.stdin, sys.stdout, sys.stderr)
    first = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return [
        {
            "name": one.name,
            "mode": one.mode,
            "encoding": (one.encoding, one.errors, one.newlines),
            "buffering": (one.line_buffering, one.write_through, str(one.buffer)),
            "descriptor": (one.fileno(), one.isatty()),
            "is_the_first": one is two,
        }
        for one, two in zip(standard, first, strict=True)
    ]


def _open_ones() -> list[int]:
    """The descriptors beside the standard streams."""
    found = []
    for one in range(3, 256):
        try:
            os.fstat(one)
        except OSError:
            continue
        found.append(one)
    return found


def around() -> dict[str, Any]:
    """What there is, apart from what is imported."""
    return {
        "argv": sys.argv,
        "given": sys.orig_argv,
        "flags": str(sys.flags),
        "path": sys.path,
        "main": sys.modules["__main__"].__dict__ is globals(),
        "module": (__name__, __file__, __package__),
        "folder": os.getcwd(),  # noqa: PTH109 - the very call
        "environment": dict(os.environ),
        "zone": time.tzname,
        "streams": _streams(),
        "open": _open_ones(),
        "signals": {int(one): str(signal.getsignal(one)) for one in signal.valid_signals()},
        "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
        "wakeup": signal.set_wakeup_fd(-1),
        "limits": [resource.getrlimit(one) for one in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)],
        "umask": os.umask(0),
        "locale": (locale.setlocale(locale.LC_ALL), locale.getpreferredencoding()),
        "encodings": (sys.getfilesystemencoding(), sys.getdefaultencoding()),
        "terminal": _terminal(),
    }


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupted() -> None:
    raise KeyboardInterrupt


def _failed() -> None:
    raise ValueError("of our own")


def _unflushed() -> None:
    sys.stdout.write("never to be seen")
    os.close(1)


def _at_the_end() -> None:
    atexit.register(print, "the very last")
    print("unflushed", end="")  # noqa: T201 - the point of it


WAYS: dict[str, Callable[[], object]] = {
    "tell": lambda: print(json.dumps(around())),  # noqa: T201 - the point of it
    "code": lambda: sys.exit(7),
    "words": lambda: sys.exit("these words"),
    "nothing": lambda: sys.exit(None),
    "killed": _killed,
    "interrupted": _interrupted,
    "failed": _failed,
    "unflushed": _unflushed,
    "at the end": _at_the_end,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]]()
