"""What was done as it is typed: `walk=20`, `bridge`, `steps=3500`."""

from __future__ import annotations

from backcoach.coach.done import Unit
from backcoach.flows.amounts import WORDS, check_most, check_unit
from backcoach.flows.errors import quoted
from backcoach.flows.log import item_named
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.typed_done import read_did


def done_amount(text: str, book: Handbook) -> tuple[str, int]:
    """The id of the thing and how much of it was done, one go where nothing is said. Raises `ValueError`."""
    name, amount, typed = read_did(text)
    item = item_named(name, book)
    one = book.activity.type(item)
    unit = one.unit if one else Unit.REPS
    if amount is None and one is not None:
        such = {Unit.STEPS: 3500, Unit.FLIGHTS: 4, Unit.REPS: 6}.get(unit, 15)
        raise ValueError(f"{quoted(text)} needs its {WORDS[unit][0]}, such as {item}={such}")
    check_unit(item, typed, unit)
    check_most(item, amount or 0, unit)
    return item, 1 if amount is None else amount
