"""A course of medicine for the plan that runs, from the answers of the last hours."""

from __future__ import annotations

from datetime import timedelta

from backcoach.coach.course import Course
from backcoach.coach.limits import DAY_HOURS, PLANNED, Medicine
from backcoach.coach.medicines import TOOK_LAST_24H_QUESTION
from backcoach.coach.open_medicine import ANSWERS_DUE
from backcoach.coach.record import AnswerGiven, MedicineChecked
from backcoach.coach.values import Answer, Decision, Reason
from backcoach.flows.clearing import answers_due, clearances, eligibility_now, last_check
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_altogether
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.replied import PRODUCT
from backcoach.flows.start import CourseWish, course_for
from backcoach.flows.tighten import course_to_come
from backcoach.flows.withheld import withheld_now
from backcoach.journal.looking_up import Said

ANSWERS_OLD, NSAIDS_CLOSED = "medicine_answers_old", "nsaids_closed"


def wanted_medicine(desk: Desk, given: Medicine | None = None) -> Medicine:
    """The medicine that is meant: the one named, of the running course, or last asked about."""
    course, entry = course_to_come(desk), last_check(desk)
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
    course = course_to_come(desk)
    if course is not None and course.stop_on > desk.moment.today:
        raise BadInput("A course runs already; there is one medicine at a time.", "See it: backcoach plan")
    closed = _against(desk, medicine)
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


def _against(desk: Desk, medicine: Medicine) -> tuple[Reason, ...]:
    """What keeps a course from beginning, beside the verdict. Raises `Refused` while the plan rests."""
    stands = desk.standing()
    if not stands.is_plan_allowed:
        raise Refused("Your plan rests, and medicine rests with it.", "What to do: backcoach plan")
    closes = {
        ANSWERS_DUE: answers_due(desk),
        NSAIDS_CLOSED: medicine.is_nsaid and withheld_now(desk, stands).closes_nsaids,
    }
    rules = (*closed_altogether(desk, medicine), *(rule for rule, holds in closes.items() if holds))
    return tuple(desk.book.medicine.reason(rule) for rule in rules)


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
    said = desk.journal.latest(AnswerGiven, (Said.QUESTION, PRODUCT))
    return str(said.body.value) if said else ""
