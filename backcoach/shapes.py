"""Plain data (dict, list, str, number) to frozen values and back: strictly, with every fault at once.

One codec serves the content files, the record and the answers files, so that an unknown key, a missing
key or a wrong type is refused in the same words everywhere.
"""

from __future__ import annotations

import builtins
import sys
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache, reduce
from operator import or_
from typing import Any, TypeVar

from backcoach.values import Value, fields, has_default, is_dataclass

T = TypeVar("T")
Readers = Mapping[type, Callable[[str], Any]]


class Fault(Value):
    """One thing wrong with plain data: where (`rules[3].level`) and what, in words for its author."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem


class MisfitError(ValueError):
    """Plain data does not have the shape asked for; `faults` lists everything that is wrong."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def decode(kind: type[T], plain: object, *, where: str = "", readers: Readers | None = None) -> T:
    """Build a value of `kind` from plain data.

    `readers` turn text into types of one's own, for example a condition; a reader that raises
    `ValueError` makes a fault with its words. Raises `MisfitError` with all faults.
    """
    faults: list[Fault] = []
    value = _decode(kind, plain, where, readers or {}, faults)
    if faults:
        raise MisfitError(tuple(faults))
    return typing.cast("T", value)


def encode(value: object) -> Any:
    """Turn a value into plain data that `decode` reads back.

    Instants become UTC text; a field that is empty, and empty unless something is said, is left out.
    """
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        said = ((field.name, item) for field, item in pairs if item is not None or field.default is not None)
        return {name: encode(item) for name, item in said}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(encode(key)): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [encode(item) for item in value]
    return value


def _decode(kind: Any, plain: object, where: str, readers: Readers, faults: list[Fault]) -> object:
    if kind in readers:
        return _read(kind, plain, where, readers, faults)
    if kind in _AS_THEY_ARE and type(plain) is kind:
        return plain
    return _way(kind)(kind, plain, where, readers, faults)


_AS_THEY_ARE = frozenset((str, int, bool, float))
_Way = Callable[[Any, object, str, Readers, list[Fault]], object]


@cache
def _way(kind: Any) -> _Way:
    """How plain data becomes a value of this kind."""
    if kind in (Any, object):
        return lambda _kind, plain, _where, _readers, _faults: plain
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return _decode_union
    origin = typing.get_origin(kind) or kind
    if is_dataclass(origin):
        return _decode_dataclass
    if origin is tuple:
        return _decode_tuple
    return _decode_mapping if isinstance(origin, type) and issubclass(origin, Mapping) else _decode_scalar


def _read(kind: Any, plain: object, where: str, readers: Readers, faults: list[Fault]) -> object:
    if not isinstance(plain, str):
        faults.append(Fault(where, f"expected text, found {_name(plain)}"))
        return None
    try:
        return readers[kind](plain)
    except ValueError as error:
        faults.append(Fault(where, str(error)))
        return None


def _decode_union(kind: Any, plain: object, where: str, readers: Readers, faults: list[Fault]) -> object:
    options = [option for option in typing.get_args(kind) if option is not type(None)]
    if plain is None and len(options) < len(typing.get_args(kind)):
        return None
    attempts: list[list[Fault]] = []
    for option in options:
        own: list[Fault] = []
        value = _decode(option, plain, where, readers, own)
        if not own:
            return value
        attempts.append(own)
    faults.extend(attempts[0] if len(attempts) == 1 else [Fault(where, _none_fits(options, plain))])
    return None


def _none_fits(options: list[Any], plain: object) -> str:
    names = " or ".join(getattr(option, "__name__", str(option)) for option in options)
    return f"expected {names}, found {_name(plain)}"


def _decode_dataclass(
    kind: Any,
    plain: object,
    where: str,
    readers: Readers,
    faults: list[Fault],
) -> object:
    if not isinstance(plain, Mapping):
        faults.append(Fault(where, f"expected a table, found {_name(plain)}"))
        return None
    kind = typing.get_origin(kind) or kind
    hints = _hints(kind)
    before = len(faults)
    for key in plain:
        if key not in hints:
            faults.append(Fault(_join(where, str(key)), f"unknown key; known are {', '.join(hints)}"))
    values = {}
    for field in fields(kind):
        spot = _join(where, field.name)
        if field.name in plain:
            values[field.name] = _decode(hints[field.name], plain[field.name], spot, readers, faults)
        elif not has_default(field):
            faults.append(Fault(spot, "missing"))
    if len(faults) > before:
        return None
    try:
        return kind(**values)
    except ValueError as error:
        faults.append(Fault(where, str(error)))
        return None


