"""Names of courses and averages of others as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.trajectory import PATTERNS
from backcoach.handbook.content import ContentReader
from backcoach.handbook.trajectories import TRAJECTORIES, read_trajectories
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().trajectories


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("activity", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_trajectories(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_content_is_a_draft_and_holds_every_pattern() -> None:
    assert BOOK.is_draft
    assert {one.id for one in BOOK.patterns} == {*PATTERNS}


def test_the_average_is_never_called_a_target_and_says_that_people_differ() -> None:
    for curve in BOOK.curves:
        assert "differ widely" in curve.note
        assert "target" not in curve.text


def test_the_words_are_easy_to_read() -> None:
    texts = {one.id: one.why for one in BOOK.patterns} | {one.id: one.note for one in BOOK.curves}
    assert [id_ for id_, text in texts.items() if grade(text) > WORST_GRADE] == []
    assert grade(" ".join(texts.values())) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(TRAJECTORIES, 'id = "trajectory_other"', 'id = "trajectory_x"'), "no pattern of this name"),
        (
            Damage(TRAJECTORIES, 'id = "trajectory_other"', 'id = "trajectory_x"'),
            "'trajectory_other' is missing",
        ),
        (Damage(TRAJECTORIES, 'text = "steady"', 'text = " "'), "trajectory_ongoing: has an empty text"),
        (Damage(TRAJECTORIES, 'text = "mild"', 'text = ""'), "mild: has an empty text"),
        (Damage(TRAJECTORIES, "most = 10", "most = 9"), "the last one goes to 10"),
        (Damage(TRAJECTORIES, "most = 3", "most = 1"), "they stand in order"),
        (Damage(TRAJECTORIES, "week = 6, low = 2.1", "week = 0, low = 2.1"), "its points stand in order"),
        (Damage(TRAJECTORIES, "low = 2.1, mean = 2.3", "low = 2.4, mean = 2.3"), "lies within its range"),
        (Damage(TRAJECTORIES, "until_days = 42", "until_days = 99"), "stand in order of age"),
        (Damage(TRAJECTORIES, "until_days = 84\n", ""), "the last one has no until_days"),
        (Damage(TRAJECTORIES, 'id = "curve_subacute"', 'id = "curve_acute"'), "stands more than once"),
        (Damage(TRAJECTORIES, "least_weeks = 12", "least_weeks = true"), "limits.least_weeks"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, damage: Damage, fault: str) -> None:
    faults = read(tmp_path, damage)
    assert any(fault in one for one in faults), faults
