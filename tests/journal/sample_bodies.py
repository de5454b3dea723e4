"""A body of any kind made from its type alone: with every field, or with those only that it must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from backcoach.coach.done import Session
from backcoach.coach.goal_record import GoalPlan
from backcoach.coach.person import Waking
from backcoach.shapes import encode

SPECIAL: Mapping[type, Mapping[str, Any]] = {
    Waking: {"bed": encode(time(22, 30))},
    Session: {"amount": 0},
    GoalPlan: {"days": ["mon", "thu"]},
}
"""Values that a rule of a kind asks for, where those made from the types do not do."""

_PLAIN: Mapping[Any, Any] = {
    str: "words \u00e9\u4e2d",
    int: 3,
    float: 4.5,
    bool: True,
    date: date(2026, 3, 2),
    time: time(7, 30),
    datetime: datetime(2026, 3, 2, 7, 30, 15, 250000, UTC),
    Any: ["10:00", 3, None],
    object: {"any": [1, "value"]},
}


def full(kind: type) -> dict[str, Any]:
    """The plain body of a kind with every field it has, none of them empty."""
    return _body(kind, is_full=True)


def least(kind: type) -> dict[str, Any]:
    """The plain body of a kind with the fields only that have to be there."""
    return _body(kind, is_full=False)


def _body(kind: type, *, is_full: bool) -> dict[str, Any]:
    hints, special = get_type_hints(kind), SPECIAL.get(kind, {})
    return {
        one.name: special.get(one.name, _value(hints[one.name], is_full=is_full))
        for one in fields(kind)
        if is_full or (one.default is MISSING and one.default_factory is MISSING)
    }


def _value(hint: Any, *, is_full: bool) -> Any:
    if hint in _PLAIN:
        return encode(_PLAIN[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return encode(next(iter(hint)))
    if is_dataclass(hint):
        return _body(hint, is_full=is_full)  # type: ignore[arg-type]
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = [part for part in parts if part is not NoneType]
        return _value(inner[0], is_full=is_full) if is_full or len(inner) == len(parts) else None
    if origin is tuple:
        members = parts[:1] if parts[-1] is Ellipsis else parts
        return [_value(part, is_full=is_full) for part in members]
    key, value = (_value(part, is_full=is_full) for part in parts)
    return {key: value}
