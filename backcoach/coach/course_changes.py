"""What becomes of a course after it was issued: cut short, tightened, stepped down, up or back.

A change never edits a course; it makes the course that holds from now on. What was planned before the change
stays in it as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from backcoach.coach.course import Course, PlannedDose, longest_gap_hours, plan_guard
from backcoach.coach.course_layout import CourseDays, Layout, Step
from backcoach.coach.dosing import Dose, earliest_allowed
from backcoach.coach.limits import DAY_HOURS, REST_DAYS, DoseLimits, Medicine
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.open_medicine import DAY_3_CHECK, DAY_3_OPEN
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product
from backcoach.coach.values import Decision, Reason

STEP_DOWN, STEP_UP, STEP_BACK, TIGHTENED = "step_down", "step_up", "step_back", "tightened"
DAY_3_ASK, DAY_3_NO_BETTER = "day_3_ask", "day_3_no_better"
NO_COURSE, STOPPED, CLOSED = "no_course_runs", "course_stopped", "course_closed"
EARLY, OFFER, BEFORE = "step_down_early", "step_down_offer", "changed_before"
UP_WAIT, UP_NONE, BACK_NONE = "step_up_wait", "step_up_none", "step_back_none"
SIGNS_ASK, STOP_SIGN = "signs_ask", "stop_sign"

CHANGE_RULE_IDS = (
    *(STEP_DOWN, STEP_UP, STEP_BACK, TIGHTENED),
    *(DAY_3_ASK, DAY_3_NO_BETTER, NO_COURSE, STOPPED, CLOSED, EARLY, OFFER, BEFORE),
    *(UP_WAIT, UP_NONE, BACK_NONE, SIGNS_ASK, STOP_SIGN),
    *("stop_emergency", "stop_same_day", "stop_doctor", "stop_ask"),
)
"""The rules whose words the handbook must hold."""

_NEAR = timedelta(hours=3)
_DAY = timedelta(hours=DAY_HOURS)
_FIRST_STEP_DOWN_DAY = 2
_DOSES_TO_STEP_UP = 3
_Outcome = Decision[Course | None]


def ended(course: Course, at: datetime, on: date, why: str = "", *, was_taken: bool = True) -> Course:
    """The course as it stands once it was ended at an instant (aware) of the day `on`: nothing after that.

    `why` is the id of the rule that ended it. A course that is over already stays as it is. Where `was_taken`
    is false nothing can have been swallowed for it, and no days of rest follow.
    """
    if on > course.stop_on:
        return course
    doses = tuple(dose for dose in course.doses if dose.at <= at)
    taper_on = course.taper_on if course.taper_on is not None and course.taper_on <= on else None
    return replace(
        course,
        doses=doses,
        taper_on=taper_on,
        stop_on=on,
        next_course_on=on + timedelta(days=REST_DAYS + 1) if was_taken else on,
        tablets_needed=sum(dose.tablets for dose in doses),
        change=why or course.change,
        earlier_changes=course.changes if why else course.earlier_changes,
        ended_at=at,
    )


@dataclass(frozen=True, slots=True)
class Ground:
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
        if self.now.tzinfo is None:
            raise ValueError("now must be aware")
        return self.now.tzinfo

    def refusal(self, rule: str) -> _Outcome:
        """No change, and why."""
        return Decision(None, (self.book.reason(rule, product=self.product.id),))

    def day_of(self, at: datetime) -> date:
        """The date on which the waking day of an instant began."""
        local = at.astimezone(self.now.tzinfo)
        return local.date() if local.time() >= self.waking.wake else local.date() - timedelta(days=1)

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


def tightened(
    course: Course,
    limits: DoseLimits,
    product: Product,
    now: datetime,
    book: MedicineBook,
    taken: tuple[Dose, ...] = (),
) -> Course | None:
    """The running course held to `limits` as well from `now` (aware, the person's zone) on.

    Doses become smaller or are left out; none is moved, added or made larger. The same course where nothing
    changes, None where nothing of it is left. `taken` are the doses taken, of any medicine. Raises ValueError
    for limits of another medicine.
    """
    joined = course.limits.join(limits)
    if joined == course.limits:
        return course
    last_on = min(course.stop_on, course.started_on + timedelta(days=joined.cap_days - 1))
    kept = tuple(dose for dose in course.doses if dose.at <= now)
    coming = [
        dose for dose in course.doses if dose.at > now and dose.at.astimezone(now.tzinfo).date() <= last_on
    ]
    known, left = [*taken, *_unlogged(kept, taken, course.medicine)], list[PlannedDose]()
    for dose in coming:
        mg = _whole_mg(min(dose.mg, joined.single_max_mg, joined.daily_max_mg), product)
        if mg and earliest_allowed(mg, known, plan_guard(joined), dose.at) == dose.at:
            known.append(Dose(course.medicine, mg, dose.at))
            left.append(replace(dose, mg=mg, tablets=mg // product.strength_mg))
    if not left:
        return None
    reason = book.reason(TIGHTENED, product=product.id)
    tighter = replace(course, limits=joined, last_possible_on=last_on)
    return _changed(tighter, TIGHTENED, (*kept, *left), reason, now)


def _whole_mg(mg: int, product: Product) -> int:
    """That much in whole tablets; 0 where it is less than one dose may be."""
    whole_mg = mg // product.strength_mg * product.strength_mg
    return whole_mg if whole_mg >= product.dose_min_mg else 0


@dataclass(frozen=True, slots=True)
class _Doses:
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
    changed = _changed(course, rule, (*kept, *new), reason, ground.now)
    return Decision(changed, (reason,))


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
    known = [*ground.taken, *_unlogged(kept, ground.taken, course.medicine)]
    today, today_on = ground.number_of(course, ground.now), ground.day_of(ground.now)
    for number, step in sorted(steps.items()):
        for slot in layout.slots_on(today_on + timedelta(days=number - today), number, step):
            if slot.at < ground.now:
                continue
            at = earliest_allowed(mg, known, plan_guard(course.limits), slot.at)
            is_late = at is None or at > slot.bed_at or at.astimezone(ground.now.tzinfo).date() > last_on
            if at is not None and not is_late:
                known.append(Dose(course.medicine, mg, at))
                tablets = mg // ground.product.strength_mg
                yield PlannedDose(at, mg, tablets, step, number, step is Step.STEP_2)


def _unlogged(
    planned: tuple[PlannedDose, ...], taken: tuple[Dose, ...], medicine: Medicine
) -> Iterator[Dose]:
    """Planned doses that no taken one is near to: they count as taken, since nobody knows."""
    own = [dose.taken_at for dose in taken if dose.medicine is medicine]
    for dose in planned:
        if not any(abs(at - dose.at) <= _NEAR for at in own):
            yield Dose(medicine, dose.mg, dose.at)


def _changed(
    course: Course, rule: str, doses: tuple[PlannedDose, ...], reason: Reason, now: datetime
) -> Course:
    """The course with other doses, and all that follows from them."""
    stop_on = doses[-1].at.astimezone(now.tzinfo).date()
    return replace(
        course,
        doses=doses,
        taper_on=_taper_on(doses, now),
        stop_on=stop_on,
        next_course_on=stop_on + timedelta(days=REST_DAYS + 1),
        tablets_needed=sum(dose.tablets for dose in doses),
        reasons=(*course.reasons, reason),
        change=rule,
        earlier_changes=course.changes,
    )


def _taper_on(doses: tuple[PlannedDose, ...], now: datetime) -> date | None:
    """The first day of step 1 that no regular day follows."""
    last_regular = max((dose.at for dose in doses if dose.step is Step.REGULAR), default=None)
    later = (d.at for d in doses if d.step is Step.STEP_1 and (last_regular is None or d.at > last_regular))
    first = min(later, default=None)
    return first.astimezone(now.tzinfo).date() if first else None


def needs_day_3(course: Course) -> bool:
    """Whether the pack's leaflet sends people to a doctor who are no better by day 3."""
    return any(reason.rule == DAY_3_CHECK for reason in course.reasons)


def day_3_of(course: Course) -> date:
    """The third calendar day of the course; the first counts in full."""
    return course.started_on + timedelta(days=2)


def waiting_for_day_3(course: Course, now: datetime, *, is_answered: bool) -> Course:
    """The course without its doses after day 3, where the pack needs that answer and it was not given.

    `now` is aware and in the person's zone. With the answer the rest of the course holds again.
    """
    on = day_3_of(course)
    if is_answered or not needs_day_3(course) or now.date() <= on:
        return course
    at = datetime.combine(on + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return ended(course, at, on, DAY_3_OPEN)
