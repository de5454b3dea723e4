"""A countdown in plain lines. The clock and the waiting are handed in, so that a test need not wait."""

from __future__ import annotations

from collections.abc import Callable

from backcoach.terminal.clock import ticks, wait
from backcoach.values import Value

MINUTE = 60
EVERY_MINUTES = 5
LONGEST_WAIT = 5.0


class Timer(Value):
    """Seconds that only go forward, and a way to let some pass."""

    ticks: Callable[[], float] = ticks
    wait: Callable[[float], None] = wait


class Timed(Value):
    """Whole minutes that passed, and whether the countdown came to its end."""

    minutes: int
    is_whole: bool


def count_down(minutes: int, timer: Timer, tell: Callable[[int], None], *, is_told: bool = False) -> Timed:
    """Let minutes pass and tell how many are left now and then, or where all `is_told` at the half alone.

    Ctrl-C ends it and loses nothing.
    """
    begun = timer.ticks()
    try:
        for left in halves(minutes) if is_told else marks(minutes):
            _wait_until(begun + (minutes - left) * MINUTE, timer)
            tell(left)
    except KeyboardInterrupt:
        return Timed(min(minutes, int(timer.ticks() - begun) // MINUTE), is_whole=False)
    return Timed(minutes, is_whole=True)


def marks(minutes: int) -> tuple[int, ...]:
    """The minutes left at which something is told: every five, then one, then none."""
    fives = tuple(left for left in range(minutes - 1, 0, -1) if left % EVERY_MINUTES == 0)
    return (*fives, *((1,) if minutes > 1 else ()), 0)


def halves(minutes: int) -> tuple[int, ...]:
    """The minutes left at the half, then none."""
    return (*((minutes // 2,) if minutes > 1 else ()), 0)


def _wait_until(at: float, timer: Timer) -> None:
    """Wait in short pieces, so that what the machine slept through is not added."""
    while (left := at - timer.ticks()) > 0:
        timer.wait(min(left, LONGEST_WAIT))
