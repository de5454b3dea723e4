"""The safety questions of every day, as a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.daily import DailyGate, daily_replies, gates_today
from backcoach.coach.record import DAILY, STOPPED, DoseTaken, Screened
from backcoach.coach.screening import Replies, Reply
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.screening import keep_screening, replies_of, screened

STALE = "Your safety answers are too old to speak for today."
CLOCK_BACK = "The clock of this machine is earlier than your last safety answers."
AGAIN = timedelta(hours=6)

MEDICINE_DAYS = 3
"""A dose counts as medicine being taken for this many days."""


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """What to ask today and what it is added to: the last full screening.

    `is_due` while nothing was answered today; `is_old` also when that was some hours ago, so that whoever
    is asked step by step is asked again.
    """

    gates: tuple[DailyGate, ...]
    baseline: Replies
    is_due: bool
    is_old: bool


def daily_check(desk: Desk) -> DailyCheck:
    """Today's gates. Raises `NotStarted` without a screening, `BadInput` where the last one is too old."""
    replies = last_replies(desk)
    if not replies:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    stands = desk.standing()
    if stands.is_stale:
        raise BadInput(CLOCK_BACK if stands.is_clock_back else STALE, "Answer again with: backcoach screen")
    gates = gates_today(desk.book.screening.gates, circumstances(desk))
    today = desk.journal.entries(Screened, from_on=desk.moment.today, to_on=desk.moment.today)
    is_recent = any(desk.moment.now - entry.at < AGAIN for entry in today)
    return DailyCheck(gates, replies, is_due=not today, is_old=not is_recent)


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
    return keep_screening(desk, DAILY, replies)


def keep_stopped(desk: Desk, replies: Replies) -> None:
    """Keep a sign from a screening that was broken off, where it lets a running plan rest.

    What was not asked any more counts as in the last full screening; without one there is no plan to rest.
    """
    before = last_replies(desk)
    if not before or not any(reply in POSITIVE for reply in replies.values()):
        return
    body = screened(STOPPED, {**before, **replies}, desk.book)
    if not body.disposition.allows_plan:
        desk.keep(body)


def gate_of(question: str, check: DailyCheck) -> DailyGate | None:
    """The gate that opens a question, for signs that are reported by name."""
    return next((gate for gate in check.gates if question in gate.opens), None)
