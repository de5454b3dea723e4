"""What is known today behind the medicine questions: what was answered to them, and what came after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.coach.medicine_questions import carry_over, settle
from backcoach.coach.record import MedicineChecked
from backcoach.coach.rescreening import COURSE_WEEKS, WEEK_DAYS
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.desk import Desk
from backcoach.flows.prescriptions import prescribed_answers
from backcoach.flows.unfinished import last_settled, settled_replies

if TYPE_CHECKING:
    from backcoach.coach.screening import Reply

AGE = "age_years"


def safety_today(desk: Desk) -> dict[str, Reply]:
    """The last whole safety answers, with every sign told since, and the weeks of this bout as of today."""
    replies: dict[str, Reply] = dict(settled_replies(desk.journal, desk.book))
    settled = last_settled(desk.journal)
    for one in desk.history().in_order():
        if settled is not None and one.place > settled.place:
            replies |= {name: reply for name, reply in one.body.answers.items() if reply in POSITIVE}
    profile, weeks = desk.profile(), replies.get(COURSE_WEEKS)
    if profile is not None and isinstance(weeks, float):
        since = (desk.moment.today - profile.onset_on).days // WEEK_DAYS
        replies[COURSE_WEEKS] = max(weeks, float(since))
    return replies


def answers_today(desk: Desk, checked: MedicineChecked) -> dict[str, Answer]:
    """Some answers to the medicine questions, with all that speaks against a medicine since; never less.

    That are the prescribed medicines, the safety answers, the age and the weeks of this bout.
    """
    said = {**checked.answers, **prescribed_answers(desk)}
    safety = desk.once("safety_today", lambda: safety_today(desk))
    if not safety:
        return said
    screening = {name: reply for name, reply in safety.items() if isinstance(reply, Answer)}
    age, weeks = (_whole(safety.get(name)) for name in (AGE, COURSE_WEEKS))
    carried = carry_over(screening, age, weeks, desk.book.medicine)
    against = {name: answer for name, answer in carried.items() if answer in POSITIVE}
    return settle(against, said, screening, desk.book.medicine)


def _whole(reply: Reply | None) -> int | None:
    return int(reply) if isinstance(reply, float) else None
