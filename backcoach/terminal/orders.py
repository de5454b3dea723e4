"""A dose as it is typed: names, amounts and a time, read into what is or was swallowed."""

from __future__ import annotations

from datetime import date

from backcoach.flows.day_told import instant_on
from backcoach.flows.desk import Desk
from backcoach.flows.dose import Order
from backcoach.flows.errors import BadInput
from backcoach.flows.swallowed import CALL, understood
from backcoach.terminal.typed_amounts import read_amounts


def read_order(text: str, desk: Desk, day_on: date) -> Order:
    """What is or was swallowed on a day: `paracetamol 1000`, `nuromol 1 tablet @ 14:30`.

    Raises `BadInput` for what is not known, or not clear.
    """
    try:
        amounts, clock = read_amounts(text)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"{str(error).rstrip('.')}. Nothing was recorded.", f"Help: backcoach dose -h. {CALL}"
        ) from None
    if clock is None and day_on != desk.moment.today:
        raise BadInput("A dose of another day needs its time; nothing was recorded.", "Such as: @ 14:30")
    parts = tuple(understood(one, desk.region_code(), desk.book) for one in amounts)
    return Order(day_on, instant_on(desk, day_on, clock), parts)
