"""The safety questions of every day, as a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.daily import DailyGate, daily_replies, events_of, gates_today, told
from backcoach.coach.record import DAILY, DoseTaken, Screened, ScreeningDue
from backcoach.coach.rescreening import WEEK_DAYS, new_events, signs_of
from backcoach.coach.screening import Replies, Reply
from backcoach.coach.standing import Standing
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.days import day_records
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.screening import screened
from backcoach.flows.unfinished import settled_replies
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.flows.rounds import Notes

STALE = "Your safety answers no longer count for today."
CLOCK_BACK = "The clock of this machine is earlier than your last safety answers."
AGAIN = timedelta(hours=6)
_DAY = timedelta(hours=24)

MEDICINE_DAYS = 3
"""A dose counts as medicine being taken for this many days."""


class DailyCheck(Value):
    """What to ask today and what it is added to: the last full screening or weekly review.

    `is_due` while nothing was answered today and within 24 hours, as a date may come again in another zone
    or after a clock was set back; `is_old` also when that was some hours ago, so that whoever is asked step
    by step is asked again.
    """

    gates: tuple[DailyGate, ...]
    baseline: Replies
    is_due: bool
    is_old: bool


def daily_check(desk: Desk) -> DailyCheck:
    """Today's gates. Raises `NotStarted` without a screening, `BadInput` where everything is due again."""
    replies = last_replies(desk)
    if not replies:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    stands = desk.standing()
    if stands.is_stale:
        graver = "An urgent result stands. What to do: backcoach plan" if stands.grave else ""
        faults = (graver,) if graver else ()
        raise BadInput(why_stale(desk, stands), f"Answer again with: {answer_with(desk, stands)}", faults)
    gates = gates_today(desk.book.screening.gates, circumstances(desk))
    screenings = desk.journal.entries(Screened, from_on=desk.moment.today, to_on=desk.moment.today)
    now = desk.moment.now
    ages = [now - entry.at for entry in screenings if entry.body.is_full or entry.body.occasion == DAILY]
    today = [age for age in ages if timedelta() <= age < _DAY]
    is_recent = any(age < AGAIN for age in today)
    return DailyCheck(gates, replies, is_due=not today, is_old=not is_recent)


def why_stale(desk: Desk, stands: Standing) -> str:
    """Why the safety answers cannot be relied on any more, in the words of content."""
    return CLOCK_BACK if stands.is_clock_back else " ".join([*because_words(stands, desk.book), STALE])


def because_words(stands: Standing, book: Handbook) -> tuple[str, ...]:
    """What happened, or was not asked for too long, in the words of content."""
    rescreening = book.screening.rescreening
    words = {event.id: event.why for event in rescreening.events}
    words |= {one.id: one.why for one in rescreening.sets}
    return tuple(words[one] for one in stands.because if one in words)


def answer_with(desk: Desk, stands: Standing) -> str:
    """The command that makes stale answers fresh: the weekly questions where only they are overdue."""
    sets = {one.id for one in desk.book.screening.rescreening.sets}
    is_only_overdue = bool(stands.because) and set(stands.because) <= sets
    return "backcoach screen --weekly" if is_only_overdue else "backcoach screen"


def last_replies(desk: Desk) -> Replies:
    """The replies that today's are added to; none without a screening."""
    return settled_replies(desk.journal, desk.book)


def circumstances(desk: Desk) -> frozenset[str]:
    """What makes further gates due: taking medicine, a pregnancy."""
    found = set()
    since = desk.moment.today - timedelta(days=MEDICINE_DAYS)
    if desk.journal.entries(DoseTaken, from_on=since) or _is_course_since(desk, since):
        found.add("medicine")
    if last_replies(desk).get("preg_possible") in POSITIVE:
        found.add("pregnancy")
    return frozenset(found)


def _is_course_since(desk: Desk, since: date) -> bool:
    course = desk.course()
    return course is not None and course.stop_on >= since


def keep_daily(
    desk: Desk,
    check: DailyCheck,
    answers: Mapping[str, Answer],
    details: Mapping[str, Reply],
    notes: Notes | None = None,
    *,
    beside: Sequence[object] = (),
) -> Screened:
    """Decide and record today's check, and what it tells of. A gate without an answer counts as not sure.

    What is told `beside` it is recorded together with it.
    """
    replies = daily_replies(check.baseline, check.gates, answers, details)
    sitting = notes.sitting if notes else ""
    body = screened(DAILY, replies, desk.book, sitting, gates=told(check.gates, answers))
    happened = [ScreeningDue(event) for event in events_of(check.gates, answers)]
    if notes:
        notes.end(body, *happened, *beside)
    else:
        desk.keep(body, *happened, *beside)
    return body


def keep_events(desk: Desk) -> tuple[str, ...]:
    """Keep what today's check-ins show that makes all safety questions due; the words for each."""
    rescreening, today = desk.book.screening.rescreening, desk.moment.today
    lately = day_records(desk, today - timedelta(days=max(WEEK_DAYS, rescreening.limits.high_days)))
    signs = signs_of(lately, today, rescreening.limits)
    events = new_events(signs, rescreening, desk.journal.entries(ScreeningDue), today)
    if events:
        desk.keep(*(ScreeningDue(event.id) for event in events))
    return tuple(event.why for event in events)


def gate_of(question: str, check: DailyCheck) -> DailyGate | None:
    """The gate for a sign reported by name: the one that asks for it, else the narrowest that opens it."""
    opening = (gate for gate in check.gates if question in gate.opens)
    return min(opening, key=lambda gate: (question not in gate.covers, len(gate.opens)), default=None)
