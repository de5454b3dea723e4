"""What is said in one line above or beside everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.flows.screening import advice
from backcoach.terminal.words import day_text

if TYPE_CHECKING:
    from backcoach.flows.desk import Desk


def headline(desk: Desk) -> str | None:
    """Where to go, in one line, while something grave stands; else None."""
    stands = desk.standing()
    if stands.disposition.allows_plan or stands.screened is None:
        return None
    shown = advice(stands.screened.body, desk.book.region(desk.region_code()), desk.book)
    return f"{shown.messages[0].headline} (backcoach plan)"


def review_note(desk: Desk) -> str:
    """That a day to look at a prescribed medicine has passed; empty where none has."""
    if not desk.journal.holds("prescribed"):
        return ""
    from backcoach.flows.prescriptions import reviews_passed

    passed = reviews_passed(desk)
    if not passed:
        return ""
    from backcoach.coach.prescribed import REVIEW_PASSED

    names = ", ".join(
        f"{one.body.name}, {day_text(one.body.review_on)}" for one in passed if one.body.review_on
    )
    return f"{desk.book.prescribed.rule(REVIEW_PASSED).why} ({names})"
