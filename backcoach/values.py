"""Values: frozen dataclasses that cost next to nothing to declare.

To a type checker they are those of `dataclasses`. A running program takes `backcoach.declaring` in its place,
which makes their methods only when a first value is made: a short command waits for little but imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import Field, asdict, dataclass, field, fields, is_dataclass, replace
    from typing import Any

    def has_default(one: Field[Any]) -> bool:
        """Whether a value can be made without saying this field."""
else:
    from backcoach.declaring import asdict, dataclass, field, fields, has_default, is_dataclass, replace

__all__ = ["asdict", "dataclass", "field", "fields", "has_default", "is_dataclass", "replace"]
