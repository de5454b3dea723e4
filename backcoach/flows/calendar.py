"""What stands in a calendar: sessions, doses, and the days that matter. It decides nothing.

Only what is still allowed stands in it: while the plan rests nothing does, and a part that is withheld is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum

from backcoach.coach.course import Course, PlannedDose
from backcoach.coach.limits import Medicine
from backcoach.coach.measures import Asked
from backcoach.coach.open_medicine import is_day_to_check
from backcoach.coach.person import Waking
from backcoach.coach.regions import Contact
from backcoach.coach.thoughts import next_check_on
from backcoach.coach.timeline import Milestone
from backcoach.coach.week import WEEK_DAYS, PlanItem
from backcoach.coach.withholding import LIBRARY, MOVING
from backcoach.flows.calendar_times import session_times
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import closed_altogether, closed_at
from backcoach.flows.lighter import said_of
from backcoach.flows.meds import MEDICINE_PART
from backcoach.flows.plan import PlanView, Withheld, plan_view, planned_on
from backcoach.flows.planned_doses import COMING, doses_on
from backcoach.flows.signposts import bout_of
from backcoach.flows.thoughts import first_contacts
from backcoach.values import Value

DOSE_MINUTES = 5
"""So long a dose stands in a calendar: many show nothing of an event without a length."""

DAY_3 = timedelta(days=2)
"""From the first day of a course to the day on which it is looked whether it helps."""


class EventKind(Enum):
    """What sort of event it is."""

    WALK = "walk"
    ACTIVITY = "activity"
    EXERCISES = "exercises"
    TASK = "task"
    DOSE = "dose"
    DAY_3 = "day_3"
    TAPER = "taper"
    STOP = "stop"
    REVIEW = "review"
    THOUGHTS = "thoughts"
    MEASURES = "measures"
    ESCALATION = "escalation"


class Planned(Value):
    """One event: what (`kind`), when, and what it is about.

    `starts` is an aware local time, or a date for a whole day. `seed` names it: the same event of the same
    plan always has the same one, also when it is moved or changed. `week` is the number of a week, `names`
    are measures.
    """

    seed: str
    kind: EventKind
    starts: datetime | date
    minutes: int | None = None
    items: tuple[PlanItem, ...] = ()
    medicine: Medicine | None = None
    dose: PlannedDose | None = None
    milestone: Milestone | None = None
    contacts: tuple[Contact, ...] = ()
    week: int | None = None
    names: tuple[str, ...] = ()


class CalendarPlan(Value):
    """All events that are still to come, or, while the plan rests, why there are none."""

    events: tuple[Planned, ...]
    rests: Withheld | None = None


def calendar_plan(desk: Desk) -> CalendarPlan:
    """What stands in the calendar now. Issues the week that is due first.

    Raises `NotStarted` where there is no plan.
    """
    view = plan_view(desk)
    if isinstance(view, Withheld):
        return CalendarPlan((), view)
    found = (*_sessions(desk, view), *_course(desk, view), *_days(desk, view))
    return CalendarPlan(tuple(one for one in found if is_ahead(one.starts, desk)))


def is_ahead(starts: datetime | date, desk: Desk) -> bool:
    """Whether an event has not begun yet; one of a whole day is ahead on that day too."""
    if isinstance(starts, datetime):
        return starts > desk.moment.now
    return starts >= desk.moment.today


def is_part_open(view: PlanView, part: str) -> bool:
    """Whether anything is left of a part of the plan."""
    return view.withheld.part(part).verdict.rank > 0


def _sessions(desk: Desk, view: PlanView) -> Iterator[Planned]:
    """What is planned for today and for the rest of the week, as light as each day is."""
    profile, today = desk.profile(), desk.moment.today
    if profile is None or not is_part_open(view, MOVING):
        return
    with_exercises = is_part_open(view, LIBRARY)
    last = max(view.week.ends_on, today)
    for offset in range((last - today).days + 1):
        day = today + timedelta(days=offset)
        items = planned_on(desk, view.week, day)
        kept = tuple(one for one in items if with_exercises or not one.is_exercise)
        yield from _day(desk, kept, day, profile.waking)


def _day(desk: Desk, items: tuple[PlanItem, ...], day: date, waking: Waking) -> Iterator[Planned]:
    for one in session_times(items, day, waking, desk.moment):
        kind = EventKind(one.kind)
        yield Planned(one.seed, kind, one.starts, one.minutes, one.items)


def _course(desk: Desk, view: PlanView) -> Iterator[Planned]:
    """The doses that are still to come and the days of the course; nothing where the medicine is closed."""
    course = desk.course()
    if course is None or course.ended_at is not None or not course.doses:
        return
    if not is_part_open(view, MEDICINE_PART) or closed_altogether(desk, course.medicine):
        return
    doses = tuple(_doses(desk, course))
    yield from doses
    if doses or course.stop_on >= desk.moment.today:
        yield from _course_days(course)


def _course_days(course: Course) -> Iterator[Planned]:
    check_on = course.started_on + DAY_3
    days = {
        EventKind.DAY_3: check_on if is_day_to_check(course, check_on) else None,
        EventKind.TAPER: course.taper_on,
        EventKind.STOP: course.stop_on,
    }
    for kind, day in days.items():
        if day is not None:
            seed = f"{kind.value}:{course.medicine.value}:{course.started_on}"
            yield Planned(seed, kind, day, medicine=course.medicine)


def _doses(desk: Desk, course: Course) -> Iterator[Planned]:
    """The regular doses to come, each when it may be taken. Those for need only have no time of their own."""
    days = sorted({desk.moment.day_of(dose.at) for dose in course.doses})
    states = (one for day in days if day >= desk.moment.today for one in doses_on(desk, day))
    for one in states:
        if one.state not in COMING or one.dose.is_optional:
            continue
        if closed_at(desk, course.medicine, one.dose.at, ()):
            continue
        seed = f"dose:{course.medicine.value}:{one.dose.at:%Y%m%dT%H%M%SZ}"
        yield Planned(seed, EventKind.DOSE, one.local, DOSE_MINUTES, medicine=course.medicine, dose=one.dose)


def _days(desk: Desk, view: PlanView) -> Iterator[Planned]:
    """The days on which something is looked at: the week, the thoughts, the measures, the whole bout."""
    if said_of(desk, view.week) is None:
        week = view.week.number
        yield Planned(f"review:{week}", EventKind.REVIEW, view.week.review_on, week=week)
    if view.closed_on is None:
        yield from _thoughts(desk)
        yield from _escalations(desk)
    yield from _measures(desk)


def _thoughts(desk: Desk) -> Iterator[Planned]:
    profile, facts = desk.profile(), desk.book.activity.thoughts.facts
    day = desk.moment.today - timedelta(days=1)
    while profile is not None and (following := next_check_on(profile.onset_on, day, facts)) is not None:
        day = following
        yield Planned(f"thoughts:{day}", EventKind.THOUGHTS, day)


def _measures(desk: Desk) -> Iterator[Planned]:
    """The days on which measures of some weeks come back; those of the first day are over."""
    weeks = desk.weeks()
    wanted = [one for one in desk.book.measures.measures if one.asked is Asked.IN_WEEKS]
    for number in sorted({week for one in wanted for week in one.weeks if week} if weeks else ()):
        day = weeks[0].starts_on + timedelta(days=number * WEEK_DAYS)
        names = tuple(one.name for one in wanted if number in one.weeks)
        yield Planned(f"measures:{number}", EventKind.MEASURES, day, names=names)


def _escalations(desk: Desk) -> Iterator[Planned]:
    """When to see somebody if it is not better by then: the general milestone of each time still to come."""
    bout = bout_of(desk)
    if bout is None:
        return
    timed = [one for one in desk.book.screening.signposts.milestones if not one.is_any_time]
    general = {one.from_day: one for one in reversed(timed)}
    for from_day, one in sorted(general.items()):
        day = bout.onset_on + timedelta(days=from_day)
        if day > desk.moment.today and one.too_few:
            contacts = first_contacts(one.contacts, desk)
            yield Planned(f"milestone:{one.id}", EventKind.ESCALATION, day, milestone=one, contacts=contacts)