def _decode_tuple(kind: Any, plain: object, where: str, readers: Readers, faults: list[Fault]) -> object:
    if not isinstance(plain, list | tuple):
        faults.append(Fault(where, f"expected a list, found {_name(plain)}"))
        return None
    kinds = typing.get_args(kind)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(plain)
    if len(kinds) != len(plain):
        faults.append(Fault(where, f"expected {len(kinds)} items, found {len(plain)}"))
        return None
    pairs = enumerate(zip(kinds, plain, strict=True))
    return tuple(_decode(one, item, f"{where}[{i}]", readers, faults) for i, (one, item) in pairs)


def _decode_mapping(kind: Any, plain: object, where: str, readers: Readers, faults: list[Fault]) -> object:
    if not isinstance(plain, Mapping):
        faults.append(Fault(where, f"expected a table, found {_name(plain)}"))
        return None
    key_kind, value_kind = typing.get_args(kind)
    found: dict[Any, Any] = {}
    members = _text_members(value_kind) if key_kind is str and value_kind not in readers else {}
    for key, item in plain.items():
        if type(key) is type(item) is str and item in members:
            found[key] = members[item]
            continue
        spot = _join(where, str(key))
        name = _decode(key_kind, key, spot, readers, faults)
        found[name] = _decode(value_kind, item, spot, readers, faults)
    return found


def _decode_scalar(kind: Any, plain: object, where: str, _readers: Readers, faults: list[Fault]) -> object:
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = _members(kind)
        if isinstance(plain, str | int | float) and not isinstance(plain, bool) and plain in members:
            return members[plain]
        faults.append(Fault(where, f"{plain!r} is not one of {', '.join(map(str, members))}"))
        return None
    if kind in _FROM_TEXT and isinstance(plain, str):
        try:
            return _FROM_TEXT[kind](plain)
        except ValueError:
            faults.append(Fault(where, f"{plain!r} is not a {_WORDS[kind]}"))
            return None
    if kind is float and type(plain) is int:
        return _float(plain, where, faults)
    if type(plain) is kind and not _is_naive(plain):
        return plain
    faults.append(Fault(where, f"expected {_WORDS.get(kind, kind)}, found {_name(plain)}"))
    return None


def _float(plain: int, where: str, faults: list[Fault]) -> float | None:
    try:
        return float(plain)
    except OverflowError:
        faults.append(Fault(where, "the number is too large"))
        return None


def _is_naive(plain: object) -> bool:
    return isinstance(plain, datetime) and plain.tzinfo is None


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if _is_naive(instant):
        raise ValueError(text)
    return instant


_FROM_TEXT: dict[type, Callable[[str], object]] = {
    date: date.fromisoformat,
    time: time.fromisoformat,
    datetime: _instant,
}
_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    date: "date (2026-03-02)",
    time: "clock time (07:30)",
    datetime: "instant with its offset (2026-03-02T07:30:00Z)",
}


def _name(plain: object) -> str:
    if isinstance(plain, Mapping):
        return "a table"
    if isinstance(plain, list | tuple):
        return "a list"
    if plain is None:
        return "nothing"
    if _is_naive(plain):
        return "a time without its offset"
    return _WORDS.get(type(plain), type(plain).__name__)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


@cache
def _members(kind: type[Enum]) -> dict[Any, Enum]:
    return {member.value: member for member in kind}


@cache
def _text_members(kind: Any) -> dict[Any, Enum]:
    """The members that text stands for, where a kind is an enumeration, or that before all else."""
    first = next((one for one in typing.get_args(kind) if one is not type(None)), kind)
    return _members(first) if isinstance(first, type) and issubclass(first, Enum) else {}


@cache
def _hints(kind: type) -> dict[str, Any]:
    """What each field holds; `typing.get_type_hints` says the same, and takes three times as long."""
    noted = ((vars(base).get("__annotations__", {}), base.__module__) for base in reversed(kind.__mro__))
    return {name: _meant(text, module) for notes, module in noted for name, text in notes.items()}


@cache
def _meant(text: str, module: str) -> Any:
    """The kind that an annotation names. Names, alone or joined by `|`, need not be compiled."""
    space = vars(sys.modules[module])
    names = text.split(" | ")
    if all(map(str.isidentifier, names)):
        return reduce(or_, (space[one] if one in space else vars(builtins)[one] for one in names))
    return eval(text, space)  # noqa: S307 - the program's own source
