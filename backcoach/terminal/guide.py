"""Going through an exercise with somebody: by a countdown, or line by line at their own pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Protocol, TypeVar

from backcoach.coach.guided import Going, GuidedBook, Steps, rounds, script_steps
from backcoach.coach.relaxation import Relaxation
from backcoach.terminal.ask import Asker
from backcoach.terminal.countdown import Countdown, Counting
from backcoach.terminal.keys import pressed_keys, typed_lines
from backcoach.terminal.lines import read_lines
from backcoach.terminal.output import Output
from backcoach.terminal.screens.go import (
    CHANGES,
    HARDEST,
    KEYS,
    NO_SUCH_KEY,
    PLAIN_KEYS,
    TOLD_KEYS,
    now_text,
    round_text,
    script_screen,
)
from backcoach.terminal.told_countdown import ToldCountdown
from backcoach.values import Value

T = TypeVar("T")


class How(Enum):
    """How going through something ended."""

    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    EASIER = "easier"
    INTERRUPTED = "interrupted"


class Ended(Value):
    """How far it went, and how it ended. `EASIER` asks for something easier than the lowest rung."""

    going: Going
    how: How


ENDS = {"s": How.SKIPPED, "q": How.STOPPED}


class Guide(Protocol):
    """One way of going through things with somebody."""

    def ask(self, read: Callable[[str], T], hint: str) -> T:
        """A typed reply."""

    def play(self, going: Going, *, may_rise: bool) -> Ended:
        """Go through an exercise."""

    def relax(self, script: Relaxation) -> None:
        """Go through a relaxation script."""


def _after_key(going: Going, key: str, output: Output, *, may_rise: bool) -> Going | Ended:
    """What a key leads to: the end, or the exercise to go on with. No key leads on as it was."""
    if key in ENDS:
        return Ended(going, ENDS[key])
    changed = _changed(going, key, output, may_rise=may_rise) if key else going
    return Ended(going, How.EASIER) if changed is None else changed


def _changed(going: Going, key: str, output: Output, *, may_rise: bool) -> Going | None:
    """The exercise made easier or harder; None where it is on its lowest rung already."""
    if key == "e":
        changed = going.easier()
    else:
        changed = (going.harder() if may_rise or going.amount < going.planned else None) or going
    if changed is not None:
        output.say(HARDEST if changed is going else now_text(changed))
    return changed


class TimedGuide(Value):
    """Counts every repeat, hold and pause down; keys work meanwhile."""

    output: Output
    book: GuidedBook
    with_bell: bool = False

    def ask(self, read: Callable[[str], T], hint: str) -> T:
        """A typed reply."""
        return Asker(self.output).typed(read, hint)

    def play(self, going: Going, *, may_rise: bool) -> Ended:
        """Go through an exercise; what is finished before Ctrl-C counts."""
        try:
            with self._counting() as countdown:
                while steps := going.steps(self.book.times):
                    going, key = self._count(going, steps, countdown)
                    after = _after_key(going, key, self.output, may_rise=may_rise)
                    if isinstance(after, Ended):
                        return after
                    going = after
        except _Interrupted as interrupted:
            return Ended(interrupted.going, How.INTERRUPTED)
        return Ended(going, How.DONE)

    @contextmanager
    def _counting(self) -> Iterator[Counting]:
        """What counts down, once it is said which keys there are."""
        results = self.output.results
        self.output.hint(TOLD_KEYS if self.output.is_accessible else KEYS)
        if self.output.is_accessible:
            with typed_lines() as wait:
                yield ToldCountdown(results, wait, with_bell=self.with_bell)
        else:
            with pressed_keys() as wait:
                yield Countdown(results, wait, with_bell=self.with_bell)

    def _count(self, going: Going, steps: Steps, countdown: Counting) -> tuple[Going, str]:
        """Count until all is done or a key is pressed that changes something."""
        for number, step in enumerate(steps):
            try:
                key = countdown.count(step, going, steps[number:])
            except KeyboardInterrupt:
                raise _Interrupted(going) from None
            if key:
                return going, key
            going = going.after(step)
        return going, ""

    def relax(self, script: Relaxation) -> None:
        """Show each line as long as it stands; `s` and `q` end it."""
        steps = script_steps(script)
        with self._counting() as countdown:
            for number, step in enumerate(steps):
                if countdown.count(step, None, steps[number:]) in ENDS:
                    return


class _Interrupted(Exception):
    """Ctrl-C, with how far it went until then."""

    def __init__(self, going: Going) -> None:
        super().__init__()
        self.going = going


class PlainGuide(Value):
    """Says what to do in plain lines and waits for Enter: no clock, nothing drawn anew."""

    output: Output
    book: GuidedBook

    def ask(self, read: Callable[[str], T], hint: str) -> T:
        """A typed reply; a `ValueError` is shown and the person types again."""
        if self.output.is_accessible:
            return Asker(self.output).typed(read, hint)
        self.output.hint(hint)
        return read_lines(self.output, read, "  > ")

    def play(self, going: Going, *, may_rise: bool) -> Ended:
        """Go through an exercise side by side; a side counts once Enter is typed."""
        try:
            while left := rounds(going.steps(self.book.times)):
                self.output.say(round_text(going, left[0]))
                key = self.ask(_read_key, PLAIN_KEYS)
                after = _after_key(going, key, self.output, may_rise=may_rise)
                if isinstance(after, Ended):
                    return after
                going = after
                for step in () if key else left[0]:
                    going = going.after(step)
        except KeyboardInterrupt:
            return Ended(going, How.INTERRUPTED)
        return Ended(going, How.DONE)

    def relax(self, script: Relaxation) -> None:
        """Show the lines and wait until the person is done."""
        self.output.result(script_screen(script))
        self.ask(lambda _: None, "Enter when you are done")


def _read_key(text: str) -> str:
    key = text.strip().lower()
    if key not in ("", *CHANGES):
        raise ValueError(NO_SUCH_KEY)
    return key
