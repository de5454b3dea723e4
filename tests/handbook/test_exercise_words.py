"""What a person reads of an exercise is plain: measured as the words of the screening are."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from backcoach.handbook.faults import find_content
from tests.handbook.reading import (
    NOT_READ,
    Passage,
    grade,
    is_fragment,
    lines_of,
    longest_word,
    passages,
    readings,
)
from tests.handbook.test_reading_level import FRAGMENT_SYLLABLES, MEAN_GRADE, WORST_GRADE, clinical_words

NOT_WORDS = NOT_READ | {"phases", "avoid", "easier_id", "activity", "code", "drawing"}
FILES = sorted((find_content() / "exercises").glob("*.toml"))


def read(file: Path) -> list[Passage]:
    found = [one for one in passages(file, NOT_WORDS) if one.key not in {"before", "after"}]
    return [
        Passage(one.file, one.key, one.entry, one.text.replace("{amount}", "10"))
        if one.key == "text"
        else one
        for one in found
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sentence_of_an_exercise_is_harder_than_grade_9_and_the_mean_is_6_at_most(file: Path) -> None:
    grades = [(round(grade(text), 1), place, text) for place, text in readings(read(file))]
    assert [one for one in grades if one[0] > WORST_GRADE] == []
    assert mean(one[0] for one in grades) <= MEAN_GRADE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_line_of_few_words_has_no_long_one_and_nothing_is_clinical(file: Path) -> None:
    lines = [line for one in read(file) for line in lines_of(one)]
    assert [line for line in lines if is_fragment(line) and longest_word(line) > FRAGMENT_SYLLABLES] == []
    assert [line for line in lines if clinical_words(line)] == []


def test_every_word_of_a_card_is_measured() -> None:
    keys = {one.key for file in FILES for one in read(file)}
    assert keys >= {
        "name",
        "purpose",
        "start",
        "how",
        "breath",
        "feel",
        "easier",
        "stop",
        "tips",
        "equipment",
    }
    assert keys >= {"text", "words"}
