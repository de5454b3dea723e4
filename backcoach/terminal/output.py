"""Where things are shown: results to stdout, talk to stderr, both without obeying anything in the data."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.text import Text

from backcoach.terminal.accessible import mode
from backcoach.terminal.safe import visible
from backcoach.terminal.told import Drawn, told
from backcoach.terminal.words import together
from backcoach.values import dataclass

if TYPE_CHECKING:
    from rich.containers import Lines as RichLines
    from rich.segment import Segment

WIDEST = 100
"""Lines longer than this are hard to read."""

ROWS_TO_REPLY = 5
"""The hint (it may wrap), the place in the list, the reply, and a fault of the reply stand under a list."""

LINES_AFTER = 5
"""What may still be said under a screen, the shell's own line included."""

HELD = "\ue000"
"""Stands in for the gap within a number while lines are broken: no space, and one column wide."""

GAP = "   "
"""Stands between the replies that a hint names."""

Lines = tuple[RenderableType, ...]
"""Lines of a screen that belong together."""


class _WholeNumbers(Text):
    """Text that breaks no telephone number, such as `0800 611 116`, over two lines."""

    __slots__ = ()

    @classmethod
    def of(cls, text: Text) -> _WholeNumbers:
        """The same text with its style."""
        return cls(
            text.plain,
            style=text.style,
            justify=text.justify,
            overflow=text.overflow,
            no_wrap=text.no_wrap,
            end=text.end,
            tab_size=text.tab_size,
            spans=text.spans,
        )

    def wrap(self, console: Console, width: int, **layout: Any) -> RichLines:
        """The lines as usual, but for a gap between two figures, which is held closed meanwhile.

        Any space, one without a break too, is a place to break a line for Rich.
        """
        held = self.copy()
        held.plain = together(held.plain, HELD)
        lines = held.wrap(console, width, **layout)
        for line in lines:
            line.plain = line.plain.replace(HELD, " ")
        return lines


class _Console(Console):
    """A console that keeps numbers whole, and leaves it to the program what becomes of a lost reader."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is shown of a part."""
        if isinstance(renderable, Text) and together(renderable.plain, HELD) != renderable.plain:
            renderable = _WholeNumbers.of(renderable)
        return super().render(renderable, options)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class _PlainConsole(_Console):
    """A console that tells everything in lines: what is drawn comes in words, a table in sentences."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is told of a part."""
        return super().render(told(renderable), options)


