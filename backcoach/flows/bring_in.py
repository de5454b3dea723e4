"""Taking a document of a record into this one: what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.flows.kinds import KINDS
from backcoach.flows.made_up import MADE_UP
from backcoach.journal.faults import DocumentChanged, DocumentFaulty, EntriesDiffer, NothingStarted
from backcoach.journal.journal import with_void
from backcoach.journal.merging import Comparison, compared_with_nothing
from backcoach.journal.opening import open_journal
from backcoach.journal.received import Opened, Received, receive
from backcoach.journal.sealing import Seal

MOST_FAULTS = 1000
"""More are counted and not named."""


def look_through(opened: Opened) -> Received:
    """A document, checked from end to end. Raises `BadInput` with all that is wrong, `DocumentTooNew`."""
    with _told_as_input():
        received = receive(opened, with_void(KINDS))
    if MADE_UP in received.settings:
        raise BadInput(
            "This is a demonstration, nobody's own record, so nothing of it is taken in.",
            "Look around in one: backcoach demo",
        )
    return received


def foresee(home: Path, received: Received) -> Comparison:
    """What taking the document in would do; nothing is changed. Raises `BadInput` where entries differ."""
    try:
        with open_journal(home, KINDS) as journal:
            found = journal.compare(received)
    except NothingStarted:
        found = compared_with_nothing(received)
    with _told_as_input():
        if found.differing:
            raise EntriesDiffer(found.differing)
    return found


def bring_in(home: Path, received: Received, day_on: date, seal: Seal | None) -> Comparison:
    """Take the document in, all of it or nothing, after a backup named after `day_on`.

    Raises `BadInput`, `JournalError`.
    """
    with _told_as_input(), open_journal(home, KINDS, create=True, seal=seal) as journal:
        return journal.take_in(received, day_on, seal)


@contextmanager
def _told_as_input() -> Iterator[None]:
    try:
        yield
    except DocumentFaulty as fault:
        raise BadInput(str(fault), "Export it anew: backcoach export FILE", _cut(fault.faults)) from None
    except DocumentChanged as fault:
        raise BadInput(str(fault)) from None
    except EntriesDiffer as fault:
        lines = tuple(f"{entry_id} ({kind})" for entry_id, kind in fault.entries)
        next_step = "One of the two was changed by hand, or is damaged. Import neither over the other."
        raise BadInput(str(fault), next_step, _cut(lines)) from None


def _cut(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST_FAULTS:
        return lines
    return (*lines[:MOST_FAULTS], f"and {len(lines) - MOST_FAULTS} more")
