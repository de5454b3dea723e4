"""The sheet for bad days as it is shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.flare_sheet import FLARE_SHEET, read_flare_sheet
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

SHEET = real_book().flare_sheet


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of(FLARE_SHEET.split("/", maxsplit=1)[0], tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_flare_sheet(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_sheet_has_its_fields_in_order_and_is_a_draft() -> None:
    assert [one.label for one in SHEET.fields] == [
        *("My signs", "My checks", "My first hour", "My amounts", "What I keep doing", "What I drop"),
        *("Whom I tell", "Medicine", "What I tell myself", "When I call", "What may have set it off"),
        "Look at it again on",
    ]
    assert SHEET.is_draft
    assert all(one.sources for one in (*SHEET.fields, *SHEET.triggers))


def test_the_offered_triggers_are_those_of_the_leaflet_and_the_usual_ones_and_nothing_is_one() -> None:
    assert [one.label for one in SHEET.triggers] == [
        *("doing too much", "bad sleep", "stress", "an illness", "low mood", "trouble in the family"),
        *("a holiday or a trip", "money worries", "nothing that I know of"),
    ]


def test_new_signs_are_checked_before_all_else_and_are_a_reason_to_call_at_once() -> None:
    questions = {one.id: one.question for one in SHEET.fields}
    assert "come before all else" in questions["flare_checks"]
    assert "at once for new signs" in questions["flare_call"]


def test_the_questions_are_easy_to_read() -> None:
    assert [one.id for one in SHEET.fields if grade(one.question) > WORST_GRADE] == []
    assert grade(" ".join(one.question for one in SHEET.fields)) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(FLARE_SHEET, 'label = "My signs"', 'label = ""'), "flare_signs: has an empty text"),
        (Damage(FLARE_SHEET, 'label = "stress"', 'label = ""'), "trigger_stress: has an empty text"),
        (
            Damage(FLARE_SHEET, '"trigger_sleep", ', '"sleep", "trigger_sleep", '),
            "flare_cause: 'sleep' is not a trigger",
        ),
        (Damage(FLARE_SHEET, '"trigger_sleep", ', ""), "trigger_sleep: is offered in no field"),
        (
            Damage(FLARE_SHEET, 'id = "flare_keep"', 'id = "flare_drop"'),
            "flare_drop: this id stands more than once",
        ),
    ],
)
def test_a_sheet_that_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert read(tmp_path, damage) == [f"{FLARE_SHEET}: {fault}"]


def test_a_missing_or_an_empty_sheet_is_a_fault(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_flare_sheet(reader) is None
    assert faults_of(reader) == [f"{FLARE_SHEET}: the file is missing"]
    head = '[review]\nstatus = "draft"\nreviewed_on = 2026-11-23\nreview_by = 2027-05-23\n'
    (tmp_path / "activity").mkdir()
    (tmp_path / FLARE_SHEET).write_text(f"field = []\ntrigger = []\n{head}", encoding="utf-8")
    reader = ContentReader(tmp_path)
    assert read_flare_sheet(reader) is None
    assert faults_of(reader) == [f"{FLARE_SHEET}: field: the sheet holds no field"]
