"""A round of safety questions: every answer is on the disk at once, and the decision ends the round."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from backcoach.coach.interview import Ask, Interview, next_ask, prompts_left, review_interview
from backcoach.coach.record import REVIEW, AnswerGiven, Screened, SittingEnded
from backcoach.coach.rescreening import QuestionSet, replies_before_review
from backcoach.coach.screening import Replies, Reply, is_emergency_already
from backcoach.flows.desk import Desk
from backcoach.flows.due_sets import review_sets
from backcoach.flows.judging import judge, sign_alone
from backcoach.flows.replies import write_reply
from backcoach.flows.screening import screened
from backcoach.flows.unfinished import last_settled, settled_replies
from backcoach.flows.unsaved import grave_with_fault
from backcoach.journal.faults import JournalError

FULL = "screen"
ROUND = "round-"
"""How the name of a round begins, which `start` does not go on with."""


class Notes:
    """What is said in one sitting, kept as it is said, until something is decided on it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        import uuid

        self.sitting = f"{ROUND}{uuid.uuid4().hex}"
        self.said: dict[str, object] = {}
        self._before = settled_replies(desk.journal, desk.book)

    def keep(self, question: str, reply: Reply) -> None:
        """Keep one answer. Raises `Unsaved` where that fails and what was said so far is grave."""
        plain = write_reply(reply)
        self.said[question] = plain
        with grave_with_fault(self._so_far):
            self._desk.keep(AnswerGiven(self.sitting, question, plain))

    def end(self, *bodies: object) -> None:
        """Keep what was decided together with the end of the sitting: both or neither."""
        self._desk.keep(*bodies, SittingEnded(self.sitting))

    def break_off(self) -> None:
        """The person stopped. A sign lets a running plan rest, as far as it was told."""
        with grave_with_fault(self._so_far):
            told = judge(self._before, self.said, self._desk.book, self.sitting)
        if bodies := told.bodies():
            self.end(*bodies)
        else:
            with suppress(JournalError):  # all answers are kept, and there is nothing to decide on
                self.end()

    def _so_far(self) -> Screened | None:
        return sign_alone(self._before, self.said, self._desk.book)


class Round:
    """A full screening, or a review that asks some sets of questions again and keeps the rest.

    `known` are the replies that need not be asked again.
    """

    def __init__(
        self,
        desk: Desk,
        occasion: str = FULL,
        known: Replies | None = None,
        interview: Interview | None = None,
        sets: tuple[str, ...] = (),
    ) -> None:
        self._desk, self._occasion, self._sets = desk, occasion, sets
        self._rules = desk.book.screening.rules
        self._interview = interview or desk.book.screening.interview
        self._replies: dict[str, Reply] = dict(known or {})
        self.notes = Notes(desk)

    def ask(self) -> Ask | None:
        """What to ask next."""
        return next_ask(self._replies, self._interview, self._rules)

    @property
    def replies(self) -> Replies:
        """What is known so far, the answers of this round included."""
        return self._replies

    def left(self) -> int:
        """How many prompts are still to come, as far as the answers tell."""
        return prompts_left(self._replies, self._interview, self._rules)

    def keep(self, question: str, reply: Reply) -> bool:
        """Keep one answer; whether it is an emergency already."""
        self._replies.pop(question, None)
        self._replies[question] = reply
        self.notes.keep(question, reply)
        return is_emergency_already(self._replies, self._rules)

    def decide(self) -> Screened:
        """Decide, and keep the decision with the end of the round."""
        body = screened(self._occasion, self._replies, self._desk.book, self.notes.sitting, self._sets)
        self.notes.end(body)
        return body


def keep_screening(desk: Desk, occasion: str, replies: Replies) -> Screened:
    """Decide on answers that are all given already, and keep the decision."""
    body = screened(occasion, replies, desk.book)
    desk.keep(body)
    return body


def keep_sign(desk: Desk, given: Mapping[str, Reply]) -> Screened | None:
    """Keep signs that are told while all questions are due; None where a plan may go on after them."""
    plain = {name: write_reply(reply) for name, reply in given.items()}
    told = judge(settled_replies(desk.journal, desk.book), plain, desk.book)
    desk.keep(*told.bodies())
    return told.body


def review_round(desk: Desk) -> Round:
    """A review of the sets that are due."""
    sets = review_sets(desk)
    interview = review_interview(desk.book.screening.interview, sets, desk.book.screening.rules)
    return Round(desk, REVIEW, known_before(desk, sets), interview, tuple(one.id for one in sets))


def keep_review(desk: Desk, replies: Mapping[str, Reply], sets: tuple[QuestionSet, ...]) -> Screened:
    """Decide on a review whose answers are all given already, and keep the decision."""
    body = reviewed(desk, replies, sets)
    desk.keep(body)
    return body


def reviewed(desk: Desk, replies: Mapping[str, Reply], sets: tuple[QuestionSet, ...]) -> Screened:
    """The decision on a review whose answers are all given already."""
    known = {**known_before(desk, sets), **replies}
    return screened(REVIEW, known, desk.book, sets=tuple(one.id for one in sets))


def known_before(desk: Desk, sets: tuple[QuestionSet, ...]) -> dict[str, Reply]:
    """What is still known when the sets are asked again today."""
    settled = last_settled(desk.journal)
    days = (desk.moment.today - settled.day_on).days if settled else 0
    before = settled_replies(desk.journal, desk.book)
    return replies_before_review(before, sets, desk.book.screening.rules, max(days, 0))
