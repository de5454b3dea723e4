"""What was told in each screening: a short check keeps the answers of before, which nobody gave anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcoach.coach.record import STOPPED, Entry, Screened
from backcoach.coach.screening import Replies, Reply
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.screening import replies_of
from backcoach.handbook.handbook import Handbook


def answers_told(desk: Desk) -> dict[str, Mapping[str, Reply]]:
    """The answers that were given in each screening, by the id of its entry.

    A question that was never asked, because another answer closed it, is left out. Of a short check there is
    what it asked again for sure, and what differs from before it or from the last one that settled answers.
    Of one that broke off, or of a sign reported alone, no "no" is among it: most of them nobody said.
    """
    entries = sorted(desk.journal.entries(Screened), key=lambda one: (one.at, one.place))
    return dict(_each(entries, desk.book))


def _each(entries: list[Entry[Screened]], book: Handbook) -> Iterator[tuple[str, Mapping[str, Reply]]]:
    sets = {one.id: one.questions for one in book.screening.rescreening.sets}
    settled: Replies = {}
    before: Replies = {}
    for entry in entries:
        body, replies = entry.body, _replies(entry.body, book)
        if body.is_full:
            yield entry.id, replies
        else:
            again = {question for one in body.sets for question in sets.get(one, ())}
            found = _new(replies, again, settled, before)
            yield entry.id, _positive(found) if body.occasion == STOPPED else found
        settled, before = (replies if body.is_settled else settled), replies


def _replies(body: Screened, book: Handbook) -> dict[str, Reply]:
    """All answers that a screening counted with. Of a question that content has no more, no "no" is sure."""
    known = replies_of(body, book)
    gone = {id_: said for id_, said in body.answers.items() if id_ not in book.screening.rules.questions}
    return {**known, **{id_: said for id_, said in gone.items() if said is not Answer.NO}}


def _positive(replies: Replies) -> dict[str, Reply]:
    """The replies without each no."""
    return {id_: said for id_, said in replies.items() if said is not Answer.NO}


def _new(replies: Replies, again: set[str], *earlier: Replies) -> dict[str, Reply]:
    """What was asked again or is another answer; a number that only time has changed is neither."""
    return {
        id_: said
        for id_, said in replies.items()
        if id_ in again or (isinstance(said, Answer) and any(one.get(id_) is not said for one in earlier))
    }
