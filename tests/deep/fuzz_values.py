"""Hostile values, and ways to spoil data: by its structure, by its lines, by its bytes."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from random import Random
from typing import Any

SECRET = "quaggafell"  # noqa: S105 - a word that stands in notes and answers alone, so that it is found again
DEEP, HUGE, NOT_A_NUMBER, ENDLESS = "@deep@", "@huge@", "@nan@", "@inf@"
"""Stand for what no writer of JSON or TOML writes by itself; see `written_out`."""

NESTED = 100_000
DIGITS = 5000
LONG = 90_000

TEXTS = (
    "", " ", "-", "--", "-h", "-1", "0", "1", "10", "11", "0.5", "3.25", "5,5", "1/2", "1e309",
    "-1e309", "nan", "inf", "-inf", "9" * DIGITS, "-9999999999", "1_000", "+5", "0x10", "٣", "\uff15", "²",
    "½", "5 ", "yes", "no", "not_sure", "NO", "true", "null", "today", "yesterday", "tomorrow",
    "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-22", "2026-W01-1", "20261122", "00:00", "24:00",
    "25:61", "23:59:60", "7", "1-7", "2026-11-21T10:00:00Z", "9999-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
    "\x9b31m", "\x07", "\x7f", "\u202egnp", "\u2066x\u2069", "\ufeff", "a\nb", "a\r\nb", "\t", "\u2028",
    "\u00a0", "🙂", "é", "e\u0301", "ß", "İ", "\U0010ffff", "x" * LONG, "%s{0}{x}", "{", "[", "]", '"',
    "'", "\\", "=", "a=b", "walk=", "=10", "walk=10", ",", ",,,", ";", ":", "a:b", "../x", "*", "$HOME",
    "__class__", "None", "paracetamol", "ibuprofen", "500", SECRET,
)  # fmt: skip
"""Texts that somebody may type, and texts that nobody should."""

NAMES = TEXTS[: TEXTS.index(SECRET)]
"""The same for names, which a fault may repeat."""

NUMBERS: tuple[Any, ...] = (
    0, 1, -1, 2, 3, 7, 10, 11, 24, 100, 1441, 10**6, 2**31, 2**63, -(2**63) - 1, 10**30, 10**400, 0.0,
    -0.0, 0.5, 1.25, 1e-320, 1e300, -5.5, HUGE, NOT_A_NUMBER, ENDLESS,
)  # fmt: skip
Change = Callable[[Random, Any, Any], None]


def value(chance: Random) -> Any:
    """Any plain value."""
    return chance.choice(
        (
            lambda: chance.choice(TEXTS),
            lambda: chance.choice(NUMBERS),
            lambda: chance.choice((None, True, False)),
            lambda: chance.choice(([], {}, [[]], {"": {}}, [None], [1, "a", {}], {"a": [1]})),
            lambda: DEEP,
            lambda: "\ud800" if chance.random() < 0.1 else SECRET,
        )
    )()


def bent(chance: Random, plain: Any) -> Any:
    """A copy of plain data with small changes inside it, which may still be understood."""
    whole = copy.deepcopy(plain)
    for _ in range(chance.randint(1, 2)):
        if isinstance(whole, dict | list) and (places := list(_places(whole))):
            chance.choice((_bend, _bend, _bend, _take_out, _swap))(chance, *chance.choice(places))
    return whole


def changed(chance: Random, plain: Any, times: int = 3) -> Any:
    """A copy of plain data that is spoilt in one to `times` places."""
    whole = [copy.deepcopy(plain)]
    for _ in range(chance.randint(1, times)):
        holder, key = chance.choice(list(_places(whole)))
        chance.choice(_CHANGES)(chance, holder, key)
        if not whole:
            whole = [value(chance)]
    return whole[0]


def _places(whole: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that holds a value: the list or table, and the number or name in it."""
    todo = [whole]
    while todo:
        holder = todo.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                todo.append(holder[key])


def _take_out(_chance: Random, holder: Any, key: Any) -> None:
    del holder[key]


def _replace(chance: Random, holder: Any, key: Any) -> None:
    holder[key] = value(chance)


