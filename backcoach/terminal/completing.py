"""What may stand at a place of a command line, as declared: `backcoach complete SHELL INDEX WORDS...`.

The scripts of `completion_scripts` ask it. It opens no record, and whatever goes wrong it says nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from backcoach.terminal.app import command_named, every_command
from backcoach.terminal.completing_lists import ANOTHER_LINE, FIRST_PLACE_ONLY, Candidate, listed
from backcoach.terminal.completing_words import line_of, printed
from backcoach.terminal.declared import Command, Family, Parameter
from backcoach.terminal.help_text import EVERYWHERE
from backcoach.terminal.lane import ACCESSIBLE, first_word

LIST = "LIST"
"""The metavar of an option that takes several values with commas between them."""


def answer(arguments: Sequence[str]) -> int:
    """Print the candidates for the word at INDEX of WORDS, one a line. The exit code is always 0."""
    try:
        shell, index, *words = arguments
        line = line_of(shell, int(index), words)
        text = printed(shell, line, candidates(line.before, line.now))
        sys.stdout.buffer.write(text.encode())
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - somebody is in the middle of typing
        return 0
    return 0


def candidates(before: Sequence[str], now: str) -> tuple[Candidate, ...]:
    """What may stand behind the words `before`, as far as it begins with `now`."""
    word = first_word(before)
    place = _Place(command_named(word) if word else every_command())
    rest = list(before)
    while rest and not place.has_another_line():
        place.pass_by(rest.pop(0))
    if place.has_another_line():
        return candidates([*place.placed, *rest], now)
    typed = now.lower()
    return tuple(one for one in place.offered(now) if one.word.lower().startswith(typed))


class _Place:
    """How far a line was read: the group or command it has come to, and what was given to that."""

    def __init__(self, program: Family) -> None:
        self._enter(program.alone, program)

    def _enter(self, command: Command | None, family: Family | None = None) -> None:
        self.family = family
        self.parameters = command.parameters() if command else ()
        self.given: set[str] = set()
        self.placed: list[str] = []
        self.awaits: Parameter | None = None
        self.has_options = True

    def pass_by(self, word: str) -> None:
        """Read one word that stands before. Raises `KeyError` for one that cannot stand there."""
        if self.awaits is not None:
            self.awaits = None
        elif self.has_options and word == "--":
            self.has_options = False
        elif self.has_options and word.startswith("-"):
            self._pass_option(word)
        elif self.family is None:
            self.placed.append(word)
        elif word in self.family.groups:
            group = self.family.groups[word]
            self._enter(group.alone, group)
        else:
            self._enter(self.family.commands[word])

    def _pass_option(self, word: str) -> None:
        flag, equals, _ = word.partition("=")
        one = self._option(flag)
        self.given.add(one.name if one else flag)
        if one is not None and one.kind is not bool and not equals:
            self.awaits = one

    def _option(self, flag: str) -> Parameter | None:
        return next((one for one in self.parameters if flag in (*one.on, *one.off)), None)

    def has_another_line(self) -> bool:
        """Whether what was placed is the beginning of a line of its own, as in `demo plan`."""
        return any(one.says.values == ANOTHER_LINE for one in self._arguments()) and bool(self.placed)

    def offered(self, now: str) -> Iterable[Candidate]:
        """What may stand here; `now` is what is typed of it."""
        flag, equals, _ = now.partition("=")
        if self.awaits is not None:
            return self._values(self.awaits, now)
        if self.has_options and now.startswith("--") and equals:
            one = self._option(flag)
            found = self._values(one, now.removeprefix(f"{flag}=")) if one else ()
            return tuple(Candidate(f"{flag}={value.word}", value.says) for value in found)
        if self.has_options and now.startswith("-"):
            return self._options()
        if self.family is not None:
            return _commands(self.family)
        return self._placed_values(now)

    def _options(self) -> Iterator[Candidate]:
        """The options that were not given yet, the help and the accessible mode."""
        for one in self.parameters:
            if one.is_argument or (one.name in self.given and not one.is_many):
                continue
            for flag in (*one.on, *one.off):
                if flag.startswith("--"):
                    yield Candidate(flag, one.says.help)
        for flags, says in EVERYWHERE:
            flag = flags.split(", ")[-1]
            if flag not in self.given or flag != ACCESSIBLE:
                yield Candidate(flag, says)

    def _placed_values(self, now: str) -> Iterable[Candidate]:
        """What the argument at this place may be; options where nobody knows, and no file is wanted."""
        one = self._argument()
        if one is not None and one.says.values == ANOTHER_LINE:
            return _commands(every_command())
        found = [value for value in self._values(one, now) if value.word not in self.placed] if one else []
        wants_text = one is None or not (one.says.values or one.kind.__name__ == "Path")
        return self._options() if wants_text and not now and self.has_options else found

    def _arguments(self) -> list[Parameter]:
        return [one for one in self.parameters if one.is_argument]

    def _argument(self) -> Parameter | None:
        """The argument whose place it is."""
        there, place = self._arguments(), len(self.placed)
        if place < len(there):
            return there[place]
        return there[-1] if there and there[-1].is_many else None

    def _values(self, one: Parameter, now: str) -> tuple[Candidate, ...]:
        """The values of an option or argument, those of a list behind the commas already typed."""
        if one.is_argument and self.placed and one.says.values in FIRST_PLACE_ONLY:
            return ()
        if one.says.metavar != LIST:
            return listed(one.says.values, now)
        head, comma, last = now.rpartition(",")
        taken = head.split(",")
        found = (value for value in listed(one.says.values, last) if value.word not in taken)
        return tuple(Candidate(f"{head}{comma}{value.word}", value.says) for value in found)


def _commands(family: Family) -> Iterator[Candidate]:
    for name, command in family.commands.items():
        yield Candidate(name, command.help)
    for name, group in family.groups.items():
        yield Candidate(name, group.alone.help if group.alone else group.help)
