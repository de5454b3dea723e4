from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.loading import load_handbook
from backcoach.handbook.without_pills import WITHOUT_PILLS, Names, read_without_pills
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade

BOOK = load_handbook()
NAMES = Names(
    frozenset(BOOK.screening.rules.questions),
    frozenset(one.id for one in BOOK.medicine.conditions),
    frozenset(one.id for one in BOOK.screening.parts),
    frozenset(one.id for one in BOOK.screening.tags),
    frozenset(one.code for one in BOOK.regions),
)
NARROW = 76
"""A line of the plan that is not broken at 80 columns."""


def test_the_shipped_content_is_read_and_is_a_draft() -> None:
    book = read_without_pills(ContentReader(find_content()), NAMES)

    assert book == BOOK.without_pills
    assert book.is_draft
    assert {one.id for one in book.things} >= {"heat_wrap", "cold_pack", "tens", "rub_on", "capsaicin"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "comfort_not_checked"', 'id = "other"', "'comfort_not_checked' is missing"),
        ('id = "cold_pack"', 'id = "heat_wrap"', "heat_wrap: this id stands more than once"),
        ('name = "Cold pack"', 'name = " "', "cold_pack: has an empty text"),
        ('part = "heat_or_cold"', 'part = "moon"', "unknown part 'moon'"),
        ('unmoved_by = ["infection"]', 'unmoved_by = ["moon"]', "unknown tag 'moon'"),
        ('region = "US"', 'region = "MOON"', "unknown region 'MOON'"),
        ('things = ["tens"]', "things = []", "limits nothing"),
        ('words = "you have diabetes"', 'words = ""', "comfort_diabetes: has an empty text"),
        ('things = ["tens"]', 'things = ["moon"]', "unknown thing 'moon'"),
        ('screening = ["inf_diabetes"]', 'screening = ["moon"]', "unknown screening question 'moon'"),
        ('conditions = ["skin_broken"]', 'conditions = ["moon"]', "unknown condition 'moon'"),
        ('tags = ["numb_skin"]', 'tags = ["moon"]', "unknown tag 'moon'"),
        ('facts = ["oral_nsaid"]', 'facts = ["moon"]', "unknown fact 'moon'"),
        ('verdict = "ask_first"', 'verdict = "fine"', "a limit asks first or says not now"),
    ],
)
def test_every_fault_is_found(old: str, new: str, fault: str, tmp_path: Path) -> None:
    root = copy_of(WITHOUT_PILLS.partition("/")[0], tmp_path)
    break_it(root, Damage(WITHOUT_PILLS, old, new))
    reader = ContentReader(root)

    assert read_without_pills(reader, NAMES) is None
    assert [one for one in faults_of(reader) if fault in one]


def test_what_a_person_reads_is_plain_and_fits_its_place() -> None:
    texts = [
        text
        for one in BOOK.without_pills.things
        for text in (one.evidence, *one.how, one.stop, *(note.text for note in one.region_notes))
    ]
    texts += [one.why for one in BOOK.without_pills.limits]
    grades = {text: grade(text) for text in texts}

    assert sum(grades.values()) / len(grades) <= 6.0
    assert [(round(found, 1), text) for text, found in grades.items() if found > 9.0] == []
    lines = [f"{one.name}: {one.brief}" for one in BOOK.without_pills.things]
    assert [line for line in lines if len(line) > NARROW] == []


def test_no_amount_of_a_medicine_is_told() -> None:
    text = (find_content() / WITHOUT_PILLS).read_text(encoding="utf-8")

    assert " mg" not in text
