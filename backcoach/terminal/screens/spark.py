"""A row of scores in one line: one sign for each, and a point where nothing was said."""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = "▁▂▃▄▅▆▇█"
GAP, ASCII_GAP = "·", "."
TOP = 10


def spark(scores: Sequence[float | None], *, is_ascii: bool) -> str:
    """Scores from 0 to 10 as blocks, or in ASCII as digits, where 9 is all from 9 on."""
    return "".join(_ascii(score) if is_ascii else _block(score) for score in scores)


def _block(score: float | None) -> str:
    return GAP if score is None else LEVELS[min(len(LEVELS) - 1, int(score * len(LEVELS) / TOP))]


def _ascii(score: float | None) -> str:
    return ASCII_GAP if score is None else str(min(TOP - 1, int(score + 0.5)))
