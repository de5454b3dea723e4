"""The way in. `--version` answers without loading the program."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and end with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from backcoach import __version__  # noqa: PLC0415 - nothing else is needed for this

        print(f"backcoach {__version__}")  # noqa: T201 - before there is any output to speak of
        return
    from backcoach.terminal.streams import fill_in_streams  # noqa: PLC0415 - not needed for the version

    fill_in_streams()
    from backcoach.terminal.app import run  # noqa: PLC0415 - slow to import

    sys.exit(run(sys.argv[1:]))
