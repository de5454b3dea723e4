"""What is said where somebody leaves: that nothing came of it, or how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from backcoach.terminal.guard import note_way_on, note_what_came


@contextmanager
def left_unchanged(words: str) -> Iterator[None]:
    """Let it be said after Ctrl-C and Ctrl-D that nothing came of it."""
    try:
        yield
    except KeyboardInterrupt as stop:
        note_what_came(stop, words)
        raise


@contextmanager
def left_for_now(way_on: str) -> Iterator[None]:
    """Let it be said after Ctrl-C and Ctrl-D how to go on."""
    try:
        yield
    except KeyboardInterrupt as stop:
        note_way_on(stop, way_on)
        raise
