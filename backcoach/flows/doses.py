"""Doses as a flow: asking the guard before the tablet, and recording what was swallowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backcoach.coach.course import Course
from backcoach.coach.days import day_of
from backcoach.coach.dosing import Dose, Taken, may_take
from backcoach.coach.dosing import judge_taken as judge
from backcoach.coach.medicines import DoseLimits, Medicine, PersonalLimits, Verdict
from backcoach.coach.record import DoseTaken, MedicineChecked
from backcoach.coach.regions import limits_for
from backcoach.coach.values import Reason
from backcoach.flows.desk import Desk
from backcoach.flows.errors import Refused

LOGGED = (Medicine.PARACETAMOL, Medicine.IBUPROFEN)
LOOK_BACK_DAYS = 3
LATELY_DAYS = 14


@dataclass(frozen=True, slots=True)
class DoseWish:
    """A dose to record: swallowed at `at`, or about to be. `is_taken` says that it is swallowed already."""

    medicine: Medicine
    mg: int
    at: datetime
    is_taken: bool


@dataclass(frozen=True, slots=True)
class DoseResult:
    """What became of it: what it means, the reasons, and until when no more may be taken."""

    wish: DoseWish
    outcome: Taken
    reasons: tuple[Reason, ...]
    locked_until_at: datetime


def check_doses(desk: Desk, wishes: Iterable[DoseWish]) -> None:
    """Refuse every dose that may not be taken, unless it is swallowed already. Records nothing.

    Raises `Refused` with the time from which each is allowed.
    """
    known = list(taken_doses(desk))
    refusals = []
    for wish in wishes:
        if not wish.is_taken:
            refusals += _refusal(desk, wish, known)
        known.append(Dose(wish.medicine, wish.mg, wish.at))
    if refusals:
        raise Refused(
            "Not recorded, because this dose is not safe now.",
            "Swallowed already? Record it all the same with --taken.",
            tuple(refusals),
        )


def keep_doses(desk: Desk, wishes: Iterable[DoseWish]) -> tuple[DoseResult, ...]:
    """Record doses and say what each one means."""
    results = []
    for wish in wishes:
        others = taken_doses(desk)
        decision = judge(wish.mg, others, _limits_to_judge(desk, wish.medicine), wish.at, desk.book.medicine)
        verdict = decision.value
        body = DoseTaken(wish.medicine, wish.mg, verdict.outcome is not Taken.FINE)
        desk.keep(body, at=wish.at, day_on=_day(desk, wish.at))
        results.append(DoseResult(wish, verdict.outcome, decision.reasons, verdict.locked_until_at))
    return tuple(results)


def taken_doses(desk: Desk, days: int = LOOK_BACK_DAYS) -> tuple[Dose, ...]:
    """The doses of the last days."""
    since = desk.moment.today - timedelta(days=days)
    entries = desk.journal.entries(DoseTaken, from_on=since)
    return tuple(Dose(entry.body.medicine, entry.body.mg, entry.at) for entry in entries)


def taken_lately(desk: Desk, medicine: Medicine) -> tuple[Dose, ...]:
    """The doses of the last two weeks, for a new course to be laid out behind them.

    A planned dose counts as taken where nothing of its day was logged: nobody knows that it was not.
    """
    known, last = taken_doses(desk, LATELY_DAYS), last_course(desk, medicine)
    logged = {_day(desk, dose.taken_at) for dose in known if dose.medicine is medicine}
    planned = [dose for dose in last.doses if not dose.is_optional] if last else []
    now = desk.moment.now
    silent = [dose for dose in planned if dose.at <= now and _day(desk, dose.at) not in logged]
    return (*known, *(Dose(medicine, dose.mg, dose.at) for dose in silent))


def last_course(desk: Desk, medicine: Medicine) -> Course | None:
    """The last course of a medicine, of the present plan or of an earlier one."""
    courses = [entry.body for entry in desk.journal.entries(Course)]
    return next((one for one in reversed(courses) if one.medicine is medicine), None)


def _limits_to_judge(desk: Desk, medicine: Medicine) -> DoseLimits:
    """What a swallowed dose is held against: where nothing is known of the person, the strictest pack."""
    try:
        return limits_of(desk, medicine)
    except Refused:
        packs = [pack for region in desk.book.regions for pack in region.products_of(medicine)]
        strictest = min(packs, key=lambda pack: (pack.label_daily_max_mg, pack.dose_max_mg))
        return limits_for(strictest, PersonalLimits())


def limits_of(desk: Desk, medicine: Medicine) -> DoseLimits:
    """What holds for this person: the strictest of their course, their own answers and the region's pack.

    Raises `Refused` where the region sells no pack that is known well enough.
    """
    course = desk.course()
    if course is not None and course.medicine is medicine:
        return course.limits
    profile = desk.profile()
    products = desk.book.region(profile.region).products_of(medicine) if profile else ()
    if not products:
        raise Refused(
            f"No limits are known here for {medicine.value}.",
            "Ask a pharmacist, and write it down with --note.",
        )
    checked = _checked(desk, medicine)
    return limits_for(products[0], checked.own if checked else PersonalLimits())


def _checked(desk: Desk, medicine: Medicine) -> MedicineChecked | None:
    """What the medicine questions led to, the last time this medicine was asked about."""
    checks = [entry.body for entry in desk.journal.entries(MedicineChecked)]
    return next((one for one in reversed(checks) if one.wanted is medicine), None)


def _refusal(desk: Desk, wish: DoseWish, known: list[Dose]) -> list[str]:
    limits = limits_of(desk, wish.medicine)
    checked = _checked(desk, wish.medicine)
    if checked is not None and checked.verdict is Verdict.AVOID:
        why = "; ".join(reason.why for reason in checked.reasons)
        return [f"{wish.medicine.value}: your own answers speak against it. {why}"]
    decision = may_take(wish.mg, known, limits, wish.at, desk.book.medicine)
    if decision.value.is_allowed:
        return []
    why = "; ".join(reason.why for reason in decision.reasons)
    next_at = decision.value.next_allowed_at
    if next_at is None:
        when = f"never as one dose of {wish.mg} mg; at most {limits.single_max_mg} mg at once"
    else:
        local = next_at.astimezone(desk.moment.now.tzinfo)
        when = f"allowed from {local:%a %d %b %H:%M}"
    return [f"{wish.medicine.value} {wish.mg} mg: {when}. {why}"]


def _day(desk: Desk, at: datetime) -> date:
    return day_of(at.astimezone(desk.moment.now.tzinfo))
