"""Replies as plain lines of stdin, one for each prompt: no redraw, no key that is obeyed at once."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from backcoach.terminal.output import Output

T = TypeVar("T")
PROMPT = "Reply: "
NO_LETTER = "That held a key that is no letter. Please type it again."
_NO_LETTERS = ("Cc", "Cs")


def read_lines(output: Output, read: Callable[[str], T], prompt: str = PROMPT) -> T:
    """The first line that `read` accepts. A `ValueError` from it is said, and the next line is read.

    Raises `KeyboardInterrupt` at the end of input. A last line that is not ended is no reply: what was cut
    off might have said something else.
    """
    while True:
        output.talk.print(prompt, end="")
        output.talk.file.flush()
        line = next_line()
        if not sys.stdin.isatty():
            output.talk.print()
        try:
            return read(_checked(line))
        except ValueError as error:
            output.say(str(error))


def next_line() -> str:
    """The next whole line, without its end. Raises `KeyboardInterrupt` at the end of input."""
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return "\0"  # refused like any other key that is no letter
    if not line.endswith("\n"):
        raise KeyboardInterrupt
    return line.rstrip("\r\n")


def _checked(line: str) -> str:
    if any(unicodedata.category(one) in _NO_LETTERS for one in line if one != "\t"):
        raise ValueError(NO_LETTER)
    return line
