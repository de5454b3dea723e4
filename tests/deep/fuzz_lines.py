"""Command lines of the program's own commands, options and examples, with values of any kind."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Command, Family
from tests.deep.fuzz_ground import PASSPHRASE, TABLE, Ground
from tests.deep.fuzz_values import DEEP, TEXTS

FILES = (
    "answers.toml",
    "mine.json",
    "mine.json.age",
    "secret.txt",
    "table.csv",
    "empty",
    "a_folder",
    "missing",
)
"""What lies in the folder a command line runs in, but for the last."""

PLAUSIBLE = (
    "yes", "no", "not_sure", "a_bit", "0", "1", "2", "3", "4", "5", "7", "10", "20", "30", "4.5",
    "5,4,3", "today", "yesterday", "mon", "2026-11-21", "2026-11-22", "08:30", "9:00", "paracetamol",
    "ibuprofen", "500", "1000", "paracetamol 500 @ 7:00", "bridge", "bridge=10", "walk=10", "cycle=15",
    "walk", "nz", "uk", "next", "skip", "undo", "inf_fever=yes", "em_chest", "pain", "lesson_sleep",
    "heat", "doctor", "cleared", "about_right", "week", "30 minutes", "2 weeks", "7,6,8", "3",
    "naproxen 250", "all", "1-7", "8-16",
)  # fmt: skip
LONGEST = 100_000
"""The most a system hands over as one argument is not much more."""


@dataclass(frozen=True, slots=True)
class Way:
    """One command: the names that lead to it, its options with whether each takes a value, its arguments."""

    names: tuple[str, ...]
    options: tuple[tuple[str, bool], ...]
    arguments: int


@cache
def ways() -> tuple[Way, ...]:
    """Every command there is, hidden ones too."""
    return tuple(_walked(every_command(), ()))


def _walked(family: Family, names: tuple[str, ...]) -> Iterator[Way]:
    if family.alone is not None:
        yield _way(family.alone, names)
    for name, command in family.commands.items():
        yield _way(command, (*names, name))
    for name, group in family.groups.items():
        yield from _walked(group, (*names, name))


def _way(command: Command, names: tuple[str, ...]) -> Way:
    told = command.parameters()
    options = [(flag, one.kind is not bool) for one in told for flag in (*one.on, *one.off)]
    most = sum(3 if one.is_many else 1 for one in told if one.is_argument)
    return Way(names, (*options, ("--accessible", False), ("--help", False)), most)


@cache
def examples() -> tuple[tuple[str, ...], ...]:
    """Every command line that a help text shows."""
    found, todo = [], [every_command()]
    while todo:
        family = todo.pop()
        todo += family.groups.values()
        told = [*([family.alone] if family.alone else []), *family.commands.values()]
        lines = [line.strip() for command in told for line in command.help.splitlines()]
        found += [line.partition("   ")[0] for line in lines if line.startswith("backcoach ")]
    return tuple(tuple(shlex.split(line.partition(" > ")[0].partition(" | ")[0])[1:]) for line in found)


def a_line(chance: Random, ground: Ground) -> tuple[str, ...]:
    """A command line without a NUL and without a path that leaves its folder."""
    made = _from_example(chance, ground) if chance.random() < 0.5 else _from_tree(chance, ground)
    return tuple(_harmless(one) for one in made)


def _harmless(argument: str) -> str:
    """What a system can hand over; nothing outside the folder of the trial is named."""
    text = argument.replace("\0", "").replace("..", ".").replace("~", "-").replace("=/", "=")
    text = text.encode("utf-8", "surrogateescape")[:LONGEST].decode("utf-8", "surrogateescape")
    return text.lstrip("/")


def a_value(chance: Random, ground: Ground) -> str:
    """A value for an option or an argument."""
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(PLAUSIBLE)
    if kind < 0.55:
        return chance.choice(FILES)
    if kind < 0.62:
        return chance.choice(ground.ids)[: chance.choice((32, 32, 8, 4, 1))]
    if kind < 0.66:
        return chance.choice((b"\xff\xfe", b"\xe9t\xe9", b"\xc3")).decode("utf-8", "surrogateescape")
    return chance.choice(TEXTS)


def _from_tree(chance: Random, ground: Ground) -> list[str]:
    way = chance.choice(ways())
    line = list(way.names)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 6))):
        name, takes_value = chance.choice(way.options)
        value = a_value(chance, ground)
        if not takes_value:
            line.append(name if chance.random() < 0.95 else f"{name}={value}")
        else:
            line += [f"{name}={value}"] if chance.random() < 0.2 else [name, value]
    for _ in range(chance.randint(0, way.arguments + (chance.random() < 0.05))):
        line.insert(chance.randint(len(way.names), len(line)), a_value(chance, ground))
    return _spoilt(chance, ground, line) if chance.random() < 0.1 else line


def _from_example(chance: Random, ground: Ground) -> list[str]:
    line = list(chance.choice(examples()))
    for _ in range(chance.randint(0, 3)):
        line = _spoilt(chance, ground, line)
    if chance.random() < 0.25:
        line.append("--json")
    return line


def _spoilt(chance: Random, ground: Ground, line: list[str]) -> list[str]:
    place = chance.randint(0, len(line))
    options = [option for way in ways() if way.names[:1] == tuple(line[:1]) for option, _ in way.options]
    pieces = {
        "put in": [a_value(chance, ground)],
        "option": [chance.choice(options or ["--json"])],
        "sign": [chance.choice(("--", "-", "--=", "-x", "--no-such", "--hom", DEEP))],
        "double": line[place : place + 2],
        "nothing": [],
    }
    piece = pieces[chance.choice(list(pieces))]
    return line[:place] + piece + line[place + chance.choice((0, 0, 1, 1, 2)) :]


def lay_out(line: tuple[str, ...], chance: Random, ground: Ground, folder: Path) -> None:
    """Put the files that the line names into the folder."""
    files = {
        "answers.toml": ground.answers["start"].encode(),
        "answers.json": b"{}",
        "mine.json": ground.documents["begun"],
        "my-back.json": ground.documents["grave"],
        "mine.json.age": ground.sealed[: chance.choice((100, 1000))],
        "secret.txt": PASSPHRASE.encode(),
        "table.csv": TABLE.encode(),
        "empty": b"",
    }
    for name, raw in files.items():
        if any(one.endswith(name) for one in line):
            (folder / name).write_bytes(raw)
    (folder / "a_folder").mkdir(exist_ok=True)
