"""Signposts in content: broken ones are refused by name; the words name no disease and promise nothing."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from backcoach.coach.patterns import Pattern
from backcoach.coach.timeline import Milestone
from backcoach.handbook.content import ContentReader
from backcoach.handbook.screening import read_screening
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.spec.conftest import real_screening

BOOK = real_screening()
PATTERNS = "screening/patterns.toml"
TIMELINE = "screening/timeline.toml"
DISEASES = (
    "stenosis",
    "sciatica",
    "spondyl",
    "arthritis",
    "radicul",
    "hernia",
    "slipped",
    "disc ",
    "claudic",
)
PROMISES = ("you will be", "will get better", "cure", "heal", "ruled out", "nothing serious", "by then you")


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            Damage(PATTERNS, 'modifier = "leg_symptoms"', 'modifier = "legs"'),
            f"{PATTERNS}: pattern_leg_worse: the screening derives no modifier 'legs'",
            id="a modifier that nothing derives",
        ),
        pytest.param(
            Damage(PATTERNS, 'id = "pattern_long"', 'id = "pattern_walking"'),
            f"{PATTERNS}: pattern_walking: this id stands more than once",
            id="a pattern twice",
        ),
        pytest.param(
            Damage(TIMELINE, 'id = "week_3"', 'id = "week_2"'),
            f"{TIMELINE}: week_2: this id stands more than once",
            id="a milestone twice",
        ),
        pytest.param(
            Damage(TIMELINE, "until_day = 13", "until_day = 6"),
            f"{TIMELINE}: week_1: until_day lies before from_day",
            id="a time that ends before it begins",
        ),
        pytest.param(
            Damage(TIMELINE, "from_day = 14", "from_day = 5"),
            f"{TIMELINE}: week_2: milestones stand in the order of their days",
            id="milestones out of order",
        ),
        pytest.param(
            Damage(TIMELINE, "least_days = 2", "least_days = 4"),
            f"{TIMELINE}: day_2_tasks: least_days lies between 1 and window_days",
            id="more days needed than there are",
        ),
        pytest.param(
            Damage(TIMELINE, "is_any_time = true", "is_any_time = true\nuntil_day = 9"),
            f"{TIMELINE}: hard_weeks: what is looked at on any day has no until_day and is never left open",
            id="any day, and a last one",
        ),
        pytest.param(
            Damage(TIMELINE, "is_any_time = true", 'too_few = "x"\nis_any_time = true'),
            f"{TIMELINE}: hard_weeks: what is looked at on any day has no until_day and is never left open",
            id="any day, and left open",
        ),
        pytest.param(
            Damage(TIMELINE, "is_any_time = true", 'imaging = "x"\nis_any_time = false'),
            f"{TIMELINE}: hard_weeks: what has its time in a bout needs imaging and too_few",
            id="a time of its own, and no words for too few days",
        ),
        pytest.param(
            Damage(TIMELINE, '[[figure]]\nid = "day"\nshort = "day of the bout"\n', ""),
            f"{TIMELINE}: day: every figure of a bout, and no other, has its name",
            id="a figure without a name",
        ),
        pytest.param(
            Damage(
                TIMELINE,
                '[[figure]]\nid = "day"',
                '[[figure]]\nid = "x"\nshort = "x"\n[[figure]]\nid = "day"',
            ),
            f"{TIMELINE}: x: every figure of a bout, and no other, has its name",
            id="a name without a figure",
        ),
        pytest.param(
            Damage(
                TIMELINE,
                '[[figure]]\nid = "day"',
                '[[figure]]\nid = "day"\nshort = "x"\n[[figure]]\nid = "day"',
            ),
            f"{TIMELINE}: day: this id stands more than once",
            id="a figure twice",
        ),
        pytest.param(
            Damage(TIMELINE, 'id = "week_3"', 'id = "week_3:too_few"'),
            f"{TIMELINE}: week_3:too_few: an id does not end in ':too_few'",
            id="an id that means something else",
        ),
    ],
)
def test_a_fault_is_named_with_its_file_and_entry(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert faults_after(tmp_path, damage) == [fault]


def test_a_rule_of_the_screening_cannot_ask_about_the_record(tmp_path: Path) -> None:
    (fault,) = faults_after(tmp_path, Damage(PATTERNS, 'when = "weeks>=12"', 'when = "pain_fall>=12"'))

    assert "unknown name" in fault
    assert "pain_fall" in fault


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    root = copy_of("screening", tmp_path)
    (root / TIMELINE).unlink()
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert faults_of(reader) == [f"{TIMELINE}: the file is missing"]


def faults_after(tmp_path: Path, damage: Damage) -> list[str]:
    root = copy_of("screening", tmp_path)
    break_it(root, damage)
    reader = ContentReader(root)
    assert read_screening(reader) is None
    return faults_of(reader)


def words() -> list[tuple[str, str]]:
    """Every text of the signposts that a person reads, with the id it stands under."""
    found = [("heading", BOOK.signposts.heading), ("honest", BOOK.signposts.honest)]
    entries: tuple[Pattern | Milestone, ...] = (*BOOK.signposts.patterns, *BOOK.signposts.milestones)
    for one in entries:
        for field in fields(one):
            value = getattr(one, field.name)
            if field.name not in ("id", "sources", "modifier"):
                texts = value if isinstance(value, tuple) else (value,)
                found += [(one.id, text) for text in texts if isinstance(text, str)]
    return found


def test_there_are_words_to_look_at() -> None:
    assert len(words()) > 100


@pytest.mark.parametrize("unwanted", [*DISEASES, *PROMISES])
def test_no_text_names_a_disease_or_promises_anything(unwanted: str) -> None:
    assert [(where, text) for where, text in words() if unwanted in text.lower()] == []


def test_every_milestone_says_what_a_visit_looks_at_and_what_a_scan_is_good_for() -> None:
    for one in BOOK.signposts.milestones:
        assert one.do
        assert all((one.head, one.why, one.visit))
        assert one.is_any_time or all((one.imaging, one.too_few))
        assert not (one.is_any_time and (one.imaging or one.too_few))


def test_every_pattern_says_whom_to_see_what_is_urgent_and_when_a_scan_makes_no_sense() -> None:
    for one in BOOK.signposts.patterns:
        assert all((one.see, one.urgent, one.imaging, one.no_imaging, one.options, one.advice, one.plan))


def test_the_signposts_are_a_draft_until_a_clinician_has_checked_them() -> None:
    assert all(review.is_draft for review in BOOK.signposts.reviews)
    assert set(BOOK.signposts.reviews) <= set(BOOK.reviews)
