"""What is said where somebody leaves at the one question before a great change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
