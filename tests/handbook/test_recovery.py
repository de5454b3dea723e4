"""Endings and returns as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.recovery import RECOVERY, RULES, read_recovery
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().recovery


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("activity", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_recovery(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_content_is_a_draft_and_holds_every_rule() -> None:
    assert BOOK.is_draft
    assert [one.id for one in BOOK.rules] == list(RULES) or {one.id for one in BOOK.rules} == {*RULES}


def test_how_often_it_comes_back_is_told_as_a_range_and_nothing_is_promised() -> None:
    figures = {one.id: one for one in BOOK.figures}
    assert "between 3 and 7 in 10" in figures["figure_recur"].text
    assert {"DASILVA19", "MACHADO17"} <= {*figures["figure_recur"].sources}
    assert "no promise" in figures["figure_walk"].text
    words = " ".join(one.text for one in (*BOOK.figures, *BOOK.stay_well)).lower()
    assert not [word for word in ("guarantee", "will not come back", "cure", "never again") if word in words]


def test_the_words_are_easy_to_read() -> None:
    texts = {one.id: one.why for one in BOOK.rules} | {
        one.id: one.text for one in (*BOOK.figures, *BOOK.stay_well)
    }
    assert [id_ for id_, text in texts.items() if grade(text) > WORST_GRADE] == []
    assert grade(" ".join(texts.values())) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(RECOVERY, 'label = "Four quiet weeks"', 'label = " "'), "recovery_over: has an empty text"),
        (Damage(RECOVERY, 'id = "return_new"', 'id = "return_nw"'), "rule: 'return_new' is missing"),
        (
            Damage(RECOVERY, "is_met = true\n", ""),
            "recovery_pain: is_met must be true for an ending that holds, and only there",
        ),
        (
            Damage(RECOVERY, 'id = "stay_check_in"', 'id = "stay_strength"'),
            "stay_strength: this id stands more than once",
        ),
        (Damage(RECOVERY, "pain_days = 7 ", "pain_days = 10 "), "pain_within_days must hold all pain_days"),
        (
            Damage(RECOVERY, 'text = "Strength exercises on two days a week."', 'text = ""'),
            "stay_strength: has an empty text",
        ),
    ],
)
def test_what_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert fault in " | ".join(read(tmp_path, damage))


def test_a_missing_file_and_one_without_lines_are_faults(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_recovery(reader) is None
    assert faults_of(reader) == [f"{RECOVERY}: the file is missing"]
    root = copy_of("activity", tmp_path / "other")
    text = (root / RECOVERY).read_text(encoding="utf-8")
    (root / RECOVERY).write_text("figure = []\n" + text.partition("[[figure]]")[0], encoding="utf-8")
    reader = ContentReader(root)
    assert read_recovery(reader) is None
    assert "says nothing of how to stay well" in " ".join(faults_of(reader))
