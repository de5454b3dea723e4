"""Only a named clinician makes content checked."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.loading import load_handbook
from backcoach.handbook.review import Review, first_review_by, sound_files
from backcoach.handbook.screening import read_screening
from tests.handbook.museum import Damage, break_it, copy_of, faults_of

FILE = "screening/rules_mind.toml"
REVIEWED, UNTIL = date(2026, 11, 22), date(2027, 5, 22)
NO_REVIEWER = "checked content names its reviewer, a draft names none"


def test_a_draft_names_nobody() -> None:
    assert Review("draft", REVIEWED, UNTIL).is_draft is True


def test_checked_content_names_who_checked_it() -> None:
    assert Review("checked", REVIEWED, UNTIL, "Dr A. Example").is_draft is False


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('status = "draft"', 'status = "checked"', f"review: {NO_REVIEWER}"),
        ('status = "draft"', 'status = "checked"\nreviewer = ""', f"review: {NO_REVIEWER}"),
        ('status = "draft"', 'status = "checked"\nreviewer = "  "', f"review: {NO_REVIEWER}"),
        ('status = "draft"', 'status = "draft"\nreviewer = "Dr A. Example"', f"review: {NO_REVIEWER}"),
        ('status = "draft"', 'status = "done"', "review: status must be 'draft' or 'checked'"),
        ("review_by = 2027-05-22", "review_by = 2026-11-22", "review: review_by must lie after reviewed_on"),
        ("review_by = 2027-05-22", "review_by = 2026-11-21", "review: review_by must lie after reviewed_on"),
        ("review_by = 2027-05-22\n", "", "review.review_by: missing"),
        (
            "reviewed_on = 2026-11-22",
            'reviewed_on = "today"',
            "review.reviewed_on: 'today' is not a date (2026-03-02)",
        ),
        (
            "reviewed_on = 2026-11-22",
            "reviewed_on = 2026-11-22T10:00:00Z",
            (
                "review.reviewed_on: expected date (2026-03-02), "
                "found instant with its offset (2026-03-02T07:30:00Z)"
            ),
        ),
        ("[review]", "[reviews]", "reviews: unknown key; known are review, rule"),
    ],
)
def test_a_wrong_head_is_named(old: str, new: str, fault: str, tmp_path: Path) -> None:
    root = copy_of("screening", tmp_path)
    break_it(root, Damage(FILE, old, new))
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert faults_of(reader)[0] == f"{FILE}: {fault}"


def test_every_content_file_carries_a_head() -> None:
    for path in find_content().rglob("*.toml"):
        assert "[review]" in path.read_text(encoding="utf-8").splitlines(), path.name


def test_the_first_file_that_is_due_for_a_new_look_sets_the_day() -> None:
    head = {"status": "draft", "reviewed_on": date(2026, 1, 1)}
    files = [{"review": head | {"review_by": day}} for day in (UNTIL, REVIEWED, UNTIL)]
    assert first_review_by(files) == REVIEWED
    assert load_handbook().review_by == first_review_by(sound_files(ContentReader(find_content())))


def test_a_day_that_is_written_as_text_is_a_day_all_the_same(tmp_path: Path) -> None:
    root = Path(shutil.copytree(find_content(), tmp_path / "content"))
    break_it(root, Damage(FILE, "review_by = 2027-05-22", 'review_by = "2027-01-31"'))

    assert load_handbook(root).review_by == date(2027, 1, 31)
