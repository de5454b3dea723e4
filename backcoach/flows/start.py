"""The end of `start`: from everything that was asked to a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from backcoach.coach.course import Course
from backcoach.coach.course_changes import rest_reason
from backcoach.coach.course_plan import build_course
from backcoach.coach.eligibility import Eligibility, check_medicines, may_plan, with_removed
from backcoach.coach.intake import is_wanted, profile_from
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_questions import settle
from backcoach.coach.medicines import TOOK_LAST_24H_QUESTION, Clearance
from backcoach.coach.open_medicine import PRESCRIBED_SAME, STOP_SIGN_TOLD, TOO_MUCH_TOLD, rests_on
from backcoach.coach.person import Profile, Waking
from backcoach.coach.record import AnswerGiven, MedicineChecked, Screened, SittingEnded
from backcoach.coach.regions import limits_for
from backcoach.coach.screening import Kind, derived_modifiers, unanswered
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.coach.week import WeekPlan
from backcoach.coach.weekplan import first_week
from backcoach.flows.clearing import closed_before, is_sign_told, is_too_much_told
from backcoach.flows.desk import REGION, Desk
from backcoach.flows.dose_guard import in_both_regions
from backcoach.flows.errors import BadInput
from backcoach.flows.prescriptions import is_prescribed, prescribed_answers
from backcoach.flows.replied import (
    PRODUCT,
    Replied,
    all_questions,
    answers_of,
    carried,
    is_a_choice,
    medicine_prompts,
    offered,
    pack_named,
)
from backcoach.flows.replies import read_reply, take_each
from backcoach.flows.return_of_pain import CameBack, came_back
from backcoach.flows.screening import screened
from backcoach.flows.taken import last_course, taken_lately
from backcoach.handbook.handbook import Handbook
from backcoach.values import Value, replace

DAY = timedelta(hours=24)


class Started(Value):
    """What came out of `start`. Without a plan allowed there is only the screening.

    `medicine` is what the medicine questions led to, `no_course` why there is no course although one was
    wanted. `back` is what is known of the last time where a bout was closed before.
    """

    screened: Screened
    profile: Profile | None = None
    week: WeekPlan | None = None
    back: CameBack | None = None
    medicine: MedicineChecked | None = None
    course: Course | None = None
    no_course: tuple[Reason, ...] = ()


def make_plan(desk: Desk, replied: Replied, sitting: str, decided: Screened) -> Started:
    """Make and keep the plan. Everything is recorded together, and the sitting ends with it.

    Where no plan is allowed, or a more serious disposition of the last days still stands, nothing but the
    end of the sitting is recorded.
    """
    stands = desk.standing()
    if not stands.is_plan_allowed:
        desk.keep(SittingEnded(sitting))
        return Started(desk.rests_because() or decided)
    started = _planned(desk, replied, decided)
    bodies = (started.profile, started.week, started.medicine, started.course)
    desk.keep(*(body for body in bodies if body is not None), SittingEnded(sitting))
    return started


def _planned(desk: Desk, replied: Replied, decided: Screened) -> Started:
    profile = _profile(desk, replied)
    back = came_back(desk, profile)
    week = first_week(profile, desk.moment.today, desk.book.activity, back.reached if back else ())
    checked, eligibility = check_medicine(replied, desk)
    if checked is None or eligibility is None:
        return Started(decided, profile, week, back)
    took = replied.medicine.get(TOOK_LAST_24H_QUESTION, Answer.NOT_SURE)
    not_before = None if took is Answer.NO else desk.moment.now + DAY
    wish = CourseWish(eligibility, replied.intake[REGION], replied.intake.get(PRODUCT, ""), profile.waking)
    outcome = course_for(desk, wish, (), not_before)
    return Started(
        decided, profile, week, back, checked, outcome.value, () if outcome.value else outcome.reasons
    )


class CourseWish(Value):
    """What a course is wanted for: a medicine as far as it is open, a region, a pack, waking hours."""

    eligibility: Eligibility
    region: str
    product: str
    waking: Waking


def course_for(
    desk: Desk, wish: CourseWish, clearances: tuple[Clearance, ...], not_before: datetime | None
) -> Decision[Course | None]:
    """A course, or None with all that speaks against one. `not_before` is for what was taken unlogged."""
    eligibility, medicine = wish.eligibility, wish.eligibility.medicine
    if is_prescribed(desk, medicine, desk.moment.now):
        return Decision(None, (desk.book.medicine.reason(PRESCRIBED_SAME, medicine=medicine.value),))
    if is_too_much_told(desk):
        return Decision(None, (desk.book.medicine.reason(TOO_MUCH_TOLD, medicine=medicine.value),))
    if is_sign_told(desk, medicine):
        return Decision(None, (desk.book.medicine.reason(STOP_SIGN_TOLD, medicine=medicine.value),))
    if not may_plan(eligibility, clearances, desk.moment.today):
        return Decision(None, eligibility.reasons)
    resting = _resting(desk, medicine)
    if resting is not None:
        return Decision(None, (resting,))
    region = desk.book.region(wish.region)
    product = pack_named(wish.product, region, medicine)
    return build_course(
        product,
        in_both_regions(desk, limits_for(product, eligibility.own), region),
        wish.waking,
        desk.moment.now,
        desk.book.medicine,
        first_dose_not_before=not_before,
        taken=taken_lately(desk, medicine),
    )


def _resting(desk: Desk, medicine: Medicine) -> Reason | None:
    """Why no course may follow yet: an earlier one of any medicine is over, and its days of rest are not."""
    courses = [course for one in Medicine if (course := last_course(desk, one)) is not None]
    resting = [one for one in courses if rests_on(one, medicine, desk.moment.now)]
    return rest_reason(resting, desk.book.medicine) if resting else None


def _profile(desk: Desk, replied: Replied) -> Profile:
    age, weeks = replied.age_years, replied.weeks_for_plan(desk.book)
    if age is None or weeks is None:
        raise BadInput("A plan needs your age, and since when the pain has been there.")
    told = derived_modifiers(replied.screening, desk.book.screening.rules, desk.book.screening.derived)
    profile = profile_from(replied.intake, age, weeks, desk.moment.today)
    return replace(profile, modifiers=tuple(dict.fromkeys((*profile.modifiers, *told))))


def check_medicine(replied: Replied, desk: Desk) -> tuple[MedicineChecked | None, Eligibility | None]:
    """What the medicine replies lead to for the wanted medicine, not kept yet; None where none is."""
    wanted, book = replied.wanted, desk.book
    if wanted is None:
        return None, None
    region = book.region(replied.intake[REGION])
    answers = settle(carried(replied, book), replied.medicine, answers_of(replied), book.medicine)
    answers |= prescribed_answers(desk)
    verdicts = check_medicines(answers, replied.age_years, replied.weight_kg, region, book.medicine)
    found = next(one for one in verdicts if one.medicine is wanted)
    mine = with_removed(found, closed_before(desk, wanted), book.medicine)
    checked = MedicineChecked(
        wanted, region.code, answers, replied.weight_kg, mine.verdict, mine.own, mine.reasons
    )
    return checked, mine


def start_from_answers(desk: Desk, answers: Mapping[str, object]) -> Started:
    """The whole of `start` from an answers file. Raises `BadInput` with everything that is wrong with it."""
    replied, faults = read_answers(answers, desk.book)
    faults += missing(replied, desk.book, answers)
    if faults:
        raise BadInput("The answers cannot be used; nothing was saved.", _NEXT, tuple(faults))
    sitting = f"file-{desk.moment.now.timestamp():.0f}"
    decided = screened("start", replied.screening, desk.book)
    desk.keep(*(AnswerGiven(sitting, name, value) for name, value in answers.items()), decided)
    return make_plan(desk, replied, sitting, decided)


def screening_of(answers: Mapping[str, object], book: Handbook) -> Screened | None:
    """What an answers file leads to, without the record; None for one that cannot be used."""
    replied, faults = read_answers(answers, book)
    is_sound = not (faults or missing(replied, book, answers))
    return screened("start", replied.screening, book) if is_sound else None


_NEXT = "Correct these lines. A complete file to start from: backcoach start --example"


def read_answers(answers: Mapping[str, object], book: Handbook) -> tuple[Replied, list[str]]:
    """All replies that can be read, and a line for each that cannot."""
    replied = Replied()
    faults = take_each(answers, all_questions(book), lambda name, plain: replied.take(name, plain, book))
    return replied, faults + _misfit(replied, book)


def _misfit(replied: Replied, book: Handbook) -> list[str]:
    """A line if the pack is not one of the wanted medicine in that region."""
    pack = replied.intake.get(PRODUCT)
    if pack is None or REGION not in replied.intake or replied.wanted is None:
        return []
    asked = next(question for question in book.intake if question.id == PRODUCT)
    fitting = [choice.id for choice in offered(asked, replied, book).choice]
    return [] if pack in fitting else [f"{PRODUCT}: must be one of {', '.join(fitting) or 'no pack at all'}"]


def missing(replied: Replied, book: Handbook, given: Collection[str] = ()) -> list[str]:
    """A line for each question that would be asked, has no reply and is not `given` in some other form.

    Nothing is assumed.
    """
    silent = list(unanswered(replied.screening, book.screening.rules))
    is_planned = _may_lead_to_a_plan(replied, silent, book)
    if REGION not in replied.intake:
        silent.insert(0, REGION)
    elif is_planned:
        silent += _missing_intake(replied, book)
        silent += [item for prompt in medicine_prompts(replied, book) for item in prompt.items]
    return [f"{name}: not answered" for name in silent if name not in given]


def _may_lead_to_a_plan(replied: Replied, silent: Iterable[str], book: Handbook) -> bool:
    """Whether a plan would be made if what is missing were as in an ordinary person. It decides nothing."""
    questions, example = book.screening.rules.questions, book.example
    unknown = {one: Answer.NOT_SURE if questions[one].kind is Kind.NUMBER else Answer.NO for one in silent}
    ordinary = {one: read_reply(questions[one], example.get(one, unknown[one].value)) for one in silent}
    return screened("start", {**replied.screening, **ordinary}, book).is_plan_allowed


def _missing_intake(replied: Replied, book: Handbook) -> Iterable[str]:
    for question in book.intake:
        if question.id in replied.intake or question.is_extra or not is_wanted(question, replied.intake):
            continue
        if is_a_choice(offered(question, replied, book)):
            yield question.id
