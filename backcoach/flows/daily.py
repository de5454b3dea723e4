"""The safety questions of every day, as a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.daily import DailyGate, daily_replies, gates_today
from backcoach.coach.record import DoseTaken, Screened
from backcoach.coach.screening import Replies, Reply
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.screening import keep_screening, replies_of

MEDICINE_DAYS = 3
"""A dose counts as medicine being taken for this many days."""


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """What to ask today and what it is added to: the last full screening."""

    gates: tuple[DailyGate, ...]
    baseline: Replies
    is_due: bool


def daily_check(desk: Desk) -> DailyCheck:
    """Today's gates. Raises `NotStarted` without a screening, `BadInput` where the last one is too old."""
    replies = last_replies(desk)
    if not replies:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    if desk.standing().is_stale:
        raise BadInput(
            "Your last safety answers are a week old or older, so they no longer speak for today.",
            "Answer the safety questions again with: backcoach screen",
        )
    gates = gates_today(desk.book.screening.gates, circumstances(desk))
    today = desk.journal.entries(Screened, from_on=desk.moment.today, to_on=desk.moment.today)
    return DailyCheck(gates, replies, is_due=not today)


def last_replies(desk: Desk) -> Replies:
    """The replies of the last full screening; none without one."""
    full = [entry.body for entry in desk.journal.entries(Screened) if entry.body.is_full]
    return replies_of(full[-1], desk.book) if full else {}


def circumstances(desk: Desk) -> frozenset[str]:
    """What makes further gates due: taking medicine, a pregnancy."""
    found = set()
    since = desk.moment.today - timedelta(days=MEDICINE_DAYS)
    course = desk.course()
    if desk.journal.entries(DoseTaken, from_on=since) or (course and course.stop_on >= since):
        found.add("medicine")
    full = [entry.body for entry in desk.journal.entries(Screened) if entry.body.is_full]
    if full and full[-1].answers.get("preg_possible") in POSITIVE:
        found.add("pregnancy")
    return frozenset(found)


def keep_daily(
    desk: Desk,
    check: DailyCheck,
    answers: Mapping[str, Answer],
    details: Mapping[str, Reply],
) -> Screened:
    """Decide and record today's check. A gate without an answer counts as not sure."""
    replies = daily_replies(check.baseline, check.gates, answers, details)
    return keep_screening(desk, "daily", replies)


def gate_of(question: str, check: DailyCheck) -> DailyGate | None:
    """The gate that opens a question, for signs that are reported by name."""
    return next((gate for gate in check.gates if question in gate.opens), None)