def console(stream: TextIO, *, is_accessible: bool = False) -> Console:
    """A console that takes text as text, and sends no escape byte where none is wanted.

    `NO_COLOR` wins over `FORCE_COLOR`; a pipe and a dumb terminal get plain text, and so does whoever wants
    it accessible.
    """
    environment = os.environ
    is_plain = is_accessible or bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    forced = bool(environment.get("FORCE_COLOR")) and not is_plain
    wants_colour = (stream.isatty() or forced) and not is_plain
    made = (_PlainConsole if is_accessible else _Console)(
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
    """The two streams of one run. `is_accessible` where everything is told and asked in plain lines."""

    results: Console
    talk: Console
    is_accessible: bool = False
    takes_lines: bool = False

    def result(self, *parts: RenderableType) -> None:
        """What was asked for, to stdout."""
        for part in parts:
            self.results.print(part)

    def begin_screen(self) -> None:
        """Begin on an empty screen, unless only plain text is wanted."""
        if self.results.is_terminal and self.results.color_system is not None:
            self.results.clear()

    def scrolls(self, part: RenderableType) -> bool:
        """Whether the top of this part leaves the screen while it is printed."""
        height = len(self.results.render_lines(part))
        return self.results.is_terminal and height > self.results.height - LINES_AFTER

    @property
    def is_read_along(self) -> bool:
        """Whether somebody sits at a terminal, reads results and talk, and can press a key."""
        return self.takes_lines or self.is_at_terminal

    @property
    def is_answered(self) -> bool:
        """Whether replies come: from a keyboard, or as lines that were announced."""
        return self.takes_lines or sys.stdin.isatty()

    @property
    def is_conversation(self) -> bool:
        """The same, where the question follows a result that the person must have seen."""
        return self.takes_lines or (sys.stdin.isatty() and sys.stdout.isatty())

    @property
    def is_at_terminal(self) -> bool:
        """Whether stdin and both streams are a terminal."""
        return all(stream.isatty() for stream in (sys.stdin, self.results.file, self.talk.file))

    @property
    def has_pages(self) -> bool:
        """Whether a long screen comes in pages; plain lines are read on without a stop."""
        return self.is_read_along and not self.is_accessible

    def rows(self, lines: Lines) -> int:
        """How many rows these lines take as results."""
        return sum(len(self.results.render_lines(line)) for line in lines)

    def pause_rows(self, hint: str) -> int:
        """How many rows the screen keeps for a pause: its hint, the place to type, and the row below."""
        return self._rows(_hint(hint)) + 2

    def packed(self, blocks: Sequence[Lines], room: int) -> list[Lines]:
        """The blocks on as few pages of `room` rows as may be, one after the other.

        A block stays whole where a page of its own can hold it, and flows on over pages where none can.
        """
        pages: list[Lines] = []
        for block in blocks:
            is_whole = self.rows(block) <= room
            for part in [block] if is_whole else [(line,) for line in block]:
                if pages and self.rows((*pages[-1], *part)) <= room:
                    pages[-1] = (*pages[-1], *part)
                else:
                    pages.append(part)
        return pages

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

    def numbered(
        self,
        lines: Sequence[str],
        notes: Sequence[Sequence[str]] = (),
        only: range | None = None,
    ) -> None:
        """Numbered lines, each with its notes; of all of them, or `only` of some places."""
        for place in range(len(lines)) if only is None else only:
            for part in _numbered_line(place, lines[place], notes[place] if notes else ()):
                self.talk.print(part)

    def pages(self, stem: str, lines: Sequence[str], notes: Sequence[Sequence[str]]) -> Iterator[range]:
        """The places of lines that can be seen at once, under their stem and above the reply."""
        room = self.talk.height - self._rows(Text(stem)) - ROWS_TO_REPLY
        first, used = 0, 0
        for place, line in enumerate(lines):
            rows = sum(map(self._rows, _numbered_line(place, line, notes[place])))
            if place > first and used + rows > room and self.talk.is_terminal:
                yield range(first, place)
                first, used = place, 0
            used += rows
        yield range(first, len(lines))

    def _rows(self, part: RenderableType) -> int:
        return len(self.talk.render_lines(part))

    def hint(self, text: str) -> None:
        """How to reply."""
        self.talk.print(_hint(text.replace(GAP, "; ") if self.is_accessible else text))

    def document(self, plain: Mapping[str, Any]) -> None:
        """One JSON document in ASCII, to stdout: nothing in it is obeyed by a terminal."""
        self.results.file.write(json.dumps(plain, indent=2) + "\n")


def _numbered_line(place: int, line: str, notes: Sequence[str]) -> Iterator[RenderableType]:
    yield Drawn(hanging(f"{place + 1:>3}  ", line), Text(visible(f"{place + 1}. {line}")))
    for note in notes:
        yield Padding(Text(visible(note), style="dim"), (0, 0, 0, 5), expand=False)


def _hint(text: str) -> RenderableType:
    return Padding(Text(visible(text), style="dim"), (0, 0, 0, 2), expand=False)


def marked(mark: str, words: str, text: str | Text) -> RenderableType:
    """A line behind a mark such as `[x]`; `words` say what the mark means where it cannot be seen."""
    line = text if isinstance(text, Text) else Text(visible(text))
    return Drawn(hanging(f"{mark} ", line), Text.assemble(f"{words}: ", line))


def hanging(head: str, text: str | Text) -> RenderableType:
    """A line whose wrapped rest stays clear of its head."""
    from rich.table import Table  # noqa: PLC0415 - only where a list is shown

    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(head), text if isinstance(text, Text) else Text(visible(text)))
    return grid


def standard_output() -> Output:
    """The output of a real run. Letters a stream cannot show come out as escapes, never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    now = mode()
    results, talk = (console(one, is_accessible=now.is_on) for one in (sys.stdout, sys.stderr))
    return Output(results, talk, is_accessible=now.is_on, takes_lines=now.takes_lines)
