"""What is said where somebody leaves: that nothing came of it, or how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from backcoach.terminal.guard import note_way_on

if TYPE_CHECKING:
    from backcoach.terminal.output import Output


@contextmanager
def left_unchanged(output: Output, words: str) -> Iterator[None]:
    """Say with Ctrl-C and Ctrl-D that nothing came of it, and let them pass on."""
    try:
        yield
    except KeyboardInterrupt:
        output.say()
        output.say(words)
        raise


@contextmanager
def left_for_now(way_on: str) -> Iterator[None]:
    """Let it be said after Ctrl-C and Ctrl-D how to go on."""
    try:
        yield
    except KeyboardInterrupt as stop:
        note_way_on(stop, way_on)
        raise
