"""The accessible mode: plain lines for a screen reader, a braille line or a script.

Here is decided whether it is on in this run. The option is one of every command, and no command knows of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from backcoach.values import Value, replace


class Mode(Value):
    """Whether plain lines are wanted, and whether replies are taken from a stdin that is no terminal.

    `is_unbroken` where no line is to be broken, so that each of them is one thing, for other programs.
    """

    is_on: bool = False
    takes_lines: bool = False
    is_unbroken: bool = False


class _Typed(Value):
    """What the line of this run says: the option, and the folder whose settings count."""

    is_wanted: bool = False
    home: Path | None = None


_mode: ContextVar[Mode | None] = ContextVar("mode", default=None)
_typed: ContextVar[_Typed | None] = ContextVar("typed", default=None)


def mode() -> Mode:
    """The mode of this run."""
    return _mode.get() or Mode()


@contextmanager
def a_run() -> Iterator[None]:
    """One command line. What was typed in front of a run within it still counts there."""
    token = _typed.set(_now())
    try:
        yield
    finally:
        _typed.reset(token)


def note_typed() -> None:
    """Keep that the option was typed, in front of the command or behind it."""
    _typed.set(replace(_now(), is_wanted=True))


def note_home(home: Path | None) -> None:
    """Keep the folder of the record, if one is named."""
    if home is not None:
        _typed.set(replace(_now(), home=home))


@contextmanager
def in_mode(*, is_plain: bool = False) -> Iterator[None]:
    """Do the work of a command in the mode that the flag, the environment or the settings ask for.

    `is_plain` where the command was asked for lines to be read by another program.
    """
    wanted = _wanted()
    token = _mode.set(replace(wanted, is_on=True, is_unbroken=True) if is_plain else wanted)
    try:
        yield
    finally:
        _mode.reset(token)


def _now() -> _Typed:
    return _typed.get() or _Typed()


def _wanted() -> Mode:
    typed = _now()
    if typed.is_wanted:
        return Mode(is_on=True, takes_lines=True)
    return Mode(_is_set(typed.home))


def _is_set(named: Path | None) -> bool:
    """What the environment and the file say. A fault of theirs is told by the command itself."""
    from backcoach.flows.errors import BadInput
    from backcoach.flows.settings import read_settings
    from backcoach.terminal.session import find_home

    try:
        home, _ = find_home(named)
    except BadInput:
        return False
    return read_settings(home, os.environ).is_accessible
