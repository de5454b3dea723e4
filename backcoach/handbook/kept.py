"""Values kept field by field, so that whoever looks at a little of one reads only that."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cache
from typing import Any

from backcoach.values import fields, is_dataclass

Packed = bytes | tuple[bytes, Mapping[str, Any]]
"""A whole value; or the class of one, and its fields by name, each packed in turn."""

SMALL = 4096
"""So many bytes are read faster than they are taken apart."""

_FORM = pickle.HIGHEST_PROTOCOL


def packed(value: object) -> Packed:
    """What to keep of a value."""
    whole = pickle.dumps(_shared(value, {}), _FORM)
    if len(whole) <= SMALL or not is_dataclass(value):
        return whole
    parts = {one.name: packed(getattr(value, one.name)) for one in fields(value)}
    return pickle.dumps(type(value), _FORM), parts


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """The same value, in which what is alike in every part, and in kind, is there once, and so read once."""
    found: Any
    if is_dataclass(value):
        parts = [_shared(getattr(value, one.name), known) for one in fields(value)]
        found = object.__new__(type(value))
        found.__setstate__(parts)
        return known.setdefault((type(value), *map(id, parts)), found)
    if type(value) is tuple:
        found = tuple(_shared(one, known) for one in value)
        return known.setdefault((tuple, *map(id, found)), found)
    if type(value) is dict:
        return {_shared(key, known): _shared(one, known) for key, one in value.items()}
    return known.setdefault((str, value), value) if type(value) is str else value


def unpacked(kept: Packed) -> Any:
    """The value again. It came from `packed`, and is as trusted as the code beside which it was kept."""
    if isinstance(kept, bytes):
        return pickle.loads(kept)  # noqa: S301 - as is said above
    kind, parts = kept
    return _with_parts(pickle.loads(kind), parts)  # noqa: S301 - the same


def _with_parts(kind: type, parts: Mapping[str, Any]) -> object:
    """A value whose fields are read when they are first asked for."""
    value: object = object.__new__(_kept_kind(kind))
    object.__setattr__(value, "_parts", parts)
    return value


@cache
def _kept_kind(kind: type) -> type:
    methods = {"__getattr__": _read, "__eq__": _equals, "__hash__": kind.__hash__}
    return type(f"Kept{kind.__name__}", (kind,), {"__slots__": ("_parts",), **methods})


def _read(self: Any, name: str) -> Any:
    parts = object.__getattribute__(self, "_parts")
    if name not in parts:
        raise AttributeError(name)
    value = unpacked(parts[name])
    object.__setattr__(self, name, value)
    return value


def _equals(self: Any, other: object) -> Any:
    """Whether both are values of one class, kept or not, with the same fields."""
    if not (is_dataclass(other) and fields(self) == fields(other)):
        return NotImplemented
    return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(self))
