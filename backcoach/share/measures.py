"""Measures as documents of the machine's interface."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from backcoach.coach.measures import Measure, MeasureBook
from backcoach.shapes import encode
from backcoach.share.machine import Document


def measures_document(measures: Iterable[Measure], due: AbstractSet[str], book: MeasureBook) -> Document:
    """What is measured, when, how it is scored and what change counts; and the forms that are left out."""
    return {
        "measures": [_measure(one, is_due=one.id in due) for one in measures],
        "left_out": [encode(one) for one in book.left_out],
        "lines": [encode(one) for one in book.lines],
    }


def _measure(one: Measure, *, is_due: bool) -> Document:
    facts = one.change
    return {
        "id": one.id,
        "name": one.name,
        "asked": one.asked.value,
        "when": one.when,
        "weeks": list(one.weeks),
        "items": [{**encode(item), "minimum": 0, "maximum": one.most} for item in one.item],
        "score": one.score,
        "counts": one.counts,
        "change": None
        if facts is None
        else {
            "band": facts.band,
            "maybe_points": facts.maybe_points,
            "likely_points": facts.likely_points,
            "sources": list(facts.sources),
        },
        "levels": [encode(level) for level in one.level],
        "figures": [encode(figure) for figure in one.figure],
        "licence": one.licence,
        "is_due": is_due,
        "sources": list(one.sources),
    }
