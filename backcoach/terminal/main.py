"""The way in and out. `--version` answers without loading the program."""

from __future__ import annotations

import gc
import os
import sys

OBJECTS_BEFORE_A_SEARCH = 200_000
"""So many new objects before Python looks for lost ones; a short command makes fewer, and need not wait."""


def main() -> None:
    """Run the program and end with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from backcoach import __version__

        print(f"backcoach {__version__}")  # noqa: T201 - before there is any output to speak of
        return
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH)
    from backcoach.terminal.streams import fill_in_streams

    fill_in_streams()
    if sys.argv[1:2] == ["complete"]:
        from backcoach.terminal.completing import answer

        _leave(answer(sys.argv[2:]))
    from backcoach.terminal.app import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> None:
    """End at once: what is on the disk is whole by now, and nobody needs each object taken apart."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)  # Python says what it says of a lost stream
    os._exit(code)
