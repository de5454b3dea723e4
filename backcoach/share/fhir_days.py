"""Check-ins, sessions and flare-ups for FHIR: one observation for each thing that was told."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity_record import FlareDeclared, SheetFilled
from backcoach.coach.done import Session, Unit
from backcoach.coach.record import SCALES, CheckIn, Entry
from backcoach.coach.work_record import WorkDone
from backcoach.share.fhir_codes import PAIN_CODE, STEPS_CODE
from backcoach.share.fhir_parts import Resource, answer, observation, own, quantity, score, time_text
from backcoach.share.fhir_told import FhirTold

UNITS = {
    Unit.MINUTES: ("min", "min"),
    Unit.DAY_MINUTES: ("min", "min"),
    Unit.SECONDS: ("s", "s"),
    Unit.KG: ("kg", "kg"),
    Unit.REPS: ("times", "{times}"),
    Unit.STEPS: ("steps", "{steps}"),
    Unit.FLIGHTS: ("flights of stairs", "{flights}"),
    None: ("times", "{times}"),
}
"""Each unit in words and in UCUM; without one goes are counted."""

PAINS = ("pain", "pain_worst")


def days(told: FhirTold, patient: str) -> Iterator[Resource]:
    """What was told of each day."""
    for check_in in told.of(CheckIn):
        yield from _check_in(check_in, told, patient)
    for session in told.of(Session):
        yield _session(session, told, patient)
    for flare in told.of(FlareDeclared):
        yield observation(patient, flare, "flare", own("is_flare"), {"valueBoolean": True})
    for work in told.of(WorkDone):
        hours = {"valueQuantity": quantity(work.body.hours, "h", "h")}
        yield observation(patient, work, "worked", own("worked"), hours)
    if told.with_notes:
        yield from _notes(told, patient)


def _check_in(entry: Entry[CheckIn], told: FhirTold, patient: str) -> Iterator[Resource]:
    how = _method(entry.body)
    for name in SCALES:
        value = getattr(entry.body, name)
        if value is not None:
            code = own(name, "", *([PAIN_CODE] if name in PAINS else []))
            yield observation(patient, entry, name, code, score(value), **how)
    for name, value in _facts(entry.body).items():
        yield observation(patient, entry, name, own(name), value, **how)
    if entry.body.steps is not None:
        walked = {"valueQuantity": quantity(entry.body.steps, "steps", "{steps}")}
        code = own("steps", "", STEPS_CODE)
        yield observation(patient, entry, "steps", code, walked, category="activity", **how)
    for place, done in enumerate(entry.body.done or ()):
        label, unit = told.item(done.item)
        amount = {"valueQuantity": quantity(done.amount, *UNITS[unit])}
        code = own(done.item, label)
        yield observation(patient, entry, f"done/{place}", code, amount, category="activity", **how)


def _facts(body: CheckIn) -> dict[str, Resource]:
    """What is no number; what was not told is left out."""
    facts: dict[str, Resource] = {}
    if body.is_flare is not None:
        facts["is_flare"] = {"valueBoolean": body.is_flare}
    if body.settled is not None:
        facts["settled"] = answer(body.settled)
    if body.leg_reach is not None:
        reach = body.leg_reach.value
        facts["leg_reach"] = {"valueCodeableConcept": own(reach, reach.replace("_", " "))}
    return facts


def _method(body: CheckIn) -> Resource:
    """How it came to be told, where that was not on the day itself."""
    if body.is_imported:
        return {"method": own("imported")}
    return {"method": own("recalled")} if body.is_recalled else {}


def _session(entry: Entry[Session], told: FhirTold, patient: str) -> Resource:
    body, (label, unit) = entry.body, told.item(entry.body.item)
    pains = {"pain_before": body.before, "pain_peak": body.peak, "pain_morning": body.morning}
    parts = [{"code": own(name), **score(value)} for name, value in pains.items() if value is not None]
    if body.has_spread is not None:
        parts.append({"code": own("has_spread"), "valueBoolean": body.has_spread})
    if body.part is not None:
        repeats = quantity(body.part, *UNITS[Unit.REPS])
        parts.append({"code": own("broken_off"), "valueQuantity": repeats})
    return observation(
        patient,
        entry,
        "session",
        own(body.item, label),
        {"valueQuantity": quantity(body.amount, *UNITS[unit])},
        category="activity",
        at=time_text(entry.at, entry.zone),
        **({"component": parts} if parts else {}),
    )


def _notes(told: FhirTold, patient: str) -> Iterator[Resource]:
    """The person's own words, only where they are wanted."""
    for entry in told.of(CheckIn):
        if entry.body.note and entry.body.note.strip():
            yield observation(patient, entry, "note", own("note"), {"valueString": entry.body.note})
    for field in told.of(SheetFilled):
        if field.body.text.strip():
            code = own(field.body.field, own("sheet")["text"])
            yield observation(patient, field, "sheet", code, {"valueString": field.body.text})
