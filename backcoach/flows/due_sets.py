"""Which questions of safety a review has to ask again."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.record import Screened
from backcoach.coach.rescreening import QuestionSet, sets_due
from backcoach.flows.desk import Desk


def due_sets(desk: Desk) -> tuple[QuestionSet, ...]:
    """The sets of questions that the next review has to ask again.

    What was answered at an instant still to come counts for none of them: the clock was set back.
    """
    sets, today = desk.book.screening.rescreening.sets, desk.moment.today
    since = today - timedelta(days=max(one.every_days for one in sets))
    found = desk.journal.entries(Screened, from_on=since)
    known = (entry for entry in found if entry.at <= desk.moment.now)
    return tuple(sets_due(sets, known, today))


def review_sets(desk: Desk) -> tuple[QuestionSet, ...]:
    """The sets of a review held now: those that are due, at least the first."""
    return due_sets(desk) or desk.book.screening.rescreening.sets[:1]
