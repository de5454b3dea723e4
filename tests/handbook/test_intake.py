"""The questions beside the screening are read, filled with choices, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.intake import Choice, IntakeKind
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.intake import CHOICES_FROM, FILE, read_intake
from tests.handbook.museum import Damage, break_it, copy_of, faults_of

REGIONS = (Choice("de", "Germany"), Choice("other", "somewhere else"))
BOTH = "choices belong to a choice, and a choice needs them"
NO_RANGE = "a number needs minimum and maximum"


def faults_after(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of(FILE, tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    read_intake(reader, {})
    return faults_of(reader)


def test_the_real_questions_come_in_their_order() -> None:
    reader = ContentReader(find_content())
    questions = read_intake(reader, {})

    assert faults_of(reader) == []
    assert questions is not None
    assert [one.id for one in questions] == [
        "region",
        "pain_average",
        "eases",
        "own_activity_1",
        "own_activity_2",
        "own_activity_3",
        "task_kind",
        "task",
        "likes",
        "equipment",
        "walk_minutes",
        "liked_minutes",
        "worries",
        "confidence",
        "modifiers",
        "work",
        "waking",
        "free_days",
        "medicine",
        "product",
    ]


def test_what_a_plan_cannot_do_without_may_not_be_skipped() -> None:
    questions = read_intake(ContentReader(find_content()), {}) or ()

    assert [one.id for one in questions if not one.may_skip] == [
        "region",
        "own_activity_1",
        "work",
        "waking",
        "medicine",
        "product",
    ]


def test_what_is_extra_is_never_needed(tmp_path: Path) -> None:
    only_extra = Damage(FILE, "may_skip = true\nis_extra = true", "is_extra = true")

    assert faults_after(tmp_path, only_extra) == [
        f"{FILE}: eases: what is extra is not needed, so it may be skipped"
    ]


def test_choices_come_from_other_content_or_stand_in_the_file() -> None:
    questions = {
        one.id: one for one in read_intake(ContentReader(find_content()), {"regions": REGIONS}) or ()
    }

    assert questions["region"].choice == REGIONS
    assert [choice.id for choice in questions["medicine"].choice] == [
        "none",
        "paracetamol",
        "ibuprofen",
        "naproxen",
    ]
    assert questions["likes"].choice == ()
    assert questions["waking"].kind is IntakeKind.WAKING


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (
            Damage(FILE, 'id = "own_activity_2"', 'id = "own_activity_1"'),
            "own_activity_1: this id stands more than once",
        ),
        (Damage(FILE, 'choices_from = "regions"\n', ""), f"region: {BOTH}"),
        (Damage(FILE, 'kind = "waking"', 'kind = "waking"\nchoices_from = "regions"'), f"waking: {BOTH}"),
        (
            Damage(FILE, 'choices_from = "regions"', 'choices_from = "countries"'),
            f"region: choices_from must be one of {', '.join(CHOICES_FROM)}",
        ),
        (Damage(FILE, "minimum = 0\n", ""), f"pain_average: {NO_RANGE}"),
        (Damage(FILE, "maximum = 10\n", ""), f"pain_average: {NO_RANGE}"),
        (Damage(FILE, 'only_with = "likes"', 'only_with = "like"'), "liked_minutes: unknown question 'like'"),
        (
            Damage(FILE, 'kind = "rated"', 'kind = "rating"'),
            "question[3].kind: 'rating' is not one of number, choice, choices, each, rated, waking",
        ),
        (Damage(FILE, 'group = "back"\n', ""), "question[1].group: missing"),
        (Damage(FILE, "step = 0.5", 'step = "0.5"'), "question[1].step: expected a number, found text"),
        (
            Damage(FILE, "may_skip = true", "may_skip = 1"),
            "question[1].may_skip: expected true or false, found a whole number",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert faults_after(tmp_path, damage) == [f"{FILE}: {fault}"]


def test_without_its_file_there_are_no_questions(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)

    assert read_intake(reader, {}) is None
    assert faults_of(reader) == ["intake.toml: the file is missing"]
