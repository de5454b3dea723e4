"""From what somebody types to a plain reply. Readers raise `ValueError` with what would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backcoach.coach.screening import Question
from backcoach.coach.thoughts import Extent
from backcoach.flows.replies import read_reply, write_reply
from backcoach.terminal.typed_amounts import read_clock_time, read_number

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
_SPAN = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*?)s?")
_COUNT = re.compile(r"[0-9]{1,6}")

EXTENT_KEYS = "y yes   b a bit   n no   Enter or ? to pass"
NONE_LEFT = "0"
UNSURE = frozenset({"?", "not sure", "ns"})
MOST_PAIN = 10
_SKIP = frozenset({"", "-"})
_UNSURE = frozenset({"?", "not sure", "not_sure"})


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


def _rated(text: str) -> dict[str, Any]:
    name, _, ability = text.strip().rpartition(" ")
    if not name.strip() or _COUNT.fullmatch(ability) is None:
        raise ValueError("Please type a name and then a number from 0 to 10, such as: tie my shoes 3")
    return {"name": name.strip(), "ability": int(ability)}
