"""The words about goals as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.goals import GOALS, LINES, read_goals
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().goals


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of(GOALS, tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_goals(reader) is None) is bool(reader.faults)
    return faults_of(reader)


def test_the_shipped_words_are_whole_a_draft_and_say_what_is_our_own() -> None:
    assert {one.id for one in BOOK.lines} == set(LINES)
    assert BOOK.is_draft
    assert {source for one in BOOK.examples for source in one.sources} == {"D"}
    assert all(one.sources for one in BOOK.lines)


def test_nothing_scolds_and_nothing_counts_a_row_of_days() -> None:
    words = " ".join(one.text for one in BOOK.lines).casefold()
    assert not [word for word in ("fail", "must", "streak", "missed", "should", "!") if word in words]


def test_the_words_are_easy_to_read() -> None:
    texts = [one.text for one in BOOK.lines]
    texts += [
        f"If {one.cue}, then {one.action}. If {one.obstacle}, then {one.instead}." for one in BOOK.examples
    ]
    assert [text for text in texts if grade(text) > WORST_GRADE] == []
    assert grade(" ".join(texts)) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(GOALS, 'text = "Then I ..."', 'text = ""'), "has an empty text"),
        (
            Damage(GOALS, 'cue = "it is Saturday at ten"', 'cue = " "'),
            "goal_example_friends: has an empty text",
        ),
        (Damage(GOALS, 'id = "goal_fit"', 'id = "goal_other"'), "goal_fit"),
        (Damage(GOALS, 'id = "goal_example_sit"', 'id = "goal_example_walk"'), "stands more than once"),
    ],
)
def test_words_that_cannot_be_used_are_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, damage)
    assert fault in found


def test_a_missing_file_and_one_without_an_example_are_faults(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_goals(reader) is None
    assert faults_of(reader) == [f"{GOALS}: the file is missing"]
    root = copy_of(GOALS, tmp_path)
    text = (root / GOALS).read_text(encoding="utf-8")
    kept = "example = []\n" + text[: text.index("[[example]]")]
    (root / GOALS).write_text(kept, encoding="utf-8")
    reader = ContentReader(root)
    assert read_goals(reader) is None
    assert faults_of(reader) == [f"{GOALS}: example: there is no plan to take an idea from"]
