"""The words of the look back and of lighter days, and every fault their reader must find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.lighter import LIGHTER, LOOKING_BACK, read_lighter
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, faults_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_content(), tmp_path / "content"))


def faults(root: Path) -> list[str]:
    reader = ContentReader(root)
    read_lighter(reader, real_book().screening.rescreening.events)
    return faults_of(reader)


def test_the_shipped_words_are_whole_and_a_draft(root: Path) -> None:
    assert faults(root) == []
    book = real_book().lighter
    assert book.is_draft
    assert book.question("easy")
    assert book.pause("illness") is not None
    assert book.pause("moon") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (LOOKING_BACK, 'id = "easy"', 'id = "easier"', "question easy: is missing"),
        (LOOKING_BACK, 'id = "pain"', 'id = "ache"', "'pain' is missing"),
        (LOOKING_BACK, 'id = "time"', 'id = "worry"', "worry: this id stands more than once"),
        (LOOKING_BACK, "points = 3", "points = 4", "must run from -3 to 3"),
        (LOOKING_BACK, 'text = "no time"', 'text = ""', "time: has no words"),
        (LIGHTER, 'event = "event_news"', 'event = "event_moon"', "'event_moon' is not an event"),
        (LIGHTER, 'id = "holiday"', 'id = "illness"', "illness: this id stands more than once"),
        (LIGHTER, 'id = "half_day"', 'id = "flare_ask"', "flare_ask: this id stands more than once"),
        (LIGHTER, 'sources = ["SURI11"]', "sources = []", "flare_usual: has no words, or cites no source"),
    ],
)
def test_a_fault_is_found(root: Path, file: str, old: str, new: str, fault: str) -> None:
    break_it(root, Damage(file, old, new))
    assert any(fault in one for one in faults(root))


@pytest.mark.parametrize("file", [LOOKING_BACK, LIGHTER])
def test_a_missing_file_is_found(root: Path, file: str) -> None:
    (root / file).unlink()
    assert any("the file is missing" in one for one in faults(root))
