"""The record as it counts now, gathered for a FHIR bundle. Nothing is decided and nothing is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from backcoach.coach.activity_record import FlareDeclared, ReviewHeld, SheetFilled
from backcoach.coach.done import Session
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import (
    DoseSkipped,
    Prescribed,
    PrescribedEnded,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.person import Profile
from backcoach.coach.record import Assessed, CheckIn, DoseTaken, Entry, Screened
from backcoach.coach.work_record import WorkDone
from backcoach.flows.closed import closed_now
from backcoach.flows.desk import Desk
from backcoach.flows.fhir_answers import answers_told
from backcoach.flows.fhir_plan import plan_now
from backcoach.flows.made_up import is_made_up
from backcoach.flows.prescriptions import own_doses
from backcoach.share.fhir_told import Books, FhirTold

KINDS: tuple[type, ...] = (
    Screened,
    Assessed,
    Profile,
    ReviewHeld,
    Measured,
    CheckIn,
    Session,
    FlareDeclared,
    WorkDone,
    SheetFilled,
    PrescribedTaken,
    DoseTaken,
    DoseSkipped,
    SignsAnswered,
    SideEffectsAnswered,
)
"""What is told as it stands in the record; the plan and what is prescribed are worked out."""


def fhir_told(desk: Desk, since: date | None, *, with_notes: bool) -> FhirTold:
    """Everything for a bundle, from the day `since` on; who it is, the goals and the plan always."""
    journal = desk.journal
    first = next(iter(journal.whole().lines), None)
    entries: dict[type, tuple[Entry[Any], ...]] = {
        kind: journal.entries(kind, from_on=since) for kind in KINDS
    }
    last = journal.latest(Profile)
    if last is not None and last not in entries[Profile]:
        entries[Profile] = (last, *entries[Profile])
    return FhirTold(
        books(desk),
        entries,
        answers_told(desk),
        first_id=first.id if first else None,
        last_at=journal.last_recorded_at(),
        is_made_up=is_made_up(journal),
        with_notes=with_notes,
        plan=plan_now(desk),
        is_closed=closed_now(desk) is not None,
        prescribed=_prescribed(desk, since),
        belongs_to=_belongs_to(desk),
    )


def books(desk: Desk) -> Books:
    """The content that words a bundle."""
    book = desk.book
    rules = book.screening.rules
    return Books(rules.questions, book.activity, book.medicine, book.measures, book.digest, book.is_draft)


def _prescribed(desk: Desk, since: date | None) -> tuple[tuple[Entry[Prescribed], datetime | None], ...]:
    """What is prescribed, and when it was ended; what was ended before `since` is left out."""
    ended = {entry.body.prescribed: entry for entry in desk.journal.entries(PrescribedEnded)}
    found = []
    for one in desk.journal.entries(Prescribed):
        end = ended.get(one.body.id)
        if end is None or since is None or end.day_on >= since:
            found.append((one, end.at if end else None))
    return tuple(found)


def _belongs_to(desk: Desk) -> dict[str, str]:
    """For each dose that is a part of a prescribed medicine the entry of the units that were swallowed."""
    own = own_doses(desk, doses := desk.journal.entries(DoseTaken))
    taken = desk.journal.entries(PrescribedTaken)
    units = {(one.body.prescribed, one.at, one.recorded_at): one.id for one in taken}
    keys = {one.id: (own.get(one.id, ""), one.at, one.recorded_at) for one in doses}
    return {id_: units[key] for id_, key in keys.items() if key in units}
