"""A running course stepped down, up or back, as a person wishes: its days from now on laid out anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from backcoach.coach.course import Course, PlannedDose, Step
from backcoach.coach.course_changes import (
    BACK_NONE,
    BEFORE,
    EARLY,
    NO_COURSE,
    STEP_BACK,
    STEP_DOWN,
    STEP_UP,
    UP_NONE,
    UP_WAIT,
    changed,
)
from backcoach.coach.course_layout import CourseDays, Layout
from backcoach.coach.course_plan import longest_gap_hours
from backcoach.coach.course_tightening import unlogged
from backcoach.coach.days import calendar_day, day_of, zone_of
from backcoach.coach.dosing import Dose, earliest_allowed
from backcoach.coach.limits import DAY_HOURS, Medicine
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product
from backcoach.coach.values import Decision
from backcoach.values import Value

_DAY = timedelta(hours=DAY_HOURS)
_FIRST_STEP_DOWN_DAY = 2
_DOSES_TO_STEP_UP = 3
_Outcome = Decision[Course | None]


class Ground(Value):
    """What a change is laid out on: the pack, the waking hours, the doses taken of any medicine, the words.

    `now` is aware and in the person's zone.
    """

    product: Product
    waking: Waking
    now: datetime
    taken: tuple[Dose, ...]
    book: MedicineBook

    @property
    def zone(self) -> tzinfo:
        """The person's zone. Raises ValueError for a moment that is not aware."""
        return zone_of(self.now)

    def refusal(self, rule: str) -> _Outcome:
        """No change, and why."""
        return Decision(None, (self.book.reason(rule, product=self.product.id),))

    def day_of(self, at: datetime) -> date:
        """The date on which the waking day of an instant began."""
        return day_of(at.astimezone(self.now.tzinfo), self.waking.wake)

    def number_of(self, course: Course, at: datetime) -> int:
        """Which waking day of the course an instant belongs to; 1 is the first."""
        first = course.doses[0]
        return (self.day_of(at) - self.day_of(first.at)).days + first.day_number

    def is_running(self, course: Course) -> bool:
        """Whether the course has begun, and is not over; its last day belongs to it."""
        is_begun = any(dose.at <= self.now for dose in course.doses)
        return is_begun and not course.is_over_at(self.now)


def stepped_down(course: Course, ground: Ground) -> _Outcome:
    """Step 1 from tomorrow on, then step 2 if a day is left for it; never longer than it was.

    Only from day 2 on, and only where tomorrow would be another day of regular doses.
    """
    if not ground.is_running(course):
        return ground.refusal(NO_COURSE)
    today, steps = ground.number_of(course, ground.now), _steps(course)
    if today < _FIRST_STEP_DOWN_DAY or steps.get(today + 1) is not Step.REGULAR:
        return ground.refusal(EARLY)
    days = {today + 1: Step.STEP_1, today + 2: Step.STEP_2}
    last_number = course.doses[-1].day_number
    wanted = {number: step for number, step in days.items() if number <= last_number}
    return _relaid(course, ground, STEP_DOWN, wanted, last_on=course.stop_on)


def stepped_up(course: Course, ground: Ground) -> _Outcome:
    """A little more from now on, once, 24 to 48 hours after the first dose.

    400 mg for 200 mg of ibuprofen, or 4 doses of paracetamol for 3, where every limit and the waking hours
    leave room for it.
    """
    if not ground.is_running(course):
        return ground.refusal(NO_COURSE)
    if {STEP_UP, STEP_DOWN, STEP_BACK} & set(course.changes):
        return ground.refusal(BEFORE)
    today, steps = ground.number_of(course, ground.now), _steps(course)
    since = ground.now - course.doses[0].at
    if not _DAY <= since <= 2 * _DAY or steps.get(today) is not Step.REGULAR:
        return ground.refusal(UP_WAIT)
    more = _more(course, ground)
    if more is None:
        return ground.refusal(UP_NONE)
    left = {number: step for number, step in steps.items() if number >= today}
    return _relaid(course, ground, STEP_UP, left, doses=more, last_on=course.stop_on)


