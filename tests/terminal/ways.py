"""Every command of the program with the words that lead to it, for tests that hold of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Command, Family

Way = tuple[str, ...]


def every_way() -> tuple[tuple[Way, Command], ...]:
    """The program itself, its commands and groups, and what is below these."""
    return tuple(_ways(every_command(), ()))


def words_of(one: object) -> str:
    """A way as the name of a test."""
    return " ".join(("backcoach", *one)) if isinstance(one, tuple) else getattr(one, "name", "")


def _ways(family: Family, way: Way) -> Iterator[tuple[Way, Command]]:
    if family.alone:
        yield way, family.alone
    for name, one in family.commands.items():
        yield (*way, name), one
    for name, group in family.groups.items():
        yield from _ways(group, (*way, name))
