"""A countdown on one line of a terminal, drawn anew each second without an escape byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.text import Text

from backcoach.coach.guided import Going, GuidedStep, StepKind, Steps, total_seconds
from backcoach.terminal.keys import Wait
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.go import CHANGES, PAUSED, clock_text, script_line, step_text
from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import Console


class Counting(Protocol):
    """One way of counting a step down."""

    def count(self, step: GuidedStep, going: Going | None, left: Steps) -> str:
        """Count it down; a key that ends or changes something, or nothing once the step is over."""


BAR = 16
PAUSE, GO_ON = "p", ("p", " ")


class Countdown(Value):
    """Counts steps down on `console`. `wait` gives one second, or a key."""

    console: Console
    wait: Wait
    with_bell: bool = False

    def count(self, step: GuidedStep, going: Going | None, left: Steps) -> str:
        """Count one step down; a key that ends or changes something, or nothing once the step is over.

        `left` are the steps from this one on. A pause takes no time away; other keys make a second longer
        and never shorter.
        """
        if self.with_bell:
            self._write("\a")
        if step.kind is StepKind.LINE:
            self._line(script_line(step))
        total, seconds = max(total_seconds(left), 1), step.seconds
        while seconds:
            self._draw(step_text(step, going), seconds, total - step.seconds + seconds, total)
            key = self.wait()
            if key == PAUSE:
                key = self._pause()
            if key in CHANGES:
                self._clear()
                return key
            seconds -= not key
        self._clear()
        return ""

    def _pause(self) -> str:
        """Wait until the person goes on; a key that ends or changes something works as well."""
        self._line(PAUSED)
        while True:
            key = self.wait()
            if key in GO_ON or key in CHANGES:
                return key if key in CHANGES else " "

    def _draw(self, words: str, seconds: int, left: int, total: int) -> None:
        done = BAR - -(-left * BAR // total)
        bar = f"[{'#' * done}{'.' * (BAR - done)}]"
        self._over(f"{bar} {seconds:>3} s  {words}  ({clock_text(left)} left)")

    def _over(self, line: str) -> None:
        width = self.console.width - 1
        self._write("\r" + visible(line)[:width].ljust(width))

    def _clear(self) -> None:
        self._over("")
        self._write("\r")

    def _line(self, words: str) -> None:
        self._clear()
        self.console.print(Text(visible(words)))

    def _write(self, text: str) -> None:
        self.console.file.write(text)
        self.console.file.flush()
