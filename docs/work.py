"""The chapter of the manual of rules about the way back to normal work hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcoach.coach.work_decision import ROWS
from backcoach.handbook.handbook import Handbook
from docs.manual import cite, listed, table


def work(book: Handbook) -> Iterator[str]:
    """The chapter on the return to work."""
    facts, limits = book.work.steps, book.work.limits
    yield from ("", "## Work: the way back to normal hours", "")
    first, *later = facts.hours_percent
    yield f"Hours start with what is done now, but with {first} % of the normal ones at least, and go to"
    yield f"{_percents(later)} of them. Then the time with load goes up: {_percents(facts.load_percent)}"
    yield "of what is usual."
    yield f"A step up needs {limits.good_percent} % of the work days of the step,"
    yield f"{limits.least_work_days} or more, without red and settled by the next morning, and"
    yield f"{limits.hours_done_percent} % of its hours done. Up to {limits.window_days} days of it count."
    yield f"What nobody told of is not good. So many red days repeat a step: {limits.reds}."
    yield f"Work steps down after {listed(limits.steps_down_after)} in a review. After"
    yield f"{limits.silent_days} days without a word the hours are told anew."
    yield from ("", "The first row that holds decides.", "")
    order = {one: place for place, (one, _move, _row) in enumerate(ROWS)}
    moves = {one: move.value for one, move, _row in ROWS}
    rules = sorted(book.work.rules, key=lambda one: order.get(one.id, -1))
    rows = (
        (f"`{one.id}`", moves.get(one.id, "start"), one.why, one.next, cite(one.sources)) for one in rules
    )
    yield from table(("rule", "step", "why", "next", "sources"), rows)
    yield ""
    paces = (
        (one.track.value, str(one.least_days), str(one.gentle_days), cite(one.sources))
        for one in book.work.paces
    )
    yield from table(("track", "days on a step, at least", "when going up gently", "sources"), paces)
    yield ""
    closings = (
        (f"`{one.id}`", listed(one.tags), one.closes.value, one.why, cite(one.sources))
        for one in book.work.closings
    )
    yield from table(("limit", "tags", "closes", "why", "sources"), closings)
    yield ""
    checks = (
        (f"`{one.id}`", f"day {one.from_day}", f"{one.below_percent} %", one.why, one.next, cite(one.sources))
        for one in book.work.checks
    )
    yield from table(("check", "from", "hours below", "why", "next", "sources"), checks)
    yield ""
    examples = (
        (f"`{one.id}`", one.name, "<br>".join(one.weeks), cite(one.sources)) for one in book.work.examples
    )
    yield from table(("printed elsewhere", "name", "hours of a week", "sources"), examples)
    yield ""
    lines = (*book.work.facts, *book.work.lines, *book.work.discuss)
    yield from table(
        ("line", "words", "sources"), ((f"`{one.id}`", one.text, cite(one.sources)) for one in lines)
    )


def _percents(percents: Iterable[int]) -> str:
    return ", ".join(f"{one} %" for one in percents)
