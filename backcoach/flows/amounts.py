"""Amounts as people tell them: in the unit of their thing, and no more of it than a day can hold."""

from __future__ import annotations

from backcoach.coach.done import DAY_MINUTES, MOST_COUNTED, Unit

MINUTE_WORDS = ("minutes", "minute", "min", "mins")
TIME_WORDS = ("times", "time", "reps", "rep", "repeats", "goes", "go")
WORDS = {
    Unit.MINUTES: MINUTE_WORDS,
    Unit.DAY_MINUTES: MINUTE_WORDS,
    Unit.REPS: TIME_WORDS,
    Unit.SECONDS: ("seconds", "second", "sec", "s"),
    Unit.STEPS: ("steps", "step"),
    Unit.FLIGHTS: ("flights", "flight"),
    Unit.KG: ("kg",),
}
"""What each unit is called when it is typed, the name for messages first."""


def check_unit(name: str, typed: str, unit: Unit) -> None:
    """Nothing where no unit was typed, or the one that a thing is counted in. Raises `ValueError`."""
    if typed and typed not in WORDS[unit]:
        raise ValueError(f"{name} is counted in {WORDS[unit][0]}, not in {typed}")


def check_most(name: str, amount: int, unit: Unit) -> None:
    """Nothing where a day can hold so much of a thing. Raises `ValueError`."""
    most = MOST_COUNTED if unit is Unit.STEPS else DAY_MINUTES
    if amount > most:
        raise ValueError(f"{name}={amount} is too much for a day; {most} {WORDS[unit][0]} is the most")


def most_in_a_day(unit: Unit) -> int:
    """The most that a day can hold of a unit."""
    return MOST_COUNTED if unit is Unit.STEPS else DAY_MINUTES
