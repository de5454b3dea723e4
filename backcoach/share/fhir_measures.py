"""Measures, reviews and what was told at the start, for FHIR."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.measures import Measure, Measured, score_of
from backcoach.coach.person import OwnActivity, Profile
from backcoach.coach.record import Entry
from backcoach.share.fhir_codes import AGE_CODE
from backcoach.share.fhir_parts import (
    Resource,
    absent,
    id_of,
    observation,
    own,
    quantity,
    reference,
    score,
)
from backcoach.share.fhir_told import FhirTold

HOURS = "hours"


def measures(told: FhirTold, patient: str) -> Iterator[Resource]:
    """What the person told at the start of a plan and in each look back, and every measure."""
    goals = goal_ids(told)
    for start in told.of(Profile):
        yield from _profile(start, goals, patient)
    for review in told.of(ReviewHeld):
        said = review.body.said
        if said.overall is not None:
            yield observation(patient, review, "overall", own("overall"), score(said.overall))
        if said.confidence is not None:
            yield observation(patient, review, "confidence", own("confidence"), score(said.confidence))
        yield from _abilities(review, said.own, goals, patient)
    known = {one.id: one for one in told.books.measures.measures}
    for entry in told.of(Measured):
        yield _measured(entry, known.get(entry.body.measure), patient)


def goal_ids(told: FhirTold) -> dict[str, str]:
    """The ids of the goals, which are the own activities told last, by their names."""
    starts = told.of(Profile)
    last = max(starts, key=lambda one: one.place, default=None)
    own_ones = last.body.own_activities if last else ()
    return {one.name: id_of(last.id, f"goal/{place}") for place, one in enumerate(own_ones) if last}


def _profile(entry: Entry[Profile], goals: dict[str, str], patient: str) -> Iterator[Resource]:
    body = entry.body
    age = {"valueQuantity": quantity(body.age_years, "a", "a")}
    yield observation(patient, entry, "age", own("age", "", AGE_CODE), age)
    for name, value in (("pain_average", body.pain_average), ("confidence", body.confidence)):
        if value is not None:
            yield observation(patient, entry, name, own(name), score(value))
    if body.walk_minutes is not None:
        minutes = {"valueQuantity": quantity(body.walk_minutes, "min", "min")}
        yield observation(patient, entry, "walk_minutes", own("walk_minutes"), minutes, category="activity")
    yield from _abilities(entry, body.own_activities, goals, patient)


def _abilities(
    entry: Entry[Profile] | Entry[ReviewHeld],
    own_ones: tuple[OwnActivity, ...],
    goals: dict[str, str],
    patient: str,
) -> Iterator[Resource]:
    """How well each own activity goes, with the goal it is about."""
    for place, one in enumerate(own_ones):
        code = own("own_activity")
        named = {**code, "text": f"{one.name}: {code['text']}"} if one.name.strip() else code
        about: Resource = {"focus": [reference(goals[one.name])]} if one.name in goals else {}
        yield observation(patient, entry, f"ability/{place}", named, score(one.ability), **about)


def _measured(entry: Entry[Measured], measure: Measure | None, patient: str) -> Resource:
    """A measure with its score; the numbers it is made of are components where there are several."""
    values = entry.body.values
    is_hours = measure is not None and measure.unit == HOURS
    whole = _value(score_of(values), is_hours=is_hours)
    parts = [
        {"code": _part(entry.body.measure, measure, place), **_value(value, is_hours=is_hours)}
        for place, value in enumerate(values)
    ]
    more: Resource = {"component": parts} if len(values) > 1 else {}
    code = own(entry.body.measure, measure.name if measure else entry.body.measure)
    return observation(patient, entry, "measure", code, whole, **more)


def _value(value: float | None, *, is_hours: bool) -> Resource:
    if value is None:
        return absent()
    return {"valueQuantity": quantity(value, "h", "h")} if is_hours else score(value)


def _part(id_: str, measure: Measure | None, place: int) -> Resource:
    if measure is None or place >= len(measure.item):
        return own(f"{id_}.{place + 1}")
    return own(measure.item[place].id, measure.item[place].text)
