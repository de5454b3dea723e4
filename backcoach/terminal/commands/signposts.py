"""JSON documents of patterns and milestones, for the commands that show them."""

from __future__ import annotations

from typing import Any

from backcoach.coach.record import Screened
from backcoach.flows.desk import Desk
from backcoach.flows.signposts import Said, patterns_of, shown
from backcoach.handbook.handbook import Handbook


def pattern_documents(body: Screened, book: Handbook) -> list[dict[str, Any]]:
    """The patterns that the answers of a screening fit."""
    fits = patterns_of(body, book)
    if not fits:
        return []
    from backcoach.share.signposts import pattern_document

    return [pattern_document(fit) for fit in fits]


def milestone_documents(said: tuple[Said, ...]) -> list[dict[str, Any]]:
    """Milestones as they were said."""
    if not said:
        return []
    from backcoach.share.signposts import milestone_document

    return [
        milestone_document(one.milestone, one.said_on, one.reason, one.contacts, is_open=one.is_open)
        for one in said
    ]


def signpost_documents(desk: Desk) -> dict[str, Any]:
    """What stands beside a plan: the patterns of the last answers, and a milestone said in the last days."""
    screened = desk.journal.latest(Screened)
    patterns = pattern_documents(screened.body, desk.book) if screened else []
    return {"patterns": patterns, "milestones": milestone_documents(shown(desk))}
