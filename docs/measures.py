"""The chapter of the manual of rules about what is measured, and what change of it counts."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.flows.glossary import KNOWN_WORDS
from backcoach.handbook.handbook import Handbook
from docs.manual import cite, table


def measures(book: Handbook) -> Iterator[str]:
    """All measures, the figures behind them, and the forms that are left out."""
    found = book.measures
    yield from ("", "## What is measured, and what change counts", "")
    yield "What is passed over stays unknown. What is recalled of a week stands apart from the logged days,"
    yield "fills none of them, and changes no plan."
    yield ""
    head = ("measure", "name", "when", "score", "what change counts", "use", "sources")
    rows = (
        (f"`{one.id}`", one.name, one.when, one.score, one.counts, one.licence, cite(one.sources))
        for one in found.measures
    )
    yield from table(head, rows)
    yield ""
    figures = (
        (f"`{one.id}`", figure.text, KNOWN_WORDS[figure.known], cite(figure.sources))
        for one in found.measures
        for figure in one.figure
    )
    yield from table(("measure", "figure", "how it is known", "sources"), figures)
    yield ""
    left_out = ((f"`{one.id}`", one.name, one.why, cite(one.sources)) for one in found.left_out)
    yield from table(("left out", "name", "why", "sources"), left_out)
