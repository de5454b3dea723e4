"""The check of thoughts as it is shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.regions import ContactKind
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.thoughts import THOUGHTS, read_thoughts
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade

FEWEST_WORDS, MOST_WORDS, HARDEST_GRADE = 60, 120, 6
PUBLISHED = (
    "my back pain is terrible",
    "worrying thoughts have been",
    "not really safe for a person",
    "agree",
)
"""Scraps of published questionnaires that must not stand here."""


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("activity", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    read_thoughts(reader)
    return faults_of(reader)


def test_the_shipped_check_has_its_nine_lines_and_is_a_draft() -> None:
    file = read_thoughts(ContentReader(find_content()))
    assert file is not None
    assert file.review.is_draft
    assert {one.id for one in file.worry} == {
        *("poor_sleep", "doing_less", "fear_of_movement", "boom_and_bust", "work_worry"),
        *("low_mood", "worst_case", "poor_outlook", "waiting_for_fix"),
    }
    assert file.check.again_weeks == (2, 4, 6, 12)
    assert (file.check.visit_yes, file.check.visit_from_weeks) == (2, 2)


def test_low_mood_leads_to_the_crisis_line_first() -> None:
    file = read_thoughts(ContentReader(find_content()))
    assert file is not None
    mood = file.book().worry("low_mood")
    assert mood is not None
    assert mood.yes.contacts[0] is ContactKind.CRISIS
    assert ContactKind.HEALTH_LINE in mood.yes.contacts


def test_every_lesson_is_short_easy_and_cited() -> None:
    file = read_thoughts(ContentReader(find_content()))
    assert file is not None
    for lesson in file.lesson:
        text = " ".join(lesson.text)
        assert FEWEST_WORDS <= len(text.split()) <= MOST_WORDS, lesson.id
        assert grade(text) <= HARDEST_GRADE, lesson.id
        assert lesson.sources, lesson.id
    for worry in file.worry:
        assert grade(worry.words) <= HARDEST_GRADE, worry.id
    for rule in file.rule:
        assert grade(rule.why) <= HARDEST_GRADE, rule.id


def test_no_line_is_one_of_a_published_questionnaire() -> None:
    file = read_thoughts(ContentReader(find_content()))
    assert file is not None
    lines = " ".join(worry.text.lower() for worry in file.worry)
    assert lines
    assert [scrap for scrap in PUBLISHED if scrap in lines] == []


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_thoughts(reader) is None
    assert faults_of(reader) == [f"{THOUGHTS}: the file is missing"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(THOUGHTS, 'id = "thoughts_visit"', 'id = "visit"'), "rule: 'thoughts_visit' is missing"),
        (
            Damage(THOUGHTS, 'id = "doing_less"', 'id = "poor_sleep"'),
            "poor_sleep: this id stands more than once",
        ),
        (
            Damage(THOUGHTS, 'lesson = "lesson_sleep"', 'lesson = "lesson_slep"'),
            "poor_sleep: 'lesson_slep' is not a lesson",
        ),
        (
            Damage(THOUGHTS, "", '\n[[lesson]]\nid = "empty"\ntitle = "t"\ntext = []\nsources = ["D"]\n'),
            "empty: a lesson needs its text",
        ),
        (Damage(THOUGHTS, "[2, 4, 6, 12]", "[4, 2]"), "check: again_weeks must rise"),
        (
            Damage(THOUGHTS, '["crisis", "health_line"]', '["crisis", "friend"]'),
            "worry[5].yes.contacts[1]: 'friend' is not one of emergency, health_line, poison, crisis",
        ),
    ],
)
def test_a_check_that_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert read(tmp_path, damage) == [f"{THOUGHTS}: {fault}"]
