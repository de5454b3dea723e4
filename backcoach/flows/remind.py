"""What is due now. It only reads: nothing is recorded, and no week is issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum

from backcoach.coach.limits import Medicine
from backcoach.coach.quiet import USUAL, QuietHours, quiet_while_asleep
from backcoach.coach.values import Disposition
from backcoach.coach.week import PlanItem
from backcoach.coach.withholding import LIBRARY, MOVING
from backcoach.flows.calendar import is_part_open
from backcoach.flows.calendar_times import SessionTime, session_times
from backcoach.flows.closed import as_it_goes_on
from backcoach.flows.daily import answer_with
from backcoach.flows.desk import Desk
from backcoach.flows.dose_guard import DoseWish, closed_altogether, rulings
from backcoach.flows.dose_next import board
from backcoach.flows.errors import NotStarted, Refused
from backcoach.flows.issuing import is_next_due
from backcoach.flows.lighter import flare_now, pause_now, said_of
from backcoach.flows.measures import week_due
from backcoach.flows.meds import MEDICINE_PART
from backcoach.flows.options import chosen
from backcoach.flows.plan import ItemState, PlanView, Withheld, plan_as_it_stands
from backcoach.flows.planned_doses import COMING
from backcoach.flows.status import check_in_by, is_logged_on
from backcoach.flows.thoughts import check_due_on
from backcoach.values import Value

SOON = timedelta(minutes=15)
"""A dose is due so long before it may be taken."""

LOG_BEFORE = timedelta(days=1)
"""After a bout the check-in of the week is due so long before its last day."""

WEEKLY = "backcoach screen --weekly"


class DueKind(Enum):
    """What sort of thing is due."""

    SIGN = "sign"
    SAFETY = "safety"
    CHECK_IN = "check_in"
    DOSE = "dose"
    SESSION = "session"
    LOOK_BACK = "look_back"
    NEXT_WEEK = "next_week"
    MEASURES = "measures"
    THOUGHTS = "thoughts"
    CHOICE = "choice"


class Due(Value):
    """One thing that is due: `see` is the command for it, `at` (local) since when or from when on, if known.

    A session holds its `items` and the `minutes` of a walk, a dose its `medicine` and `mg`.
    """

    kind: DueKind
    see: str
    at: datetime | date | None = None
    items: tuple[PlanItem, ...] = ()
    minutes: int | None = None
    medicine: Medicine | None = None
    mg: int | None = None


class Reminders(Value):
    """What is due at a moment. In quiet hours, and while a pause goes on, there is nothing.

    In a flare-up (`is_resting` too) only safety questions are. `disposition` stands whatever the hour is.
    """

    disposition: Disposition
    is_quiet: bool
    is_resting: bool
    quiet: QuietHours | None
    due: tuple[Due, ...]


def quiet_hours(desk: Desk) -> QuietHours:
    """The hours in which this person sleeps, as they said; else the usual ones."""
    profile = desk.profile()
    return quiet_while_asleep(profile.waking) if profile else USUAL


def reminders(desk: Desk, quiet: QuietHours | None) -> Reminders:
    """What is due now, unless these hours are quiet. Raises `NotStarted` where nothing is begun."""
    stands = desk.standing()
    if stands.screened is None:
        raise NotStarted("Nothing is started yet.", "Begin with: backcoach start")
    is_quiet = quiet is not None and quiet.holds_at(desk.moment.now)
    is_resting = pause_now(desk) is not None or flare_now(desk) is not None
    found = () if is_quiet else tuple(due_now(desk))
    return Reminders(stands.disposition, is_quiet, is_resting, quiet, found)


def due_now(desk: Desk) -> Iterator[Due]:
    """What is due whatever the hour. While a serious sign stands it is that alone.

    Raises `NotStarted` without a plan where there might be one.
    """
    stands = desk.standing()
    if stands.needs_assessment or not stands.disposition.allows_plan:
        yield Due(DueKind.SIGN, "backcoach status")
    elif pause_now(desk) is not None:
        return
    elif stands.is_stale:
        yield Due(DueKind.SAFETY, answer_with(desk, stands))
    elif not isinstance(view := plan_as_it_stands(desk), Withheld):
        yield from _of_plan(desk, view)


def _of_plan(desk: Desk, view: PlanView) -> Iterator[Due]:
    if view.is_review_due:
        yield Due(DueKind.SAFETY, WEEKLY)
    if view.flare is not None:
        return
    yield from _check_in(desk, view)
    yield from _doses(desk, view)
    yield from _sessions(desk, view)
    yield from _days(desk, view)


def _check_in(desk: Desk, view: PlanView) -> Iterator[Due]:
    today = desk.moment.today
    is_wanted = view.closed_on is None or today >= check_in_by(desk) - LOG_BEFORE
    if is_wanted and not is_logged_on(desk, today):
        yield Due(DueKind.CHECK_IN, "backcoach log", today)


def _doses(desk: Desk, view: PlanView) -> Iterator[Due]:
    """The regular dose that may be taken now or soon, once the guard has said so at this moment."""
    course = desk.course()
    if course is None or course.ended_at is not None or not is_part_open(view, MEDICINE_PART):
        return
    if closed_altogether(desk, course.medicine):
        return
    for planned_at, mg in _open_doses(desk, view):
        at = _allowed_at(desk, DoseWish(course.medicine, mg, desk.moment.now, is_taken=False))
        if at is not None and at <= desk.moment.now + SOON:
            from_at = planned_at if at <= desk.moment.now else max(planned_at, at)
            local = from_at.astimezone(desk.moment.now.tzinfo)
            yield Due(DueKind.DOSE, "backcoach dose next", local, medicine=course.medicine, mg=mg)
            return


def _open_doses(desk: Desk, view: PlanView) -> Iterator[tuple[datetime, int]]:
    """The regular doses of today that are near, or late and still to be taken: when planned, and mg."""
    late = board(desk).late
    passed = {one.planned_at for one in late if not one.is_to_take}
    to_take = {one.planned_at for one in late if one.is_to_take}
    for one in view.doses:
        is_coming = one.state == COMING[0] and one.local <= desk.moment.now + SOON
        is_open = is_coming or one.dose.at in to_take
        if is_open and one.dose.at not in passed and not one.dose.is_optional:
            yield one.dose.at, one.dose.mg


def _allowed_at(desk: Desk, wish: DoseWish) -> datetime | None:
    """When the guard allows a dose, now or later; None where it names no time."""
    try:
        (ruling,) = rulings(desk, [wish])
    except Refused:
        return None
    return wish.at if ruling.is_allowed else ruling.next_allowed_at


def _sessions(desk: Desk, view: PlanView) -> Iterator[Due]:
    """Of everything planned for today the first go that should have begun and is not done."""
    profile = desk.profile()
    if profile is None or not is_part_open(view, MOVING):
        return
    with_exercises = is_part_open(view, LIBRARY)
    states = {one.item.id: one for one in view.items if with_exercises or not one.item.is_exercise}
    items = tuple(one.item for one in states.values())
    goes, told = Counter[str](), set[str]()
    for one in session_times(items, desk.moment.today, profile.waking, desk.moment):
        left = tuple(item for item in one.items if goes[item.id] >= _goes_done(states[item.id]))
        goes.update(item.id for item in one.items)
        new = tuple(item for item in left if item.id not in told)
        if new and _has_begun(one, desk):
            told |= {item.id for item in new}
            yield Due(DueKind.SESSION, "backcoach plan", one.starts, new, _walk_minutes(one))


def _goes_done(state: ItemState) -> int:
    """How many goes of a day are done in full, by the amount that was logged of it."""
    item = state.item
    of_one = max(item.daily_amount // max(item.times_per_day, 1), 1)
    return (state.done or 0) // of_one


def _walk_minutes(one: SessionTime) -> int | None:
    return one.minutes if one.kind == "walk" else None


def _has_begun(one: SessionTime, desk: Desk) -> bool:
    return not isinstance(one.starts, datetime) or one.starts <= desk.moment.now


def _days(desk: Desk, view: PlanView) -> Iterator[Due]:
    """What is looked at on a day: the week, the thoughts, the measures, the choice of an option."""
    if view.is_look_back_due or (view.is_look_back_open and said_of(desk, view.week) is None):
        yield Due(DueKind.LOOK_BACK, "backcoach review", view.week.review_on)
    elif is_next_due(desk, as_it_goes_on(desk, view.week)):
        yield Due(DueKind.NEXT_WEEK, "backcoach plan")
    if week_due(desk):
        yield Due(DueKind.MEASURES, "backcoach measures")
    thoughts_on = check_due_on(desk) if view.closed_on is None else None
    if thoughts_on is not None:
        yield Due(DueKind.THOUGHTS, "backcoach thoughts", thoughts_on)
    choice = chosen(desk)
    if choice is not None and choice.is_due:
        yield Due(DueKind.CHOICE, "backcoach options", choice.look_on)


def may_be_moved(desk: Desk, quiet: QuietHours | None) -> bool:
    """Whether it may be said that it is time to move: nothing rests, is withheld, or is quiet."""
    if quiet is not None and quiet.holds_at(desk.moment.now):
        return False
    if pause_now(desk) is not None or flare_now(desk) is not None:
        return False
    view = plan_as_it_stands(desk)
    return isinstance(view, PlanView) and is_part_open(view, MOVING)
