"""Doses as a flow: asking the guard before the tablet, and recording what was swallowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from backcoach.coach.course import Course
from backcoach.coach.days import day_of
from backcoach.coach.dosing import Dose, Taken, TakenVerdict, may_take
from backcoach.coach.dosing import judge_taken as judge
from backcoach.coach.medicine_record import MedicineClosed
from backcoach.coach.medicines import (
    DAY_HOURS,
    NSAID_WINDOW_DAYS,
    TOOK_LAST_24H_QUESTION,
    DoseLimits,
    Medicine,
    PersonalLimits,
    Verdict,
)
from backcoach.coach.missed import TAKEN_NO_LIMITS
from backcoach.coach.open_medicine import (
    ANSWERS_DUE,
    COURSE_OVER,
    MEDICINE_CLOSED,
    STOP_SIGN_TOLD,
    closed_because,
    taken_rule,
)
from backcoach.coach.packs import counted_mg
from backcoach.coach.record import Assessed, DoseTaken, MedicineChecked, Screened
from backcoach.coach.region_change import limits_here, with_courses_from_elsewhere
from backcoach.coach.regions import Region, limits_for
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.clearing import answers_due, is_sign_told, own_now, verdict_now
from backcoach.flows.desk import Desk
from backcoach.flows.errors import Refused
from backcoach.flows.prescriptions import is_prescribed, stand_ins
from backcoach.flows.unfinished import sign_alone
from backcoach.flows.unsaved import grave_with_fault
from backcoach.flows.withheld import withheld_now

LOOK_BACK_DAYS = 3
LOCKED = "lock_24h"
TOO_MUCH = "em_too_much"
UNLOGGED = "spacing"

LATELY_DAYS = 14


@dataclass(frozen=True, slots=True)
class DoseWish:
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


@dataclass(frozen=True, slots=True)
class DoseResult:
    """What became of it: what it means, the reasons, and until when no more may be taken.

    `locked_until_at` is None where the medicine is not open to the person: no time makes it so.
    """

    wish: DoseWish
    outcome: Taken
    reasons: tuple[Reason, ...]
    locked_until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ruling:
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


def keep_doses(desk: Desk, wishes: Iterable[DoseWish]) -> tuple[DoseResult, ...]:
    """Record doses and say what each one means. Raises `Unsaved` for an overdose that cannot be kept.

    What was swallowed at one instant is recorded together: all of it or nothing.
    """
    results: list[DoseResult] = []
    for at, group in groupby((counted(desk, one) for one in wishes), key=lambda wish: wish.at):
        together = _judged(desk, tuple(group), at)
        bodies = [
            DoseTaken(one.wish.medicine, one.wish.mg, one.outcome is not Taken.FINE, one.wish.product)
            for one in together
        ]
        with grave_with_fault(partial(_overdose, together, desk)):
            desk.keep(*bodies, at=at, day_on=_day(desk, at))
        results += together
    return tuple(results)


def _judged(desk: Desk, wishes: tuple[DoseWish, ...], at: datetime) -> list[DoseResult]:
    """What doses swallowed at one instant mean; each is judged beside those before it."""
    others, results = list(taken_since(desk, at)), []
    for wish in wishes:
        limits = _limits_to_judge(desk, wish.medicine)
        closed = _closed(desk, wish.medicine, at, others)
        if limits is None:
            decision = _without_limits(desk, wish)
        else:
            decision = judge(wish.mg, others, limits, at, desk.book.medicine)
        results.append(_result(wish, decision, closed, desk))
        others.append(Dose(wish.medicine, wish.mg, at))
    return results


def _without_limits(desk: Desk, wish: DoseWish) -> Decision[TakenVerdict]:
    """What is said of a dose of a medicine that no region's pack gives amounts for."""
    until_at = wish.at + timedelta(hours=DAY_HOURS)
    reason = desk.book.medicine.reason(TAKEN_NO_LIMITS, medicine=wish.medicine.value, mg=wish.mg)
    return Decision(TakenVerdict(Taken.NOT_OPEN, until_at), (reason,))


def _overdose(results: Iterable[DoseResult], desk: Desk) -> Screened | None:
    """What too much of a medicine leads to, where it cannot be recorded; None for any other dose."""
    is_too_much = any(result.outcome is Taken.ABOVE_LIMIT for result in results)
    return sign_alone({}, {TOO_MUCH: Answer.YES.value}, desk.book) if is_too_much else None


def _result(
    wish: DoseWish, decision: Decision[TakenVerdict], closed: tuple[str, ...], desk: Desk
) -> DoseResult:
    """What a swallowed dose means. Where its medicine is closed no time is given, and none is spoken of."""
    verdict = decision.value
    if not closed:
        return DoseResult(wish, verdict.outcome, decision.reasons, verdict.locked_until_at)
    found = _verdict(desk, wish.medicine)
    against = tuple(
        desk.book.medicine.reason(taken_rule(rule, found), medicine=wish.medicine.value) for rule in closed
    )
    too_much = decision.reasons if verdict.outcome >= Taken.NOT_OPEN else ()
    return DoseResult(wish, max(verdict.outcome, Taken.NOT_OPEN), (*too_much, *against), None)


