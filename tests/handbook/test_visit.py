"""What is said in a report and before a visit, as it is shipped, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.visit import LINES, PAGE_FILE, SECTIONS, VISIT_FILE, read_visit
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.handbook.reading import grade
from tests.handbook.test_lessons import PROMISES, THREATS
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE

BOOK = real_book().visit
GROUPS = {one.group for one in real_book().screening.rules.questions.values()}
QUESTIONS = real_book().screening.rules.questions
STEP_TEXTS = [text for step in BOOK.steps for text in (*step.does, step.why)]
TEXTS = [*(one.text for one in (*BOOK.lines, *BOOK.questions)), *STEP_TEXTS]


def read(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("report", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert (read_visit(reader, GROUPS, QUESTIONS) is None) is bool(reader.faults)
    return faults_of(reader)


def test_every_section_has_a_title_and_every_fact_a_source_and_it_is_a_draft() -> None:
    assert tuple(one.id for one in BOOK.sections) == SECTIONS
    assert all(BOOK.title(one) for one in SECTIONS)
    assert {one.id for one in BOOK.groups} == GROUPS
    assert all(BOOK.line(one) for one in LINES)
    assert all(one.sources for one in (*BOOK.lines, *BOOK.questions, *BOOK.steps))
    assert BOOK.is_draft


def test_nothing_promises_threatens_or_says_that_a_disease_is_ruled_out() -> None:
    text = " ".join(TEXTS)
    assert (PROMISES.findall(text), THREATS.findall(text)) == ([], [])
    assert not re.search(r"(?<!not )rules? out|ruled out|nothing serious", text)
    assert "does not rule out" in BOOK.line("report_not_ruled_out")


def test_the_figures_on_scans_are_those_of_their_source() -> None:
    words = " ".join(next(one for one in BOOK.steps if one.id == "visit_imaging").does)
    assert "first 6 weeks" in words
    assert "fewer than 1 in 100" in words
    assert re.findall(r"about (\d+) in 100", words, re.IGNORECASE) == ["5", "95"]
    assert "SEED4" in next(one for one in BOOK.steps if one.id == "visit_imaging").sources


def test_what_a_visit_is_like_is_told_from_the_first_question_to_coming_back() -> None:
    assert [one.id.removeprefix("visit_") for one in BOOK.steps] == [
        *("history", "examination", "imaging", "bloods", "explanation", "plan", "follow_up")
    ]


def test_it_is_easy_to_read() -> None:
    assert [text for text in TEXTS if grade(text) > WORST_GRADE] == []
    assert grade(" ".join(TEXTS)) <= MEAN_GRADE


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(PAGE_FILE, 'title = "Work"', 'title = ""'), f"{PAGE_FILE}: work: has an empty text"),
        (
            Damage(PAGE_FILE, 'text = "Made up: a demonstration, nobody\'s own record."', 'text = " "'),
            f"{PAGE_FILE}: report_made_up: has an empty text",
        ),
        (
            Damage(PAGE_FILE, 'id = "report_draft"', 'id = "report_other"'),
            f"{PAGE_FILE}: line: 'report_draft' is missing",
        ),
        (Damage(PAGE_FILE, 'title = "Mind"', 'title = ""'), f"{PAGE_FILE}: H: has an empty text"),
        (Damage(PAGE_FILE, 'id = "H"', 'id = "K"'), f"{PAGE_FILE}: group: 'H' is missing"),
        (
            Damage(VISIT_FILE, 'about = "Afterwards"', 'about = ""'),
            f"{VISIT_FILE}: ask_return: has an empty text",
        ),
        (
            Damage(VISIT_FILE, 'title = "A plan"', 'title = ""'),
            f"{VISIT_FILE}: visit_plan: has an empty text",
        ),
        (
            Damage(VISIT_FILE, 'id = "ask_waiting"', 'id = "ask_choices"'),
            f"{VISIT_FILE}: ask_choices: this id stands more than once",
        ),
        (
            Damage(
                VISIT_FILE,
                'does = ["As a rule none. They come with signs of an infection or another illness."]',
                "does = []",
            ),
            f"{VISIT_FILE}: visit_bloods: does nothing",
        ),
    ],
)
def test_what_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert read(tmp_path, damage) == [fault]


def test_a_section_that_no_report_has_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, Damage(PAGE_FILE, 'id = "work"', 'id = "wrok"')) == [
        f"{PAGE_FILE}: section: 'work' is missing",
        f"{PAGE_FILE}: section: names 'wrok', which does not exist",
    ]


def test_a_question_that_there_is_not_tells_nothing_of_a_bout(tmp_path: Path) -> None:
    assert read(tmp_path, Damage(PAGE_FILE, '"fx_minor_fall"', '"fx_small_fall"')) == [
        f"{PAGE_FILE}: onset: names 'fx_small_fall', which does not exist"
    ]


def test_missing_or_empty_files_are_faults(tmp_path: Path) -> None:
    reader = ContentReader(tmp_path)
    assert read_visit(reader, GROUPS, QUESTIONS) is None
    assert faults_of(reader) == [f"{PAGE_FILE}: the file is missing", f"{VISIT_FILE}: the file is missing"]
    root = copy_of("report", tmp_path)
    head = '[review]\nstatus = "draft"\nreviewed_on = 2026-11-23\nreview_by = 2027-05-23\n'
    (root / VISIT_FILE).write_text(f"question = []\nstep = []\n{head}", encoding="utf-8")
    reader = ContentReader(root)
    assert read_visit(reader, GROUPS, QUESTIONS) is None
    assert faults_of(reader) == [f"{VISIT_FILE}: there are no questions or no steps"]
