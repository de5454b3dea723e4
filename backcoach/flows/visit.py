"""A visit as a flow: keeping what the person wants to say there, and what to expect of it."""

from __future__ import annotations

from collections.abc import Iterable

from backcoach.coach.patterns import Pattern
from backcoach.coach.person import Profile
from backcoach.coach.record import Entry, Screened
from backcoach.coach.standing import Standing
from backcoach.coach.visit import NoteKind, VisitNoted, VisitQuestion, VisitStep
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.signposts import patterns_of
from backcoach.journal.looking_up import Among
from backcoach.values import Value


class Expected(Value):
    """What to ask at a visit, the person's own words first, and what will probably be done and why.

    `patterns` are those that the answers may fit, with what is said of a visit for each. All but `own` is
    empty while something more urgent stands.
    """

    standing: Standing
    own: tuple[Entry[VisitNoted], ...]
    questions: tuple[VisitQuestion, ...]
    steps: tuple[VisitStep, ...]
    patterns: tuple[Pattern, ...]


def read_notes(questions: Iterable[str], worries: Iterable[str]) -> tuple[VisitNoted, ...]:
    """What was typed, as it is kept. Raises `BadInput`, and nothing is kept then."""
    typed = [(NoteKind.QUESTION, one) for one in questions] + [(NoteKind.WORRY, one) for one in worries]
    try:
        return tuple(VisitNoted(kind, text.strip()) for kind, text in typed)
    except ValueError as error:
        raise BadInput(f"Nothing was saved: {error}.", "Put the words in quotation marks.") from None


def keep_notes(desk: Desk, notes: tuple[VisitNoted, ...]) -> tuple[VisitNoted, ...]:
    """Keep what is not kept yet for the next visit; those that were kept."""
    known = {one.body for one in notes_of(desk)}
    new = tuple(one for one in dict.fromkeys(notes) if one not in known)
    if new:
        desk.keep(*new)
    return new


def notes_of(desk: Desk) -> tuple[Entry[VisitNoted], ...]:
    """The questions and worries of this bout, in order; what was answered is voided by the person."""
    profile = desk.journal.latest(Profile)
    return desk.journal.entries(VisitNoted, from_on=profile.body.onset_on if profile else None)


def expected(desk: Desk) -> Expected:
    """What to ask and to expect. Raises `NotStarted` before the safety questions."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    own, book = notes_of(desk), desk.book.visit
    if not stands.disposition.allows_plan:
        return Expected(stands, own, (), (), ())
    full = desk.journal.last(Screened, Among.FULL)
    fits = patterns_of(full.body, desk.book) if full else ()
    return Expected(stands, own, book.questions, book.steps, tuple(one.pattern for one in fits))
