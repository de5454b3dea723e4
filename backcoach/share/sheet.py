"""The sheet for bad days as a document of the machine's interface."""

from __future__ import annotations

from datetime import date

from backcoach.coach.flare_sheet import FlareField
from backcoach.share.machine import Document


def field_document(field: FlareField, text: str, filled_on: date | None, offers: tuple[str, ...]) -> Document:
    """One field with what stands in it; null where nothing does."""
    return {
        "id": field.id,
        "label": field.label,
        "question": field.question,
        "text": text or None,
        "filled_on": filled_on.isoformat() if filled_on else None,
        "offers": list(offers),
        "sources": list(field.sources),
    }
