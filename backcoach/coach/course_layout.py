"""How a course is laid out: days of each step under a cap, and clock times within the waking hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import count

from backcoach.coach.course import Step
from backcoach.coach.days import calendar_day
from backcoach.coach.limits import DAY_HOURS
from backcoach.coach.person import Waking
from backcoach.values import Value

REGULAR_DAYS = range(3, 6)
LONGEST_GAP_HOURS = 8
_SHORTEST_COURSE_DAYS = 3
_HOUR_MINUTES = 60
_ROUND_MINUTES = 5


class CourseDays(Value):
    """How many days each part of a course has."""

    regular: int
    step_1: int
    step_2: int

    @property
    def total(self) -> int:
        """All days of the course."""
        return self.regular + self.step_1 + self.step_2

    def step_of(self, day_number: int) -> Step:
        """The part day `day_number` (from 1) belongs to."""
        if day_number <= self.regular:
            return Step.REGULAR
        return Step.STEP_1 if day_number <= self.regular + self.step_1 else Step.STEP_2


def course_days(cap_days: int, regular_days: int = 3) -> CourseDays | None:
    """The days of each part under a cap of calendar days; None if the cap is too short for a course.

    Raises ValueError unless 3 to 5 regular days are asked for.
    """
    if regular_days not in REGULAR_DAYS:
        raise ValueError("regular_days must be 3, 4 or 5")
    if cap_days < _SHORTEST_COURSE_DAYS:
        return None
    step_2 = 1 if cap_days > _SHORTEST_COURSE_DAYS + 1 else 0
    return CourseDays(min(regular_days, cap_days - 1 - step_2), 1, step_2)


def daily_times(
    waking: Waking, doses: int, spacing_hours: int, longest_gap_hours: int = LONGEST_GAP_HOURS
) -> tuple[int, ...]:
    """Minutes after waking of at most `doses` doses: as many as fit without squeezing the spacing.

    The first is at waking, the last no later than bed, and the night leaves the spacing too.
    """
    spacing = spacing_hours * _HOUR_MINUTES
    span = min(_awake_minutes(waking), DAY_HOURS * _HOUR_MINUTES - spacing)
    fitting = min(doses, span // spacing + 1)
    if fitting <= 1:
        return (0,)
    widest = max(longest_gap_hours * _HOUR_MINUTES, spacing)
    gap = min(span // (fitting - 1) // _ROUND_MINUTES * _ROUND_MINUTES, widest)
    return tuple(number * gap for number in range(fitting))


def tapered_doses(step: Step, regular_doses: int) -> int:
    """How many doses a day of the step down has: half of them rounded up, then at most one."""
    return (regular_doses + 1) // 2 if step is Step.STEP_1 else 1


class Slot(Value):
    """A place for one dose: its instant (UTC), the bed time after it (UTC), and its day and step."""

    at: datetime
    bed_at: datetime
    day_number: int
    step: Step


class Layout(Value):
    """Everything that fixes the slots of a course."""

    waking: Waking
    zone: tzinfo
    days: CourseDays
    wanted_doses: int
    spacing_hours: int
    longest_gap_hours: int

    def times(self, step: Step) -> tuple[int, ...]:
        """Minutes after waking of the doses on a day of that step."""
        regular = self._times(self.wanted_doses)
        return regular if step is Step.REGULAR else self._times(tapered_doses(step, len(regular)))

    def _times(self, doses: int) -> tuple[int, ...]:
        return daily_times(self.waking, doses, self.spacing_hours, self.longest_gap_hours)

    def slots(self, start: datetime) -> Iterator[Slot]:
        """Every slot at or after `start` (UTC), day by day; day 1 is the first waking day with one.

        Where a clock change swallows the hour, a slot may come after its bed time.
        """
        first_on = first_waking_day(self, start)
        for number in range(1, self.days.total + 1):
            on, step = first_on + timedelta(days=number - 1), self.days.step_of(number)
            yield from (slot for slot in self.slots_on(on, number, step) if slot.at >= start)

    def slots_on(self, on: date, number: int, step: Step) -> Iterator[Slot]:
        """Every slot of day `number`, the waking day that begins on a date."""
        bed_at = self._instant(on, _awake_minutes(self.waking))
        for minutes in self.times(step):
            yield Slot(self._instant(on, minutes), bed_at, number, step)

    def last_slot_at(self, on: date) -> datetime:
        """The last regular slot (UTC) of the waking day that begins on a date."""
        return self._instant(on, self.times(Step.REGULAR)[-1])

    def _instant(self, on: date, minutes: int) -> datetime:
        wall = datetime.combine(on, self.waking.wake) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


def first_waking_day(layout: Layout, start: datetime) -> date:
    """The date on which the first waking day with a slot at or after `start` begins."""
    today = calendar_day(start, layout.zone)
    candidates = (today + timedelta(days=offset) for offset in count(-1))
    return next(on for on in candidates if layout.last_slot_at(on) >= start)


def _awake_minutes(waking: Waking) -> int:
    wake, bed = (one.hour * _HOUR_MINUTES + one.minute for one in (waking.wake, waking.bed))
    return (bed - wake) % (DAY_HOURS * _HOUR_MINUTES)
