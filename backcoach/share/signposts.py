"""Signposts as the documents of the machine's interface."""

from __future__ import annotations

from datetime import date

from backcoach.coach.patterns import Fit
from backcoach.coach.regions import Contact
from backcoach.coach.timeline import Milestone
from backcoach.coach.values import Reason
from backcoach.share.machine import Document, reason_documents


def pattern_document(fit: Fit) -> Document:
    """A pattern that the answers fit. It is no diagnosis and changes no disposition."""
    one = fit.pattern
    return {
        "id": one.id,
        "name": one.name,
        "usual": one.usual,
        "advice": list(one.advice),
        "see": one.see,
        "visit": one.visit,
        "urgent": list(one.urgent),
        "imaging": one.imaging,
        "no_imaging": one.no_imaging,
        "options": list(one.options),
        "plan": list(one.plan),
        "modifier": one.modifier,
        "reason": reason_documents([fit.reason])[0],
    }


def milestone_document(
    one: Milestone, said_on: date, reason: Reason, contacts: tuple[Contact, ...], *, is_open: bool
) -> Document:
    """A milestone as it was said; the days behind every figure are among the inputs of its reason."""
    return {
        "id": one.id,
        "label": one.label,
        "said_on": said_on.isoformat(),
        "is_open": is_open,
        "level": one.level.urgency,
        "within_days": one.level.within_days,
        "text": one.too_few if is_open else one.head,
        "do": [] if is_open else list(one.do),
        "visit": one.visit,
        "imaging": one.imaging or None,
        "contacts": [
            {"kind": call.kind.value, "label": call.label, "number": call.number, "note": call.note}
            for call in contacts
        ],
        "reason": reason_documents([reason])[0],
    }
