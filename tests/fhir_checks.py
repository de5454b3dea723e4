"""Holding a bundle against the models of FHIR R4B, and what they let pass against the standard itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from pydantic import BaseModel

from backcoach.share.fhir_codes import OWN

STATUSES = {
    "Observation": {"final", "corrected"},
    "QuestionnaireResponse": {"completed", "amended", "stopped"},
    "MedicationStatement": {"active", "completed", "stopped", "not-taken"},
    "CarePlan": {"active", "on-hold", "completed"},
}
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?")
TIMES = {"effectiveDateTime", "authored", "issued", "recorded", "dateAsserted", "created", "start", "end"}


def checked(made: dict[str, Any]) -> dict[str, Any]:
    """The bundle as somebody else reads it. Fails where anything in it is not as FHIR R4B wants it."""
    text = json.dumps(made, allow_nan=False)
    model = Bundle.model_validate_json(text)
    plain: dict[str, Any] = json.loads(text)
    assert not list(_wrong_values(model)), list(_wrong_values(model))
    assert json.loads(model.model_dump_json()).keys() == plain.keys()
    assert plain["type"] == "collection"
    _check_references(plain)
    _check_texts(plain)
    for resource in resources(plain):
        assert resource.get("status") in STATUSES.get(resource["resourceType"], {resource.get("status")})
        if resource["resourceType"] == "Observation":
            _check_observation(resource)
    return plain


def resources(made: dict[str, Any], kind: str = "") -> list[dict[str, Any]]:
    """The resources of a bundle, of one type where it is named."""
    found = [one["resource"] for one in made["entry"]]
    return [one for one in found if kind in ("", one["resourceType"])]


def observed(made: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """The observations with a code of ours or of another system."""
    found = resources(made, "Observation")
    return [one for one in found if code in {each["code"] for each in one["code"].get("coding", [])}]


def _wrong_values(model: BaseModel) -> Iterator[str]:
    """Values outside the lists that the models name and do not enforce; a list that goes on ends with `+`."""
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        allowed = extra.get("enum_values")
        if allowed and isinstance(value, str) and "+" not in allowed and value not in allowed:
            yield f"{type(model).__name__}.{name}={value}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, BaseModel):
                yield from _wrong_values(one)


def _check_references(plain: dict[str, Any]) -> None:
    """Every resource stands under its own name, once, and every reference leads to one of them."""
    urls = [one["fullUrl"] for one in plain["entry"]]
    assert urls == [f"urn:uuid:{one['id']}" for one in resources(plain)]
    assert len(set(urls)) == len(urls)
    assert {one for name, one in _walk(plain) if name == "reference"} <= set(urls)


def _check_texts(plain: dict[str, Any]) -> None:
    for name, one in _walk(plain):
        if isinstance(one, str):
            assert one.strip(), name
            assert not FORBIDDEN.search(one), name
            assert name not in TIMES or DATE_TIME.fullmatch(one), (name, one)


def _check_observation(one: dict[str, Any]) -> None:
    """A value, or why there is none, or parts; never a value and the reason that it is not there."""
    for part in (one, *one.get("component", ())):
        values = [name for name in part if name.startswith("value")]
        told = len(values) + ("dataAbsentReason" in part)
        assert told == 1 or (told == 0 and "component" in part), part
        codes = [each for each in part["code"].get("coding", []) if each["code"] in OWN]
        assert all(each["display"] == OWN[each["code"]] for each in codes)


def _walk(plain: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from _walk(value, key)
    elif isinstance(plain, list):
        for one in plain:
            yield from _walk(one, name)
    else:
        yield name, plain
