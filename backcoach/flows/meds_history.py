"""What the record holds about medicine: doses, courses, checks and changes, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from backcoach.coach.course import Course
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import (
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
from backcoach.coach.record import DoseTaken, Entry, MedicineChecked
from backcoach.coach.values import Answer
from backcoach.flows.desk import Desk
from backcoach.flows.prescriptions import PRODUCT
from backcoach.flows.report_words import VERDICTS
from backcoach.values import Value


class Event(Value):
    """One thing that happened: `at` is aware, in the person's zone, `words` tell it in one line."""

    at: datetime
    day_on: date
    kind: str
    medicine: Medicine | None
    mg: int | None
    words: str
    is_against_advice: bool = False


class _Told(Value):
    """What is told of one entry."""

    kind: str
    medicine: Medicine | None
    mg: int | None
    words: str
    is_against_advice: bool = False


def events(desk: Desk, days: int | None = None) -> tuple[Event, ...]:
    """All that happened, the newest first; of the last `days` days, or ever."""
    since = None if days is None else desk.moment.today - timedelta(days=days - 1)
    found = [event for kind in _TELLERS for event in _events(desk, kind, since)]
    return tuple(one for one, _ in sorted(found, key=lambda pair: (pair[0].at, pair[1]), reverse=True))


def words_of(body: object) -> str | None:
    """What is told of an entry about medicine, in one line; None for anything else."""
    tell = _TELLERS.get(type(body))
    return tell(body).words if tell else None


def _events(desk: Desk, kind: type[Any], since: date | None) -> Iterator[tuple[Event, int]]:
    zone = desk.moment.now.tzinfo
    entries: tuple[Entry[Any], ...] = desk.journal.entries(kind, from_on=since)
    for entry in entries:
        told = _TELLERS[kind](entry.body)
        at = entry.at.astimezone(zone)
        event = Event(at, entry.day_on, told.kind, told.medicine, told.mg, told.words, told.is_against_advice)
        yield event, entry.place


def _dose(body: DoseTaken) -> _Told:
    of = f" (in {body.product.removeprefix(PRODUCT)})" if body.product else ""
    against = ", not what was advised" if body.is_against_advice else ""
    words = f"{body.medicine.value} {body.mg} mg{of}{against}"
    return _Told("dose", body.medicine, body.mg, words, body.is_against_advice)


def _course(body: Course) -> _Told:
    head = f"course changed (why {body.change})" if body.change else "course planned"
    words = f"{head}: {body.medicine.value}, {body.started_on} to {body.stop_on}"
    return _Told("course", body.medicine, None, words)


def _ended(body: CourseEnded) -> _Told:
    return _Told(
        "course_ended", body.medicine, None, f"course of {body.medicine.value} ended (why {body.why})"
    )


def _skipped(body: DoseSkipped) -> _Told:
    return _Told("skipped", body.medicine, None, f"a planned dose of {body.medicine.value} left out")


def _check(body: MedicineChecked) -> _Told:
    return _Told("check", body.wanted, None, f"answers about {body.wanted.value}: {VERDICTS[body.verdict]}")


def _cleared(body: Clearance) -> _Told:
    words = f"yes to {body.medicine.value} from {body.who} ({body.role}), {body.on}"
    return _Told("cleared", body.medicine, None, words)


def _effects(body: SideEffectsAnswered) -> _Told:
    said = [name for name, answer in body.answers.items() if answer is not Answer.NO]
    words = f"side effects asked, {body.medicine.value}: {', '.join(said) or 'none of them'}"
    return _Told("side_effects", body.medicine, None, words)


def _signs(body: SignsAnswered) -> _Told:
    said = [name for name, answer in body.answers.items() if answer is not Answer.NO]
    words = f"signs asked, {body.medicine.value}: {', '.join(said) or 'none of them'}"
    return _Told("signs", body.medicine, None, words)


def _closed(body: MedicineClosed) -> _Told:
    return _Told("closed", None, None, f"the medicine part was closed (why {body.why})")


def _prescribed(body: Prescribed) -> _Told:
    return _Told("prescribed", None, None, f"label copied: {body.name}")


def _units(body: PrescribedTaken) -> _Told:
    return _Told("prescribed_dose", None, None, f"{body.prescribed}: {body.units:g} by its label")


def _no_longer(body: PrescribedEnded) -> _Told:
    return _Told("prescribed_ended", None, None, f"{body.prescribed}: no longer taken")


_TELLERS: dict[type[Any], Callable[[Any], _Told]] = {
    DoseTaken: _dose,
    DoseSkipped: _skipped,
    Course: _course,
    CourseEnded: _ended,
    MedicineChecked: _check,
    Clearance: _cleared,
    SignsAnswered: _signs,
    SideEffectsAnswered: _effects,
    MedicineClosed: _closed,
    Prescribed: _prescribed,
    PrescribedTaken: _units,
    PrescribedEnded: _no_longer,
}
