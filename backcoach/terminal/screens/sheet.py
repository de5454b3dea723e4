"""The person's own sheet for bad days."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.flows.sheet import SheetField
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible

HEAD = "My sheet for bad days"
EMPTY = "Nothing stands in it yet. Fill it in: backcoach sheet"
CHANGE = "Change it: backcoach sheet"
OFFER = "A calm day is a good day to write your sheet for bad days: backcoach sheet"
FIRST = "On a day with new signs the safety questions come first: backcoach screen"


def sheet_screen(fields: Iterable[SheetField]) -> RenderableType:
    """What stands in the sheet, each field under its name; its lines stay lines."""
    parts = sheet_parts(fields)
    if not parts:
        return Group(Text(HEAD, style="bold"), Text(EMPTY))
    return Group(Text(HEAD, style="bold"), *parts, Text(FIRST), Text(CHANGE, style="dim"))


def sheet_parts(fields: Iterable[SheetField]) -> tuple[RenderableType, ...]:
    """The filled fields alone, for another screen to hold."""
    parts: list[RenderableType] = []
    for one in fields:
        if one.text:
            parts.append(Text(visible(one.field.label), style="bold"))
            parts += [hanging("  ", line) for line in one.text.splitlines()]
    return tuple(parts)
