"""What is kept of a calendar that was handed out."""

from __future__ import annotations

from datetime import date

from backcoach.coach.calendar_record import CalendarMark


def test_an_event_without_a_digest_is_called_off() -> None:
    mark = CalendarMark("0" * 40, 1, starts_on=date(2026, 3, 2))
    assert mark.is_cancelled
    assert not CalendarMark("0" * 40, 1, "1" * 16).is_cancelled
