"""A row of scores in one line: one sign for each, and a point where nothing was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from backcoach.terminal.words import score_text
from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

LEVELS = "▁▂▃▄▅▆▇█"
GAP, ASCII_GAP = "·", "."
TOP = 10


def spark(scores: Sequence[float | None], *, is_ascii: bool) -> str:
    """Scores from 0 to 10 as blocks, or in ASCII as digits, where 9 is all from 9 on."""
    return "".join(_ascii(score) if is_ascii else _block(score) for score in scores)


def scores_text(scores: Sequence[float | None]) -> str:
    """Scores one after the other, in words where nothing was said."""
    return ", ".join("not told" if score is None else score_text(score) for score in scores)


class Sparks(Value):
    """A line with a row of scores for each name, in signs that the screen can show."""

    head: str
    rows: Mapping[str, Sequence[float | None]]

    def words(self) -> str:
        """The scores in words."""
        rows = (f"{name} {scores_text(row)}" for name, row in self.rows.items())
        return f"{self.head} {'; '.join(rows)}."

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        rows = {name: spark(row, is_ascii=options.ascii_only) for name, row in self.rows.items()}
        drawn = [f"{name} {row}" for name, row in rows.items()]
        line = "  ".join((self.head, *drawn))
        if len(line) > options.max_width:
            wide = max(map(len, rows))
            line = "\n".join((self.head, *(f"  {name:<{wide}} {row}" for name, row in rows.items())))
        yield Text(line, style="dim")


def _block(score: float | None) -> str:
    return GAP if score is None else LEVELS[min(len(LEVELS) - 1, int(score * len(LEVELS) / TOP))]


def _ascii(score: float | None) -> str:
    return ASCII_GAP if score is None else str(min(TOP - 1, int(score + 0.5)))
