"""`backcoach exercises`: the library, and how to do one."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.exercise_facts import Exercise, ExerciseKind
from backcoach.coach.phases import Phase
from backcoach.coach.record import Screened
from backcoach.coach.values import Disposition
from backcoach.flows.contacts import whom_to_call
from backcoach.flows.daily import answer_with, why_stale
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.exercises import Shelf, exercise_named, matching, shelf
from backcoach.flows.withheld import advice_now
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import NothingStarted
from backcoach.share.exercises import exercise_document
from backcoach.share.machine import reason_documents
from backcoach.terminal.commands.advice import show_advice
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.advice import reminder
from backcoach.terminal.screens.exercise_card import card_screen, top_lines
from backcoach.terminal.screens.exercises import list_screen
from backcoach.terminal.session import open_desk
from backcoach.values import Value

E = TypeVar("E", bound=Enum)
SEEN = "When you have been seen, say so with: backcoach screen --assessed"
AGAIN = "Answer again with:"


class Wish(Value):
    """What is to be shown: one exercise, or those of a phase and of a kind."""

    name: str
    phase: str
    kind: str
    with_drawing: bool


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show the library or one card. Without a record nothing is marked."""
    book = open_handbook()
    only = exercise_named(wish.name, book.activity) if wish.name else None
    phase, kind = _one_of(Phase, "--phase", wish.phase), _one_of(ExerciseKind, "--kind", wish.kind)
    if only and (phase or kind):
        raise BadInput("--phase and --kind belong to the list.", "Leave them out, or leave out the name.")
    output = standard_output()
    try:
        with open_desk(home, book=book) as desk:
            found = shelf(book, desk, only=only)
            found = Shelf(matching(found, phase, kind), found.known, found.left, found.is_review_due)
            _show(found, only, wish, output, book, desk, as_json=as_json)
            return exit_for(desk.standing().disposition)
    except NothingStarted:
        found = shelf(book, None, only=only)
        found = Shelf(matching(found, phase, kind))
        _show(found, only, wish, output, book, None, as_json=as_json)
        return Exit.DONE


def _one_of(kind: type[E], option: str, text: str) -> E | None:
    """The member with this value; None where nothing was said. Raises `BadInput`."""
    if not text:
        return None
    for one in kind:
        if one.value == text.lower().replace("-", "_"):
            return one
    there = ", ".join(str(one.value) for one in kind)
    raise BadInput(f"{option} is not one of these: {there}.", "See: backcoach exercises -h")


def _show(
    found: Shelf,
    only: Exercise | None,
    wish: Wish,
    output: Output,
    book: Handbook,
    desk: Desk | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        output.document(exercises_document(found, book, desk))
        return
    if desk is not None and (body := _emergency(desk)):
        show_advice(desk, output, body, desk.region_code())
        return
    above = tuple(_above(desk)) if desk else ()
    if only is None:
        output.result(*above, list_screen(found, found.shelved, book))
        return
    width = output.results.width
    card = Group(*above, card_screen(found, book, width=width, with_drawing=wish.with_drawing))
    output.result(card)
    if output.scrolls(card):
        output.result(Text(), *above, *top_lines(found))


def _emergency(desk: Desk) -> Screened | None:
    """The screening that sends to the emergency department now: then its action stands alone."""
    body = desk.rests_because()
    return body if body and body.disposition is Disposition.EMERGENCY_NOW else None


def _above(desk: Desk) -> Iterator[RenderableType]:
    """What comes before any exercise while the plan rests: the action, or the questions to answer again."""
    stands, body = desk.standing(), desk.rests_because()
    if stands.is_plan_allowed or body is None:
        return
    if not stands.disposition.allows_plan:
        place = desk.book.region(desk.region_code())
        shown = advice_now(desk, body, place)
        yield from reminder(shown, whom_to_call(shown, place, desk.book, desk.moment.today))
    if stands.needs_assessment:
        yield Text(SEEN)
    elif stands.is_stale:
        yield Text(visible(f"{why_stale(desk, stands)} {AGAIN} {answer_with(desk, stands)}"))


def exercises_document(found: Shelf, book: Handbook, desk: Desk | None) -> dict[str, Any]:
    """The shelf as a document; what stands for the person is null without a record."""
    stands, phase = desk.standing() if desk else None, found.known.phase if found.known else None
    left = found.left
    return {
        "disposition": stands.disposition.urgency if stands else None,
        "within_days": stands.disposition.within_days if stands else None,
        "plan_allowed": stands.is_plan_allowed if stands else None,
        "is_resting": found.is_resting,
        "is_review_due": found.is_review_due,
        "phase": phase.value if phase else None,
        "left": None
        if left is None
        else {
            "verdict": left.verdict.value,
            "words": list(left.words),
            "because": reason_documents(left.because),
        },
        "stop_always": [{"id": line.id, "text": line.text} for line in book.activity.stop_always],
        "always": [{"id": line.id, "text": line.text} for line in book.activity.exercise_always],
        "status": "draft" if book.activity.is_draft else "checked",
        "exercises": [exercise_document(one, book.activity) for one in found.shelved],
    }
