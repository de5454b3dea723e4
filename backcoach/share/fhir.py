"""The record as a FHIR R4B Bundle: a collection, as nothing is asked of whoever reads it.

It names neither the program's version nor the moment it was written, so that one and the same record gives
one and the same bundle on one and the same day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from backcoach.share.fhir_codes import CONTENT, OWN, OWN_SYSTEM, TERMINOLOGY, TEST_DATA
from backcoach.share.fhir_days import days
from backcoach.share.fhir_measures import measures
from backcoach.share.fhir_medicine import medicine
from backcoach.share.fhir_parts import Resource, coding, id_of, reference
from backcoach.share.fhir_plan import goals, plan
from backcoach.share.fhir_screening import screenings
from backcoach.share.fhir_told import FhirTold
from backcoach.share.spreadsheet import printable

VERSION = "4.3.0"
"""The version of FHIR: R4B. All that stands in a bundle means the same in R4 (4.0.1)."""

PROGRAM = "backcoach"


def bundle(told: FhirTold) -> Resource:
    """The whole bundle. The same record, content and day always give the same."""
    patient, program = id_of("patient", told.first_id or ""), id_of("program", PROGRAM)
    body = list(_body(told, patient))
    who = [{"resourceType": "Patient", "id": patient}, _program(program, told)]
    everything = [*who, *body, *_provenance(told, patient, program, body)]
    meta = {"tag": _tags(told), **_security(told)}
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": _marked(one, told)} for one in everything]
    made = {"resourceType": "Bundle", "meta": meta, "type": "collection", "entry": entries}
    whole: Resource = _printable(made)
    return whole


def bundle_parts(made: Resource) -> Iterator[str]:
    """The text of a bundle in ASCII, with one resource on a line."""
    head = {name: value for name, value in made.items() if name != "entry"}
    yield f'{_text(head)[:-1]},"entry":['
    for place, one in enumerate(made["entry"]):
        yield f"{',' if place else ''}\n{_text(one)}"
    yield "\n]}\n"


def counts(made: Resource) -> dict[str, int]:
    """How many resources of each type a bundle holds, by their names in order."""
    return dict(sorted(Counter(one["resource"]["resourceType"] for one in made["entry"]).items()))


def _body(told: FhirTold, patient: str) -> Iterator[Resource]:
    parts = (goals, plan, screenings, measures, days, medicine)
    return chain.from_iterable(part(told, patient) for part in parts)


def _tags(told: FhirTold) -> list[Resource]:
    """That it is self-told, by which content, whether that was checked, and if it is made up."""
    state = "content_draft" if told.books.is_draft else "content_reviewed"
    names = ["self_reported", state, *(["made_up"] if told.is_made_up else [])]
    return [*(coding(OWN_SYSTEM, one, OWN[one]) for one in names), coding(CONTENT, told.books.digest)]


def _security(told: FhirTold) -> Resource:
    return {"security": [TEST_DATA]} if told.is_made_up else {}


def _marked(one: Resource, told: FhirTold) -> Resource:
    """A resource with its mark as test data, where it is that: it may be taken out of the bundle."""
    meta = {"meta": _security(told)} if told.is_made_up else {}
    return {"resourceType": one["resourceType"], "id": one["id"], **meta, **one}


def _program(id_: str, told: FhirTold) -> Resource:
    state = "content_draft" if told.books.is_draft else "content_reviewed"
    return {
        "resourceType": "Device",
        "id": id_,
        "deviceName": [{"name": PROGRAM, "type": "user-friendly-name"}],
        "note": [{"text": OWN[state]}],
    }


def _provenance(told: FhirTold, patient: str, program: str, body: list[Resource]) -> Iterator[Resource]:
    """Who told it, what put it together, and by which content; of an empty record there is nothing to say."""
    if told.last_at is None or told.first_id is None:
        return
    kinds = f"{TERMINOLOGY}/provenance-participant-type"
    agents = {"informant": ("Informant", patient), "assembler": ("Assembler", program)}
    digest = {"identifier": {"system": CONTENT, "value": told.books.digest}}
    yield {
        "resourceType": "Provenance",
        "id": id_of("provenance", told.first_id),
        "target": [reference(one["id"]) for one in body] or [reference(patient)],
        "recorded": told.last_at.isoformat(timespec="seconds"),
        "agent": [
            {"type": {"coding": [coding(kinds, kind, words)]}, "who": reference(who)}
            for kind, (words, who) in agents.items()
        ],
        "entity": [{"role": "source", "what": digest}],
    }


def _printable(value: Any) -> Any:
    """The same with a mark in place of every character that FHIR has no place for."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable(one) for one in value]
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return value


def _text(plain: object) -> str:
    return json.dumps(plain, allow_nan=False, separators=(",", ":"))
