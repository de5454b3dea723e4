"""Numbers, times of day and amounts of medicine, as they are typed. Readers raise `ValueError`."""

from __future__ import annotations

import re
from datetime import time

from backcoach.flows.swallowed import TypedAmount, Unit

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm)?")
_AMOUNT = re.compile(r"(.*[a-z].*?)\s+(?:x\s*)?(-?[0-9]{1,9}(?:[.,][0-9]+)?|half|one|two)\s*([a-z]*)")
_COUNTED = frozenset({"tablet", "tab", "capsule", "caplet", "cap", "pill", "sachet", "unit", "piece", "x"})
_UNIT_WORDS = {"": Unit.PLAIN, "mg": Unit.MG, "g": Unit.G, "gram": Unit.G, "milligram": Unit.MG}
_NUMBER_WORDS = {"half": 0.5, "one": 1.0, "two": 2.0}


def read_number(text: str) -> float:
    """A number with a point or a comma."""
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError("Please type a number.")
    return float(text.strip().replace(",", "."))


def read_clock_time(text: str) -> time:
    """A time of day: `7`, `7:30`, `19.30`, `7pm`."""
    match = _CLOCK.fullmatch(text.strip().lower())
    hour = int(match.group(1)) if match else 99
    minute = int(match.group(2) or 0) if match else 0
    half = match.group(3) if match else None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99  # noqa: PLR2004 - the clock
    if hour == 24 and minute == 0:  # noqa: PLR2004 - midnight at the end of a day
        hour = 0
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock
        raise ValueError("Please type a time, such as 7:00 or 19:30.")
    return time(hour, minute)


def read_amounts(text: str) -> tuple[tuple[TypedAmount, ...], time | None]:
    """What is or was swallowed, and when: `paracetamol 1 g`, `nuromol 1 tablet @ 14:30`, `a 500 + b 200`."""
    what, at_sign, at = text.strip().lower().partition("@")
    amounts = tuple(_typed_amount(part) for part in re.split(r"\s\+\s", what))
    return amounts, read_clock_time(at) if at_sign else None


def _typed_amount(text: str) -> TypedAmount:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError("That is no dose; write a name and then an amount, such as: paracetamol 1000")
    name, number, word = match.groups()
    unit = Unit.UNITS if _singular(word) in _COUNTED else _UNIT_WORDS.get(_singular(word))
    if unit is None:
        raise ValueError("Write the amount in mg, g or tablets")
    amount = _NUMBER_WORDS.get(number)
    if amount is None:
        if not number.isdigit() and unit in (Unit.PLAIN, Unit.MG) and not number.startswith("-"):
            raise ValueError("Write a whole number of mg such as 1000, or say tablets or g")
        amount = read_number(number)
    if amount <= 0:
        raise ValueError("An amount is a number above 0")
    return TypedAmount(name.strip(), amount, unit)


def _singular(word: str) -> str:
    return word.removesuffix("s") if word != "s" else word
