"""Everything that was ever recorded, for the person to take along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backcoach.journal.document import FORMAT, VERSION, document_parts
from backcoach.journal.journal import Journal
from backcoach.values import Value


class Exported(Value):
    """What a document holds, and its text bit by bit, to be read once.

    `first_on` and `last_on` are the days of the first and last entry, None where there is no entry.
    """

    format: str
    version: int
    schema: int
    entries: int
    settings: int
    first_on: date | None
    last_on: date | None
    parts: Iterator[str]


def export_record(journal: Journal) -> Exported:
    """The whole record as a document. To read its parts may raise a `JournalError`."""
    whole = journal.whole()
    return Exported(
        FORMAT,
        VERSION,
        whole.schema,
        whole.count,
        len(whole.settings),
        date.fromisoformat(whole.first_on) if whole.first_on else None,
        date.fromisoformat(whole.last_on) if whole.last_on else None,
        document_parts(whole, journal.path),
    )
