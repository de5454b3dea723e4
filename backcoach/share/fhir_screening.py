"""Screenings for FHIR: every answer as it was given, and where they sent the person."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.record import STOPPED, Assessed, Entry, Screened
from backcoach.coach.screening import Question, Reply
from backcoach.coach.values import Answer
from backcoach.share.fhir_codes import OWN_SYSTEM, QUESTIONNAIRE
from backcoach.share.fhir_parts import (
    Resource,
    coding,
    id_of,
    number,
    observation,
    own,
    quantity,
    reference,
    time_text,
)
from backcoach.share.fhir_told import FhirTold


def screenings(told: FhirTold, patient: str) -> Iterator[Resource]:
    """Each screening as a QuestionnaireResponse, then where it sent the person, then what clinicians said."""
    for entry in told.of(Screened):
        response = _response(entry, told, patient)
        yield response
        yield _disposition(entry, response["id"], patient)
    for seen in told.of(Assessed):
        yield _assessed(seen, patient, with_notes=told.with_notes)


def _response(entry: Entry[Screened], told: FhirTold, patient: str) -> Resource:
    body = entry.body
    whole = "amended" if entry.supersedes else "completed"
    answers = told.answers.get(entry.id, {})
    items = [_item(id_, said, told) for id_, said in answers.items()]
    items += [_gate(id_) for id_ in body.gates if id_ not in answers and id_.strip()]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": id_of(entry.id, "screening"),
        "questionnaire": f"{QUESTIONNAIRE}|{entry.content_digest or 'unknown'}",
        "status": "stopped" if body.occasion == STOPPED else whole,
        "subject": reference(patient),
        "authored": time_text(entry.at, entry.zone),
        "source": reference(patient),
        **({"item": items} if items else {}),
    }


def _item(id_: str, said: Reply, told: FhirTold) -> Resource:
    question = told.books.questions.get(id_)
    value = _said(said) if isinstance(said, Answer) else _amount(question, said)
    words = {"text": question.text} if question else {}
    return {"linkId": id_ if id_.strip() else "unknown", **words, "answer": [value]}


def _gate(id_: str) -> Resource:
    """A question of every day that was not answered with no."""
    return {"linkId": id_, "answer": [{"valueCoding": own("not_denied")["coding"][0]}]}


def _said(said: Answer) -> Resource:
    """A yes or a no; what is not sure, or was not answered, is a code and never a no."""
    if said is Answer.NOT_SURE:
        return {"valueCoding": own(said.value)["coding"][0]}
    return {"valueBoolean": said is Answer.YES}


def _amount(question: Question | None, value: float) -> Resource:
    if question and question.unit:
        return {"valueQuantity": quantity(value, question.unit)}
    return {"valueDecimal": number(value)}


def _disposition(entry: Entry[Screened], response: str, patient: str) -> Resource:
    body = entry.body
    words = body.disposition.value.replace("_", " ")
    value = {"coding": [coding(OWN_SYSTEM, body.disposition.value, words)], "text": words}
    why = [{"text": one.why} for one in (*body.reasons, *body.plan_reasons) if one.why.strip()]
    notes: Resource = {"note": why} if why else {}
    return observation(
        patient,
        entry,
        "disposition",
        own("disposition"),
        {"valueCodeableConcept": value},
        at=time_text(entry.at, entry.zone),
        **notes,
        derivedFrom=[reference(response)],
        component=[{"code": own("plan_allowed"), "valueBoolean": body.is_plan_allowed}],
    )


def _assessed(entry: Entry[Assessed], patient: str, *, with_notes: bool) -> Resource:
    body = entry.body
    ids = {"assessed_kind": body.kind, "assessed_finding": body.finding}
    texts = {"assessed_by": body.by, "assessed_told": body.told} if with_notes else {}
    parts: list[Resource] = [
        {"code": own(name), "valueCodeableConcept": own(value, value.replace("_", " "))}
        for name, value in ids.items()
        if value.strip()
    ]
    parts += [{"code": own(name), "valueString": text} for name, text in texts.items()]
    more: Resource = {"component": parts} if parts else {}
    return observation(patient, entry, "assessed", own("assessed"), {"valueBoolean": True}, **more)
