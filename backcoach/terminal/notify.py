"""A notification on the desktop, through what the system has. Its words are fixed and tell nothing."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

from backcoach.terminal.outside import has_program, run_outside

BUS = "DBUS_SESSION_BUS_ADDRESS"


class Notice(Enum):
    """All that a notification may ever say."""

    MOVE = "Time to move"
    DUE = "backcoach: see what is due"


def notify(notice: Notice) -> bool:
    """Show a notification; whether a program of the system took it. Without one nothing happens."""
    if has_program("notify-send"):
        argv = ["notify-send", "--app-name=backcoach", "--", notice.value]
    elif has_program("osascript"):
        argv = ["osascript", "-e", f'display notification "{notice.value}"']
    else:
        return False
    return run_outside(argv, more=_bus()).code == 0


def _bus() -> dict[str, str]:
    """Where the desktop listens, for a program that was not started from it, as by cron."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    is_needed = not os.environ.get(BUS) and (runtime / "bus").exists()
    return {BUS: f"unix:path={runtime / 'bus'}"} if is_needed else {}
