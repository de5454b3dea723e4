"""`backcoach measures`: what is measured and how it is read; and asking what is due."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backcoach.coach.measures import Asked, Measure, Measured, MeasureItem, Values
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.measures import Said, keep_measured, read_numbers, read_said, week_due
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import NothingStarted
from backcoach.share.measures import measures_document
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.measures import kept_line, list_screen, measure_screen
from backcoach.terminal.session import open_desk

WEEK = "Think of the last 7 days."
HINT = "one number for each line, such as {}   - for one you cannot tell   Enter to pass"
ONE = "a number   Enter to pass"
SAMPLE = ("7", "6", "8", "5")


def run(home: Path | None, name: str, said: Said, *, as_json: bool) -> int:
    """Keep the numbers of the line; or show all measures, or one. Without a record there is nothing due."""
    if name and said:
        raise BadInput("Give a name or numbers, not both.", "See: backcoach measures -h")
    output, book = standard_output(), open_handbook()
    found = _named(name, book) if name else book.measures.measures
    kept = _keep(home, said, book) if said else ()
    due = _due(home, book)
    if as_json:
        output.document(measures_document(found, due, book.measures))
    elif kept:
        output.result(kept_line(kept, book))
    elif name:
        output.result(measure_screen(found[0], book))
    else:
        output.result(list_screen(due, book))
    return Exit.DONE


def _keep(home: Path | None, said: Said, book: Handbook) -> tuple[Measured, ...]:
    bodies = read_said(said, book)
    with open_desk(home, book=book) as desk:
        keep_measured(desk, bodies)
    return bodies


def _due(home: Path | None, book: Handbook) -> frozenset[str]:
    try:
        with open_desk(home, book=book) as desk:
            return week_due(desk)
    except NothingStarted:
        return frozenset()


def _named(name: str, book: Handbook) -> tuple[Measure, ...]:
    """The measure with this id or name. Raises `BadInput`."""
    wanted = name.strip().lower()
    found = tuple(one for one in book.measures.measures if wanted in (one.id, one.name.lower()))
    if not found:
        there = ", ".join(one.id for one in book.measures.measures)
        raise BadInput(f"There is no measure called {name!r}.", f"There are: {there}.")
    return found


def ask_measures(desk: Desk, asker: Asker, due: Sequence[Measure]) -> None:
    """Ask what is due, and keep each line at once. What is passed over stays unknown.

    A measure of some weeks stands alone, and is not put again when it was passed over; all others share one
    line, so that a look back stays short.
    """
    for measure in (one for one in due if one.asked is Asked.IN_WEEKS):
        values = _ask(asker, measure.ask, [(item, measure.most) for item in measure.item])
        desk.keep(Measured(measure.id, values))
    rest = [one for one in due if one.asked is not Asked.IN_WEEKS]
    if rest:
        values = _ask(asker, WEEK, [(item, one.most) for one in rest for item in one.item])
        told = [(one, value) for one, value in zip(rest, values, strict=True) if value is not None]
        keep_measured(desk, tuple(Measured(one.id, (value,)) for one, value in told))


def _ask(asker: Asker, stem: str, items: Sequence[tuple[MeasureItem, int]]) -> Values:
    """One number for each item, on one line."""
    tops = [top for _, top in items]
    asker.output.question(stem if len(items) > 1 else f"{stem} {items[0][0].text}")
    if len(items) > 1:
        asker.output.numbered([item.text for item, _ in items])
    hint = HINT.format(" ".join(SAMPLE[: len(items)])) if len(items) > 1 else ONE
    return asker.typed(lambda text: read_line(text, tops), hint)


def read_line(text: str, tops: Sequence[int]) -> Values:
    """One number for each line, or nothing at all, which passes over all. Raises `ValueError`."""
    if not text.strip():
        return (None,) * len(tops)
    wanted = "Please type one number, whole or .5, or Enter to pass."
    if len(tops) > 1:
        wanted = f"Please type {len(tops)} numbers, whole or .5, - for one you cannot tell, or Enter to pass."
    try:
        values = read_numbers(text)
    except ValueError:
        raise ValueError(wanted) from None
    if len(values) != len(tops):
        raise ValueError(wanted)
    for value, top in zip(values, tops, strict=True):
        if value is not None and not (0 <= value <= top and value * 2 == int(value * 2)):
            raise ValueError(f"Please type numbers from 0 to {top}, whole or .5, or Enter to pass.")
    return values
