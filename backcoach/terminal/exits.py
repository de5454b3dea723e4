"""What the exit codes mean. They are documented in `docs/machine.md` and stay as they are."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcoach.coach.values import Disposition
    from backcoach.flows.signs_told import Stopped


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    OUR_FAULT = 1
    BAD_INPUT = 2
    NOTHING_STARTED = 3
    REFUSED = 4
    DAMAGED = 5
    BUSY = 6
    NOTHING_DUE = 7
    SOON = 10
    SAME_DAY = 11
    EMERGENCY_NOW = 12
    INTERRUPTED = 130


_BY_URGENCY = {
    "soon": Exit.SOON,
    "same_day": Exit.SAME_DAY,
    "emergency_now": Exit.EMERGENCY_NOW,
}


def exit_for(disposition: Disposition) -> Exit:
    """The exit code for where a screening sends the person."""
    return _BY_URGENCY.get(disposition.urgency, Exit.DONE)


_BY_STOP = {
    "EMERGENCY": Exit.EMERGENCY_NOW,
    "SAME_DAY": Exit.SAME_DAY,
    "DOCTOR": Exit.SOON,
}
"""By the names of `StopAction`. This module is loaded with every command, and loads nothing itself."""


def stop_exit(stopped: Stopped | None) -> Exit:
    """The exit code for the gravest sign to stop a medicine for; done where there is none."""
    return _BY_STOP.get(stopped.signs[0].action.name, Exit.DONE) if stopped else Exit.DONE
