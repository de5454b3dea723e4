"""Which entries a person may take back or correct, and what keeps the others.

A kind that does not stand here is kept: what nobody thought of is never taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from backcoach.coach.activity_record import (
    EasyDay,
    EpisodeClosed,
    FlareDeclared,
    FlareRepeated,
    Paused,
    QuotaWished,
    Resumed,
    ReviewHeld,
    SatFor,
    SheetFilled,
    Trial,
)
from backcoach.coach.calendar_record import CalendarExported
from backcoach.coach.correcting import Corrected, Restored
from backcoach.coach.course import Course
from backcoach.coach.done import Session
from backcoach.coach.goal_record import GoalSet, GoalTold
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import (
    ComfortsChosen,
    CourseEnded,
    DoseSkipped,
    MedicineClosed,
    Prescribed,
    PrescribedEnded,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.medicines import Clearance
from backcoach.coach.options import OptionChosen
from backcoach.coach.person import Fitting, Profile
from backcoach.coach.record import (
    TIMELY,
    CheckIn,
    DoseTaken,
    LessonMuted,
    LessonShown,
    MedicineChecked,
    ScreeningDue,
    SittingEnded,
    Told,
)
from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.coach.visit import VisitNoted
from backcoach.coach.week import WeekPlan
from backcoach.coach.work_record import WorkDone, WorkSet, WorkStep
from backcoach.values import replace


class Keeps(Enum):
    """Why an entry stays: what it is a part of."""

    SAFETY = "safety"
    MEDICINE = "medicine"
    PRESCRIBED = "prescribed"
    ISSUED = "issued"
    COURSE = "course"
    CLOSED = "closed"
    PERSON = "person"


OPEN = (
    CheckIn,
    Session,
    DoseTaken,
    DoseSkipped,
    PrescribedTaken,
    PrescribedEnded,
    Clearance,
    Trial,
    SatFor,
    ReviewHeld,
    SheetFilled,
    ComfortsChosen,
    LessonMuted,
    OptionChosen,
    GoalSet,
    GoalTold,
    VisitNoted,
    WorkSet,
    WorkDone,
    Measured,
    FlareDeclared,
    FlareRepeated,
    EasyDay,
    Paused,
    Resumed,
)
"""Kinds that may be taken back. No result of the safety questions hangs on any of them."""

ONCE = (Clearance, PrescribedEnded)
"""Kinds that are never brought back: they open something, and may be older than what was told since."""

EDITABLE = (
    CheckIn,
    Session,
    DoseTaken,
    PrescribedTaken,
    Trial,
    SatFor,
    ReviewHeld,
    WorkDone,
    GoalTold,
    Measured,
)
"""Kinds with something in them that can be corrected."""

BY_ITSELF = (
    WeekPlan,
    WorkStep,
    Told,
    LessonShown,
    ScreeningDue,
    SittingEnded,
    Corrected,
    Restored,
    CalendarExported,
)
"""Kinds that the program records beside what a person does."""

_KEPT: Mapping[type, Keeps] = {
    MedicineChecked: Keeps.MEDICINE,
    MedicineClosed: Keeps.MEDICINE,
    SignsAnswered: Keeps.MEDICINE,
    SideEffectsAnswered: Keeps.MEDICINE,
    Prescribed: Keeps.PRESCRIBED,
    WeekPlan: Keeps.ISSUED,
    WorkStep: Keeps.ISSUED,
    QuotaWished: Keeps.ISSUED,
    Told: Keeps.ISSUED,
    LessonShown: Keeps.ISSUED,
    CalendarExported: Keeps.ISSUED,
    Course: Keeps.COURSE,
    CourseEnded: Keeps.COURSE,
    EpisodeClosed: Keeps.CLOSED,
    Profile: Keeps.PERSON,
    Fitting: Keeps.PERSON,
    ThoughtsChecked: Keeps.PERSON,
}


def kept_as(body: object) -> Keeps | None:
    """Why an entry of this body stays; None where it may be taken back. What is unknown is safety."""
    return None if isinstance(body, OPEN) else _KEPT.get(type(body), Keeps.SAFETY)


def corrected_check_in(old: CheckIn, new: CheckIn, told_on: date, day_on: date, *, is_late: bool) -> CheckIn:
    """A corrected check-in of a day, marked with what of it was told too late to count.

    `told_on` is the day on which the old one was written. What is left as it was keeps that day; a score that
    is changed with `is_late` is named in `late`.
    """
    changed = {name for name in TIMELY if getattr(old, name) != getattr(new, name)}
    late = (set(old.late or ()) | changed) if is_late else (set(old.late or ()) - changed)
    kept = tuple(name for name in TIMELY if name in late and getattr(new, name) is not None)
    is_recalled = day_on < told_on or bool(kept)
    return replace(new, is_recalled=is_recalled, told_on=old.told_on or told_on, late=kept or None)
