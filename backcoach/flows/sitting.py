"""One sitting of `start`: what to ask next, from the answers kept so far. Every answer is kept at once."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from backcoach.coach.interview import fresh
from backcoach.coach.record import AnswerGiven, Screened, SittingEnded
from backcoach.coach.screening import Reply
from backcoach.coach.standing import Standing
from backcoach.coach.values import POSITIVE
from backcoach.flows.desk import Desk
from backcoach.flows.judging import sign_alone
from backcoach.flows.replied import WEIGHT, Replied, Step, medicine_ids, next_step
from backcoach.flows.replies import read_reply, write_reply
from backcoach.flows.rounds import ROUND
from backcoach.flows.screening import screened
from backcoach.flows.unfinished import unfinished
from backcoach.flows.unsaved import grave_with_fault

NOT_STARTS = (ROUND, "screen-")
"""How sittings are named that only screen, now and in older records: `start` does not go on with them."""
MEDICINE_FRESH_HOURS = 6
"""Medicine answers speak of now and are asked again after these hours."""


class Sitting:
    """A sitting that goes on where it stopped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.replied = Replied()
        self.id = uuid.uuid4().hex
        self.is_resumed = False
        self._screened: Screened | None = None
        self._resume()

    def step(self) -> Step:
        """What to do next."""
        return next_step(self.replied, self._desk.book, is_concluded=self._screened is not None)

    def answer(self, question: str, plain: object) -> None:
        """Keep one reply. Raises `ValueError` with what is wanted; then nothing is kept.

        Raises `Unsaved` where it cannot be kept and what was said so far is grave.
        """
        self.replied.take(question, plain, self._desk.book)
        with grave_with_fault(self._so_far):
            self._desk.keep(AnswerGiven(self.id, question, plain))
        if question in self._desk.book.screening.rules.questions:
            self._screened = None

    def _so_far(self) -> Screened | None:
        said = {name: write_reply(reply) for name, reply in self.replied.screening.items()}
        return sign_alone({}, said, self._desk.book)

    def reply(self, question: str, reply: Reply) -> None:
        """Keep one screening or medicine reply."""
        self.answer(question, write_reply(reply))

    def conclude(self) -> Screened:
        """Decide the screening and keep the decision."""
        self._screened = screened("start", self.replied.screening, self._desk.book, self.id)
        self._desk.keep(self._screened)
        return self._screened

    @property
    def screened(self) -> Screened | None:
        """The decision, once there is one for the present answers."""
        return self._screened

    def end(self) -> None:
        """Nothing is left to go on with."""
        self._desk.keep(SittingEnded(self.id))

    @staticmethod
    def open_id(desk: Desk) -> str | None:
        """The last sitting of `start` that did not come to its end."""
        ended = {entry.body.sitting for entry in desk.journal.entries(SittingEnded)}
        sittings = [entry.body.sitting for entry in desk.journal.entries(AnswerGiven)]
        starts = [one for one in sittings if one not in ended and not one.startswith(NOT_STARTS)]
        return starts[-1] if starts else None

    def _resume(self) -> None:
        """Take up the last sitting that did not come to its end, without what has gone stale."""
        open_id = Sitting.open_id(self._desk)
        if open_id is None:
            return
        self.id, self.is_resumed = open_id, True
        open_ones = self._desk.journal.entries(AnswerGiven)
        book, now = self._desk.book, self._desk.moment.now
        screening = []
        for entry in (one for one in open_ones if one.body.sitting == self.id):
            question, plain = entry.body.question, entry.body.value
            is_fresh = timedelta(0) <= now - entry.at <= timedelta(hours=MEDICINE_FRESH_HOURS)
            with suppress(KeyError, ValueError):  # content has changed since: it is asked again
                if question in book.screening.rules.questions:
                    reply = read_reply(book.screening.rules.questions[question], plain)
                    screening.append((question, reply, entry.at))
                elif is_fresh or question not in {WEIGHT, *medicine_ids(book)}:
                    self.replied.take(question, plain, book)
        self.replied.screening = fresh(screening, now, book.screening.interview)
        if any(reply in POSITIVE and name not in self.replied.screening for name, reply, _ in screening):
            self._desk.keep(*self._signs())
        self._screened = self._already_decided(max((at for _, _, at in screening), default=now))

    def give_up(self) -> None:
        """Begin again instead of going on: what was told stays told, also where it is answered otherwise."""
        self._desk.keep(*self._signs(), SittingEnded(self.id))

    def _signs(self) -> tuple[Screened, ...]:
        """What the signs of this sitting come to, if nobody has decided on them."""
        bodies, _ = unfinished(self._desk.journal, self._desk.book)
        return tuple(entry.body for entry in bodies if entry.body.sitting == self.id)

    def _already_decided(self, last_answer_at: datetime) -> Screened | None:
        """The decision on exactly these answers, if it was made before the sitting broke off."""
        latest = self._desk.journal.latest(Screened)
        if latest is None or latest.at < last_answer_at:
            return None
        body = latest.body
        again = screened(body.occasion, self.replied.screening, self._desk.book, body.sitting, body.sets)
        return body if again == body else None


def may_go_on(desk: Desk, stands: Standing) -> bool:
    """Whether what is grave is nothing but signs of a sitting of `start` that is still to be finished."""
    open_one = Sitting.open_id(desk)
    return open_one is not None and all(one.body.sitting == open_one for one in stands.grave)
