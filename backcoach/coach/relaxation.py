"""Relaxation scripts: lines to read or to play one after the other, each with its seconds."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.phases import Phase
from backcoach.values import Value

MINUTE = 60
WORDS_PER_SECOND = 3
"""More than so many words cannot be read while a line stands."""


class Step(Value):
    """One line, and how long it stands."""

    seconds: int
    text: str

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= 2 * MINUTE:
            raise ValueError("a step lasts 1 to 120 seconds")
        if not self.text.strip() or len(self.text.split()) > self.seconds * WORDS_PER_SECOND:
            raise ValueError(f"{self.text!r} cannot be read in {self.seconds} seconds")


class Block(Value):
    """Steps that are done `times` times in a row."""

    step: tuple[Step, ...]
    times: int = 1

    def __post_init__(self) -> None:
        if not self.step or self.times < 1:
            raise ValueError("a block holds a step, and is done at least once")

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.times * sum(one.seconds for one in self.step)


class Relaxation(Value):
    """One script. It lasts from `least_seconds` to `most_seconds`.

    `first_in` are the phases it is the first choice for, `is_for_flare` whether it is one on bad days.
    `ready` is read before it begins; `evidence` says where guidelines stand and how sure that is.
    """

    id: str
    title: str
    brief: str
    least_seconds: int
    most_seconds: int
    often: str
    ready: tuple[str, ...]
    evidence: str
    block: tuple[Block, ...]
    sources: tuple[str, ...]
    first_in: tuple[Phase, ...] = ()
    is_for_flare: bool = False

    def __post_init__(self) -> None:
        if not self.least_seconds <= self.seconds <= self.most_seconds:
            raise ValueError(
                f"its steps take {self.seconds} seconds, not {self.least_seconds} to {self.most_seconds}"
            )

    @property
    def seconds(self) -> int:
        """How long it lasts when every step is done."""
        return sum(one.seconds for one in self.block)

    def timeline(self) -> Iterator[tuple[int, Step]]:
        """Every step with the second at which it begins."""
        at = 0
        for block in self.block:
            for step in block.step * block.times:
                yield at, step
                at += step.seconds
