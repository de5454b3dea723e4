"""The help of a command, as Typer would write it, without loading Typer. A test compares the two."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from backcoach.terminal.declared import Option

if TYPE_CHECKING:
    from backcoach.terminal.declared import Command, Family, Parameter

ACCESSIBLE_HELP = "Plain lines for a screen reader or a script: nothing drawn, replies line by line."
EVERYWHERE = (("--accessible", ACCESSIBLE_HELP), ("-h, --help", "Show this message and exit."))
WIDEST, NARROWEST = 80, 50
MOST_LEFT, LEAST_RIGHT = 30, 20
TYPES = {"Path": "path", "int": "number", "float": "number", "str": "text"}

Rows = Sequence[tuple[str, str]]


def help_of(program: Family, way: Sequence[str]) -> str | None:
    """The help of the command to which these words lead; None where there is none."""
    family, command = program, program.alone
    for place, name in enumerate(way):
        if name in family.groups:
            family = family.groups[name]
            command = family.alone
        elif name in family.commands and place == len(way) - 1:
            return _help(" ".join(("backcoach", *way)), family.commands[name], None)
        else:
            return None
    return _help(" ".join(("backcoach", *way)), command, family)


def _help(path: str, command: Command | None, family: Family | None) -> str:
    width = max(min(shutil.get_terminal_size().columns, WIDEST) - 2, NARROWEST)
    parameters = command.parameters() if command else ()
    arguments = [one for one in parameters if one.is_argument]
    pieces = ["[OPTIONS]", *map(usage, arguments), *(["COMMAND [ARGS]..."] if family else [])]
    head = f"Usage: {path} "
    parts = [_usage_line(head, " ".join(pieces), width)]
    text = command.help if command else family.help if family else ""
    parts.append("\n\n".join(_paragraphs(text, width, "  ")))
    parts.append(_list("Arguments", [(_name(one), said(one)) for one in arguments], width))
    options = [(flags(one), said(one)) for one in parameters if not one.is_argument]
    parts.append(_list("Options", [*options, *EVERYWHERE], width))
    if family:
        parts.append(_list("Commands", list(_commands(family, width)), width))
    return "\n\n".join(part for part in parts if part) + "\n"


def _commands(family: Family, width: int) -> Iterator[tuple[str, str]]:
    below = {name: one.help for name, one in family.commands.items()}
    below |= {name: one.alone.help if one.alone else one.help for name, one in family.groups.items()}
    room = width - 6 - max(map(len, below), default=0)
    return ((name, short(text, room)) for name, text in below.items())


def short(text: str, room: int) -> str:
    """The first sentence, or as much of it as there is room for."""
    words = text.partition("\n\n")[0].split()
    taken = 0
    for place, word in enumerate(words):
        taken += len(word) + (place > 0)
        if taken > room:
            break
        if word.endswith("."):
            return " ".join(words[: place + 1])
    else:
        return " ".join(words)
    while place and len(" ".join(words[:place])) + len("...") > room:
        place -= 1
    return " ".join(words[:place]) + "..."


def _usage_line(head: str, pieces: str, width: int) -> str:
    """How a command is called; behind a long name on a line of its own."""
    if width >= len(head) + LEAST_RIGHT:
        return _wrapped(pieces, width, head, " " * len(head))
    indent = " " * (len("Usage: ") + 4)
    return f"{head}\n{_wrapped(pieces, width, indent, indent)}"


def usage(one: Parameter) -> str:
    """An argument in the line that shows how a command is called."""
    name = _name(one)
    if name.startswith("["):
        return name
    return f"{{{name}}}" if one.is_needed else f"[{name}]"


def _name(one: Parameter) -> str:
    if one.says.metavar is not None:
        return one.says.metavar
    return f"{one.name}{'...' if one.is_many else ''}"


def flags(one: Parameter) -> str:
    """The flags of an option, and the kind of value it takes."""
    value = "" if one.kind is bool else f" {one.says.metavar or f'<{TYPES[one.kind.__name__]}>'}"
    on = sorted(one.on, key=lambda flag: len(flag) - len(flag.lstrip("-")))
    return " / ".join((", ".join(on) + value, *one.off))


def said(one: Parameter) -> str:
    """What the help says of an option or argument, with what it is where nothing is told."""
    notes = []
    if one.default not in (None, "", False):
        notes.append(f"default: {_default(one)}")
    if one.is_needed:
        notes.append("required")
    return f"{one.says.help}  [{'; '.join(notes)}]" if notes else one.says.help


def _default(one: Parameter) -> str:
    if one.kind is bool and isinstance(one.says, Option):
        return one.on[0].lstrip("-")
    return str(one.default)


def _list(name: str, rows: Rows, width: int) -> str:
    """Names with what they mean beside them."""
    if not rows:
        return ""
    left = min(max(len(first) for first, _ in rows), MOST_LEFT) + 2
    lines = [f"{name}:"]
    for first, second in rows:
        said = _wrapped_all(second, max(width - left - 2, 10))
        is_long = len(first) > left - 2
        lines += [f"  {first}"] if is_long else [f"  {first:{left}}{said[0]}"]
        lines += [" " * (left + 2) + line for line in said[0 if is_long else 1 :]]
    return "\n".join(lines)


def _wrapped_all(text: str, width: int) -> list[str]:
    return _wrapped(text, width, "", "").splitlines()


def _paragraphs(text: str, width: int, indent: str) -> Iterable[str]:
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line]
        if lines:
            own = indent + " " * (len(lines[0]) - len(lines[0].lstrip()))
            yield _wrapped(" ".join([lines[0].lstrip(), *lines[1:]]), width, own, own)


def _wrapped(text: str, width: int, first: str, rest: str) -> str:
    wrapper = TextWrapper(width, initial_indent=first, subsequent_indent=rest, replace_whitespace=False)
    return wrapper.fill(text)