def _double(chance: Random, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        holder.insert(chance.randint(0, len(holder)), copy.deepcopy(holder[key]))
    else:
        holder[chance.choice((f"{key}_2", f" {key}", str(key).upper(), chance.choice(NAMES)))] = holder[key]


def _rename(chance: Random, holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[chance.choice((*map(str, holder), chance.choice(NAMES)))] = holder.pop(key)


def _swap(chance: Random, holder: Any, key: Any) -> None:
    other = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[key], holder[other] = holder[other], holder[key]


def _wrap(chance: Random, holder: Any, key: Any) -> None:
    holder[key] = chance.choice(([holder[key]], {"a": holder[key]}, str(holder[key])))


def _bend(chance: Random, holder: Any, key: Any) -> None:
    """Change a little: another number, another letter, another day."""
    old = holder[key]
    if isinstance(old, bool):
        holder[key] = not old
    elif isinstance(old, int | float):
        holder[key] = chance.choice((old + 1, old - 1, -old, old * 1000, old // 3, str(old)))
    elif isinstance(old, str) and old:
        place = chance.randrange(len(old))
        letter = chance.choice(("", "0", "9", " ", "é", "Z", "-", chance.choice(TEXTS)[:5]))
        holder[key] = old[:place] + letter + old[place + chance.randint(0, 1) :]
    else:
        _replace(chance, holder, key)


_CHANGES: tuple[Change, ...] = (_take_out, _replace, _replace, _double, _rename, _swap, _wrap, _bend, _bend)


def written_out(text: str, *, is_toml: bool = False) -> str:
    """The text with what the stand-ins stand for."""
    values = {
        DEEP: "[" * NESTED + "]" * NESTED,
        HUGE: "1" + "0" * DIGITS,
        NOT_A_NUMBER: "nan" if is_toml else "NaN",
        ENDLESS: "-inf" if is_toml else "-Infinity",
    }
    for name, stands in values.items():
        text = text.replace(f'"{name}"', stands)
    return text


def json_text(plain: Any) -> str:
    """Plain data as JSON, stand-ins written out."""
    return written_out(json.dumps(plain, ensure_ascii=False))


def toml_text(plain: Mapping[str, Any]) -> str:
    """Plain data as TOML with a value on each line, stand-ins written out."""
    lines = (f"{json.dumps(key)} = {_toml(item)}\n" for key, item in plain.items())
    return written_out("".join(lines), is_toml=True)


def _toml(plain: Any) -> str:
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {_toml(item)}" for key, item in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(_toml, plain)) + "]"
    if isinstance(plain, float) and not math.isfinite(plain):
        return "nan" if math.isnan(plain) else "inf"
    if isinstance(plain, datetime | date | time):
        return plain.isoformat()
    return '""' if plain is None else json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def spoilt_lines(chance: Random, text: str) -> str:
    """Text with lines taken out, doubled, exchanged, cut, or with another value behind their sign."""
    lines = text.splitlines(keepends=True) or [""]
    for _ in range(chance.randint(1, 3)):
        place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        name, sign, _ = lines[place].partition(" = ")
        lines[place] = chance.choice(
            (
                "",
                lines[place] * 2,
                lines[other],
                lines[place][: chance.randrange(len(lines[place]) + 1)],
                f"{name}{sign}{_toml(value(chance))}\n",
                f"{name}{sign}{chance.choice(TEXTS)}\n",
                f"{chance.choice(NAMES)}{sign}{lines[place]}",
            )
        )
    return written_out("".join(lines), is_toml=True)


def spoilt_bytes(chance: Random, raw: bytes) -> bytes:
    """Bytes with flipped bits, cuts and pieces put in, or in another encoding."""
    spoil = chance.choice((_flipped, _flipped, _cut, _filled, _filled, _encoded))
    return spoil(chance, raw)


def _flipped(chance: Random, raw: bytes) -> bytes:
    spoilt = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 8)) if raw else 0):
        spoilt[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut(chance: Random, raw: bytes) -> bytes:
    first, last = sorted(chance.randint(0, len(raw)) for _ in range(2))
    return chance.choice((raw[:first], raw[first:], raw[:first] + raw[last:]))


_PIECES = (
    b"\0", b"\xff\xfe", b"\x1b[2J", b"\xed\xa0\x80", b"\r", b"\n" * 1000, b"[" * NESTED, b"{" * NESTED,
    b'{"a":' * NESTED, b"9" * DIGITS, b'"""', b"'''", b"#", b",", b'"', b"\xc3",
)  # fmt: skip


def _filled(chance: Random, raw: bytes) -> bytes:
    place = chance.randint(0, len(raw))
    piece = chance.choice(
        (*_PIECES, raw[:place][-500:]),
    )
    return raw[:place] + piece + raw[place:]


def _encoded(chance: Random, raw: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    return chance.choice(
        (
            b"\xef\xbb\xbf" + raw,
            b"\xef\xbb\xbf" * 2 + raw,
            raw.replace(b"\n", b"\r\n"),
            raw.replace(b"\n", b"\r"),
            text.encode("utf-16"),
            text.encode("utf-32"),
            text.encode("latin-1", "replace"),
            raw[::-1],
            b"",
            bytes(chance.randrange(256) for _ in range(chance.randint(1, 300))),
        )
    )
