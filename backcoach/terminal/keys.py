"""Single keys pressed while something is counted down. Waiting happens here and nowhere else."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec

from backcoach.terminal.lines import next_line

SECOND = 1.0
"""How long a second of a countdown lasts."""

NO_KEY = "none"
"""What stands for bytes that are no single key, such as those of an arrow."""

ENTER = "enter"
"""What stands for a line without anything."""

END_OF_INPUT = ("", "\x04")
Wait = Callable[[], str]
"""Waits for one second or for a key: the key in small letters, or nothing."""


def can_read_keys() -> bool:
    """Whether single keys can be read: at a terminal of a system that has them."""
    return sys.stdin.isatty() and find_spec("termios") is not None


@contextmanager
def pressed_keys() -> Iterator[Wait]:
    """Keys come without Enter and are not shown; the terminal is as before afterwards, whatever happens.

    Ctrl-C stays what it is. What was typed meanwhile is not left over for the next question.
    """
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        yield partial(_key, keyboard)
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)


@contextmanager
def typed_lines() -> Iterator[Wait]:
    """The same from lines that are ended with Enter and shown as they are typed."""
    yield partial(_typed, sys.stdin.fileno())


def _typed(keyboard: int) -> str:
    """The next line in small letters, `ENTER` for an empty one, or nothing after a second."""
    ready, _, _ = select.select([keyboard], [], [], SECOND)
    return (next_line().strip().lower() or ENTER) if ready else ""


def _key(keyboard: int) -> str:
    """The next key, or nothing after a second. Raises `KeyboardInterrupt` at the end of input."""
    ready, _, _ = select.select([keyboard], [], [], SECOND)
    if not ready:
        return ""
    typed = os.read(keyboard, 64).decode(errors="ignore")
    if typed in END_OF_INPUT:
        raise KeyboardInterrupt
    return typed.lower() if len(typed) == 1 and typed.isprintable() else NO_KEY
