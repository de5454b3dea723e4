"""What the record keeps about the calendars that were handed out."""

from __future__ import annotations

from datetime import date, datetime

from backcoach.values import Value


class CalendarMark(Value):
    """One event of a calendar as it was handed out; `sequence` counts its versions from 0.

    It stands at an instant, `starts_at`, or on a whole day, `starts_on`. `digest` names all that was written
    of it, and is empty where it was called off.
    """

    uid: str
    sequence: int
    digest: str = ""
    starts_at: datetime | None = None
    starts_on: date | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether this version calls the event off."""
        return not self.digest


class CalendarExported(Value):
    """A calendar was handed out; `events` are those that were new in it, or otherwise than before."""

    events: tuple[CalendarMark, ...]
