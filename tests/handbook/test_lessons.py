"""The lessons and relaxation scripts as they are shipped, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from statistics import mean

import pytest

from backcoach.coach.lessons import LessonBook, Topic
from backcoach.coach.phases import Phase
from backcoach.coach.relaxation import Relaxation
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.lessons import LESSON_FILE, MOST_WORDS, Known, read_lessons
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, faults_of
from tests.handbook.reading import grade, is_fragment
from tests.handbook.test_reading_level import MEAN_GRADE, WORST_GRADE, clinical_words

BOOK = real_book().lessons
FOLDERS = ("activity", "lessons", "relaxation")
KNOWN = Known(
    real_book().screening.parts,
    frozenset(real_book().activity.thoughts.ids),
    frozenset({"none", "sitting", "standing", "moderate", "heavy", "off"}),
    frozenset({"lesson_sleep"}),
)
PROMISES = re.compile(
    r"\b(?:cure[sd]?|heals? (?:you|your)|guarantee|(?:you|it) will (?:get better|heal|pass|go away)"
    r"|nothing to worry|risk[- ]free|100 percent|for ever|couple of weeks|no longer feel)\b",
    re.IGNORECASE,
)
THREATS = re.compile(
    r"\b(?:will never|chronic|disabled|you must|your fault|too late|worse if you)\b", re.IGNORECASE
)
DOSES = re.compile(r"\d+ ?(?:mg|g\b|tablets?|pills?|times a day|hours? apart)|every \d+ hours", re.IGNORECASE)
MEDICINE = ("e16_medicine", "e17_opioid", "e18_paracetamol")


def copy_of_all(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    for folder in FOLDERS:
        shutil.copytree(find_content() / folder, root / folder)
    return root


def read(root: Path, known: Known = KNOWN) -> tuple[LessonBook | None, list[str]]:
    reader = ContentReader(root)
    return read_lessons(reader, known), faults_of(reader)


def texts_of(page: Topic | Relaxation) -> list[str]:
    if isinstance(page, Topic):
        return [page.title, *page.text, page.evidence]
    steps = [step.text for block in page.block for step in block.step]
    return [page.title, page.brief, page.often, *page.ready, page.evidence, *steps]


PAGES = (*BOOK.topics, *BOOK.relaxations)


def test_the_shipped_pages_are_whole_and_a_draft() -> None:
    assert (len(BOOK.topics), len(BOOK.relaxations)) == (37, 7)
    assert BOOK.is_draft
    assert {one.id for one in PAGES} <= real_book().drafts
    assert {one.group for one in BOOK.topics} == {one.group for one in BOOK.groups}


@pytest.mark.parametrize("topic", BOOK.topics, ids=lambda one: one.id)
def test_a_lesson_is_short_and_says_how_sure_it_is(topic: Topic) -> None:
    assert sum(len(text.split()) for text in texts_of(topic)) <= MOST_WORDS < 150
    assert topic.evidence.endswith(".")
    assert topic.sources


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.id)
def test_a_page_is_easy_to_read_and_has_no_clinical_word(page: Topic | Relaxation) -> None:
    texts = texts_of(page)
    hard = [text for text in texts if not is_fragment(text) and grade(text) > WORST_GRADE]
    assert hard == []
    assert grade(" ".join(texts)) <= MEAN_GRADE
    assert [text for text in texts if clinical_words(text)] == []


def test_all_pages_together_are_as_easy_as_the_screening() -> None:
    assert mean(grade(" ".join(texts_of(page))) for page in PAGES) <= MEAN_GRADE


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.id)
def test_a_page_promises_no_cure_and_threatens_nobody(page: Topic | Relaxation) -> None:
    text = " ".join(texts_of(page))
    assert PROMISES.findall(text) == []
    assert THREATS.findall(text) == []


@pytest.mark.parametrize("id_", MEDICINE)
def test_a_page_on_medicine_gives_no_amount_and_waits_with_the_medicine_part(id_: str) -> None:
    topic = BOOK.topic(id_)
    assert topic is not None
    assert topic.part == "medicine_information"
    assert DOSES.findall(" ".join(texts_of(topic))) == []


def test_warmth_stands_in_no_page_of_another_part_without_the_way_to_see_whom_it_fits() -> None:
    heat = re.compile(r"\b(?:warmth|heat|hot|cold pack)\b", re.IGNORECASE)
    told = [one for one in BOOK.topics if one.part != "heat_or_cold" and heat.search(" ".join(one.text))]
    assert [one.id for one in told] == ["sleep_night"]
    assert all("backcoach comfort" in " ".join(one.text) for one in told)


def test_the_measure_for_amounts_finds_one() -> None:
    for text in ("1000 mg at a time", "two tablets, then 2 tablets", "every 6 hours", "3 times a day"):
        assert DOSES.search(text), text


def test_what_was_not_read_is_said_to_be_second_hand() -> None:
    recalled = [one for one in PAGES if "M" in one.sources]
    assert recalled
    assert [one.id for one in recalled if "second-hand" not in one.evidence] == []


def test_a_relaxation_script_has_the_stop_rules_and_the_gentle_ones_are_for_the_first_days() -> None:
    cautions = " ".join(one.text for one in BOOK.cautions)
    for words in ("Stop if it makes you more upset", "Never while you drive", "neck or your jaw"):
        assert words in cautions
    first = [one.id for one in BOOK.relaxations if Phase.SETTLE in one.first_in or one.is_for_flare]
    assert first == ["r_breath"]
    for id_ in ("r_pmr_long", "r_pmr_short"):
        (script,) = (one for one in BOOK.relaxations if one.id == id_)
        assert any("half your strength" in line for line in script.ready)
        assert {"NVL17", "ACP17"} <= {*script.sources}


def test_when_to_get_help_is_the_only_lesson_while_the_plan_rests_and_names_the_signs() -> None:
    (topic,) = (one for one in BOOK.topics if one.while_resting)
    assert topic.id == "e30_help"
    text = " ".join(topic.text)
    for words in (
        "numb between the legs",
        "pee",
        "Both legs",
        "fever",
        "a week",
        "after two",
        "ending your life",
    ):
        assert words in text


def test_a_missing_file_and_empty_folders_are_faults(tmp_path: Path) -> None:
    book, faults = read(tmp_path)
    assert book is None
    assert faults == [
        f"{LESSON_FILE}: the file is missing",
        "lessons: no file found",
        "relaxation: no file found",
    ]


E05, E30, BREATH = "lessons/e05_heat.toml", "lessons/e30_help.toml", "relaxation/r_breath.toml"


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(E05, 'id = "e05_heat"', 'id = "e05"'), f"{E05}: topic.id: must be the name of the file"),
        (Damage(E05, 'group = "back"', 'group = "front"'), f"{E05}: topic.group: 'front' is not a group"),
        (Damage(E05, '"heat_or_cold"', '"heat"'), f"{E05}: topic.part: 'heat' is not a part of a plan"),
        (
            Damage(E30, 'part = "watch_list"', 'part = "reassurance"'),
            f"{E30}: topic.while_resting: 'reassurance' is not shown at every urgency",
        ),
        (
            Damage(E30, 'part = "watch_list"', 'part = "summary"'),
            f"{E30}: topic.while_resting: 'summary' is not shown at every urgency",
        ),
        (Damage(E05, 'title = "Warm or cold?"', 'title = ""'), f"{E05}: topic: has an empty text"),
        (
            Damage(E05, "[topic]", "[topic]\nextra = 1"),
            f"{E05}: topic.extra: unknown key; known are id, title",
        ),
        (
            Damage(E05, "from_day = 1", "from_day = -1"),
            f"{E05}: topic: a lesson begins on day 0 of a bout at the earliest",
        ),
        (
            Damage(E05, 'title = "Warm or cold?"', f'title = "{"word " * 120}"'),
            f"{E05}: topic.text: has ",
        ),
        (
            Damage(BREATH, 'id = "r_breath"', 'id = "r"'),
            f"{BREATH}: relaxation.id: must be the name of the file",
        ),
        (Damage(BREATH, "times = 22", "times = 5"), f"{BREATH}: relaxation: its steps take 90 seconds"),
        (Damage(BREATH, 'title = "Slow breaths"', 'title = " "'), f"{BREATH}: relaxation: has an empty text"),
        (
            Damage(LESSON_FILE, 'need = "flare"', 'need = "works"'),
            f"{LESSON_FILE}: works: this id stands more than once",
        ),
        (
            Damage(LESSON_FILE, 'need = "flare"', 'need = "moon"'),
            f"{LESSON_FILE}: need[0].need: 'moon' is not",
        ),
        (
            Damage(LESSON_FILE, 'id = "lesson_by_day"', 'id = "by_day"'),
            f"{LESSON_FILE}: rule: 'lesson_by_day' is missing",
        ),
        (
            Damage(LESSON_FILE, 'worries = ["poor_sleep"]', 'worries = ["sleep"]'),
            f"{LESSON_FILE}: poor_sleep: 'sleep' is not a line of the check of thoughts",
        ),
        (
            Damage(LESSON_FILE, 'work = ["sitting"]', 'work = ["office"]'),
            f"{LESSON_FILE}: sits_long: 'office' is not a kind of work",
        ),
        (
            Damage(LESSON_FILE, "repeat_days = 21", "repeat_days = 0"),
            f"{LESSON_FILE}: pace: the figures must be above 0",
        ),
    ],
)
def test_content_that_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    root = copy_of_all(tmp_path)
    break_it(root, damage)
    book, faults = read(root)
    assert book is None
    assert any(one.startswith(fault) for one in faults), faults


def test_what_the_program_leans_on_must_stand(tmp_path: Path) -> None:
    root = copy_of_all(tmp_path)
    rules = root / LESSON_FILE
    text = re.sub(r"\[\[caution\]\]\n(?:.+\n)+", "", rules.read_text(encoding="utf-8"))
    rules.write_text("caution = []\n" + text, encoding="utf-8")

    faults = read(root, Known((), KNOWN.worries, KNOWN.work, frozenset({"r_breath"})))[1]

    assert f"{LESSON_FILE}: caution: the relaxation scripts need one" in faults
    assert f"{LESSON_FILE}: the part 'reassurance' is missing" in faults
    assert f"{LESSON_FILE}: the part 'sleep_and_calm' is missing" in faults
    assert "lessons: r_breath: this id stands more than once" in faults