def stepped_back(course: Course, ground: Ground) -> _Outcome:
    """One step back from now on, once, while the doses step down and the caps leave the days for it."""
    if not ground.is_running(course):
        return ground.refusal(NO_COURSE)
    if STEP_BACK in course.changes:
        return ground.refusal(BEFORE)
    today, last_on = ground.number_of(course, ground.now), course.last_possible_on or course.stop_on
    step = _steps(course).get(today)
    left = (last_on - ground.day_of(ground.now)).days
    if step is Step.STEP_1 and left > 0:
        days = {today: Step.REGULAR, today + 1: Step.STEP_1, today + 2: Step.STEP_2}
    elif step is Step.STEP_2:
        days = {today: Step.STEP_1, today + 1: Step.STEP_2}
    else:
        return ground.refusal(BACK_NONE)
    wanted = {number: one for number, one in days.items() if number <= today + left}
    return _relaid(course, ground, STEP_BACK, wanted, last_on=last_on)


class _Doses(Value):
    """How much a dose is, and how many there are on a regular day."""

    mg: int
    a_day: int


def _present(course: Course) -> _Doses:
    counts: dict[int, int] = {}
    for dose in course.doses:
        if dose.step is Step.REGULAR:
            counts[dose.day_number] = counts.get(dose.day_number, 0) + 1
    return _Doses(course.doses[-1].mg, max(counts.values(), default=1))


def _more(course: Course, ground: Ground) -> _Doses | None:
    """One step more, where all limits and the waking hours hold it; None where they do not."""
    now, limits = _present(course), course.limits
    if course.medicine is Medicine.IBUPROFEN:
        more = _Doses(2 * now.mg, now.a_day)
        fits = now.mg == ground.product.dose_min_mg and more.mg <= ground.product.dose_max_mg
    else:
        more = _Doses(now.mg, now.a_day + 1)
        layout = _layout(course, ground, more.a_day)
        fits = course.medicine is Medicine.PARACETAMOL and now.a_day == _DOSES_TO_STEP_UP
        fits = fits and len(layout.times(Step.REGULAR)) == more.a_day
    is_within = more.mg <= limits.single_max_mg and more.a_day <= limits.doses_24h
    return more if fits and is_within and more.mg * more.a_day <= limits.daily_max_mg else None


def _steps(course: Course) -> dict[int, Step]:
    """The step of each waking day that has a dose."""
    return {dose.day_number: dose.step for dose in course.doses}


def _layout(course: Course, ground: Ground, doses_a_day: int) -> Layout:
    return Layout(
        ground.waking,
        ground.zone,
        CourseDays(1, 0, 0),
        doses_a_day,
        course.limits.plan_spacing_hours,
        longest_gap_hours(course.medicine),
    )


def _relaid(
    course: Course,
    ground: Ground,
    rule: str,
    steps: Mapping[int, Step],
    *,
    last_on: date,
    doses: _Doses | None = None,
) -> _Outcome:
    """The course with its days from the first of `steps` on laid out anew, no dose of them before now."""
    doses, first = doses or _present(course), min(steps)
    kept = tuple(dose for dose in course.doses if dose.at <= ground.now or dose.day_number < first)
    layout = _layout(course, ground, doses.a_day)
    new = tuple(_laid_out(course, ground, layout, kept, steps, doses.mg, last_on))
    if not new:
        return ground.refusal(NO_COURSE)
    reason = ground.book.reason(rule, product=ground.product.id)
    return Decision(changed(course, rule, (*kept, *new), reason, ground.now), (reason,))


def _laid_out(
    course: Course,
    ground: Ground,
    layout: Layout,
    kept: tuple[PlannedDose, ...],
    steps: Mapping[int, Step],
    mg: int,
    last_on: date,
) -> Iterator[PlannedDose]:
    """The slots from now on that pass the guard beside what was taken, and what is planned before them."""
    known = [*ground.taken, *unlogged(kept, ground.taken, course.medicine)]
    today, today_on = ground.number_of(course, ground.now), ground.day_of(ground.now)
    for number, step in sorted(steps.items()):
        for slot in layout.slots_on(today_on + timedelta(days=number - today), number, step):
            if slot.at < ground.now:
                continue
            at = earliest_allowed(mg, known, course.limits.for_plan, slot.at)
            is_late = at is None or at > slot.bed_at or calendar_day(at, ground.now.tzinfo) > last_on
            if at is not None and not is_late:
                known.append(Dose(course.medicine, mg, at))
                tablets = mg // ground.product.strength_mg
                yield PlannedDose(at, mg, tablets, step, number, step is Step.STEP_2)
