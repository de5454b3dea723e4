"""Sittings that broke off between a sign and its decision: what they would have been decided to.

The program may be killed, or the disk be full, at any moment. Every answer is kept as it is given, so a sign
is never lost; here it counts as if the sitting had been stopped after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from backcoach.coach.record import AnswerGiven, Entry, Screened, ScreeningDue, SittingEnded
from backcoach.handbook.handbook import Handbook
from backcoach.journal.journal import Journal
from backcoach.journal.looking_up import Among, Said

if TYPE_CHECKING:
    from backcoach.coach.screening import Replies
    from backcoach.flows.judging import ToldInPart

B = TypeVar("B")
Given = Entry[AnswerGiven]


def unfinished(
    journal: Journal, book: Handbook
) -> tuple[tuple[Entry[Screened], ...], tuple[Entry[ScreeningDue], ...]]:
    """What sittings come to that nobody decided on: results that let a plan rest, and events.

    A sitting counts while it is under way, too.
    """
    found = [(given[-1], _judged(given, journal, book)) for given in _undecided(journal, book)]
    bodies = tuple(_beside(last, one.body) for last, one in found if one.body is not None)
    events = tuple(_beside(last, ScreeningDue(event)) for last, one in found for event in one.events)
    return bodies, events


def _undecided(journal: Journal, book: Handbook) -> list[list[Given]]:
    """The answers about safety of each sitting that has no end and no decision, in the order they began."""
    found = []
    for sitting in journal.left_alone(Said.SITTING, AnswerGiven, SittingEnded):
        answers = journal.entries(AnswerGiven, said=(Said.SITTING, sitting))
        given = [one for one in answers if is_about_safety(one.body.question, book)]
        if given and not _is_decided(given, journal):
            found.append(given)
    return sorted(found, key=lambda given: (given[0].at, given[0].place))


def last_settled(journal: Journal, before: int | None = None) -> Entry[Screened] | None:
    """The full screening or weekly review that was recorded last, of those before a place.

    By place, and not by its time: a clock that was ahead makes nothing newer than what was told since.
    """
    return journal.latest(Screened, among=Among.SETTLED, before=before)


def settled_replies(journal: Journal, book: Handbook) -> Replies:
    """The replies that a short check adds to: of the last full screening or weekly review, if any."""

    def make() -> Replies:
        from backcoach.flows.screening import replies_of

        settled = last_settled(journal)
        return replies_of(settled.body, book) if settled else {}

    return journal.remembered(("settled_replies", book.digest), make)


def is_about_safety(name: str, book: Handbook) -> bool:
    """Whether an id is that of a screening question, or of a daily gate."""
    return name in book.screening.rules.questions or any(gate.id == name for gate in book.screening.gates)


def _is_decided(given: list[Given], journal: Journal) -> bool:
    """Whether something was decided in this sitting after its last answer: by place, which no clock turns."""
    sitting, last_place = given[-1].body.sitting, max(one.place for one in given)
    return bool(journal.entries(Screened, said=(Said.SITTING, sitting), after=last_place))


def _judged(given: list[Given], journal: Journal, book: Handbook) -> ToldInPart:
    from backcoach.flows.judging import judge
    from backcoach.flows.screening import replies_of

    last = given[-1]
    plain = {entry.body.question: entry.body.value for entry in given}
    settled = last_settled(journal, before=last.place)
    before = replies_of(settled.body, book) if settled else {}
    return judge(before, plain, book, last.body.sitting)


def _beside(last: Given, body: B) -> Entry[B]:
    """An entry that stands in no record, at the place of the last answer."""
    return Entry(last.id, last.at, last.zone, last.day_on, last.recorded_at, body, place=last.place)
