"""Looking back at entries: a day with what became of each, or one with everything that corrected it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from backcoach.coach.correcting import Corrected, Line, Restored, State, copies
from backcoach.coach.course import NEAR
from backcoach.coach.done import Session
from backcoach.coach.medicine_record import DoseSkipped
from backcoach.coach.record import AnswerGiven, CheckIn, DoseTaken, Entry, SittingEnded
from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.flows.chronicle import Chronicle, action_of, chronicle, chronicle_of_day, shown_id
from backcoach.flows.correcting import WHY_UNDONE
from backcoach.flows.desk import Desk
from backcoach.flows.kinds import KINDS
from backcoach.flows.plan import planned_on
from backcoach.flows.taken import last_course
from backcoach.journal.journal import Voided
from backcoach.values import Value

NAMES = {kind: name for name, kind in KINDS.items()}
MARKERS = (Voided, Corrected, Restored)
"""Lines that say something about another one; they are told with that one."""

SINGLE = (AnswerGiven, SittingEnded)
"""Single answers, of which one sitting has many."""


class Kept(Value):
    """An entry with what became of it: `by` is what corrected, voided or brought it back, `why` why."""

    entry: Entry[Any]
    short: str
    kind: str
    state: State
    by: str | None = None
    why: str = ""
    is_back: bool = False


class DayKept(Value):
    """The entries of a day, in order of time. `left_out` counts single answers and passing versions.

    `earlier` counts those of the same day before the first one here.
    """

    day_on: date
    kept: tuple[Kept, ...]
    left_out: int
    earlier: int = 0


class Planned(Value):
    """What was planned of one thing against what the entry tells, both in words; None where nothing was."""

    about: str
    planned: str | None
    actual: str


class Story(Value):
    """One entry, all versions of it in order, the first one first, and what was planned against it."""

    asked: Kept
    versions: tuple[Kept, ...]
    planned: tuple[Planned, ...]


def day_history(desk: Desk, day_on: date, *, is_whole: bool = False, most: int | None = None) -> DayKept:
    """The entries of a day, the last ones where there are more than `most` of them.

    With `is_whole` single answers and passing versions too.
    """
    record = chronicle_of_day(desk, day_on)
    of_day = [one for one in record.entries if one.day_on == day_on and not isinstance(one.body, MARKERS)]
    shown = [one for one in of_day if is_whole or not _is_passing(one, record)]
    ordered = sorted(shown, key=lambda one: (one.at, one.place))
    last = ordered if most is None else ordered[-most:]
    kept = tuple(kept_of(desk, record, one) for one in last)
    return DayKept(day_on, kept, len(of_day) - len(shown), len(shown) - len(kept))


def story_of(desk: Desk, entry: Entry[Any]) -> Story:
    """One entry, everything that stood in its place, and what was planned against what counts now."""
    record = chronicle(desk)
    standing = record.versions(entry.id)
    chain = [kept_of(desk, record, one) for one in _chain(record, entry)]
    asked = next(one for one in chain if one.entry.id == entry.id)
    return Story(asked, tuple(chain), tuple(_planned(desk, standing[-1] if standing else entry)))


def kept_of(desk: Desk, record: Chronicle, entry: Entry[Any]) -> Kept:
    """An entry with what became of it."""
    state = record.states[entry.id]
    by, why, is_back = _by(record, entry, state)
    return Kept(entry, shown_id(desk, entry.id), NAMES[type(entry.body)], state, by, why, is_back)


def _by(record: Chronicle, entry: Entry[Any], state: State) -> tuple[str | None, str, bool]:
    if state is State.CURRENT:
        return None, "", False
    later = [one for one in record.lines if one.supersedes == entry.id]
    if state is State.CORRECTED:
        standing = [one for one in later if record.states.get(one.id, State.VOIDED) is not State.VOIDED]
        return standing[-1].id, _why_corrected(record, entry.id), False
    back = copies(record.lines).get(entry.id)
    void = next(one for one in later if one.is_void)
    why = record.by_id[void.id].body.why
    return back or void.id, "" if why == WHY_UNDONE else why, back is not None


def _why_corrected(record: Chronicle, entry_id: str) -> str:
    bodies = (one.body for one in record.entries)
    said = [body.why for body in bodies if isinstance(body, Corrected) and body.entry == entry_id]
    return said[-1] if said else ""


def _is_passing(entry: Entry[Any], record: Chronicle) -> bool:
    """Whether it is a single answer, or a version that the same command put a later one in the place of."""
    if isinstance(entry.body, SINGLE):
        return True
    later = (record.by_id[one.id] for one in record.lines if one.supersedes == entry.id and not one.is_void)
    return any(action_of(one) == action_of(entry) for one in later)


def _chain(record: Chronicle, entry: Entry[Any]) -> tuple[Entry[Any], ...]:
    """Every version that is tied to an entry by a correction or by bringing back, in order."""
    again = copies(record.lines)
    ties = [_ties(one, again) for one in record.lines if not one.is_void]
    tied, before = {entry.id}, set[str]()
    while tied != before:
        before = set(tied)
        tied.update(*(some for some in ties if some & before))
    return tuple(one for one in record.entries if one.id in tied)


def _ties(line: Line, again: dict[str, str]) -> set[str]:
    return {line.id, line.supersedes or line.id, again.get(line.id, line.id)}


def _planned(desk: Desk, entry: Entry[Any]) -> Iterator[Planned]:
    """What was planned for what an entry tells; nothing while the plan rests."""
    body = entry.body
    if not desk.standing().is_plan_allowed:
        return
    if isinstance(body, CheckIn) and body.done is not None:
        yield from (_item(desk, entry.day_on, one.item, one.amount) for one in body.done)
    if isinstance(body, Session):
        yield _item(desk, entry.day_on, body.item, body.amount)
    if isinstance(body, DoseTaken):
        yield _dose(desk, entry)
    if isinstance(body, DoseSkipped):
        at = body.planned_at.astimezone(desk.moment.now.tzinfo)
        yield Planned(body.medicine.value, f"{at:%a %d %b %H:%M}", "left out")


def _item(desk: Desk, day_on: date, id_: str, amount: int) -> Planned:
    weeks = [week for week in desk.weeks() if week.starts_on <= day_on <= week.ends_on]
    item = _of_day(desk, weeks[-1], day_on, id_) if weeks else None
    unit = "min" if desk.book.activity.exercise(id_) is None else "times"
    return Planned(_label(desk, id_), f"{item.daily_amount} {unit}" if item else None, f"{amount} {unit}")


def _of_day(desk: Desk, week: WeekPlan, day_on: date, id_: str) -> PlanItem | None:
    return next((one for one in planned_on(desk, week, day_on) if one.id == id_), None)


def _label(desk: Desk, id_: str) -> str:
    exercise, kind = desk.book.activity.exercise(id_), desk.book.activity.type(id_)
    return exercise.name if exercise else kind.label if kind else id_


def _dose(desk: Desk, entry: Entry[DoseTaken]) -> Planned:
    """The planned dose nearest to a dose that was taken, if one is near."""
    zone = desk.moment.now.tzinfo
    course = last_course(desk, entry.body.medicine)
    near = [one for one in (course.doses if course else ()) if abs(one.at - entry.at) <= NEAR]
    nearest = min(near, key=lambda one: abs(one.at - entry.at), default=None)
    planned = f"{nearest.mg} mg, {nearest.at.astimezone(zone):%a %H:%M}" if nearest else None
    actual = f"{entry.body.mg} mg, {entry.at.astimezone(zone):%a %H:%M}"
    return Planned(entry.body.medicine.value, planned, actual)
