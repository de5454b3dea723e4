"""Medicine for FHIR: what was swallowed, what was left out, what is prescribed, and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import (
    DoseSkipped,
    LabelIngredient,
    Prescribed,
    PrescribedTaken,
    SideEffectsAnswered,
    SignsAnswered,
)
from backcoach.coach.record import DoseTaken, Entry
from backcoach.coach.values import Answer
from backcoach.share.fhir_codes import ATC, ATC_CODES
from backcoach.share.fhir_parts import (
    Resource,
    answer,
    coding,
    id_of,
    observation,
    own,
    quantity,
    reference,
    time_text,
)
from backcoach.share.fhir_told import FhirTold

UNIT = "unit of the medicine"


def medicine(told: FhirTold, patient: str) -> Iterator[Resource]:
    """Every dose and prescription as a MedicationStatement, then what was said of signs and side effects."""
    for one, ended_at in told.prescribed:
        yield _prescribed(one, ended_at, patient, with_notes=told.with_notes)
    for units in told.of(PrescribedTaken):
        yield _units(units, told, patient)
    for dose in told.of(DoseTaken):
        yield _dose(dose, told, patient)
    for left in told.of(DoseSkipped):
        at = time_text(left.body.planned_at, left.zone)
        what = concept(left.body.medicine, told)
        yield _statement(left, "left-out", "not-taken", what, {"effectiveDateTime": at}, patient)
    yield from _reactions(told, patient)


def concept(one: Medicine, told: FhirTold) -> Resource:
    """A medicine by the name the content gives it, with its ATC code."""
    names = {info.id: info.name for info in told.books.medicine.medicines}
    return own(one.value, names.get(one, one.value), coding(ATC, *ATC_CODES[one]))


def _statement(
    entry: Entry[DoseTaken] | Entry[DoseSkipped] | Entry[Prescribed] | Entry[PrescribedTaken],
    part: str,
    status: str,
    what: Resource,
    when: Resource,
    patient: str,
) -> Resource:
    return {
        "resourceType": "MedicationStatement",
        "id": id_of(entry.id, part),
        "status": status,
        "medicationCodeableConcept": what,
        "subject": reference(patient),
        **when,
        "dateAsserted": time_text(entry.recorded_at, entry.zone),
        "informationSource": reference(patient),
    }


def _dose(entry: Entry[DoseTaken], told: FhirTold, patient: str) -> Resource:
    body, when = entry.body, {"effectiveDateTime": time_text(entry.at, entry.zone)}
    made = _statement(entry, "dose", "completed", concept(body.medicine, told), when, patient)
    if entry.id in told.belongs_to:
        made["partOf"] = [reference(id_of(told.belongs_to[entry.id], "units"))]
    if body.is_against_advice:
        made["note"] = [{"text": own("against_advice")["text"]}]
    return {**made, "dosage": [_amount(quantity(body.mg, "mg", "mg"))]}


def _amount(amount: Resource) -> Resource:
    return {"doseAndRate": [{"doseQuantity": amount}]}


def _prescribed(
    entry: Entry[Prescribed], ended_at: datetime | None, patient: str, *, with_notes: bool
) -> Resource:
    """A prescription as its label was copied; the prescriber and the words said about it are notes."""
    body = entry.body
    period = {"start": body.starts_on.isoformat()}
    if ended_at is not None:
        period["end"] = max(period["start"], time_text(ended_at, entry.zone))
    status = "active" if ended_at is None else "stopped"
    when: Resource = {"effectivePeriod": period}
    made = _statement(entry, "prescribed", status, {"text": _name(body)}, when, patient)
    if with_notes:
        made["note"] = [{"text": text} for text in _texts(body)]
    return {**made, "dosage": [{"text": body.dose_text}]}


def _name(body: Prescribed) -> str:
    parts = ", ".join(_ingredient(one) for one in body.ingredients)
    return f"{body.name} ({parts})" if parts else body.name


def _ingredient(one: LabelIngredient) -> str:
    return one.name if one.mg is None else f"{one.name} {one.mg:g} mg"


def _texts(body: Prescribed) -> Iterator[str]:
    told = {
        "Prescribed by": body.prescriber,
        "For": body.reason,
        "To stop": body.taper_text,
        "Food": body.food,
        "Contact": body.contact,
        "Told": body.told,
        "Allowed with": body.allowed_with,
        "To be checked": body.monitoring,
    }
    yield from (f"{name}: {text}" for name, text in told.items() if text.strip())


def _units(entry: Entry[PrescribedTaken], told: FhirTold, patient: str) -> Resource:
    """Some units that were swallowed, as a part of the prescription they belong to, where that is known."""
    id_ = entry.body.prescribed
    known = next((one for one, _ in told.prescribed if one.body.id == id_), None)
    name = _name(known.body) if known else id_
    form = known.body.form if known and known.body.form.strip() else UNIT
    when = {"effectiveDateTime": time_text(entry.at, entry.zone)}
    what = {"text": name if name.strip() else UNIT}
    made = _statement(entry, "units", "completed", what, when, patient)
    if known is not None:
        made["partOf"] = [reference(id_of(known.id, "prescribed"))]
    return {**made, "dosage": [_amount(quantity(entry.body.units, form))]}


def _reactions(told: FhirTold, patient: str) -> Iterator[Resource]:
    book = told.books.medicine
    signs = {one.id: one.sign for one in book.stop_signs}
    effects = {one.id: one.effect for one in book.side_effects}
    for said in told.of(SignsAnswered):
        yield from _asked(
            said, "stop_signs", said.body.answers, signs, concept(said.body.medicine, told), patient
        )
    for one in told.of(SideEffectsAnswered):
        yield from _asked(
            one, "side_effects", one.body.answers, effects, concept(one.body.medicine, told), patient
        )


def _asked(
    entry: Entry[SignsAnswered] | Entry[SideEffectsAnswered],
    name: str,
    answers: Mapping[str, Answer],
    words: Mapping[str, str],
    what: Resource,
    patient: str,
) -> Iterator[Resource]:
    """What was said of each sign, in one observation that has no value of its own."""
    parts = [{"code": own(id_, words.get(id_, id_)), **answer(said)} for id_, said in answers.items()]
    if parts:
        code = own(name)
        named = {**code, "text": f"{code['text']}: {what['text']}"}
        at = time_text(entry.at, entry.zone)
        yield observation(patient, entry, name, named, {}, at=at, component=parts)
