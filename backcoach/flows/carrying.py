"""What goes along into an older record that is put back, so that nothing is allowed by forgetting it.

Only what narrows: signs that stand, what was swallowed, what closed or ended a medicine, flare-ups. What
opened something (a clean screening, a pharmacist's yes, a course) has to be told again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backcoach.coach.activity_record import FlareDeclared, FlareRepeated
from backcoach.coach.calendar_record import CalendarExported
from backcoach.coach.course import Course
from backcoach.coach.course_changes import CLOSED, DAY_3_ASK
from backcoach.coach.medicine_record import (
    CourseEnded,
    MedicineClosed,
    Prescribed,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.record import Assessed, DoseTaken, Entry, Screened, ScreeningDue
from backcoach.coach.rescreening import RESTORED
from backcoach.coach.standing import is_settling
from backcoach.coach.values import POSITIVE
from backcoach.flows.desk import Desk
from backcoach.journal.codec import Draft, body_text

CARRIED = (
    DoseTaken,
    PrescribedTaken,
    Prescribed,
    MedicineClosed,
    CourseEnded,
    FlareDeclared,
    FlareRepeated,
    ScreeningDue,
    CalendarExported,
)
"""Kinds that only narrow: every entry of them that the older record does not know goes along.

What calendars held goes along so that it can still be called off.
"""


def carry(present: Desk | None, older: Desk) -> tuple[Entry[Any], ...]:
    """Write into the older record what has to go along, and that all safety questions are due again.

    `present` is None where the record that is replaced cannot be read. Each entry keeps its own time. Returns
    those that went along.
    """
    missing = tuple(sorted(_missing(present, older), key=lambda entry: entry.place)) if present else ()
    if present:
        _take_along(missing, present, older)
    _end_course(present, older)
    older.keep(ScreeningDue(RESTORED))
    return missing


def _missing(present: Desk, older: Desk) -> Iterator[Entry[Any]]:
    """What narrows in the present record and is not in the older one."""
    known = {_key(entry) for entry in (*older.journal.history(), *older.whole_history().screenings)}
    for entry in _narrowing(present):
        if older.journal.find(entry.id) is None and _key(entry) not in known:
            yield entry


def _narrowing(present: Desk) -> Iterator[Entry[Any]]:
    for kind in CARRIED:
        yield from present.journal.entries(kind)
    signs = present.journal.entries(SignsAnswered)
    yield from (said for said in signs if _is_sign(said.body.answers))
    effects = present.journal.entries(SideEffectsAnswered)
    yield from (said for said in effects if _is_sign(said.body.answers))
    yield from standing_screenings(present)
    rules = present.book.screening.rescreening
    yield from (
        one
        for one in present.journal.entries(Assessed)
        if one.body.finding and not is_settling(one.body, rules)
    )


def standing_screenings(desk: Desk) -> tuple[Entry[Screened], ...]:
    """The results that let the plan rest now: the grave ones, and what was told since all was last asked."""
    in_order = desk.whole_history().in_order()
    full = [place for place, entry in enumerate(in_order) if entry.body.is_full]
    since = in_order[full[-1] if full else 0 :]
    told = [entry for entry in since if not entry.body.is_plan_allowed]
    return tuple({id(entry.body): entry for entry in (*desk.standing().grave, *told)}.values())


def _is_sign(answers: dict[str, Any]) -> bool:
    return any(answer in POSITIVE for name, answer in answers.items() if name != DAY_3_ASK)


def _key(entry: Entry[Any]) -> tuple[object, ...]:
    """What makes two entries the same also where one was carried over under another id."""
    return type(entry.body), entry.at, entry.recorded_at, entry.day_on, body_text(entry.body)


def _take_along(missing: tuple[Entry[Any], ...], present: Desk, older: Desk) -> None:
    """Write entries with what they corrected, under their own ids, so that other machines know them again."""
    for entry in sorted(_with_corrected(missing, present, older), key=lambda one: one.place):
        if _is_stored(entry, present):
            older.journal.take_along(present.journal, [entry.id])
        else:  # what came of a sitting that broke off stands in no record yet
            draft = Draft(entry.body, entry.at, entry.zone, entry.day_on, content_digest=entry.content_digest)
            older.journal.append([draft], entry.recorded_at)


def _with_corrected(missing: tuple[Entry[Any], ...], present: Desk, older: Desk) -> tuple[Entry[Any], ...]:
    """Entries, and what they corrected as far as the older record does not know it, each once."""
    stored = [entry for entry in missing if _is_stored(entry, present)]
    corrected = (version for entry in stored for version in _chain(entry, present))
    found = {one.id: one for one in corrected if older.journal.find(one.id) is None}
    return (*found.values(), *(entry for entry in missing if entry not in stored))


def _chain(entry: Entry[Any], desk: Desk) -> Iterator[Entry[Any]]:
    """An entry, what it corrected, and so on; what was taken back of that as well."""
    version: Entry[Any] | None = entry
    while version is not None:
        yield version
        version = desk.journal.find(version.supersedes) if version.supersedes else None


def _is_stored(entry: Entry[Any], desk: Desk) -> bool:
    known = desk.journal.find(entry.id)
    return known is not None and type(known.body) is type(entry.body)


def _end_course(present: Desk | None, older: Desk) -> None:
    """No course comes back to life: it goes on only where it runs in the present record just the same."""
    course = older.journal.latest(Course)
    if course is None:
        return
    now = present.journal.latest(Course) if present else None
    is_same = now is not None and now.id == course.id
    if not (present and now and is_same and present.as_it_stands(now) == older.as_it_stands(course)):
        older.keep(CourseEnded(course.body.medicine, CLOSED))