def taken_doses(desk: Desk, days: int = LOOK_BACK_DAYS) -> tuple[Dose, ...]:
    """The doses of the last days."""
    since = desk.moment.today - timedelta(days=days)
    entries = desk.journal.entries(DoseTaken, from_on=since)
    return tuple(Dose(entry.body.medicine, entry.body.mg, entry.at) for entry in entries)


def taken_since(desk: Desk, at: datetime) -> tuple[Dose, ...]:
    """The doses from two days before an instant on: all that can matter to a dose taken then."""
    entries = desk.journal.entries(DoseTaken, from_on=_day(desk, at) - timedelta(days=LOOK_BACK_DAYS))
    return tuple(Dose(entry.body.medicine, entry.body.mg, entry.at) for entry in entries)


def taken_lately(desk: Desk, medicine: Medicine) -> tuple[Dose, ...]:
    """The doses of the last two weeks, for a new course to be laid out behind them.

    A planned dose counts as taken where nothing of its day was logged: nobody knows that it was not.
    """
    known = taken_doses(desk, LATELY_DAYS)
    return (*known, *_silent_doses(desk, medicine, known), *stand_ins(desk))


def _silent_doses(desk: Desk, medicine: Medicine, known: Iterable[Dose]) -> tuple[Dose, ...]:
    """The planned doses of the last course that are due, on days without a known dose of the medicine."""
    last = last_course(desk, medicine)
    logged = {_day(desk, dose.taken_at) for dose in known if dose.medicine is medicine}
    planned = [dose for dose in last.doses if not dose.is_optional] if last else []
    now = desk.moment.now
    silent = [dose for dose in planned if dose.at <= now and _day(desk, dose.at) not in logged]
    return tuple(Dose(medicine, dose.mg, dose.at) for dose in silent)


def last_course(desk: Desk, medicine: Medicine) -> Course | None:
    """The last course of a medicine, of the present plan or of an earlier one."""
    courses = [entry for entry in desk.journal.entries(Course) if entry.body.medicine is medicine]
    return desk.as_it_stands(courses[-1]) if courses else None


def _limits_to_judge(desk: Desk, medicine: Medicine) -> DoseLimits | None:
    """What a swallowed dose is held against: where nothing is known of the person, the strictest pack.

    None where no region has a pack of it that gives amounts.
    """
    try:
        return limits_of(desk, medicine)
    except Refused:
        packs = [pack for region in desk.book.regions for pack in region.products_of(medicine)]
        strictest = min(packs, key=lambda pack: (pack.label_daily_max_mg, pack.dose_max_mg), default=None)
        return limits_for(strictest, PersonalLimits()) if strictest else None


def limits_of(desk: Desk, medicine: Medicine) -> DoseLimits:
    """What holds for this person: the strictest of their course, their own answers and the region's pack.

    Who has moved is held to both regions until the course is over. Raises `Refused` where a region that
    counts sells no pack that is known well enough.
    """
    profile, course, own = desk.profile(), desk.course(), own_now(desk, medicine)
    codes = sorted({profile.region, desk.region_code()}) if profile else []
    limits = limits_here(medicine, [desk.book.region(code) for code in codes], own, course)
    if limits is None or profile is None:
        raise Refused(
            f"No limits are known here for {medicine.value}.",
            "Ask a pharmacist, and write it down with --note.",
        )
    return in_both_regions(desk, limits.under(own), desk.book.region(profile.region))


def in_both_regions(desk: Desk, limits: DoseLimits, region: Region) -> DoseLimits:
    """Limits of a region, held to every course of the medicine begun elsewhere that is not over yet."""
    courses = [entry.body for entry in desk.journal.entries(Course)]
    return with_courses_from_elsewhere(limits, courses, region, desk.moment.today)


def _checked(desk: Desk, medicine: Medicine) -> MedicineChecked | None:
    """What the medicine questions led to, the last time this medicine was asked about."""
    checks = [entry.body for entry in desk.journal.entries(MedicineChecked)]
    return next((one for one in reversed(checks) if one.wanted is medicine), None)


def _verdict(desk: Desk, medicine: Medicine) -> Verdict | None:
    """What the last check said of a medicine; None where it was never checked and no course of it runs.

    Safety answers given since then that rule out anti-inflammatories count as well.
    """
    checked, course = _checked(desk, medicine), desk.course()
    if checked is None and (course is None or course.medicine is not medicine):
        return None
    verdict = verdict_now(desk, medicine) or Verdict.ALLOW
    is_closed = medicine.is_nsaid and withheld_now(desk, desk.standing()).closes_nsaids
    return max(verdict, Verdict.ASK_FIRST) if is_closed else verdict


