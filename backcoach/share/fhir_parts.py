"""The small parts of FHIR R4B resources: ids, codes, amounts, times. Plain dicts, ready for JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from backcoach.coach.record import Entry
from backcoach.coach.values import Answer
from backcoach.share.fhir_codes import ABSENT, CATEGORIES, OWN, OWN_SYSTEM, TERMINOLOGY, UCUM
from backcoach.share.zones import in_zone

Resource = dict[str, Any]
"""One FHIR resource, or a part of one."""

_NAMESPACE = UUID("0c7b5d5e-6f0e-5d0b-9a3f-3f1f6c0e8a11")
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_UNNAMED = "not named"


def id_of(*parts: str) -> str:
    """A resource's id: a UUID made from these parts alone, so that the same entry always has the same."""
    return str(uuid5(_NAMESPACE, "/".join(parts)))


def reference(id_: str) -> Resource:
    """A reference to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{id_}"}


def coding(system: str, code: str, display: str = "") -> Resource:
    """One code of a system."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def own(code: str, text: str = "", *others: Resource) -> Resource:
    """A code of our own with its words, and the same in other systems. An id that is no code is left out."""
    words = text if text.strip() else OWN.get(code) or _UNNAMED
    codes = [coding(OWN_SYSTEM, code, words)] if _CODE.fullmatch(code) else []
    codes += others
    return {**({"coding": codes} if codes else {}), "text": words}


def number(value: float) -> float:
    """The same number, whole where it is whole."""
    return int(value) if value == int(value) else value


def quantity(value: float, unit: str, code: str = "") -> Resource:
    """An amount. `code` is its unit in UCUM; without one the unit is words alone."""
    known = {"system": UCUM, "code": code} if code else {}
    return {"value": number(value), "unit": unit, **known}


def score(value: float) -> Resource:
    """A number on a scale, as the value of an observation."""
    return {"valueQuantity": quantity(value, "{score}", "{score}")}


def absent() -> Resource:
    """The value of what is not known: it is never a no."""
    code = coding(f"{TERMINOLOGY}/data-absent-reason", "unknown", "Unknown")
    return {"dataAbsentReason": {"coding": [code], "text": ABSENT}}


def answer(said: Answer) -> Resource:
    """The value of a yes, a no, or of what is not known."""
    return absent() if said is Answer.NOT_SURE else {"valueBoolean": said is Answer.YES}


def time_text(at: datetime, zone: str) -> str:
    """An instant by the clock where the person was, with its offset; in UTC where that offset is none."""
    local = in_zone(at, zone)
    offset = local.utcoffset() or timedelta()
    is_whole = offset % timedelta(minutes=1) == timedelta()
    return (local if is_whole else at.astimezone(UTC)).isoformat(timespec="seconds")


def status_of(entry: Entry[Any]) -> str:
    """How an observation stands: as it was first told, or corrected."""
    return "corrected" if entry.supersedes else "final"


def observation(
    patient: str,
    entry: Entry[Any],
    part: str,
    code: Resource,
    value: Mapping[str, Any],
    *,
    category: str = "survey",
    at: str = "",
    **more: Any,
) -> Resource:
    """One thing the person told, of a day or, with `at`, of an instant.

    `part` tells it from others of the same entry.
    """
    shown = coding(f"{TERMINOLOGY}/observation-category", category, CATEGORIES[category])
    return {
        "resourceType": "Observation",
        "id": id_of(entry.id, part),
        "status": status_of(entry),
        "category": [{"coding": [shown]}],
        "code": code,
        "subject": reference(patient),
        "effectiveDateTime": at or entry.day_on.isoformat(),
        "issued": time_text(entry.recorded_at, entry.zone),
        "performer": [reference(patient)],
        **value,
        **more,
    }
