"""A countdown in lines: one when a step begins, one at its half, one at its end; nothing is drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from backcoach.coach.guided import Going, GuidedStep, StepKind, Steps
from backcoach.terminal.keys import ENTER, Wait
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.go import CHANGES, NO_SUCH_KEY, script_line, step_text
from backcoach.values import Value

if TYPE_CHECKING:
    from rich.console import Console

LEAST_HALVED = 10
"""Steps of fewer seconds come without a line at their half and their end."""

PAUSE, PAUSED = "p", "Paused. Enter to go on, q to stop."


class ToldCountdown(Value):
    """Counts steps down in lines on `console`. `wait` gives one second, or a typed line."""

    console: Console
    wait: Wait
    with_bell: bool = False

    def count(self, step: GuidedStep, going: Going | None, _left: Steps) -> str:
        """Count one step down; a key that ends or changes something, or nothing once the step is over.

        Enter goes on at once. A pause takes no time away, and what is no key makes nothing shorter.
        """
        if self.with_bell:
            self.console.file.write("\a")
        self._begin(step, going)
        seconds, is_halved = step.seconds, step.seconds >= LEAST_HALVED and step.kind is not StepKind.LINE
        while seconds:
            key = self._key()
            if key in CHANGES:
                return key
            if key == ENTER:
                return ""
            seconds -= not key
            if is_halved and not key and seconds == step.seconds // 2:
                self._line(f"{seconds} seconds left.")
        if is_halved:
            self._line("Over.")
        return ""

    def _begin(self, step: GuidedStep, going: Going | None) -> None:
        if step.kind is StepKind.LINE:
            self._line(script_line(step))
        elif _is_told(step):
            self._line(f"{step_text(step, going)}: {step.seconds} seconds.")

    def _key(self) -> str:
        """One second, or a line that means something; any other is answered with what there is."""
        key = self.wait()
        if key == PAUSE:
            return self._pause()
        if key and key not in (ENTER, *CHANGES):
            self._line(NO_SUCH_KEY)
        return key

    def _pause(self) -> str:
        self._line(PAUSED)
        while True:
            key = self.wait()
            if key in (ENTER, PAUSE):
                return PAUSE
            if key in CHANGES:
                return key

    def _line(self, words: str) -> None:
        self.console.print(Text(visible(words)))


def _is_told(step: GuidedStep) -> bool:
    """Of movements one after the other, the first, the one at the half and the last are told."""
    if step.kind is not StepKind.MOVE:
        return True
    return step.place[2] in (1, step.of // 2 + 1, step.of)
