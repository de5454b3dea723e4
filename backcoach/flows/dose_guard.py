"""The dose guard as a flow: whether a medicine is open to the person at an instant, and a dose of it safe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from backcoach.coach.course import Course
from backcoach.coach.dosing import Dose, may_take
from backcoach.coach.limits import DAY_HOURS, NSAID_WINDOW_DAYS, DoseLimits, Medicine, Verdict
from backcoach.coach.medicine_record import MedicineClosed
from backcoach.coach.medicines import TOOK_LAST_24H_QUESTION
from backcoach.coach.open_medicine import (
    ANSWERS_DUE,
    COURSE_OVER,
    MEDICINE_CLOSED,
    STOP_SIGN_TOLD,
    TOO_MUCH_TOLD,
    closed_because,
)
from backcoach.coach.record import Assessed
from backcoach.coach.regions import Region
from backcoach.coach.values import Answer, Reason
from backcoach.flows.clearing import (
    answers_due,
    is_sign_told,
    is_too_much_told,
    last_check,
    own_now,
    verdict_now,
)
from backcoach.flows.desk import OTHER_REGION, Desk, known_code
from backcoach.flows.errors import Refused
from backcoach.flows.prescriptions import is_prescribed, stand_ins
from backcoach.flows.taken import extra_lock, last_course, silent_doses, taken_since
from backcoach.journal.looking_up import Said
from backcoach.values import Value, replace

PAST = "that time is past. Swallowed then? Add --taken."
UNLOGGED = "spacing"


class DoseWish(Value):
    """A dose to record: swallowed at `at`, or about to be. `is_taken` says that it is swallowed already.

    `salt_mg` is what was typed, where that was the weight of a salt and `mg` is what it holds. `product` is
    the id of the pack it came in, where it is one part of what that holds.
    """

    medicine: Medicine
    mg: int
    at: datetime
    is_taken: bool
    salt_mg: int | None = None
    product: str = ""


class Ruling(Value):
    """The guard's answer for one dose: if it may not be taken, from when (aware), None if no time is known.

    `words` name the medicine, the time and the rule, and nothing that the person answered.
    """

    wish: DoseWish
    is_allowed: bool
    next_allowed_at: datetime | None
    reasons: tuple[Reason, ...]
    words: str = ""


def counted(desk: Desk, wish: DoseWish) -> DoseWish:
    """The dose as it counts: 220 mg typed for naproxen are those of its salt, and hold 200."""
    from backcoach.coach.packs import counted_mg

    mg = wish.mg if wish.product else counted_mg(wish.medicine, wish.mg, desk.book.packs.salts)
    return wish if mg == wish.mg else replace(wish, mg=mg, salt_mg=wish.mg)


def check_doses(desk: Desk, wishes: Iterable[DoseWish]) -> None:
    """Refuse every dose that may not be taken, unless it is swallowed already. Records nothing.

    Raises `Refused` with the time from which each is allowed.
    """
    refusals = [one.words for one in rulings(desk, wishes) if not one.is_allowed]
    if refusals:
        raise Refused(
            "Not recorded, because this dose is not safe now.",
            "Swallowed already? Record it all the same with --taken.",
            tuple(refusals),
        )


def rulings(desk: Desk, wishes: Iterable[DoseWish]) -> tuple[Ruling, ...]:
    """The guard's answer for each dose, those before it in the list counted as taken. Records nothing.

    What is swallowed already is counted and not asked about. Raises `Refused` for a medicine without limits.
    """
    wanted = tuple(counted(desk, wish) for wish in wishes)
    known = list(taken_since(desk, min((wish.at for wish in wanted), default=desk.moment.now)))
    answers = []
    for wish in wanted:
        if not wish.is_taken:
            answers.append(_ruling(desk, wish, known))
        known.append(Dose(wish.medicine, wish.mg, wish.at))
    return tuple(answers)


class Opening(Value):
    """Whether an amount may be taken at an instant; if not, from when (aware), None if no time is known.

    `closed` are the rules that close its medicine then, or by the time at which it could be taken.
    """

    is_allowed: bool
    next_at: datetime | None
    reasons: tuple[Reason, ...]
    closed: tuple[str, ...] = ()


def opening(desk: Desk, mg: int, at: datetime, known: Sequence[Dose], limits: DoseLimits) -> Opening:
    """Whether `mg` of the medicine of `limits` may be taken at an instant, beside the `known` doses."""
    book, medicine, now = desk.book.medicine, limits.medicine, desk.moment.now
    # A time that is past opens nothing that is closed by now.
    moments = dict.fromkeys((max(at, now), at))
    closings = (closed_at(desk, medicine, one, known) for one in moments)
    if closed := next((rules for rules in closings if rules), ()):
        return _closed(desk, medicine, closed)
    decision = may_take(mg, known, limits, at, book)
    is_allowed, next_at, reasons = decision.value.is_allowed, decision.value.next_allowed_at, decision.reasons
    waits = [one for one in _waits(desk, medicine, known) if at < one[0]]
    if waits and next_at is not None:
        until_at, rule = max(waits)
        is_allowed, next_at, reasons = False, max(next_at, until_at), (book.reason(rule, mg=mg),)
    if not is_allowed and next_at and (closed := closed_at(desk, medicine, max(next_at, now), known)):
        return _closed(desk, medicine, closed, reasons)
    return Opening(is_allowed, next_at, reasons)


def _closed(desk: Desk, medicine: Medicine, rules: tuple[str, ...], now: tuple[Reason, ...] = ()) -> Opening:
    """The medicine is closed, or it is closed by when the reasons of `now` are over."""
    against = tuple(desk.book.medicine.reason(rule, medicine=medicine.value) for rule in rules)
    return Opening(is_allowed=False, next_at=None, reasons=(*now, *against), closed=rules)


def _ruling(desk: Desk, wish: DoseWish, known: Sequence[Dose]) -> Ruling:
    limits = limits_of(desk, wish.medicine)
    found = opening(desk, wish.mg, wish.at, known, limits)
    words = "" if found.is_allowed else _against(desk, wish, found, limits)
    return Ruling(wish, found.is_allowed, found.next_at, found.reasons, words)


def _against(desk: Desk, wish: DoseWish, found: Opening, limits: DoseLimits) -> str:
    """In words when a dose may be taken that may not be now, and by which rule."""
    name = f"{wish.medicine.value} {wish.mg} mg"
    if found.closed:
        rule = found.closed[0]
        return f"{name}: {_until(desk, wish, rule)}; ask a pharmacist. See: backcoach why {rule}"
    never = f"never as one dose of {wish.mg} mg; at most {limits.single_max_mg} mg at once."
    when = never if found.next_at is None else _from(desk, wish, found.next_at)
    why = " ".join(reason.why for reason in found.reasons)
    return f"{name}: {when} {why} See: backcoach why {found.reasons[0].rule}"


def _from(desk: Desk, wish: DoseWish, at: datetime) -> str:
    now = desk.moment.now
    is_past = wish.at + timedelta(minutes=1) <= now
    return PAST if is_past else f"allowed from {at.astimezone(now.tzinfo):%a %d %b %H:%M}."


def _waits(desk: Desk, medicine: Medicine, known: Sequence[Dose]) -> Iterator[tuple[datetime, str]]:
    """Until when a medicine waits for what its limits do not know, each with its rule."""
    from backcoach.coach.missed import EXTRA_LOCK

    for at, rule in (
        (_unlogged_until(desk, medicine), UNLOGGED),
        (extra_lock(desk, medicine, known), EXTRA_LOCK),
    ):
        if at is not None:
            yield at, rule


def _unlogged_until(desk: Desk, medicine: Medicine) -> datetime | None:
    """A day after the medicine questions, unless they said that nothing had been taken before them."""
    check = last_check(desk, medicine)
    if check is None or check.body.answers.get(TOOK_LAST_24H_QUESTION) is Answer.NO:
        return None
    return check.at + timedelta(hours=DAY_HOURS)


def _until(desk: Desk, wish: DoseWish, rule: str) -> str:
    last = last_course(desk, wish.medicine)
    if rule == COURSE_OVER and last is not None:
        return f"not before {last.next_course_on:%a %d %b}"
    if rule == ANSWERS_DUE:
        return "not before the medicine questions are answered again (backcoach meds answer)"
    return "not now"


def limits_of(desk: Desk, medicine: Medicine) -> DoseLimits:
    """What holds for this person: the strictest of their course, their own answers and the region's pack.

    Who has moved is held to both regions until the course is over. Raises `Refused` where a region that
    counts sells no pack that is known well enough.
    """
    from backcoach.coach.region_change import limits_here

    profile, course, own = desk.profile(), desk.course(), own_now(desk, medicine)
    begun_in = known_code(profile.region, desk.book) if profile else OTHER_REGION
    codes = sorted({begun_in, desk.region_code()}) if profile else []
    limits = limits_here(medicine, [desk.book.region(code) for code in codes], own, course)
    if limits is None or profile is None:
        raise Refused(
            f"No limits are known here for {medicine.value}.",
            "Ask a pharmacist, and write it down: backcoach log --note TEXT",
        )
    return in_both_regions(desk, limits.under(own), desk.book.region(begun_in))


def in_both_regions(desk: Desk, limits: DoseLimits, region: Region) -> DoseLimits:
    """Limits of a region, held to every course of the medicine begun elsewhere that is not over yet."""
    from backcoach.coach.region_change import with_courses_from_elsewhere

    said, today = (Said.MEDICINE, limits.medicine.value), desk.moment.today
    courses = [entry.body for entry in desk.journal.entries(Course, said=said, stops_from=today)]
    return with_courses_from_elsewhere(limits, courses, region, today)


def verdict_of(desk: Desk, medicine: Medicine) -> Verdict | None:
    """What the last check says of a medicine; None where it was never checked and no course of it runs.

    Safety answers given since then that rule out anti-inflammatories count as well.
    """
    checked, course = last_check(desk, medicine), desk.course()
    if checked is None and (course is None or course.medicine is not medicine):
        return None
    verdict = verdict_now(desk, medicine) or Verdict.ALLOW
    is_closed = medicine.is_nsaid and _are_nsaids_closed(desk)
    return max(verdict, Verdict.ASK_FIRST) if is_closed else verdict


def _are_nsaids_closed(desk: Desk) -> bool:
    from backcoach.flows.withheld import withheld_now

    return withheld_now(desk, desk.standing()).closes_nsaids


def closed_at(desk: Desk, medicine: Medicine, at: datetime, others: Iterable[Dose]) -> tuple[str, ...]:
    """The rules that close a medicine to the person at an instant.

    A planned dose of a day nobody spoke of counts as taken.
    """
    local = at.astimezone(desk.moment.now.tzinfo)
    known = {*taken_since(desk, at - timedelta(days=NSAID_WINDOW_DAYS)), *others}
    silent = [dose for one in Medicine for dose in silent_doses(desk, one, known)]
    last = last_course(desk, medicine, at)
    return closed_altogether(desk, medicine) + closed_because(
        medicine,
        local,
        verdict_of(desk, medicine),
        (*known, *silent, *stand_ins(desk)),
        last,
        desk.course(),
        is_prescribed=is_prescribed(desk, medicine, at),
        is_due=answers_due(desk),
    )


def closed_altogether(desk: Desk, medicine: Medicine) -> tuple[str, ...]:
    """The rules that close a medicine whatever was taken and answered, the gravest first."""
    closes = {
        MEDICINE_CLOSED: is_medicine_closed(desk),
        TOO_MUCH_TOLD: is_too_much_told(desk),
        STOP_SIGN_TOLD: is_sign_told(desk, medicine),
    }
    return tuple(rule for rule, holds in closes.items() if holds)


def closed_now(desk: Desk, medicine: Medicine) -> tuple[str, ...]:
    """The rules that close a medicine to the person at this moment, the gravest first."""
    return closed_at(desk, medicine, desk.moment.now, ())


def is_medicine_closed(desk: Desk) -> bool:
    """Whether the medicine part is closed: until a clinician has looked, and a plan is allowed again."""
    closed, seen = desk.journal.latest(MedicineClosed), desk.journal.latest(Assessed)
    if closed is None:
        return False
    return seen is None or seen.place < closed.place or not desk.standing().is_plan_allowed
