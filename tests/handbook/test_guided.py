"""The words of guided sessions as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.guided import GUIDED, LINES, read_guided
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().guided


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of(GUIDED.split("/", maxsplit=1)[0], tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_guided(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_every_line_stands_cites_its_sources_and_is_a_draft(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    assert [one.id for one in BOOK.lines] == list(dict.fromkeys(one.id for one in BOOK.lines))
    assert {one.id for one in BOOK.lines} == set(LINES)
    assert all(one.sources for one in BOOK.lines)
    assert BOOK.is_draft


def test_red_stops_one_exercise_for_a_fifth_less_and_keeps_the_others() -> None:
    limits = real_book().activity.parameters.session
    assert (limits.easier_percent, limits.swap_reds, limits.swap_days) == (20, 2, 14)
    red = BOOK.line("go_red").text
    assert "Stop this one for today" in red
    assert "a fifth less" in red
    assert "The others can stay." in red
    assert "add nothing today" in BOOK.line("go_amber").text
    assert "twice within two weeks" in BOOK.line("go_swap").text
    assert "neither as good nor as bad" in BOOK.line("go_unknown").text


def test_the_words_are_easy_to_read() -> None:
    assert [one.id for one in BOOK.lines if grade(one.text) > WORST_GRADE] == []
    assert grade(" ".join(one.text for one in BOOK.lines)) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "faults"),
    [
        (
            Damage(GUIDED, 'id = "go_red"', 'id = "go_blue"'),
            ["line: 'go_red' is missing", "go_blue: is said nowhere"],
        ),
        (
            Damage(GUIDED, 'text = "Half of everything"', 'text = " "'),
            ["go_half: has an empty text"],
        ),
        (
            Damage(GUIDED, 'id = "go_half"', 'id = "go_rest"'),
            ["go_rest: this id stands more than once", "line: 'go_half' is missing"],
        ),
        (
            Damage(GUIDED, 'text = "Half of everything"\nsources = ["D"]', 'text = "Half"\nsources = []'),
            ["go_half: cites no source"],
        ),
        (
            Damage(GUIDED, 'between two rounds\nsources = ["D"]', "between two rounds\nsources = []"),
            ["times: cites no source"],
        ),
    ],
)
def test_what_cannot_be_used_is_named(damage: Damage, faults: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, damage) == [f"{GUIDED}: {fault}" for fault in faults]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_guided(reader) is None
    assert faults_of(reader) == [f"{GUIDED}: the file is missing"]