def _closed(desk: Desk, medicine: Medicine, at: datetime, others: Iterable[Dose]) -> tuple[str, ...]:
    """The rules that close a medicine to the person at an instant.

    A planned dose of a day nobody spoke of counts as taken.
    """
    local = at.astimezone(desk.moment.now.tzinfo)
    known = {*taken_since(desk, at - timedelta(days=NSAID_WINDOW_DAYS)), *others}
    silent = [dose for one in Medicine for dose in _silent_doses(desk, one, known)]
    last = last_course(desk, medicine)
    whole: tuple[str, ...] = (MEDICINE_CLOSED,) if is_medicine_closed(desk) else ()
    whole += (STOP_SIGN_TOLD,) if is_sign_told(desk, medicine) else ()
    return whole + closed_because(
        medicine,
        local,
        _verdict(desk, medicine),
        (*known, *silent, *stand_ins(desk)),
        last,
        desk.course(),
        is_prescribed=is_prescribed(desk, medicine, at),
        is_due=answers_due(desk),
    )


def closed_now(desk: Desk, medicine: Medicine) -> tuple[str, ...]:
    """The rules that close a medicine to the person at this moment, the gravest first."""
    return _closed(desk, medicine, desk.moment.now, ())


def is_medicine_closed(desk: Desk) -> bool:
    """Whether the medicine part is closed: until a clinician has looked, and a plan is allowed again."""
    closed, seen = desk.journal.latest(MedicineClosed), desk.journal.latest(Assessed)
    if closed is None:
        return False
    return seen is None or seen.place < closed.place or not desk.standing().is_plan_allowed


def shown_at(
    desk: Desk, mg: int, planned_at: datetime, bed_at: datetime, known: Iterable[Dose]
) -> datetime | None:
    """When a planned dose of the present course may be taken, from its time on; None if it is left out.

    It is left out where its medicine is closed or locked, or where it would come after `bed_at`.
    """
    course, doses = desk.course(), tuple(known)
    from_at = max(planned_at, desk.moment.now)
    if course is None or _closed(desk, course.medicine, from_at, doses):
        return None
    decision = may_take(mg, doses, course.limits, from_at, desk.book.medicine)
    if decision.value.is_allowed:
        return planned_at
    next_at = decision.value.next_allowed_at
    is_locked = any(reason.rule == LOCKED for reason in decision.reasons)
    if is_locked or next_at is None or next_at > bed_at or _closed(desk, course.medicine, next_at, doses):
        return None
    return next_at


def _ruling(desk: Desk, wish: DoseWish, known: list[Dose]) -> Ruling:
    name, book = f"{wish.medicine.value} {wish.mg} mg", desk.book.medicine
    limits = limits_of(desk, wish.medicine)
    # A time that is past opens nothing that is closed by now.
    closed = _closed(desk, wish.medicine, max(wish.at, desk.moment.now), known)
    closed = closed or _closed(desk, wish.medicine, wish.at, known)
    if closed:
        words = f"{name}: {_until(desk, wish, closed[0])}; ask a pharmacist. See: backcoach why {closed[0]}"
        against = tuple(book.reason(rule, medicine=wish.medicine.value) for rule in closed)
        return Ruling(wish, is_allowed=False, next_allowed_at=None, reasons=against, words=words)
    decision = may_take(wish.mg, known, limits, wish.at, book)
    next_at = decision.value.next_allowed_at
    unlogged_at = _unlogged_until(desk, wish.medicine)
    if unlogged_at is not None and wish.at < unlogged_at and next_at is not None:
        next_at, early = max(next_at, unlogged_at), book.reason(UNLOGGED, mg=wish.mg)
        words = f"{name}: {_from(desk, next_at)}. See: backcoach why {UNLOGGED}"
        return Ruling(wish, is_allowed=False, next_allowed_at=next_at, reasons=(early,), words=words)
    if decision.value.is_allowed:
        return Ruling(wish, is_allowed=True, next_allowed_at=next_at, reasons=decision.reasons)
    never = f"never as one dose of {wish.mg} mg; at most {limits.single_max_mg} mg at once"
    when = never if next_at is None else _from(desk, next_at)
    why = "; ".join(reason.why for reason in decision.reasons)
    words = f"{name}: {when}. {why} See: backcoach why {decision.reasons[0].rule}"
    return Ruling(wish, is_allowed=False, next_allowed_at=next_at, reasons=decision.reasons, words=words)


def _from(desk: Desk, at: datetime) -> str:
    return f"allowed from {at.astimezone(desk.moment.now.tzinfo):%a %d %b %H:%M}"


def _unlogged_until(desk: Desk, medicine: Medicine) -> datetime | None:
    """A day after the medicine questions, unless they said that nothing had been taken before them."""
    checks = [entry for entry in desk.journal.entries(MedicineChecked) if entry.body.wanted is medicine]
    if not checks or checks[-1].body.answers.get(TOOK_LAST_24H_QUESTION) is Answer.NO:
        return None
    return checks[-1].at + timedelta(hours=DAY_HOURS)


def _until(desk: Desk, wish: DoseWish, rule: str) -> str:
    last = last_course(desk, wish.medicine)
    if rule == COURSE_OVER and last is not None:
        return f"not before {last.next_course_on:%a %d %b}"
    if rule == ANSWERS_DUE:
        return "not before the medicine questions are answered again (backcoach meds answer)"
    return "not now"


def _day(desk: Desk, at: datetime) -> date:
    return day_of(at.astimezone(desk.moment.now.tzinfo))
