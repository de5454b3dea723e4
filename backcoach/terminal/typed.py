"""From what somebody types to a plain reply. Readers raise `ValueError` with what would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any

from backcoach.coach.screening import Question
from backcoach.coach.thoughts import Extent
from backcoach.flows.replies import read_reply, write_reply
from backcoach.flows.swallowed import TypedAmount, Unit

if TYPE_CHECKING:
    from backcoach.coach.intake import IntakeKind, IntakeQuestion

_SPANS = {
    "d": 1 / 7,
    "day": 1 / 7,
    "w": 1.0,
    "week": 1.0,
    "m": 365.25 / 84,
    "month": 365.25 / 84,
    "y": 365.25 / 7,
}
_SPANS |= {"year": _SPANS["y"]}
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_SPAN = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*?)s?")
_COUNT = re.compile(r"[0-9]{1,6}")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm)?")
_AMOUNT = re.compile(r"(.*[a-z].*?)\s+(?:x\s*)?(-?[0-9]{1,9}(?:[.,][0-9]+)?|half|one|two)\s*([a-z]*)")
_COUNTED = frozenset({"tablet", "tab", "capsule", "caplet", "cap", "pill", "sachet", "unit", "piece", "x"})
_UNIT_WORDS = {"": Unit.PLAIN, "mg": Unit.MG, "g": Unit.G, "gram": Unit.G, "milligram": Unit.MG}
_NUMBER_WORDS = {"half": 0.5, "one": 1.0, "two": 2.0}

EXTENT_KEYS = "y yes   b a bit   n no   Enter or ? to pass"
NONE_LEFT = "0"
UNSURE = frozenset({"?", "not sure", "ns"})
MOST_PAIN = 10
_SKIP = frozenset({"", "-"})
_UNSURE = frozenset({"?", "not sure", "not_sure"})


def read_number(text: str) -> float:
    """A number with a point or a comma."""
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError("Please type a number.")
    return float(text.strip().replace(",", "."))


def read_pain(text: str) -> float | None:
    """Pain from 0 to 10, whole or .5; None for `?`. Nothing typed is neither."""
    if text.strip().lower() in UNSURE:
        return None
    try:
        number = read_number(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= MOST_PAIN or number * 2 != int(number * 2):
        raise ValueError("Please type a number from 0 to 10, whole or .5, or ? if you are not sure.")
    return number


def read_weeks(text: str) -> float:
    """A span of time in weeks: `3` (weeks), `4 days`, `2 months`, `1 year`."""
    match = _SPAN.fullmatch(text.strip().lower())
    unit = (match.group(2) or "week") if match else ""
    if match is None or unit not in _SPANS:
        raise ValueError("Please type how long, such as: 5 days, 3 weeks or 2 months.")
    return float(round(read_number(match.group(1)) * _SPANS[unit], 1))


def read_screening_number(question: Question, text: str) -> str | float:
    """A number for a screening question, or `?` for not known."""
    from backcoach.coach.intake import NOT_SURE

    if text.strip().lower() in _UNSURE:
        return NOT_SURE
    try:
        plain = read_weeks(text) if question.unit == "weeks" else read_number(text)
        return write_reply(read_reply(question, plain))
    except ValueError as error:
        wanted = str(error).removeprefix("Please type ").removesuffix(".").removesuffix(", or not_sure")
        raise ValueError(f"Please type {wanted}, or ? if you do not know.") from None


def read_intake(question: IntakeQuestion, text: str) -> Any:
    """A typed reply to a question that is not a choice, in its plain form."""
    from backcoach.coach.intake import NOT_SURE, IntakeKind, check_reply

    if question.may_skip and text.strip().lower() in _SKIP | _UNSURE:
        return NOT_SURE
    readers: dict[IntakeKind, Callable[[str], object]] = {
        IntakeKind.NUMBER: read_number,
        IntakeKind.RATED: _rated,
        IntakeKind.WAKING: read_waking_text,
    }
    plain = readers[question.kind](text)
    try:
        return check_reply(question, plain)
    except ValueError as error:
        raise ValueError(f"Please type {error}.") from None


def read_extent(text: str) -> Extent | None:
    """How far a line fits, or None for "none of these". Enter alone and ? pass over it, which is no no."""
    word = text.strip().lower()
    if word == NONE_LEFT:
        return None
    known = {"y": Extent.YES, "b": Extent.A_BIT, "n": Extent.NO}
    known |= {extent.value.replace("_", " "): extent for extent in Extent}
    if word in _SKIP | _UNSURE:
        return Extent.NOT_SURE
    if word not in known:
        raise ValueError("Please type y, b for a bit, n, or Enter to pass; or 0 for none of these.")
    return known[word]


def read_waking_text(text: str) -> str:
    """Waking hours as "07:00-23:00" from `7-23`, `7:30 - 23:00` or `7am-11pm`."""
    parts = re.split(r"\s*(?:-|\u2013|to|until)\s*", text.strip().lower())
    if len(parts) != 2:  # noqa: PLR2004 - getting up and going to bed
        raise ValueError("Please type two times, such as 7:00-23:00.")
    wake, bed = (read_clock_time(part) for part in parts)
    return f"{wake:%H:%M}-{bed:%H:%M}"


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


def _rated(text: str) -> dict[str, Any]:
    name, _, ability = text.strip().rpartition(" ")
    if not name.strip() or _COUNT.fullmatch(ability) is None:
        raise ValueError("Please type a name and then a number from 0 to 10, such as: tie my shoes 3")
    return {"name": name.strip(), "ability": int(ability)}
