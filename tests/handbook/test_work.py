"""The return to work as it is shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.activity import read_activity
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.work import WORK, read_work
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade

HARDEST_GRADE = 9.0
TAGS = ("fracture_risk", "pregnancy", "cancer", "spine_surgery")


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    activity = real_book().activity
    root = copy_of("activity", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert read_work(reader, TAGS, activity) is None or not reader.faults
    return faults_of(reader)


def test_the_shipped_content_holds_the_figures_of_the_fact_sheet_and_is_a_draft() -> None:
    work = real_book().work
    assert work.is_draft
    assert work.steps.hours_percent == (30, 50, 75, 90, 100)
    assert work.steps.load_percent == (25, 50, 75, 100)
    assert {(one.track.value, one.least_days, one.gentle_days) for one in work.paces} == {
        ("acute", 3, 7),
        *((track, 7, 14) for track in ("subacute", "persistent", "prevent")),
    }
    assert (work.limits.good_percent, work.limits.reds) == (80, 2)
    assert [(one.from_day, one.below_percent) for one in work.checks] == [(14, 50), (42, 100)]


def test_the_facts_carry_their_figures_and_their_sources() -> None:
    facts = {one.sources[0]: one.text for one in real_book().work.facts}
    assert "Half of them" in facts["HENSCHKE08"]
    assert "14 days" in facts["HENSCHKE08"]
    assert "83 of 100" in facts["HENSCHKE08"]
    assert "82 of 100" in facts["PENGEL03"]
    assert {"SEED4", "ACC-QA"} <= set(facts)
    assert {one.sources for one in real_book().work.examples} == {("ACC06",)}


def test_every_tag_and_review_that_work_follows_is_there() -> None:
    book = real_book()
    assert {tag for one in book.work.closings for tag in one.tags} <= {one.id for one in book.screening.tags}
    assert set(book.work.limits.steps_down_after) <= {one.id for one in book.activity.review_rules}


def test_the_words_are_plain_and_promise_no_cure_and_no_certificate() -> None:
    work = real_book().work
    texts = [one.text for one in (*work.facts, *work.lines, *work.discuss)]
    texts += [f"{one.why} {one.next}" for one in (*work.rules, *work.checks)]
    assert [(text, grade(text)) for text in texts if grade(text) > HARDEST_GRADE] == []
    assert [text for text in texts if "cure" in text.lower() or "certif" in text.lower()] == []
    assert "no proof that anybody is fit" in work.line("work_page_notice")


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_work(reader, TAGS, real_book().activity) is None
    assert faults_of(reader) == [f"{WORK}: the file is missing"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(WORK, 'id = "work_silent"', 'id = "work_quiet"'), "rule: 'work_silent' is missing"),
        (Damage(WORK, 'id = "work_start"', 'id = "work_begin"'), "rule: 'work_start' is missing"),
        (Damage(WORK, 'id = "any"', 'id = "some"'), "load: 'any' is missing"),
        (Damage(WORK, 'id = "work_red"', 'id = "work_rot"'), "line: 'work_red' is missing"),
        (
            Damage(WORK, 'id = "work_fact_month"', 'id = "work_fact_14_days"'),
            "work_fact_14_days: this id stands more",
        ),
        (Damage(WORK, 'tags = ["cancer"]', 'tags = ["canser"]'), "work_no_more: unknown tag 'canser'"),
        (
            Damage(WORK, '["step_back", "leg_guard"]', '["bad_week"]'),
            "steps_down_after: 'bad_week' is not a review rule",
        ),
        (Damage(WORK, 'sources = ["PENGEL03"]', "sources = []"), "work_fact_month: cites no source"),
        (
            Damage(WORK, "[30, 50, 75, 90, 100]", "[30, 50, 75, 90]"),
            "steps: percents rise from above 0 to 100",
        ),
        (Damage(WORK, "gentle_days = 7", "gentle_days = 2"), "pace[0]: gentle_days must not be less"),
        (Damage(WORK, 'closes = "load"', 'closes = "door"'), "'door' is not one of load, steps, hours"),
        (Damage(WORK, "reds = 2", "reds = 2\ngreens = 1"), "limits.greens: unknown key"),
    ],
)
def test_content_that_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    found = read(tmp_path, damage)
    assert len(found) == 1
    assert fault in found[0]


def test_two_paces_of_one_track_are_a_fault(tmp_path: Path) -> None:
    damage = Damage(WORK, 'track = "subacute"', 'track = "acute"')
    found = read(tmp_path, damage)
    assert found == [
        f"{WORK}: acute: this id stands more than once",
        f"{WORK}: pace: 'subacute' is missing",
    ]


def test_the_activity_content_reads_without_it() -> None:
    assert read_activity(ContentReader(find_content())) is not None
