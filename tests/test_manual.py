"""The manual of rules leaves nothing out: every question, rule and gate, each with its condition in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.wording import wording
from backcoach.coach.work_decision import ROWS
from backcoach.handbook.cases import load_cases
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from docs.endings import endings
from docs.lessons import lessons
from docs.manual import GROUPS, screening
from docs.options import options
from docs.work import work

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def book() -> Handbook:
    return load_handbook()


@pytest.fixture(scope="module")
def rows(book: Handbook) -> list[str]:
    return [line for line in screening(book) if line.startswith("| `")]


def test_every_question_and_rule_of_the_screening_stands_in_one_chapter_with_its_condition(
    book: Handbook, rows: list[str]
) -> None:
    rules = book.screening.rules
    conditions = {one.id: one.asked_while for one in rules.questions.values()}
    conditions |= {one.id: one.when for one in (*rules.rules, *rules.plan_gates)}
    for id_, condition in conditions.items():
        found = [row for row in rows if row.startswith(f"| `{id_}` | ") and "| `" not in row[3:]]
        assert len(found) == 1, id_
        for line in wording(condition, rules.questions).lines() if condition else ():
            assert line in found[0]


def test_every_tag_pattern_milestone_and_line_of_the_thoughts_check_stands_there(
    book: Handbook, rows: list[str]
) -> None:
    signposts = book.screening.signposts
    parts = (book.screening.tags, signposts.patterns, signposts.milestones, book.activity.worries)
    many = (*parts, book.screening.gates, book.screening.rescreening.sets, book.screening.rescreening.events)
    for one in (one for part in many for one in part):
        assert any(row.startswith(f"| `{one.id}` | ") for row in rows), one.id
    text = "\n".join(screening(book))
    for part in book.screening.parts:
        assert f"| {part.label} | " in text


def test_every_lesson_script_need_and_rule_of_reading_stands_there(book: Handbook) -> None:
    text = "\n".join(lessons(book))
    found = book.lessons
    for page in (*found.topics, *found.relaxations):
        assert f"| `{page.id}` | {page.title} | " in text
    for words in (*(one.why for one in found.rules), *(one.label for one in found.needs)):
        assert words in text
    for caution in found.cautions:
        assert caution.text in text


def test_every_rule_limit_check_and_line_on_work_stands_in_its_chapter(book: Handbook) -> None:
    found = list(work(book))
    parts = (book.work.rules, book.work.closings, book.work.checks, book.work.examples, book.work.facts)
    for one in (one for part in (*parts, book.work.lines, book.work.discuss) for one in part):
        assert sum(row.startswith(f"| `{one.id}` | ") for row in found) == 1, one.id
    decisive = [row for row in found if row.startswith("| `work_")][1 : len(ROWS) + 1]
    assert [row.split("`")[1] for row in decisive] == [id_ for id_, _move, _row in ROWS]
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in found if line not in page] == []


def test_every_rule_on_the_end_of_a_bout_stands_there(book: Handbook) -> None:
    text = "\n".join(endings(book))
    for rule in book.recovery.rules:
        assert f"| `{rule.id}` | {rule.label} | {rule.why} | " in text
    for line in (*book.recovery.stay_well, *book.recovery.figures):
        assert f"| `{line.id}` | {line.text} | " in text
    for pattern in book.trajectories.patterns:
        assert f"| `{pattern.id}` | {pattern.text} | {pattern.why} | " in text
    for curve in book.trajectories.curves:
        assert f"| `{curve.id}` | {curve.text} | 0: {curve.point[0].mean:g} " in text


def test_every_group_says_how_many_cases_are_about_it(book: Handbook) -> None:
    lines = list(screening(book))
    cases = load_cases(book).cases
    for group in GROUPS:
        count = sum(case.group.value == group.id for case in cases)
        assert count > 0
        assert lines[lines.index(f"### {group.title}") + 2].startswith(f"{count} of the shipped cases")


def test_the_page_in_the_repository_holds_all_of_it(book: Handbook) -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").splitlines()
    missing = [line for line in screening(book) if line not in page]
    assert not missing, "run make docs"


def test_every_option_with_each_row_and_rule_stands_there(book: Handbook) -> None:
    text = "\n".join(options(book))
    for one in book.options.options:
        assert f"| `{one.id}` | " in text
        for row in one.row:
            assert row.benefit in text
    for rule in (*book.options.rules, *book.options.lines):
        assert rule.id in text
