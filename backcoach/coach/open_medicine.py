"""Whether a medicine is open to a person on a day at all, whatever the hours since the last dose say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from backcoach.coach.course import DAY_3_CHECK, DAY_3_OPEN, Course
from backcoach.coach.days import calendar_day
from backcoach.coach.limits import DAY_HOURS, NSAID_DAYS, NSAID_WINDOW_DAYS, Medicine, Verdict

if TYPE_CHECKING:
    from backcoach.coach.dosing import Dose

MEDICINE_CLOSED = "medicine_closed"
NOT_CLEARED, TWO_NSAIDS = "not_cleared", "two_nsaids"
COURSE_OVER, NSAID_DAYS_USED = "course_over", "nsaid_days_used"
PRESCRIBED_SAME = "prescribed_same"
STOP_SIGN_TOLD, TOO_MUCH_TOLD = "stop_sign_told", "too_much_told"
BOTH_DAYS_USED, BOTH_DAYS = "both_days_used", 3
ANSWERS_DUE = "medicine_answers_due"
_RULES_OF_ONE = (
    PRESCRIBED_SAME,
    NOT_CLEARED,
    ANSWERS_DUE,
    TWO_NSAIDS,
    DAY_3_OPEN,
    COURSE_OVER,
    NSAID_DAYS_USED,
    BOTH_DAYS_USED,
)
CLOSING_RULES = (MEDICINE_CLOSED, TOO_MUCH_TOLD, STOP_SIGN_TOLD, *_RULES_OF_ONE)
"""The rules that close a medicine, the gravest first."""

DAY_3_TODAY = "day_3_today"
"""The rule that says what to look at on the day of the check."""

TAKEN_AVOID = "taken_avoid"
TAKEN_RULES = (TAKEN_AVOID, *(f"taken_{rule}" for rule in CLOSING_RULES))
"""What is said of a dose that was swallowed against one of them."""

OPEN_RULE_IDS = (*CLOSING_RULES, *TAKEN_RULES, DAY_3_TODAY)
"""The rules whose words the handbook must hold."""


def closed_because(
    medicine: Medicine,
    at: datetime,
    verdict: Verdict | None,
    doses: Iterable[Dose],
    last: Course | None = None,
    present: Course | None = None,
    *,
    is_prescribed: bool = False,
    is_due: bool = False,
) -> tuple[str, ...]:
    """The rules that close `medicine` at an instant (aware, in the person's zone); none where it is open.

    `verdict` is that of the last check of the medicine, None if it was never checked. `doses` are those
    taken, of any medicine, or planned and perhaps taken. `last` is the last course of this medicine and
    `present` the course of the present plan. `is_prescribed` tells that a prescribed medicine holds the same,
    and `is_due` that something new was told and the medicine questions are not answered since.
    """
    known = tuple(doses)
    is_over = last is not None and last.is_over_at(at) and calendar_day(at, at.tzinfo) < last.next_course_on
    waits = last is not None and last.change == DAY_3_OPEN
    closes = {
        PRESCRIBED_SAME: is_prescribed,
        NOT_CLEARED: verdict is None or verdict >= Verdict.ASK_FIRST,
        ANSWERS_DUE: is_due,
        TWO_NSAIDS: medicine.is_nsaid and _is_beside_another(medicine, at, known, present),
        DAY_3_OPEN: is_over and waits,
        COURSE_OVER: is_over and not waits,
        NSAID_DAYS_USED: medicine.is_nsaid and _most_nsaid_days(at, known) > NSAID_DAYS,
        BOTH_DAYS_USED: _is_both_too_long(medicine, at, known),
    }
    return tuple(rule for rule in _RULES_OF_ONE if closes[rule])


def taken_rule(rule: str, verdict: Verdict | None) -> str:
    """The rule that says what to do when a dose was swallowed although `rule` closes its medicine."""
    return TAKEN_AVOID if rule == NOT_CLEARED and verdict is Verdict.AVOID else f"taken_{rule}"


def rests_on(course: Course, wanted: Medicine, now: datetime) -> bool:
    """Whether a course keeps a new one of `wanted` from starting at an instant (aware, the person's zone).

    The stop day belongs to the old course. A course of another medicine counts as soon as its first dose was
    due, so that nobody goes on with the next medicine when the days of one are used up.
    """
    on = calendar_day(now, now.tzinfo)
    is_over = course.stop_on <= on
    is_begun = course.medicine is not wanted and any(dose.at <= now for dose in course.doses)
    return (is_over or is_begun) and on < course.next_course_on


def is_day_to_check(course: Course, on: date) -> bool:
    """Whether it is the day to look whether the medicine helps, where the pack asks for that."""
    is_asked = any(reason.rule == DAY_3_CHECK for reason in course.reasons)
    return is_asked and on == course.started_on + timedelta(days=2)


def _is_beside_another(
    medicine: Medicine, at: datetime, doses: tuple[Dose, ...], present: Course | None
) -> bool:
    """Whether another anti-inflammatory was taken within a day, or is the running course."""
    day = timedelta(hours=DAY_HOURS)
    return _is_running_beside(medicine, calendar_day(at, at.tzinfo), present) or any(
        _is_another(dose.medicine, medicine) and abs(dose.instant - at) < day for dose in doses
    )


def _is_running_beside(medicine: Medicine, on: date, present: Course | None) -> bool:
    if present is None or not _is_another(present.medicine, medicine):
        return False
    return present.started_on <= on <= present.stop_on


def _is_another(one: Medicine, medicine: Medicine) -> bool:
    return one.is_nsaid and one is not medicine


def _most_nsaid_days(at: datetime, doses: tuple[Dose, ...]) -> int:
    """The most calendar days with any anti-inflammatory in a window that holds the day of `at`."""
    on = calendar_day(at, at.tzinfo)
    days = {on, *(_local_date(dose, at) for dose in doses if dose.medicine.is_nsaid)}
    window = timedelta(days=NSAID_WINDOW_DAYS)
    ends = (end for end in days if on <= end < on + window)
    return max(sum(end - window < day <= end for day in days) for end in ends)


def _is_both_too_long(medicine: Medicine, at: datetime, doses: tuple[Dose, ...]) -> bool:
    """Whether the day of `at` would be one too many in a row with paracetamol and an anti-inflammatory.

    The anti-inflammatory stops first: it is closed on that day, with or without paracetamol on it.
    Paracetamol is closed only where an anti-inflammatory was taken on the same day.
    """
    on, day = calendar_day(at, at.tzinfo), timedelta(days=1)
    nsaid = {_local_date(dose, at) for dose in doses if dose.medicine.is_nsaid}
    paracetamol = {_local_date(dose, at) for dose in doses if dose.medicine is Medicine.PARACETAMOL}
    is_beside = medicine.is_nsaid or (medicine is Medicine.PARACETAMOL and on in nsaid)
    first = last = on
    while first - day in nsaid & paracetamol:
        first -= day
    while last + day in nsaid & paracetamol:
        last += day
    return is_beside and (last - first).days >= BOTH_DAYS


def _local_date(dose: Dose, at: datetime) -> date:
    return calendar_day(dose.taken_at, at.tzinfo)
