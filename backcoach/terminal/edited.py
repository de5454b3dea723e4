"""The fields of an entry as somebody types them, read as strictly as when they were first told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backcoach.coach.done import DoneAmount, LegReach
from backcoach.coach.goal_record import Did
from backcoach.coach.values import Answer
from backcoach.coach.work_record import Went
from backcoach.flows.desk import Desk
from backcoach.flows.editing import Field, Sort
from backcoach.flows.measures import read_numbers
from backcoach.flows.replies import read_answer as read_plain_answer
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.did import done_amount
from backcoach.terminal.typed_amounts import read_number

EMPTY = "-"
NOTHING = "nothing"
TOP = 10
_YES_NO = {"y": True, "yes": True, "n": False, "no": False}
_ANSWERS = {"y": "yes", "n": "no", "?": "not_sure", "not sure": "not_sure"}


def read_field(one: Field, text: str, desk: Desk) -> Any:
    """The value of a field from what was typed; `-` for nothing. Raises `ValueError` with what would do."""
    typed = text.strip()
    if typed == EMPTY:
        if not one.may_be_empty:
            raise ValueError(f"{one.label} cannot be empty")
        return None
    return _READERS[one.sort](typed, desk)


def hint_of(one: Field, book: Handbook) -> str:
    """What may be typed for a field."""
    words = {
        Sort.REACH: ", ".join(reach.value for reach in LegReach),
        Sort.BARRIER: ", ".join(barrier.id for barrier in book.lighter.barriers),
        Sort.WENT: ", ".join(went.value for went in Went),
        Sort.DID: ", ".join(did.value for did in Did),
        Sort.DONE: "such as: walk=20, bridge=2; or nothing",
        Sort.ANSWER: "yes, no or not_sure",
        Sort.YES_NO: "yes or no",
        Sort.SCORE: "0 to 10",
        Sort.TEXT: "a text",
        Sort.NUMBERS: "such as 7,6,8; - for one that is passed over",
        Sort.COUNT: "a number, such as 2 or 0.5",
    }
    return words.get(one.sort, "a number")


def shown(one: Field, value: Any) -> str:
    """What stands in a field now, as it would be typed."""
    if value is None:
        return "nothing said"
    if one.sort is Sort.DONE:
        return ", ".join(f"{done.item}={done.amount}" for done in value) or NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if one.sort is Sort.NUMBERS:
        return ", ".join(EMPTY if number is None else f"{number:g}" for number in value)
    if isinstance(value, float | int):
        return f"{value:g}"
    return str(getattr(value, "value", value))


def _score(text: str, _desk: Desk) -> float:
    number = read_number(text)
    if not 0 <= number <= TOP or number * 2 != int(number * 2):
        raise ValueError("a number from 0 to 10, whole or .5")
    return number


def _whole(text: str, _desk: Desk) -> int:
    number = read_number(text)
    if number != int(number):
        raise ValueError("a whole number")
    return int(number)


def _answer(text: str, _desk: Desk) -> Answer:
    return read_plain_answer(_ANSWERS.get(text.lower(), text.lower()))


def _yes_no(text: str, _desk: Desk) -> bool:
    if text.lower() not in _YES_NO:
        raise ValueError("yes or no")
    return _YES_NO[text.lower()]


def _reach(text: str, _desk: Desk) -> LegReach:
    return LegReach(_one_of(text, [one.value for one in LegReach]))


def _barrier(text: str, desk: Desk) -> str:
    return _one_of(text, [one.id for one in desk.book.lighter.barriers])


def _went(text: str, _desk: Desk) -> Went:
    return Went(_one_of(text, [one.value for one in Went]))


def _one_of(text: str, names: list[str]) -> str:
    if text.lower() not in names:
        raise ValueError(f"one of {', '.join(names)}")
    return text.lower()


def _done(text: str, desk: Desk) -> tuple[DoneAmount, ...]:
    """What was done, added up by item: `walk=20, bridge=2`; empty where nothing was."""
    totals: dict[str, int] = {}
    for part in () if text.lower() == NOTHING else text.replace(",", " ").split():
        item, amount = done_amount(part, desk.book)
        totals[item] = totals.get(item, 0) + amount
    return tuple(DoneAmount(item, amount) for item, amount in totals.items())


_READERS: Mapping[Sort, Callable[[str, Desk], Any]] = {
    Sort.SCORE: _score,
    Sort.WHOLE: _whole,
    Sort.HALVES: lambda text, _desk: read_number(text),
    Sort.NUMBERS: lambda text, _desk: read_numbers(text),
    Sort.COUNT: lambda text, _desk: read_number(text),
    Sort.ANSWER: _answer,
    Sort.YES_NO: _yes_no,
    Sort.TEXT: lambda text, _desk: text,
    Sort.REACH: _reach,
    Sort.BARRIER: _barrier,
    Sort.WENT: _went,
    Sort.DID: lambda text, _desk: Did(_one_of(text, [one.value for one in Did])),
    Sort.DONE: _done,
}
