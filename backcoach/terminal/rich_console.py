"""The consoles that draw, by Rich, with the few things in which ours differ from its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from backcoach.terminal.plain_line import HELD, WIDEST, has_colour
from backcoach.terminal.told import told
from backcoach.terminal.words import together

if TYPE_CHECKING:
    from rich.containers import Lines
    from rich.segment import Segment
    from rich.style import Style


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

    def wrap(self, console: Console, width: int, **layout: Any) -> Lines:
        """The lines as usual, but for a gap between two figures, which is held closed meanwhile.

        Any space, one without a break too, is a place to break a line for Rich.
        """
        held = self.copy()
        held.plain = together(held.plain, HELD)
        lines = held.wrap(console, width, **layout)
        for line in lines:
            line.plain = line.plain.replace(HELD, " ")
        return lines


READABLE = {"yellow": "color(130)", "cyan": "color(30)", "green": "color(28)", "red": "color(160)"}
"""Yellow and cyan of a terminal cannot be read on white, and some of its reds and greens not on black."""


class _Console(Console):
    """A console that keeps numbers whole, and leaves it to the program what becomes of a lost reader.

    Its colours can be read on white and on black, see `READABLE`.
    """

    def get_style(self, name: str | Style, *, default: Style | str | None = None) -> Style:
        """A style with its colour in a shade that is neither too light nor too dark."""
        words = [READABLE.get(one, one) for one in name.split()] if isinstance(name, str) else []
        return super().get_style(" ".join(words) or name, default=default)

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


def console(stream: TextIO, *, is_accessible: bool = False, columns: int | None = None) -> Console:
    """A console that takes text as text, and sends no escape byte where none is wanted."""
    wants_colour = has_colour(stream, is_accessible=is_accessible)
    made = (_PlainConsole if is_accessible else _Console)(
        file=stream,
        color_system="auto" if wants_colour else None,
        force_terminal=True if wants_colour and not stream.isatty() else None,
        no_color=not wants_colour,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )
    made.width = columns or min(made.width, WIDEST)
    return made
