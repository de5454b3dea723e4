"""How far each medicine is open now: the last answers, what was prescribed since, and who said yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from backcoach.coach.course_changes import DAY_3_ASK
from backcoach.coach.eligibility import Eligibility, check_medicine, verdict_with, with_removed
from backcoach.coach.limits import DAY_HOURS, Medicine, PersonalLimits, Verdict
from backcoach.coach.medicine_record import SignsAnswered
from backcoach.coach.medicines import Clearance
from backcoach.coach.person import Profile
from backcoach.coach.record import Assessed, Entry, MedicineChecked, Screened
from backcoach.coach.regions import Region
from backcoach.coach.rescreening import RESTORED
from backcoach.coach.standing import settles_up_to
from backcoach.coach.values import POSITIVE, Answer, Disposition, most_urgent
from backcoach.flows.desk import Desk
from backcoach.flows.known_today import answers_today
from backcoach.flows.prescriptions import prescriptions
from backcoach.values import replace

TOO_MUCH, TOO_MUCH_TAKEN = "em_too_much", "too_much_taken"
"""The question about too much medicine, among the safety questions and among those about medicine."""


def last_check(desk: Desk, medicine: Medicine | None = None) -> Entry[MedicineChecked] | None:
    """The last answers to the medicine questions, about one medicine or about any."""
    checks = desk.journal.newest_first(MedicineChecked)
    return next((one for one in checks if medicine in (None, one.body.wanted)), None)


def judged(desk: Desk, checked: MedicineChecked, medicine: Medicine) -> Eligibility:
    """What some answers say of a medicine today, with all that came since, and with no yes counted."""
    book = desk.book.medicine
    answers = answers_today(desk, checked)
    region = _known(desk, checked.region)
    found = check_medicine(medicine, answers, checked.weight_kg, region, book)
    return with_removed(found, closed_before(desk, medicine), book)


def closed_before(desk: Desk, medicine: Medicine) -> frozenset[str]:
    """All that any earlier answers or prescriptions had against an anti-inflammatory; else nothing.

    Only what a person can be asked about counts: a number such as age changes by itself. What passes by
    itself, such as a fever, counts for some days.
    """
    if not medicine.is_nsaid:
        return frozenset()
    book, found = desk.book.medicine, _ever_prescribed(desk, medicine)
    for checked, day_on in _told_last(desk):
        region = _known(desk, checked.region)
        names = set(check_medicine(medicine, checked.answers, checked.weight_kg, region, book).asks)
        is_recent = desk.moment.today - day_on <= timedelta(days=book.passing_days)
        found |= names if is_recent else names - book.passing
    return frozenset(name for name in found if book.condition(name).is_asked)


def _told_last(desk: Desk) -> Iterable[tuple[MedicineChecked, date]]:
    """All different answers ever given to the medicine questions, each with the last day it was told."""
    told: dict[tuple[object, ...], tuple[MedicineChecked, date]] = {}
    for entry in desk.journal.entries(MedicineChecked):
        one = entry.body
        said = (
            one.region,
            one.weight_kg,
            *sorted((name, answer.value) for name, answer in one.answers.items()),
        )
        last_on = told[said][1] if said in told else entry.day_on
        told[said] = one, max(last_on, entry.day_on)
    return told.values()


def _known(desk: Desk, code: str) -> Region | None:
    """The region with that code; None, which narrows like the strictest, where the content has none."""
    return next((region for region in desk.book.regions if region.code == code), None)


def _ever_prescribed(desk: Desk, medicine: Medicine) -> set[str]:
    """What any prescribed medicine had against one of ours, also when it is no longer taken."""
    from backcoach.coach.prescribed import conditions_of

    book, known = desk.book.medicine, desk.book.prescribed
    told = {name for one in prescriptions(desk) for name in conditions_of(one.body, known)}
    answers = {one.id: Answer.YES if one.id in told else Answer.NO for one in book.conditions}
    region = desk.book.region(desk.region_code())
    return {*check_medicine(medicine, answers, None, region, book).asks} & told


def eligibility_now(desk: Desk, medicine: Medicine) -> Eligibility | None:
    """What the last answers about a medicine say of it today; None where nobody was asked about it."""
    entry = last_check(desk, medicine)
    if entry is None:
        return None
    found = judged(desk, entry.body, medicine)
    newest = last_check(desk)
    if newest is None or newest.body is entry.body:
        return found
    newer = judged(desk, newest.body, medicine)
    stricter = newer if (newer.verdict, len(newer.asks)) > (found.verdict, len(found.asks)) else found
    asks = tuple(dict.fromkeys((*found.asks, *newer.asks)))
    may_be_cleared = stricter.may_be_cleared and stricter.verdict is Verdict.ASK_FIRST
    own = found.own.join(newer.own)
    return replace(stricter, asks=asks, own=own, may_be_cleared=may_be_cleared)


def clearances(desk: Desk) -> tuple[Clearance, ...]:
    """Every yes that was noted with the present plan; one of an earlier bout counts no more."""
    plan = desk.journal.latest(Profile)
    entries = desk.journal.entries(Clearance)
    return tuple(one.body for one in entries if plan is not None and one.place > plan.place)


def verdict_now(desk: Desk, medicine: Medicine) -> Verdict | None:
    """The verdict for today, with every yes that counts; None where nobody was asked about the medicine."""
    found, entry = eligibility_now(desk, medicine), last_check(desk, medicine)
    if found is None or entry is None:
        return None
    if entry.body.verdict > found.verdict:
        return entry.body.verdict
    return verdict_with(found, clearances(desk), desk.moment.today)


def own_now(desk: Desk, medicine: Medicine) -> PersonalLimits:
    """The person's own limits for any medicine, asked about or not: the strictest of all last answers."""
    own = PersonalLimits()
    for entry in (last_check(desk, medicine), last_check(desk)):
        if entry is not None:
            own = own.join(judged(desk, entry.body, medicine).own)
            own = own.join(entry.body.own) if entry.body.wanted is medicine else own
    return own


