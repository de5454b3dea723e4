"""Grave results that could not be kept: the full disk must not hide them, so they travel with the fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backcoach.coach.record import Screened
from backcoach.flows.errors import Trouble
from backcoach.journal.faults import JournalError

Fault = JournalError | Trouble


class Unsaved(Exception):
    """Somebody told of a sign, and it is not in the record. `body` is to be shown all the same.

    `body` is what the sign leads to, and `fault` says why it was not kept.
    """

    def __init__(self, body: Screened, fault: Fault) -> None:
        super().__init__("a grave result could not be kept")
        self.body = body
        self.fault = fault


@contextmanager
def grave_with_fault(decide: Callable[[], Screened | None]) -> Iterator[None]:
    """Raise `Unsaved` in place of a fault of the record inside, where `decide` finds something grave.

    Whatever else could not be kept stays the fault it is. `decide` must not need the record.
    """
    try:
        yield
    except JournalError as fault:
        carry(decide(), fault)
        raise


def carry(body: Screened | None, fault: Fault) -> None:
    """Raise `Unsaved` with the fault if the result is grave; else do nothing."""
    if body is not None and not body.disposition.allows_plan:
        raise Unsaved(body, fault) from None
