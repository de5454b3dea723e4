"""The dated plan for one medicine: regular days at clock times, the step down, the stop date.

Times are laid out on the person's own clock; then every dose passes the same guard as a dose that is really
taken, on true hours, so a clock change or an earlier dose can only move a dose later or drop it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from backcoach.coach.course import Course, PlannedDose, Step
from backcoach.coach.course_layout import LONGEST_GAP_HOURS, CourseDays, Layout, Slot, course_days
from backcoach.coach.days import calendar_day, zone_of
from backcoach.coach.dosing import Dose, earliest_allowed
from backcoach.coach.limits import (
    NSAID_DAYS,
    NSAID_WINDOW_DAYS,
    REST_DAYS,
    DoseLimits,
    Medicine,
    PersonalLimits,
)
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.person import Waking
from backcoach.coach.regions import Product, limits_for
from backcoach.coach.values import Decision, Reason
from backcoach.values import Value, replace

_LONGEST_GAP_NAPROXEN_HOURS = 12


def longest_gap_hours(medicine: Medicine) -> int:
    """The longest gap between two doses of a day: naproxen works for longer."""
    return _LONGEST_GAP_NAPROXEN_HOURS if medicine is Medicine.NAPROXEN else LONGEST_GAP_HOURS


def build_course(
    product: Product,
    limits: DoseLimits,
    waking: Waking,
    now: datetime,
    book: MedicineBook,
    *,
    regular_days: int = 3,
    first_dose_not_before: datetime | None = None,
    taken: tuple[Dose, ...] = (),
) -> Decision[Course | None]:
    """The course from `now` (aware; its zone is the person's), or None with the reasons why there is none.

    `limits` can only tighten those of the product; `taken` are the doses already taken, of any medicine.
    Raises ValueError for limits of another medicine, an instant that is not aware, or regular days
    outside 3 to 5.
    """
    strict, zone = _clamped(product, limits), zone_of(now)
    mg = _dose_mg(product, strict)
    if not product.may_be_planned or mg is None:
        return Decision(None, (book.reason("no_dose_fits", product=product.id),))
    not_before = max(now, first_dose_not_before or now)
    start = earliest_allowed(mg, taken, strict.for_plan, not_before) or not_before
    draft = _Draft(product, strict, mg, waking, zone, start, taken, regular_days)
    days = course_days(draft.days_left, regular_days)
    if days is None:
        inputs = {"cap_days": strict.cap_days, "days_left": draft.days_left}
        return Decision(None, (book.reason("too_few_days", **inputs),))
    course = draft.course(days, book)
    return Decision(course, course.reasons)


class _Draft(Value):
    """Everything a course is made from, once it is known that a dose fits."""

    product: Product
    limits: DoseLimits
    mg: int
    waking: Waking
    zone: tzinfo
    start: datetime
    taken: tuple[Dose, ...]
    regular_days: int

    @property
    def wanted_doses(self) -> int:
        """Doses on a regular day before the waking hours are looked at."""
        amount_mg = min(self.product.plan_default_daily_mg, self.limits.daily_max_mg)
        return min(amount_mg // self.mg, self.limits.doses_24h)

    @property
    def first_on(self) -> date:
        """The calendar date of the first slot."""
        return self._local_date(next(self._layout(CourseDays(1, 0, 0)).slots(self.start)).at)

    @property
    def days_left(self) -> int:
        """Calendar days a course may have, less those already used."""
        own = {
            self._local_date(dose.taken_at) for dose in self.taken if dose.medicine is self.product.medicine
        }
        cap_days = self.limits.cap_days - _run_before(self.first_on, own)
        return min(cap_days, self._nsaid_days_left()) if self.product.medicine.is_nsaid else cap_days

    def _nsaid_days_left(self) -> int:
        oldest = self.first_on - timedelta(days=NSAID_WINDOW_DAYS)
        used = {self._local_date(dose.taken_at) for dose in self.taken if dose.medicine.is_nsaid}
        return NSAID_DAYS - sum(oldest < on < self.first_on for on in used)

    def course(self, days: CourseDays, book: MedicineBook) -> Course:
        """The course of that many days."""
        layout = self._layout(days)
        doses = tuple(self._planned(layout))
        taper = (self._local_date(dose.at) for dose in doses if dose.step is Step.STEP_1)
        stop_on = self._local_date(doses[-1].at)
        return Course(
            medicine=self.product.medicine,
            product_id=self.product.id,
            started_on=self._local_date(doses[0].at),
            taper_on=next(taper, None),
            stop_on=stop_on,
            next_course_on=stop_on + timedelta(days=REST_DAYS + 1),
            doses=doses,
            tablets_needed=sum(dose.tablets for dose in doses),
            limits=self.limits,
            reasons=tuple(self._reasons(layout, doses, book)),
            last_possible_on=self.first_on + timedelta(days=self.days_left - 1),
        )

    def _layout(self, days: CourseDays) -> Layout:
        longest = longest_gap_hours(self.product.medicine)
        spacing = self.limits.plan_spacing_hours
        return Layout(self.waking, self.zone, days, self.wanted_doses, spacing, longest)

    def _planned(self, layout: Layout) -> Iterator[PlannedDose]:
        """The slots that pass the guard: moved later where they must be, dropped past bed or the last day."""
        last_on = self.first_on + timedelta(days=layout.days.total - 1)
        doses = self.taken
        for slot in layout.slots(self.start):
            at = earliest_allowed(self.mg, doses, self.limits.for_plan, slot.at)
            if at is not None and at <= slot.bed_at and self._local_date(at) <= last_on:
                doses = (*doses, Dose(self.product.medicine, self.mg, at))
                yield self._dose(slot, at)

    def _dose(self, slot: Slot, at: datetime) -> PlannedDose:
        tablets = self.mg // self.product.strength_mg
        return PlannedDose(at, self.mg, tablets, slot.step, slot.day_number, slot.step is Step.STEP_2)

    def _reasons(
        self, layout: Layout, doses: tuple[PlannedDose, ...], book: MedicineBook
    ) -> Iterator[Reason]:
        days, planned = layout.days, {dose.at for dose in doses}
        yield book.reason(
            "course_days",
            cap_days=self.limits.cap_days,
            regular_days=days.regular,
            step_1_days=days.step_1,
            step_2_days=days.step_2,
        )
        fitting = len(layout.times(Step.REGULAR))
        holds = {
            "fewer_regular_days": days.regular < self.regular_days,
            "recent_days": self.days_left < self.limits.cap_days,
            "fewer_doses_awake": fitting < self.wanted_doses,
            "personal_limit": self.limits.own != PersonalLimits(),
            "shifted_doses": any(slot.at not in planned for slot in layout.slots(self.start)),
            "day_3_check": self.product.needs_day_3_check,
        }
        yield from (book.reason(rule, product=self.product.id) for rule, is_so in holds.items() if is_so)

    def _local_date(self, at: datetime) -> date:
        return calendar_day(at, self.zone)


def _run_before(on: date, days: set[date]) -> int:
    """How many days in a row, ending the day before `on`, are among `days`."""
    length = 0
    while on - timedelta(days=length + 1) in days:
        length += 1
    return length


def _dose_mg(product: Product, limits: DoseLimits) -> int | None:
    """The planned amount of one dose in whole tablets; None if every dose of this pack is too large."""
    return product.whole_mg(min(product.plan_dose_mg, limits.single_max_mg, limits.daily_max_mg)) or None


def _clamped(product: Product, limits: DoseLimits) -> DoseLimits:
    """The limits, never looser than those of the product."""
    if limits.medicine is not product.medicine:
        raise ValueError("the limits are those of another medicine")
    given = PersonalLimits(
        limits.single_max_mg,
        limits.daily_max_mg,
        limits.spacing_hours,
        limits.doses_24h,
        limits.cap_days,
    )
    strict = limits_for(product, given)
    gap_hours = max(strict.plan_spacing_hours, limits.plan_spacing_hours)
    return replace(strict, plan_spacing_hours=gap_hours, own=limits.own)
