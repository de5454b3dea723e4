"""Where things are shown: results to stdout, talk to stderr, both without obeying anything in the data."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from backcoach.terminal.safe import visible

WIDEST = 100
"""Lines longer than this are hard to read."""


def console(stream: TextIO) -> Console:
    """A console that takes text as text, and sends no escape byte where none is wanted.

    `NO_COLOR` wins over `FORCE_COLOR`; a pipe and a dumb terminal get plain text.
    """
    environment = os.environ
    is_plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    forced = bool(environment.get("FORCE_COLOR")) and not is_plain
    wants_colour = (stream.isatty() or forced) and not is_plain
    made = Console(
        file=stream,
        color_system="auto" if wants_colour else None,
        force_terminal=True if forced else None,
        no_color=not wants_colour,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )
    made.width = min(made.width, WIDEST)
    return made


@dataclass(frozen=True, slots=True)
class Output:
    """The two streams of one run."""

    results: Console
    talk: Console

    def result(self, *parts: RenderableType) -> None:
        """What was asked for, to stdout."""
        for part in parts:
            self.results.print(part)

    def say(self, text: str = "", style: str = "") -> None:
        """Talk, to stderr."""
        self.talk.print(Text(visible(text), style=style))

    def question(self, text: str, notes: Sequence[str] = ()) -> None:
        """A question with its notes, set off by an empty line."""
        self.talk.print()
        self.talk.print(Text(visible(text), style="bold"))
        for note in notes:
            self.talk.print(Padding(Text(visible(note), style="dim"), (0, 0, 0, 2), expand=False))

    def step(self, text: str) -> None:
        """Where in a row of questions this one stands."""
        self.talk.print()
        self.talk.print(Text(text, style="cyan"))

    def numbered(self, lines: Sequence[str], notes: Sequence[Sequence[str]] = ()) -> None:
        """Numbered lines, each with its notes."""
        for place, line in enumerate(lines):
            self.talk.print(_hanging(f"{place + 1:>3}  ", line))
            for note in notes[place] if notes else ():
                self.talk.print(Padding(Text(visible(note), style="dim"), (0, 0, 0, 5), expand=False))

    def hint(self, text: str) -> None:
        """How to reply."""
        self.talk.print(Padding(Text(visible(text), style="dim"), (0, 0, 0, 2), expand=False))

    def document(self, plain: Mapping[str, Any]) -> None:
        """One JSON document, to stdout."""
        self.results.file.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")


def _hanging(head: str, text: str) -> RenderableType:
    from rich.table import Table  # noqa: PLC0415 - only where a list is shown

    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(Text(head), Text(visible(text)))
    return grid


def standard_output() -> Output:
    """The output of a real run. Letters a stream cannot show come out as escapes, never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return Output(console(sys.stdout), console(sys.stderr))
