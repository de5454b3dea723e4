"""The page of words holds every fixed sentence once, and names no place that has none."""

from __future__ import annotations

import pytest

from docs.words import CHAPTERS, ELSEWHERE, FOR_AUTHORS, is_fixed, words
from tests.words.shown import Shown, everything_shown


@pytest.fixture(scope="module")
def page() -> list[str]:
    return [*words()]


def test_every_file_with_sentences_stands_under_one_chapter(page: list[str]) -> None:
    headings = [line.removeprefix("### ") for line in page if line.startswith("### ")]
    assert sorted(headings) == sorted({one.file for one in everything_shown() if is_fixed(one)})


def test_the_chapters_come_in_the_order_in_which_a_person_meets_them_and_none_is_empty(
    page: list[str],
) -> None:
    titles = [line for line in page if line.startswith("## ")]
    assert titles == [f"## {title}" for title, _places in CHAPTERS]
    at = [page.index(line) for line in titles]
    assert all(page[line + 2].startswith("### ") for line in at)


def test_what_is_read_elsewhere_is_there() -> None:
    files = {one.file for one in everything_shown()}
    assert [
        place for place in (*ELSEWHERE, *FOR_AUTHORS) if not any(one.startswith(place) for one in files)
    ] == []


def test_a_sentence_is_fixed_and_an_id_or_a_fragment_is_none() -> None:
    assert is_fixed(Shown("backcoach/flows/new.py", "1", "The plan waits for you."))
    assert is_fixed(Shown("content/welcome.toml", "how", "It takes about ten minutes."))
    assert not is_fixed(Shown("backcoach/flows/new.py", "1", "of the day"))
    assert not is_fixed(Shown("content/exercises/new.toml", "feel", "It is read with its exercise."))
