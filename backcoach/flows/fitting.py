"""Changing what a plan is fitted to: the optional questions of `start` once more, kept one by one."""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.intake import IntakeQuestion, check_reply, fitting_from, is_wanted
from backcoach.coach.person import Fitting
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.replies import take_each
from backcoach.flows.trials import person_with_plan
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, field

KEPT = "Kept. It counts from your next week on; this week stays as it is."


def fitting_questions(book: Handbook) -> tuple[IntakeQuestion, ...]:
    """What may be asked again, in the order of `start`."""
    return tuple(one for one in book.intake if one.is_extra)


class OpenFitting(Value, frozen=False):
    """Replies that grow one by one; each is on the disk before the next is asked."""

    desk: Desk
    _replies: dict[str, object] = field(default_factory=dict)
    _entry_id: str | None = None

    def next_question(self) -> IntakeQuestion | None:
        """What to ask next; None once all is asked."""
        return next(
            (
                one
                for one in fitting_questions(self.desk.book)
                if one.id not in self._replies and is_wanted(one, self._replies)
            ),
            None,
        )

    def add(self, question: IntakeQuestion, plain: object) -> None:
        """Keep one reply. Raises `ValueError` with what is wanted."""
        self._replies[question.id] = check_reply(question, plain)
        said = fitting_from(self._replies)
        if said != Fitting():
            self._entry_id = self.desk.keep(said, supersedes=self._entry_id)[0].id


def open_fitting(desk: Desk) -> OpenFitting:
    """Begin. Raises `NotStarted` without a plan, and `Refused` while it rests."""
    person_with_plan(desk)
    return OpenFitting(desk)


def keep_fitting(desk: Desk, answers: Mapping[str, object]) -> None:
    """Keep the replies of a file; what it leaves out stays as it was. Raises `BadInput`, and as above."""
    person_with_plan(desk)
    asked = {one.id: one for one in fitting_questions(desk.book)}
    replies = dict[str, object]()

    def take(name: str, plain: object) -> None:
        replies[name] = check_reply(asked[name], plain)

    faults = take_each(answers, asked, take)
    alone = (one for name, one in asked.items() if name in replies and not is_wanted(one, replies))
    faults += [f"{one.id}: needs {one.only_with} beside it" for one in alone]
    if faults or not replies:
        raise BadInput(
            "The answers cannot be used; nothing was changed.",
            f"A file may hold: {', '.join(asked)}",
            tuple(faults) or ("no answer is in it",),
        )
    desk.keep(fitting_from(replies))
