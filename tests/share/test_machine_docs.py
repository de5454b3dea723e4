"""`docs/machine.md` names everything that the schemas, the program and the content hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.limits import Medicine, Verdict
from backcoach.coach.values import Disposition
from backcoach.terminal.exits import Exit
from tests.flows.people import real_book
from tests.share.machine import DOCS, SCHEMAS, schema

TEXT = (DOCS / "machine.md").read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`\n]+)`", TEXT)
NAMED = {*SPANS, *(word for span in SPANS for word in re.findall(r"[A-Za-z0-9_-]+", span))}


def _names(plain: Any) -> set[str]:
    """Every property and every fixed text of a schema."""
    if isinstance(plain, list):
        return {name for item in plain for name in _names(item)}
    if not isinstance(plain, dict):
        return set()
    fixed = [one for one in plain.get("enum", []) if isinstance(one, str)]
    return {*plain.get("properties", {}), *fixed, *(name for item in plain.values() for name in _names(item))}


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.schema.json")), ids=lambda path: path.stem)
def test_every_field_and_value_of_a_schema_is_described(path: Path) -> None:
    letters = {*"ABCDEFGHIJ"}
    assert _names(schema(path.name.removesuffix(".schema.json"))) - NAMED - letters == set()
    assert path.name.startswith("common") or f"(schemas/{path.name})" in TEXT


def test_every_exit_code_stands_in_the_table() -> None:
    rows = re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|", TEXT, flags=re.MULTILINE)
    assert [(int(code), name) for code, name in rows] == [(one.value, one.name) for one in Exit]


def test_every_condition_of_the_medicine_check_is_listed() -> None:
    listed = TEXT.partition("<!-- conditions -->")[2].partition("<!-- end of conditions -->")[0]
    asked = sorted(one.id for one in real_book().medicine.conditions if one.is_asked)
    assert re.findall(r"`([^`]+)`", listed) == asked
    assert {one.id for one in real_book().medicine.conditions} <= NAMED


def test_every_value_that_the_program_may_print_is_in_a_schema() -> None:
    common = schema("common")["$defs"]
    assert set(common["disposition"]["enum"]) == {one.urgency for one in Disposition}
    assert set(common["within_days"]["enum"]) == {one.within_days for one in Disposition}
    assert common["medicine"]["enum"] == [one.value for one in Medicine]
    assert common["verdict"]["enum"] == [one.value for one in Verdict]
    assert set(schema("meds_check")["properties"]["region"]["enum"]) == {
        one.code for one in real_book().regions
    }


def test_every_environment_variable_of_the_interface_is_described() -> None:
    assert {"BACKCOACH_HOME", "BACKCOACH_NOW", "TZ"} <= NAMED
