"""The medicine questions after the start: answered again, lifted by somebody's yes, and a course from them.

New answers tighten a running course or end it, at once. They never loosen one.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from backcoach.coach.course import Course
from backcoach.coach.eligibility import Eligibility
from backcoach.coach.limits import Medicine, PersonalLimits, Verdict
from backcoach.coach.medicine_questions import prompts_to_ask
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.medicines import TOOK_LAST_24H_QUESTION, Prompt
from backcoach.coach.record import AnswerGiven, MedicineChecked, Screened, SittingEnded
from backcoach.coach.values import POSITIVE, Answer
from backcoach.flows.clearing import eligibility_now, judged, last_check, verdict_now
from backcoach.flows.desk import REGION, Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.known_today import safety_today
from backcoach.flows.noted_yes import ask_about
from backcoach.flows.replied import MEDICINE, WEIGHT, Replied, answers_of, carried, medicine_ids
from backcoach.flows.replies import take_each
from backcoach.flows.rounds import ROUND, keep_sign
from backcoach.flows.start import check_medicine
from backcoach.flows.tighten import course_to_come, tighten
from backcoach.values import Value, replace

SITTING = f"{ROUND}meds-"


class Answered(Value):
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
    newest, course = last_check(desk), course_to_come(desk)
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
    raise BadInput(words, ask_about(found.eligibility.medicine), lines)


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
    course = course_to_come(desk)
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


def _replied(desk: Desk, medicine: Medicine) -> Replied:
    """The replies that are known already: the last safety answers, with the weeks and the region of today."""
    replied = Replied(screening=safety_today(desk))
    if not replied.screening:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    replied.intake = {REGION: desk.region_code(), MEDICINE: medicine.value}
    return replied
