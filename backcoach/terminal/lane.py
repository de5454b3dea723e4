"""The quick lane: reads a command line that is plainly right, without loading Typer.

It reads less than Typer does, and the same where it reads. Whatever is not plain, such as help, an unknown
flag, a number that is none or a flag told twice, it leaves to Typer, which explains it. A property test holds
both against each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from backcoach.terminal.declared import Command, Context, Family, Parameter
from backcoach.values import Value

ACCESSIBLE = "--accessible"
HELP = ("-h", "--help")
LONGEST_NUMBER = 9


class Step(Value):
    """A function to call with its values: the program or a group in front, or the command itself."""

    command: Command
    values: Mapping[str, Any]
    comes_next: str | None = None


class Line(Value):
    """A line that was read: what to call in turn, and whether the accessible mode was asked for."""

    steps: tuple[Step, ...]
    is_accessible: bool = False

    def home(self) -> Path | None:
        """The folder named behind the command, or in front of it."""
        named = [step.values["home"] for step in self.steps if step.values.get("home") is not None]
        return Path(named[-1]) if named else None

    def run(self) -> None:
        """Call the functions. The last one raises `Ended`."""
        context = Context()
        for step in self.steps:
            context.invoked_subcommand = step.comes_next
            step.command.call(context, dict(step.values))


def _is_handed_over(word: str) -> bool:
    """Whether a system can hand over such a word."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeEncodeError:
        return False


def asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether a line only asks for help: words that lead to a command, and the flag."""
    *way, last = arguments or ("",)
    return last in HELP and not any(one.startswith("-") for one in way)


class _NotPlain(Exception):
    """Not for this lane."""


def read_line(arguments: Sequence[str], program: Family) -> Line | None:
    """The line, read; None where Typer is to read it."""
    found = _Reader(list(arguments))
    if not all(map(_is_handed_over, arguments)):
        return None
    try:
        steps = tuple(found.steps(program))
    except _NotPlain:
        return None
    return Line(steps, found.is_accessible)


def first_word(arguments: Sequence[str]) -> str:
    """The word that names a command, if only options of the program stand before it."""
    rest = list(arguments)
    while rest[:1] in (["--home"], [ACCESSIBLE]):
        rest = rest[2 if rest[0] == "--home" else 1 :]
    return rest[0] if rest else ""


class _Reader:
    """Reads words from the front, level by level."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.is_accessible = False

    def steps(self, family: Family) -> Iterator[Step]:
        """What the program or a group does, and then what stands behind it."""
        values = self.values(family.alone, is_group=True) if family.alone else {}
        name = self.words.pop(0) if self.words else None
        if family.alone:
            yield Step(family.alone, values, name)
        if name in family.groups:
            yield from self.steps(family.groups[name])
        elif name in family.commands:
            command = family.commands[name]
            yield Step(command, self.values(command))
        elif name is not None or not family.alone:
            raise _NotPlain

    def values(self, command: Command, *, is_group: bool = False) -> dict[str, Any]:
        """The values of a command; those of a group end at the first word that is no option."""
        parameters = command.parameters()
        flags = {flag: (one, True) for one in parameters for flag in one.on}
        flags |= {flag: (one, False) for one in parameters for flag in one.off}
        told: dict[str, Any] = {}
        placed: list[str] = []
        while self.words and not (is_group and not self.words[0].startswith("-")):
            word = self.words.pop(0)
            if word == ACCESSIBLE:
                self.is_accessible = True
            elif word.startswith("-"):
                self.option(word, flags, told)
            else:
                placed.append(word)
        told |= _placed(placed, [one for one in parameters if one.is_argument])
        return {one.name: told[one.name] if one.name in told else _default(one) for one in parameters}

    def option(self, word: str, flags: Mapping[str, tuple[Parameter, bool]], told: dict[str, Any]) -> None:
        """Read an option that begins with this word."""
        flag, equals, text = word.partition("=")
        one, is_on = flags.get(flag) or _not_plain()
        if one.name in told and not one.is_many:
            raise _NotPlain
        if one.kind is bool:
            told[one.name] = _not_plain() if equals else is_on
            return
        if not equals:
            text = self.words.pop(0) if self.words else _not_plain()
            if text.startswith("-"):
                raise _NotPlain
        value = _value(text, one)
        told[one.name] = [*told.get(one.name, ()), value] if one.is_many else value


def _not_plain() -> Any:
    raise _NotPlain


def _placed(words: list[str], arguments: Iterable[Parameter]) -> dict[str, Any]:
    """The words by the arguments they stand for."""
    told: dict[str, Any] = {}
    for one in arguments:
        if one.is_many:
            told |= {one.name: words} if words else {}
            words = []
        elif words:
            told[one.name] = _value(words.pop(0), one)
    if words:
        raise _NotPlain
    return told


def _default(one: Parameter) -> Any:
    return _not_plain() if one.is_needed else one.default


def _value(text: str, one: Parameter) -> Any:
    return _KINDS[one.kind](text)


def _whole(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
        raise _NotPlain
    return int(text)


def _number(text: str) -> float:
    """A number with or without decimals."""
    before, _, after = text.removeprefix("-").partition(".")
    _whole(before)
    if after:
        _whole(after)
    return float(text)


_KINDS: Mapping[type, Callable[[str], Any]] = {str: str, int: _whole, float: _number, Path: Path}
