"""What there is to read as documents of the machine's interface."""

from __future__ import annotations

from backcoach.coach.lessons import Page, Topic
from backcoach.coach.relaxation import Relaxation
from backcoach.coach.withholding import Outcome
from backcoach.share.machine import Document

KINDS = {Topic: "lesson", Relaxation: "relaxation"}
THOUGHTS = "thoughts"
"""The kind of the pages that belong to the check of thoughts."""


def page_document(page: Page, left: Outcome | None) -> Document:
    """One page with its words. `for_you` are the words of the answers where they narrow it."""
    script = page if isinstance(page, Relaxation) else None
    steps = script.timeline() if script else ()
    return {
        "id": page.id,
        "kind": kind_of(page),
        "title": page.title,
        "text": list(page.ready if isinstance(page, Relaxation) else page.text),
        "evidence": page.evidence if isinstance(page, Topic | Relaxation) else None,
        "for_you": list(left.words) if left and left.because else [],
        "seconds": script.seconds if script else None,
        "steps": [{"at_second": at, "seconds": one.seconds, "text": one.text} for at, one in steps],
        "sources": list(page.sources),
    }


def kind_of(page: Page) -> str:
    """What sort of page it is."""
    return KINDS.get(type(page), THOUGHTS)
