"""The medicine questions after the start: answered again, lifted by somebody's yes, and a course from them.

New answers tighten a running course or end it, at once. They never loosen one.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backcoach.coach.conditions import POSITIVE
from backcoach.coach.course import Course
from backcoach.coach.course_changes import tightened
from backcoach.coach.eligibility import HIT_REMOVED, Eligibility
from backcoach.coach.medicine_questions import prompts_to_ask
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.medicines import (
    DAY_HOURS,
    TOOK_LAST_24H_QUESTION,
    Clearance,
    DoseLimits,
    Medicine,
    PersonalLimits,
    Prompt,
    Verdict,
)
from backcoach.coach.open_medicine import (
    ANSWERS_DUE,
    DAY_3_OPEN,
    MEDICINE_CLOSED,
    NOT_CLEARED,
    STOP_SIGN_TOLD,
)
from backcoach.coach.person import Profile
from backcoach.coach.record import AnswerGiven, MedicineChecked, Screened, SittingEnded
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.clearing import (
    answers_due,
    clearances,
    eligibility_now,
    is_sign_told,
    judged,
    last_check,
    sign_since,
    verdict_now,
)
from backcoach.flows.daily import last_replies
from backcoach.flows.desk import REGION, Desk
from backcoach.flows.dose_guard import is_medicine_closed, limits_of
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.replies import take_each
from backcoach.flows.rounds import ROUND, keep_sign
from backcoach.flows.sitting import (
    COURSE_WEEKS,
    MEDICINE,
    PRODUCT,
    WEIGHT,
    Replied,
    answers_of,
    carried,
    medicine_ids,
)
from backcoach.flows.start import CourseWish, check_medicine, course_for
from backcoach.flows.taken import taken_lately
from backcoach.flows.withheld import withheld_now

SITTING = f"{ROUND}meds-"
ROLES = ("pharmacist", "doctor", "midwife", "nurse")
PLANNED = (Medicine.PARACETAMOL, Medicine.IBUPROFEN, Medicine.NAPROXEN)
ANSWERS_OLD, NSAIDS_CLOSED = "medicine_answers_old", "nsaids_closed"
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Answered:
    """What new answers led to: the medicine asked about, as it stands now, and the course that runs.

    `ended` and `changed` tell what became of the course; both None where it goes on, or none runs. `sign`
    is a screening that the answers led to: then it is what has to be shown.
    """

    eligibility: Eligibility
    verdict: Verdict
    ended: CourseEnded | None = None
    changed: Course | None = None
    sign: Screened | None = None


class Answering:
    """The medicine questions, asked again. Every answer is kept at once, and a yes counts at once."""

    def __init__(self, desk: Desk, medicine: Medicine) -> None:
        self._desk, self.medicine = desk, medicine
        self.id = f"{SITTING}{uuid.uuid4().hex}"
        self.replied = _replied(desk, medicine)

    def prompts(self) -> tuple[Prompt, ...]:
        """What is still to be asked. What the safety questions denied some time ago is asked here again."""
        book = self._desk.book
        known = carried(self.replied, book)
        for rule in (one for one in book.medicine.carry_overs if one.takes_no):
            known = {k: v for k, v in known.items() if k not in rule.conditions or v is not Answer.NO}
        known |= self.replied.medicine
        if self.replied.is_weight_asked:
            known[WEIGHT] = Answer.YES
        return prompts_to_ask(known, answers_of(self.replied), book.medicine)

    def answer(self, question: str, plain: object) -> Answered | None:
        """Keep one answer; what a yes changes at once, or None. Raises `ValueError` with what is wanted."""
        self.replied.take(question, plain, self._desk.book)
        self._desk.keep(AnswerGiven(self.id, question, plain))
        answer, last = self.replied.medicine.get(question), last_check(self._desk)
        is_known = last is not None and last.body.answers.get(question) in POSITIVE
        is_known = is_known and not _signs_in(self._desk, {question: Answer.YES})
        if answer not in POSITIVE or answer is None or is_known or question == TOOK_LAST_24H_QUESTION:
            return None
        if last is None:
            return _first_answers(self._desk, {question: answer}, self.medicine)
        return add_answers(self._desk, {question: answer}, self.medicine)

    def finish(self) -> Answered:
        """Decide on all answers. Raises `BadInput` where some are missing."""
        silent = [item for prompt in self.prompts() for item in prompt.items]
        if silent:
            lines = tuple(f"{name}: not answered" for name in silent)
            raise BadInput("Some questions are not answered; nothing was decided.", _NEXT, lines)
        checked, _ = check_medicine(self.replied, self._desk)
        if checked is None:
            raise AssertionError("a medicine is always wanted here")
        return _keep(self._desk, checked, SittingEnded(self.id))


_NEXT = "The questions: backcoach start --questions. Or answer them one by one: backcoach meds answer"


def answer_from(desk: Desk, answers: Mapping[str, object], medicine: Medicine) -> Answered:
    """The same from an answers file. Raises `BadInput` with all that is wrong; then nothing is kept."""
    answering = Answering(desk, medicine)
    known = {WEIGHT, *medicine_ids(desk.book)}
    replied = answering.replied
    faults = take_each(answers, known, lambda name, plain: replied.take(name, plain, desk.book), "line")
    silent = [item for prompt in answering.prompts() for item in prompt.items]
    faults += [f"{name}: not answered" for name in silent if name not in answers]
    if faults:
        raise BadInput("The answers cannot be used; nothing was saved.", _NEXT, tuple(faults))
    desk.keep(*(AnswerGiven(answering.id, name, value) for name, value in answers.items()))
    sign = _keep_signs(desk, replied.medicine)
    return replace(answering.finish(), sign=sign)


def add_answers(desk: Desk, told: Mapping[str, Answer], medicine: Medicine) -> Answered:
    """Some answers on top of the last ones about a medicine, or about any: only what narrows.

    Raises `BadInput` for a no, and for what is not asked at all.
    """
    if any(answer not in POSITIVE for answer in told.values()):
        raise BadInput("One answer alone can only be yes or not_sure; nothing was saved.", _WHOLE)
    unknown = sorted(set(told) - medicine_ids(desk.book))
    if unknown:
        raise BadInput("The answers cannot be used; nothing was saved.", _NEXT, _unknown(unknown))
    newest, course = last_check(desk), running(desk)
    if newest is None:
        found = _first_answers(desk, told, medicine)
        return found if found.sign is not None else _none_kept(desk, told, found)
    sign = _keep_signs(desk, told)
    wanted = medicine if last_check(desk, medicine) else newest.body.wanted
    desk.keep(*(_with(desk, one, told) for one in _counting(desk, wanted, course)))
    return replace(_held(desk, wanted, course), sign=sign)


def _counting(desk: Desk, medicine: Medicine, course: Course | None) -> tuple[MedicineChecked, ...]:
    """The checks that count for a medicine and for the running course, in order: the newest stays so."""
    asked = (medicine, None, *([course.medicine] if course else ()))
    found = {one.place: one.body for each in asked if (one := last_check(desk, each)) is not None}
    return tuple(found[place] for place in sorted(found))


def _with(desk: Desk, checked: MedicineChecked, told: Mapping[str, Answer]) -> MedicineChecked:
    """A check with some answers on top of its own."""
    same = replace(checked, answers={**checked.answers, **told}, is_partial=True)
    found = judged(desk, same, same.wanted)
    verdict, own = max(checked.verdict, found.verdict), checked.own.join(found.own)
    return replace(same, verdict=verdict, own=own, reasons=found.reasons)


_WHOLE = "To take back a yes, answer all the questions: backcoach meds answer"


def _unknown(names: list[str]) -> tuple[str, ...]:
    return tuple(f"{name}: unknown line" for name in names)


def _none_kept(desk: Desk, told: Mapping[str, Answer], found: Answered) -> Answered:
    """What was found, where all that was told are signs. Raises `BadInput` for the rest; it is not kept."""
    rest = [name for name, answer in told.items() if not _signs_in(desk, {name: answer})]
    if not rest:
        return found
    saved = "only the warning signs were saved" if len(rest) < len(told) else "nothing was saved"
    words = f"The medicine questions were never answered as a whole; {saved}."
    lines = tuple(f"{name}: not saved" for name in rest)
    raise BadInput(words, _ask_about(found.eligibility.medicine), lines)


def _first_answers(desk: Desk, told: Mapping[str, Answer], medicine: Medicine) -> Answered:
    """A yes told before anything was decided: its signs are kept, and nothing else is open yet."""
    sign = _keep_signs(desk, told)
    empty = MedicineChecked(
        medicine, desk.region_code(), dict(told), None, Verdict.AVOID, PersonalLimits(), (), is_partial=True
    )
    return Answered(judged(desk, empty, medicine), Verdict.AVOID, sign=sign)


def _keep_signs(desk: Desk, told: Mapping[str, Answer]) -> Screened | None:
    """Keep the safety signs that are the same questions here; what they lead to where a plan must rest."""
    signs = _signs_in(desk, told)
    return keep_sign(desk, signs) if signs else None


def _signs_in(desk: Desk, told: Mapping[str, Answer]) -> dict[str, Answer]:
    same = [one for one in desk.book.medicine.carry_overs if one.takes_no]
    return {
        rule.screening: told[name]
        for rule in same
        for name in rule.conditions
        if told.get(name, Answer.NO) in POSITIVE
    }


def _keep(desk: Desk, checked: MedicineChecked, *more: object) -> Answered:
    """Keep a check, also for the medicine of the running course, and what it does to that course."""
    course = running(desk)
    checks = [checked]
    if course is not None and course.medicine is not checked.wanted:
        other = judged(desk, checked, course.medicine)
        checks.insert(
            0,
            replace(
                checked,
                wanted=course.medicine,
                verdict=other.verdict,
                own=other.own,
                reasons=other.reasons,
                is_partial=True,
            ),
        )
    desk.keep(*checks, *more)
    return _held(desk, checked.wanted, course)


def _held(desk: Desk, medicine: Medicine, course: Course | None) -> Answered:
    """What new answers about a medicine do to it, and to the course that ran before them."""
    changed, ended = tighten(desk, course) if course is not None else (None, None)
    found = eligibility_now(desk, medicine)
    if found is None:
        raise AssertionError("the medicine was checked just now")
    return Answered(found, verdict_now(desk, medicine) or found.verdict, ended, changed)


def running(desk: Desk) -> Course | None:
    """The course that still has a dose to come, also one that waits for its answer of day 3."""
    course, now = desk.course(), desk.moment.now
    entry = desk.journal.latest(Course)
    if course is not None and entry is not None and course.change == DAY_3_OPEN:
        course = entry.body
    has_more = course is not None and any(dose.at > now for dose in course.doses)
    return course if has_more else None


def tighten(desk: Desk, course: Course) -> tuple[Course | None, CourseEnded | None]:
    """Hold a running course to the answers of today: a tighter course, its end, or neither. Kept at once."""
    verdict, found = verdict_now(desk, course.medicine), eligibility_now(desk, course.medicine)
    if found is None or verdict is None:
        return None, None
    if verdict >= Verdict.ASK_FIRST:
        ended = CourseEnded(course.medicine, NOT_CLEARED)
        desk.keep(ended)
        return None, ended
    limits = _limits_today(desk, course, found.own)
    if limits == course.limits:
        return None, None
    packs = {pack.id: pack for region in desk.book.regions for pack in region.products}
    taken, now = taken_lately(desk, course.medicine), desk.moment.now
    body = tightened(course, limits, packs[course.product_id], now, desk.book.medicine, taken)
    if body is not None:
        desk.keep(body)
        return body, None
    over = CourseEnded(course.medicine, "personal_limit")
    desk.keep(over)
    return None, over


def _limits_today(desk: Desk, course: Course, own: PersonalLimits) -> DoseLimits:
    """The limits of a course, those of the person's answers, and of each region that counts, as one.

    Where a region has no pack known well enough they stay as they are: no dose is open there anyway.
    """
    limits = course.limits.under(own)
    try:
        return limits.join(limits_of(desk, course.medicine))
    except Refused:
        return limits


def _replied(desk: Desk, medicine: Medicine) -> Replied:
    """The replies that are known already: the last safety answers, with the weeks and the region of today."""
    replied = Replied(screening=dict(last_replies(desk)))
    if not replied.screening:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    profile, weeks = desk.profile(), replied.screening.get(COURSE_WEEKS)
    if profile is not None and isinstance(weeks, float):
        since = (desk.moment.today - profile.onset_on).days // _WEEK_DAYS
        replied.screening[COURSE_WEEKS] = max(weeks, float(since))
    replied.intake = {REGION: desk.region_code(), MEDICINE: medicine.value}
    return replied


def clear(desk: Desk, medicine: Medicine, who: str, role: str, on: date) -> Clearance:
    """Note who said yes to a medicine. It is for all that asks first now, and for nothing that comes later.

    Raises `BadInput` for a role or day that cannot be, `Refused` where no yes can open the medicine.
    """
    if role not in ROLES or not who.strip():
        raise BadInput("Say who said yes, and their role; nothing was saved.", f"Roles: {', '.join(ROLES)}")
    found, entry = eligibility_now(desk, medicine), last_check(desk, medicine)
    if found is None or entry is None or desk.profile() is None:
        raise NotStarted(f"Nobody asked you about {medicine.value} yet.", _ask_about(medicine))
    plan, sign_on = desk.journal.latest(Profile), sign_since(desk, medicine)
    first_on = min(entry.day_on, plan.day_on if plan else entry.day_on)
    first_on = max(first_on, sign_on or first_on)
    if not first_on <= on <= desk.moment.today:
        raise BadInput("That day does not fit; nothing was saved.", f"A day from {first_on} to today.")
    is_open = verdict_now(desk, medicine) in (Verdict.ALLOW, Verdict.CAUTION)
    if is_open and sign_on is None:
        raise BadInput(f"Nothing asks for a yes to {medicine.value}.", "Nothing was saved.")
    if (not found.may_be_cleared and not is_open) or entry.body.verdict is Verdict.AVOID:
        why = tuple(reason.why for reason in found.reasons)
        raise Refused(f"No yes noted here can open {medicine.value}.", "Ask a doctor what is right.", why)
    yes = Clearance(medicine, who.strip(), role, on, (*found.asks, *((STOP_SIGN_TOLD,) if sign_on else ())))
    desk.keep(yes)
    return yes


def _ask_about(medicine: Medicine) -> str:
    return f"Answer the questions first: backcoach meds answer --medicine {medicine.value}"


def wanted_medicine(desk: Desk, given: Medicine | None = None) -> Medicine:
    """The medicine that is meant: the one named, of the running course, or last asked about."""
    course, entry = running(desk), last_check(desk)
    if given is not None or course is not None or entry is not None:
        found = given or (course.medicine if course else None) or (entry.body.wanted if entry else None)
        if found in PLANNED and found is not None:
            return found
    names = ", ".join(one.value for one in PLANNED)
    raise BadInput("Say which medicine is meant.", f"One of {names}.")


def plan_course(desk: Desk, medicine: Medicine) -> Decision[Course | None]:
    """A course for the present plan, kept at once; None with all that speaks against one."""
    profile = desk.profile()
    if profile is None:
        raise NotStarted("There is no plan yet.", "Begin with: backcoach start")
    course = running(desk)
    if course is not None and course.stop_on > desk.moment.today:
        raise BadInput("A course runs already; there is one medicine at a time.", "See it: backcoach plan")
    closed = _closed_now(desk, medicine)
    entry, found = last_check(desk, medicine), eligibility_now(desk, medicine)
    if closed:
        return Decision(None, closed)
    if entry is None or found is None or not _is_fresh(desk, medicine):
        return Decision(None, (desk.book.medicine.reason(ANSWERS_OLD, medicine=medicine.value),))
    took = entry.body.answers.get(TOOK_LAST_24H_QUESTION)
    not_before = None if took is Answer.NO else entry.at + timedelta(hours=DAY_HOURS)
    lifted = tuple(one for one in clearances(desk) if set(found.asks) <= set(one.hits))
    code = desk.region_code()
    outcome = course_for(desk, CourseWish(found, code, _pack(desk), profile.waking), lifted, not_before)
    if outcome.value is not None:
        desk.keep(outcome.value)
    return outcome


def _closed_now(desk: Desk, medicine: Medicine) -> tuple[Reason, ...]:
    stands = desk.standing()
    if not stands.is_plan_allowed:
        raise Refused("Your plan rests, and medicine rests with it.", "What to do: backcoach plan")
    closes = {
        MEDICINE_CLOSED: is_medicine_closed(desk),
        ANSWERS_DUE: answers_due(desk),
        STOP_SIGN_TOLD: is_sign_told(desk, medicine),
        NSAIDS_CLOSED: medicine.is_nsaid and withheld_now(desk, stands).closes_nsaids,
    }
    return tuple(desk.book.medicine.reason(rule) for rule, holds in closes.items() if holds)


def _is_fresh(desk: Desk, medicine: Medicine) -> bool:
    """Whether the last whole answers about a medicine are of the last hours, and about this region."""
    whole = [
        entry
        for entry in desk.journal.entries(MedicineChecked)
        if entry.body.wanted is medicine and not entry.body.is_partial
    ]
    last = max(whole, key=lambda one: one.place, default=None)
    if last is None or last.body.region != desk.region_code():
        return False
    age = desk.moment.now - last.at
    return timedelta(0) <= age <= timedelta(hours=desk.book.medicine.fresh_hours)


def _pack(desk: Desk) -> str:
    said = [one.body for one in desk.journal.entries(AnswerGiven) if one.body.question == PRODUCT]
    return str(said[-1].value) if said else ""


def card_lines(desk: Desk, medicine: Medicine) -> tuple[str, ...]:
    """What to show a pharmacist: all that asks first for a medicine, or speaks against it, in plain words."""
    found = eligibility_now(desk, medicine)
    if found is None:
        raise NotStarted(f"Nobody asked you about {medicine.value} yet.", _ask_about(medicine))
    book = desk.book.medicine
    known = {one.id: one.question for one in book.conditions}
    asked = tuple(f"- {known[name]} Yes, or not sure." for name in found.asks if name in known)
    gone = tuple(name.removeprefix(f"{HIT_REMOVED}.") for name in found.asks if name not in known)
    asked += tuple(f"- {known[name]} Yes before, no now." for name in gone)
    asked += (f"- {book.rule(STOP_SIGN_TOLD).why}",) if is_sign_told(desk, medicine) else ()
    others = tuple(f"- {one.why}" for one in found.reasons if one.rule not in {*known, HIT_REMOVED})
    name = book.info(medicine).name_in(desk.region_code())
    head = f"Please ask a pharmacist before you start {name}. Show them this list."
    return (head, "", *(asked + others or ("- Nothing asks for a yes.",)))
