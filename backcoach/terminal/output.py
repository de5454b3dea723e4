"""Where things are shown: results to stdout, talk to stderr, both without obeying anything in the data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeAlias, cast

from backcoach.terminal.accessible import mode
from backcoach.terminal.plain_line import UNBROKEN, Row, printed
from backcoach.terminal.safe import visible
from backcoach.values import Value, replace

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

ROWS_TO_REPLY = 5
"""The hint (it may wrap), the place in the list, the reply, and a fault of the reply stand under a list."""

LINES_AFTER = 5
"""What may still be said under a screen, the shell's own line included."""

GAP = "   "
"""Stands between the replies that a hint names."""


Lines: TypeAlias = "tuple[RenderableType, ...]"
"""Lines of a screen that belong together."""


class _Later:
    """A console that is made when something is drawn on it: Rich is slow to import."""

    __slots__ = ("_columns", "_is_accessible", "_made", "file")

    def __init__(self, file: TextIO, *, is_accessible: bool, columns: int | None) -> None:
        self.file = file
        self._is_accessible = is_accessible
        self._columns = columns
        self._made: Console | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether somebody may look at it."""
        return self.file.isatty()

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            from backcoach.terminal.rich_console import console

            self._made = console(self.file, is_accessible=self._is_accessible, columns=self._columns)
        return getattr(self._made, name)


class Output(Value):
    """The two streams of one run. `is_accessible` where everything is told and asked in plain lines.

    `columns` where lines are not as wide as the terminal.
    """

    results: Console
    talk: Console
    is_accessible: bool = False
    takes_lines: bool = False
    columns: int | None = None

    def result(self, *parts: Row | RenderableType) -> None:
        """What was asked for, to stdout."""
        for part in parts:
            if isinstance(part, Row):
                self._print(self.results, part)
            else:
                self.results.print(part)

    def line(self, text: str, style: str = "") -> None:
        """A line of what was asked for, to stdout."""
        self._print(self.results, Row(text, style))

    def long_line(self, text: str) -> None:
        """A line of what was asked for, which goes on below only where a terminal shows it."""
        if self.results.is_terminal:
            self.line(text)
        else:
            self.unbroken(visible(text))

    def unbroken(self, text: str) -> None:
        """Text without a control character on one line, however long it is, to stdout."""
        self.written(f"{text}\n")

    def written(self, text: str) -> None:
        """Text as it is, to stdout, and there before anything that is said next."""
        self.results.file.write(text)
        self.results.file.flush()

    def _print(self, console: Console, row: Row) -> None:
        """A line without Rich, where it comes out the same."""
        shown = replace(row, text=visible(row.text))
        if not (shown.head or self.is_accessible):
            shown = headed(shown)
        stream = cast("TextIO", console.file)
        plain = printed(shown, stream, is_accessible=self.is_accessible, columns=self.columns)
        if plain is None:
            console.print(drawn(shown))
        else:
            console.file.write(plain)
            console.file.flush()

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
        self._print(self.talk, Row(text, style))

    def question(self, text: str, notes: Sequence[str] = ()) -> None:
        """A question with its notes, set off by an empty line."""
        self.say()
        self.say(text, "bold")
        for note in notes:
            self.talk.print(_hint(note))

    def step(self, text: str) -> None:
        """Where in a row of questions this one stands."""
        self.say()
        self.say(text, "cyan")

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
        room = self.talk.height - self._rows(_text(stem)) - ROWS_TO_REPLY
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
        self.written(json.dumps(plain, indent=2) + "\n")


def _numbered_line(place: int, line: str, notes: Sequence[str]) -> Iterator[RenderableType]:
    from backcoach.terminal.told import Drawn

    yield Drawn(hanging(f"{place + 1:>3}  ", line), _text(f"{place + 1}. {line}"))
    for note in notes:
        yield _hint(note, 5)


def _hint(text: str, indent: int = 2) -> RenderableType:
    from rich.padding import Padding

    return Padding(_text(text, "dim"), (0, 0, 0, indent), expand=False)


def _text(text: str | Text, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(text), style=style) if isinstance(text, str) else text


def headed(row: Row) -> Row:
    """The row with the spaces or the dash that it begins with as its head, so that its rest stays clear."""
    words = row.text.lstrip(" ").removeprefix("- ").lstrip(" ")
    return replace(row, text=words, head=row.text.removesuffix(words)) if words else row


def drawn(row: Row) -> RenderableType:
    """The row as Rich draws it."""
    text = _text(row.text, row.style)
    return hanging(row.head, text) if row.head else text


def marked(mark: str, words: str, text: str | Text) -> RenderableType:
    """A line behind a mark such as `[x]`; `words` say what the mark means where it cannot be seen."""
    from rich.text import Text

    from backcoach.terminal.told import Drawn

    line = _text(text)
    return Drawn(hanging(f"{mark} ", line), Text.assemble(f"{words}: ", line))


def hanging(head: str, text: str | Text) -> RenderableType:
    """A line whose wrapped rest stays clear of its head."""
    from rich.table import Table

    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(_text(head), _text(text))
    return grid


def standard_output() -> Output:
    """The output of a real run. Letters a stream cannot show come out as escapes, never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    now = mode()
    columns = UNBROKEN if now.is_unbroken else None
    streams = (sys.stdout, sys.stderr)
    results, talk = (_Later(one, is_accessible=now.is_on, columns=columns) for one in streams)
    consoles = cast("Console", results), cast("Console", talk)
    return Output(*consoles, is_accessible=now.is_on, takes_lines=now.takes_lines, columns=columns)
