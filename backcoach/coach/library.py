"""Where each exercise of the library stands for one person: in the plan, fitting, or not for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from backcoach.coach.activity import ActivityBook
from backcoach.coach.exercise_facts import AvoidNote, Exercise
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase
from backcoach.coach.quota import avoided_codes, is_clinician_first
from backcoach.coach.values import Reason
from backcoach.coach.week import ITEM, PlanItem, WeekPlan
from backcoach.coach.weekplan import LEG_CODE, LEG_GUARD
from backcoach.values import Value

LEFT_OUT = "exercise_left_out"
CLINICIAN_FIRST = "clinician_first"


class Place(Enum):
    """Where an exercise stands for somebody.

    `UNKNOWN` is before the safety questions and the first plan; `RESTS` while no plan is allowed.
    """

    IN_PLAN = "in_plan"
    FITS = "fits"
    OTHER_PHASE = "other_phase"
    CLINICIAN_FIRST = "clinician_first"
    NOT_FOR_YOU = "not_for_you"
    RESTS = "rests"
    UNKNOWN = "unknown"


class Known(Value):
    """What is known of somebody who looks at the library on a day.

    `week` is the last one issued, as it may be done now; `is_leg_guarded` is whether far bending and
    arching are left out since a leg got worse.
    """

    today: date
    profile: Profile | None = None
    week: WeekPlan | None = None
    is_resting: bool = False
    is_leg_guarded: bool = False

    @property
    def phase(self) -> Phase | None:
        """The phase of today, or the one that the last week ended in; None without a plan."""
        if self.week is None:
            return None
        return self.week.phase_on(self.today) if self.today in self.week.days else self.week.phase


class Shelved(Value):
    """One exercise with its place, what speaks against it, and how it stands in the running week.

    `cares` are the notes that hold for this person without leaving the exercise out.
    """

    exercise: Exercise
    place: Place
    reasons: tuple[Reason, ...] = ()
    item: PlanItem | None = None
    cares: tuple[AvoidNote, ...] = ()


def shelve(exercise: Exercise, known: Known | None, book: ActivityBook) -> Shelved:
    """The place of an exercise. Not knowing never makes it fit; what speaks against it is always said."""
    if known is None:
        return Shelved(exercise, Place.UNKNOWN)
    reasons = tuple(_against(exercise, known, book))
    if known.is_resting:
        return Shelved(exercise, Place.RESTS, reasons)
    if known.profile is None or known.week is None or known.phase is None:
        return Shelved(exercise, Place.UNKNOWN, reasons)
    if reasons:
        return Shelved(exercise, Place.NOT_FOR_YOU, reasons)
    cares = tuple(_cares(exercise, codes_of(known, book)))
    item = _item(exercise, known.week, known.today)
    if item is not None:
        return Shelved(exercise, Place.IN_PLAN, (), item, cares)
    if is_clinician_first(known.profile, book):
        return Shelved(
            exercise, Place.CLINICIAN_FIRST, (_rule(CLINICIAN_FIRST, exercise, book),), None, cares
        )
    place = Place.FITS if known.phase in exercise.phases else Place.OTHER_PHASE
    return Shelved(exercise, place, (), None, cares)


def codes_of(known: Known, book: ActivityBook) -> frozenset[str]:
    """The avoid codes in force for somebody."""
    own = avoided_codes(known.profile, book) if known.profile else frozenset[str]()
    return own | (frozenset({LEG_CODE}) if known.is_leg_guarded else frozenset())


def _against(exercise: Exercise, known: Known, book: ActivityBook) -> Iterator[Reason]:
    """A reason for each circumstance that leaves it out; one that the handbook does not know always does."""
    avoided = frozenset(exercise.avoid)
    for id_ in known.profile.modifiers if known.profile else ():
        modifier = book.modifier(id_)
        if modifier is None and avoided:
            yield _rule(LEFT_OUT, exercise, book, avoided)
        elif modifier is not None and (hit := avoided.intersection(modifier.sets)):
            yield Reason(modifier.id, modifier.why, _inputs(exercise, book, hit), modifier.sources)
    if known.is_leg_guarded and LEG_CODE in avoided:
        rule = book.review_rule(LEG_GUARD)
        yield Reason(rule.id, rule.why, _inputs(exercise, book, frozenset({LEG_CODE})), rule.sources)


def _rule(id_: str, exercise: Exercise, book: ActivityBook, codes: frozenset[str] = frozenset()) -> Reason:
    rule = book.plan_rule(id_)
    return Reason(rule.id, rule.why, _inputs(exercise, book, codes), rule.sources)


def _inputs(exercise: Exercise, book: ActivityBook, codes: frozenset[str]) -> tuple[tuple[str, str], ...]:
    words = "; ".join(code.words for code in book.avoid_codes if code.id in codes)
    return ((ITEM, exercise.id), ("because", words)) if words else ((ITEM, exercise.id),)


def _cares(exercise: Exercise, codes: frozenset[str]) -> Iterator[AvoidNote]:
    for note in exercise.avoid_note:
        if note.code in codes and note.code not in exercise.avoid:
            yield note


def _item(exercise: Exercise, week: WeekPlan, today: date) -> PlanItem | None:
    """The exercise, or the activity that it is, in the running week: as it stands today, else at the end."""
    if today not in week.days:
        return None
    id_ = exercise.activity or exercise.id
    return next((item for item in week.items_on(today) if item.id == id_), week.latest(id_))
