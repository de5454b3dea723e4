"""Values: frozen dataclasses that cost next to nothing to declare.

To a type checker they are those of `dataclasses`. A running program takes `backcoach.declaring` in its place,
which makes their methods only when a first value is made: a short command waits for little but imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import Field, asdict, field, fields, is_dataclass, replace
    from typing import Any, ClassVar, dataclass_transform

    def has_default(one: Field[Any]) -> bool:
        """Whether a value can be made without saying this field."""

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    class Value:
        """A value with the fields that its class names."""

        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

        def __init_subclass__(cls, *, frozen: bool = True, order: bool = False) -> None: ...
else:
    from backcoach.declaring import Value, asdict, field, fields, has_default, is_dataclass, replace

__all__ = ["Value", "asdict", "field", "fields", "has_default", "is_dataclass", "replace"]
