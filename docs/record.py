"""The page on the record as a document: every kind of entry with the fields of its body, from the code."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from backcoach.flows.kinds import KINDS
from backcoach.journal.journal import with_void
from docs.manual import table

WORDS = {
    bool: "true or false",
    int: "whole number",
    float: "number",
    str: "text",
    date: "date",
    time: "clock time",
    datetime: "instant",
    object: "any value",
}
INTRO = """# The record as a document

Generated from the code by `make docs`.

`backcoach export` writes one JSON document, [record](schemas/record.schema.json), in ASCII: a head on the
first line, then one entry on each line, in the order of recording. It holds all that was ever recorded, also
what was corrected or voided later, and the voids.

- `format` is `backcoach-record`, `version` the version of the format, `schema` the number of the record's own
  schema, `settings` a table of texts. One and the same record always gives the same document, byte for byte.
- An entry has `id` (32 hexadecimal digits), `kind`, `at` (when it happened), `zone` (the person's time zone
  then), `day_on` (the day it belongs to, which begins at 04:00
  unless the person set it), `recorded_at` (when it was written),
  `supersedes` (the entry it corrects or voids, which stands before it, or null), `content_digest` (names the
  content a decision was made with, or null) and `body`. Instants are UTC with six places of seconds.
- An entry counts while nothing supersedes it; to void a correction brings back what it corrected.
- A field of a body that may be empty can be left out. New versions of the program add kinds and such fields;
  an older one refuses what it does not know.
"""


def record() -> Iterator[str]:
    """The page."""
    kinds = with_void(KINDS)
    yield from INTRO.splitlines()
    yield from ("", "## Kinds of entries", "")
    yield from table(("kind", "what it is", "body"), (_row(f"`{name}`", one) for name, one in kinds.items()))
    yield from ("", "## Parts of bodies", "")
    parts = _parts(kinds.values())
    yield from table(("part", "what it is", "fields"), (_row(one.__name__, one) for one in parts))


def _row(name: str, kind: type) -> tuple[str, str, str]:
    first = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    hints = typing.get_type_hints(kind)
    fields = (f"`{one.name}` {_words(hints[one.name])}" for one in dataclasses.fields(kind))
    return name, first, "; ".join(fields) or "empty"


def _words(hint: Any) -> str:
    options = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        known = [one for one in options if one is not type(None)]
        empty = ["empty"] if len(known) < len(options) else []
        return " or ".join((*map(_words, known), *empty))
    if typing.get_origin(hint) is tuple:
        is_list = options[-1] is Ellipsis
        return f"list of {_words(options[0])}" if is_list else f"pair of {', '.join(map(_words, options))}"
    origin = typing.get_origin(hint) or hint
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"table of {_words(options[1])}"
    if isinstance(origin, type) and issubclass(origin, Enum):
        return " or ".join(f"`{member.value}`" for member in origin)
    return WORDS.get(origin, getattr(origin, "__name__", str(origin)))


def _parts(kinds: Iterable[type]) -> list[type]:
    """Every dataclass that stands within a body, in the order of their names."""
    found: set[type] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        inner = {part for hint in typing.get_type_hints(kind).values() for part in _dataclasses(hint)}
        waiting.extend(inner - found)
        found |= inner
    return sorted(found, key=lambda one: one.__name__)


def _dataclasses(hint: Any) -> Iterator[type]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for option in typing.get_args(hint):
        yield from _dataclasses(option)
