"""One entry of a document from outside, checked before it may become a line of the record.

No message holds anything of the entry but the names that every entry has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from backcoach.journal.codec import instant_of, instant_text
from backcoach.journal.line import Line
from backcoach.shapes import decode

_NAMES = ("id", "kind", "at", "zone", "day_on", "recorded_at", "supersedes", "content_digest", "body")
_ID = re.compile(r"[0-9a-f]{32}")
_MOST = {"kind": 64, "zone": 100, "content_digest": 128}
_VOID = "void"


class UnknownKind(Exception):
    """The kind of an entry is none that this version knows."""


def checked_line(plain: Any, kinds: Mapping[str, type], before: Mapping[str, str]) -> Line:
    """The line of an entry; `before` has the kinds of those that stand before it, by their ids.

    Raises `ValueError` with the one thing that is wrong, `UnknownKind`.
    """
    if not isinstance(plain, dict) or set(plain) != set(_NAMES):
        raise ValueError(f"an entry has {', '.join(_NAMES)} and nothing else")
    _check_texts(plain)
    _check_times(plain)
    if plain["id"] in before:
        raise ValueError("its id stands there already")
    _check_superseded(plain, before)
    if plain["kind"] not in kinds:
        raise UnknownKind
    return _line(plain, kinds[plain["kind"]])


def _check_texts(plain: Mapping[str, Any]) -> None:
    for name in _NAMES[:-1]:
        is_optional = name in ("supersedes", "content_digest")
        if type(plain[name]) is not str and not (is_optional and plain[name] is None):
            raise ValueError(f"{name} is no text")
    for name, most in _MOST.items():
        if plain[name] is not None and not 1 <= len(plain[name]) <= most:
            raise ValueError(f"{name} has no length from 1 to {most}")
        if plain[name] is not None and not plain[name].isprintable():
            raise ValueError(f"{name} holds what nobody can read")
    if _ID.fullmatch(plain["id"]) is None:
        raise ValueError("its id is not 32 hexadecimal digits")


def _check_times(plain: Mapping[str, str]) -> None:
    for name in ("at", "recorded_at"):
        if not _is_written_so(plain[name], lambda text: instant_text(instant_of(text))):
            raise ValueError(f"{name} is no instant such as 2026-03-02T07:30:00.000000Z")
    if not _is_written_so(plain["day_on"], lambda text: date.fromisoformat(text).isoformat()):
        raise ValueError("day_on is no date such as 2026-03-02")


def _is_written_so(text: str, again: Any) -> bool:
    try:
        return bool(again(text) == text)
    except (ValueError, OverflowError):
        return False


def _check_superseded(plain: Mapping[str, Any], before: Mapping[str, str]) -> None:
    target = plain["supersedes"]
    if target is None:
        if plain["kind"] == _VOID:
            raise ValueError("it voids nothing")
    elif target not in before:
        raise ValueError("what it supersedes does not stand before it")
    elif plain["kind"] not in (before[target], _VOID):
        raise ValueError("it supersedes an entry of another kind")


def _line(plain: Mapping[str, Any], kind: type) -> Line:
    try:
        body = json.dumps(plain["body"], allow_nan=False, separators=(",", ":"))
        decode(kind, plain["body"])
    except (ValueError, RecursionError, OverflowError, TypeError):
        # The cause would quote what was recorded.
        raise ValueError("its body does not fit its kind; perhaps a newer backcoach wrote it") from None
    return Line(**{name: plain[name] for name in _NAMES[:-1]}, body=body)
