"""A line of text as Rich would print it, without loading Rich, where that is plain.

Most of what a daily command says is a line or two. Whatever is not plain, such as letters beyond ASCII, is
left to Rich. A property test holds both against each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TextIO

from backcoach.values import Value

WIDEST = 100
"""Lines longer than this are hard to read."""

UNBROKEN = 100_000
"""So wide that no line is broken."""

USUAL_WIDTH = 80
HELD = "\ue000"
"""Stands in for the gap within a number while lines are broken: no space, and one column wide."""

DUMB = ("dumb", "unknown")
_CODES = {"": "", "bold": "1", "dim": "2"}
_SHADES = {
    "cyan": "38;5;30",
    "yellow": "38;5;130",
    "bold cyan": "1;38;5;30",
    "bold red": "1;38;5;160",
    "bold yellow": "1;38;5;130",
}
"""Where a terminal says that it has all the shades; what another one can show is left to Rich."""


class Row(Value):
    """A line of text. Where it is wrapped, the rest stays clear of its head, such as `  - `."""

    text: str
    style: str = ""
    head: str = ""


def printed(row: Row, stream: TextIO, *, is_accessible: bool, columns: int | None = None) -> str | None:
    """What to write for a row, in so many columns or those there are; None where Rich is to print it."""
    text, head = row.text, row.head
    if (
        not (text.isascii() and text.isprintable())
        or os.name == "nt"
        or (head and (is_accessible or not text))
    ):
        return None
    codes = _codes(row.style, stream) if has_colour(stream, is_accessible=is_accessible) else ""
    width = (columns or min(_width(stream), WIDEST)) - len(head)
    if codes is None or width < 1:
        return None
    lines = list(_wrapped(text, width))
    if any(line is None for line in lines):
        return None
    fronts = (head, *[" " * len(head)] * (len(lines) - 1))
    return "".join(f"{front}{_coded(line or '', codes)}\n" for front, line in zip(fronts, lines, strict=True))


def _coded(line: str, codes: str) -> str:
    return f"\x1b[{codes}m{line}\x1b[0m" if codes and line else line


def has_colour(stream: TextIO, *, is_accessible: bool) -> bool:
    """Whether escape bytes are wanted. `NO_COLOR` wins over `FORCE_COLOR`."""
    is_plain = is_accessible or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return (stream.isatty() or bool(os.environ.get("FORCE_COLOR"))) and not is_plain


def _codes(style: str, stream: TextIO) -> str | None:
    """The codes of a style; None where it has to be found out what the terminal can do."""
    is_plain = stream.isatty() and os.environ.get("TERM", "") not in ("", *DUMB)
    has_shades = os.environ.get("TERM", "").lower().endswith("-256color")
    return (_CODES | (_SHADES if has_shades else {})).get(style) if is_plain else None


def _width(stream: TextIO) -> int:
    """The columns there are, told or found."""
    told = os.environ.get("COLUMNS", "")
    if stream.isatty() and os.environ.get("TERM", "").lower() in DUMB:
        return USUAL_WIDTH
    return int(told) if told.isdigit() else _found_width()


def _found_width() -> int:
    for number in range(3):
        try:
            found = os.get_terminal_size(number).columns
        except OSError:
            continue
        if found:
            return found
    return USUAL_WIDTH


def _wrapped(text: str, width: int) -> Iterator[str | None]:
    """The lines of a text, broken between words; None where a word is longer than a line."""
    from backcoach.terminal.words import together

    if len(text) <= width:
        yield text
        return
    line = ""
    for word in _words(together(text, HELD)):
        bare = len(word.rstrip())
        if bare > width:
            yield None
        elif line and len(line) + bare > width:
            yield _ended(line, width)
            line = word
        else:
            line += word
    yield _ended(line, width)


def _words(text: str) -> Iterator[str]:
    """The words with the spaces behind them, and the first one with those before it."""
    start, end = 0, len(text) - len(text.lstrip(" "))
    while start < len(text):
        end = text.find(" ", end)
        end = len(text) if end < 0 else end
        while end < len(text) and text[end] == " ":
            end += 1
        yield text[start:end]
        start = end


def _ended(line: str, width: int) -> str:
    """A line without the spaces that stand beyond the last column."""
    while len(line) > width and line.endswith(" "):
        line = line[:-1]
    return line.replace(HELD, " ")
