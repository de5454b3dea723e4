"""What follows from the record now: what stands, the next dose, the look back; before and after a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from backcoach.coach.outlook import Matter, Outcome
from backcoach.flows.daily import because_words
from backcoach.flows.desk import Desk
from backcoach.flows.dose_next import Board, MedicineNow, board
from backcoach.flows.issuing import may_look_back_early
from backcoach.flows.lighter import flare_now
from backcoach.flows.trials import finished_baselines
from backcoach.handbook.handbook import Handbook


def outlook(desk: Desk) -> tuple[Outcome, ...]:
    """All that follows now. It records nothing."""
    found = board(desk)
    return (
        *_standing(desk),
        *_course(desk),
        *_medicines(found, desk),
        *_next_dose(found, desk),
        *_activity(desk),
    )


def _standing(desk: Desk) -> Iterator[Outcome]:
    stands = desk.standing()
    if stands.screened is None:
        return
    urgency = stands.disposition.urgency
    yield Outcome(Matter.STANDING, "", urgency, urgency.replace("_", " "))
    is_shown = stands.is_plan_allowed
    why = because_words(stands, desk.book)
    yield Outcome(Matter.PLAN, "", "shown" if is_shown else "rests", "shown" if is_shown else "rests", why)


def _course(desk: Desk) -> Iterator[Outcome]:
    course = desk.course()
    if course is not None:
        why = tuple(_rule_words(desk.book, course.change)) if course.change else ()
        stop = f"last day {course.stop_on:%a %d %b}"
        yield Outcome(Matter.COURSE, course.medicine.value, course.stop_on.isoformat(), stop, why)


def _rule_words(book: Handbook, rule: str) -> Iterator[str]:
    known = {one.id: one for one in book.medicine.rules}
    if rule in known:
        yield f"{known[rule].why} (why {rule})"


def _medicines(found: Board, desk: Desk) -> Iterator[Outcome]:
    for one in found.medicines:
        value, words = _when(one, found, desk)
        why = tuple(f"{reason.why} (why {reason.rule})" for reason in one.reasons)
        yield Outcome(Matter.MEDICINE, one.medicine.value, value, words, why)
        if one.sum_24h_mg:
            yield Outcome(Matter.TAKEN, one.medicine.value, f"{one.sum_24h_mg}", f"{one.sum_24h_mg} mg")


def _when(one: MedicineNow, found: Board, desk: Desk) -> tuple[str, str]:
    """From when it is allowed, as a value and in words."""
    if one.next_allowed_at is None:
        return ("rests", "rests with the plan") if found.is_resting else ("not_now", "take no more of it now")
    if one.next_allowed_at <= desk.moment.now:
        return "now", f"{one.mg} mg may be taken now"
    return _instant(one.next_allowed_at, desk), f"{one.mg} mg not before {_clock(one.next_allowed_at, desk)}"


def _next_dose(found: Board, desk: Desk) -> Iterator[Outcome]:
    one = found.upcoming
    if one is not None:
        words = f"{one.medicine.value} {one.mg} mg, {_clock(one.at, desk)}"
        yield Outcome(Matter.NEXT_DOSE, "", _instant(one.at, desk), words)


def _activity(desk: Desk) -> Iterator[Outcome]:
    if flare_now(desk) is not None:
        yield Outcome(Matter.FLARE, "", "on", "runs")
    weeks = desk.weeks()
    if not weeks or desk.profile() is None:
        return
    week, today = weeks[-1], desk.moment.today
    is_open = may_look_back_early(desk, week) or today > week.ends_on
    words = "open now" if is_open else f"from {week.review_on:%a %d %b} on"
    yield Outcome(Matter.REVIEW, "", "open" if is_open else week.review_on.isoformat(), words)
    for item, baseline in finished_baselines(desk).items():
        yield Outcome(Matter.START, item, f"{baseline.mean:g}", f"about {baseline.mean:g} on a day of trial")


def _instant(at: datetime, desk: Desk) -> str:
    return at.astimezone(desk.moment.now.tzinfo).isoformat(timespec="minutes")


def _clock(at: datetime, desk: Desk) -> str:
    return f"{at.astimezone(desk.moment.now.tzinfo):%a %d %b %H:%M}"
