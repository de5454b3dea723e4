"""Reading a long JSON document value by value, with the number of the line each stands on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

CHUNK = 1 << 16
_SPACE = " \t\n\r"
_NUMBER = "0123456789.eE+-"
"""While one of these follows, or nothing yet, a number may go on."""


class NotJson(ValueError):
    """The text is no JSON, or no JSON that two programs read alike; `line` tells where, from 1 on."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class JsonReader:
    """A place in a JSON text that comes in pieces. Every method raises `NotJson` for what cannot be read.

    Refused as well, since programs differ in what they make of it: a name twice in one object, and NaN.
    """

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._text = ""
        self._at = 0
        self._is_ended = False
        self.line = 1
        self._decoder = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_refuse)

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._go_to(self._at + 1)
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Pass the next character, which must be this one."""
        if self.peek() != character:
            raise NotJson(self.line)
        self._go_to(self._at + 1)

    def has_more(self, end: str, *, is_first: bool) -> bool:
        """Whether another item follows in a list or an object; passes the comma before it, or its end."""
        if self.peek() == end:
            self.take(end)
            return False
        if not is_first:
            self.take(",")
        return True

    def value(self) -> Any:
        """The next value as plain data."""
        self.peek()
        while True:
            plain, end, fault_line = self._tried()
            is_whole = self._is_ended or self._text[end : end + 1] not in _NUMBER
            if fault_line is None and is_whole:
                self._go_to(end)
                return plain
            if not self._more() and fault_line is not None:
                raise NotJson(fault_line)

    def _tried(self) -> tuple[Any, int, int | None]:
        """The value in the text so far with its end, or the line where it breaks off."""
        try:
            plain, end = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            return None, 0, self.line + self._text.count("\n", self._at, error.pos)
        except (ValueError, RecursionError):
            raise NotJson(self.line) from None
        return plain, end, None

    def _go_to(self, place: int) -> None:
        self.line += self._text.count("\n", self._at, place)
        self._at = place

    def _more(self) -> bool:
        """Have more of the text; False where there is none."""
        left = self._text[self._at :]
        piece = self._read(max(CHUNK, len(left)))
        self._is_ended = self._is_ended or not piece
        self._text, self._at = left + piece, 0
        return bool(piece)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) < len(pairs):
        raise ValueError("a name stands twice")
    return plain


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