def is_too_much_told(desk: Desk) -> bool:
    """Whether too much medicine was told of within a day, or perhaps so: in any question, with any amount."""
    since, latest = desk.moment.now - timedelta(hours=DAY_HOURS), desk.moment.today - timedelta(days=2)
    screened = desk.journal.entries(Screened, from_on=latest)
    checked = desk.journal.entries(MedicineChecked, from_on=latest)
    return any(
        one.at > since and one.body.answers.get(name) in POSITIVE
        for name, told in ((TOO_MUCH, screened), (TOO_MUCH_TAKEN, checked))
        for one in told
    )


def is_sign_told(desk: Desk, medicine: Medicine) -> bool:
    """Whether a stop sign closes a medicine: told, or not sure of, and nobody has looked at it since."""
    return sign_since(desk, medicine) is not None


def sign_since(desk: Desk, medicine: Medicine) -> date | None:
    """The day of the last stop sign that closes a medicine; None where none does.

    One from an anti-inflammatory closes them all. It stands until a clinician whose word counts for such a
    sign found nothing that is left open, or somebody says yes to the medicine.
    """
    told = [one for one in desk.journal.entries(SignsAnswered) if _is_against(one.body, medicine)]
    days = (one.day_on for one in told if not _is_settled(desk, one) and not _is_cleared(desk, one, medicine))
    return max(days, default=None)


def _is_settled(desk: Desk, sign: Entry[SignsAnswered]) -> bool:
    """Whether somebody has looked at a sign since it was told, and may settle it."""
    rules, known = desk.book.screening.rescreening, {one.id: one for one in desk.book.medicine.stop_signs}
    signs = [known.get(name) for name in _signs_in(sign.body)]
    urgency = most_urgent(one.action.urgency if one else Disposition.EMERGENCY_NOW for one in signs)
    return any(
        one.place > sign.place and settles_up_to(one.body, urgency, rules)
        for one in desk.journal.entries(Assessed)
    )


def _is_cleared(desk: Desk, sign: Entry[SignsAnswered], medicine: Medicine) -> bool:
    """Whether somebody has said yes to a medicine since a sign was told."""
    return any(
        one.place > sign.place and one.body.medicine is medicine and one.body.on >= sign.day_on
        for one in desk.journal.entries(Clearance)
    )


def _signs_in(said: SignsAnswered) -> list[str]:
    return [name for name, answer in said.answers.items() if answer in POSITIVE and name != DAY_3_ASK]


def _is_against(said: SignsAnswered, medicine: Medicine) -> bool:
    is_of = said.medicine is medicine or (said.medicine.is_nsaid and medicine.is_nsaid)
    return is_of and bool(_signs_in(said))


def answers_due(desk: Desk) -> bool:
    """Whether the last whole medicine check is too old, or of before something new was told.

    So it is where an older record was put back since. A no to what passes and comes again does not last.
    """
    whole = next((one for one in desk.journal.newest_first(MedicineChecked) if not one.body.is_partial), None)
    if whole is None:
        return False
    due = (desk.book.medicine.news_event, RESTORED)
    news = [one.place for one in desk.history().events if one.body.event in due]
    is_old = desk.moment.today - whole.day_on > timedelta(days=desk.book.medicine.passing_days)
    return is_old or max(news, default=-1) > whole.place
