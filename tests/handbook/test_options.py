"""The options as they are shipped, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from statistics import mean

import pytest

from backcoach.coach.options import Gain, Kind, Option, OptionBook, Situation, Stance
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.options import LINES, OPTION_FILE, Known, read_options
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, faults_of
from tests.handbook.reading import grade, is_fragment, longest_word
from tests.handbook.test_lessons import DOSES, PROMISES, THREATS
from tests.handbook.test_reading_level import FRAGMENT_SYLLABLES, MEAN_GRADE, WORST_GRADE, clinical_words

BOOK = real_book().options
KNOWN = Known(
    frozenset(one.id for one in real_book().screening.parts),
    frozenset(one.id for one in real_book().activity.modifiers),
    frozenset(one.id for one in real_book().without_pills.things),
    frozenset(one.code for one in real_book().regions),
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FOR_A_TIME = re.compile(r"\d[\d.]*(?: to \d+)? (?:weeks?|days?|months?|years?|minutes|hours?)|over 3 months")
CURES = re.compile(
    r"\b(?:cures?|gets? rid|works for|the best|proven|safe\b(?! to drive)|risk-free)\b", re.IGNORECASE
)


def texts_of(option: Option) -> list[str]:
    """Every sentence of an option that a person reads."""
    rows = [text for row in option.row for text in (row.benefit, row.when) if text]
    said = [one.says for one in option.guideline]
    return [option.name, option.what, option.effort_words, option.harms, *rows, *said]


def copy_of_all(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    for folder in ("activity", "options"):
        shutil.copytree(find_content() / folder, root / folder)
    return root


def read(root: Path) -> tuple[OptionBook | None, list[str]]:
    reader = ContentReader(root)
    return read_options(reader, KNOWN), faults_of(reader)


def test_the_shipped_options_are_whole_and_a_draft() -> None:
    assert len(BOOK.options) == 40
    assert BOOK.is_draft
    assert {one.id for one in BOOK.options} <= real_book().drafts
    assert {one.id for one in BOOK.lines} == {*LINES}
    assert BOOK.waiting.id == "o_waiting"


@pytest.mark.parametrize("option", BOOK.options, ids=lambda one: one.id)
def test_an_option_has_benefit_harm_effort_certainty_and_source(option: Option) -> None:
    assert option.harms.endswith(".")
    assert option.effort_words.endswith(".")
    assert option.sources
    for row in option.row:
        assert row.benefit.endswith(".")
        assert row.certainty
        assert row.sources
    assert all(one.sources and one.says.endswith(".") for one in option.guideline)


@pytest.mark.parametrize("option", BOOK.options, ids=lambda one: one.id)
def test_an_option_is_easy_to_read_and_has_no_clinical_word(option: Option) -> None:
    texts = texts_of(option)
    assert [text for text in texts if not is_fragment(text) and grade(text) > WORST_GRADE] == []
    assert [text for text in texts if is_fragment(text) and longest_word(text) > FRAGMENT_SYLLABLES] == []
    assert grade(" ".join(texts)) <= MEAN_GRADE
    assert [text for text in texts if clinical_words(text)] == []


def test_all_options_and_lines_together_are_as_easy_as_the_screening() -> None:
    said = [*(one.text for one in BOOK.lines), *(one.why for one in BOOK.rules)]
    assert [text for text in said if grade(text) > WORST_GRADE or clinical_words(text)] == []
    assert mean([*(grade(" ".join(texts_of(one))) for one in BOOK.options), *map(grade, said)]) <= MEAN_GRADE


@pytest.mark.parametrize("option", BOOK.options, ids=lambda one: one.id)
def test_an_option_promises_no_cure_threatens_nobody_and_gives_no_amount_of_medicine(option: Option) -> None:
    text = " ".join(texts_of(option))
    for pattern in (PROMISES, THREATS, CURES):
        assert pattern.findall(text) == []
    if option.kind is Kind.MEDICINE:
        assert DOSES.findall(text) == []


def test_the_search_for_promises_finds_one() -> None:
    assert CURES.search("It cures backs")
    assert CURES.search("It is the best pill")
    assert not CURES.search("not safe to drive")


@pytest.mark.parametrize("option", BOOK.options, ids=lambda one: one.id)
def test_a_number_has_a_source_beside_our_own_choice_and_what_is_recalled_is_said_to_be_second_hand(
    option: Option,
) -> None:
    for row in option.row:
        if NUMBER.search(FOR_A_TIME.sub("", row.benefit)):
            assert {*row.sources} - {"D", "M"}, row.benefit
        assert ("M" in row.sources) == ("second-hand" in row.benefit), row.benefit
        if row.sources == ("D",):
            assert row.certainty.value == "not_known", row.benefit


def test_a_gain_of_which_nothing_is_known_is_said_to_be_not_known() -> None:
    silent = [
        (option.id, row.benefit)
        for option in BOOK.options
        for row in option.row
        if row.relief is row.function is Gain.NOT_KNOWN
        and not re.search("not known|gain is known", row.benefit)
    ]
    assert silent == []


def test_an_operation_or_injection_stands_only_with_when_it_is_a_question() -> None:
    asked = {
        (option.id, one.value)
        for option in BOOK.options
        if option.kind is Kind.PROCEDURE
        for one in Situation
        if option.row_for(one).stance is not Stance.ADVISED_AGAINST
    }
    assert asked == {
        ("o_injection", "leg"),
        ("o_injection", "walking"),
        ("o_disc_surgery", "leg"),
        ("o_canal_surgery", "walking"),
    }


def test_a_missing_file_and_an_empty_folder_are_faults(tmp_path: Path) -> None:
    assert read(tmp_path) == (None, [f"{OPTION_FILE}: the file is missing", "options: no file found"])


HEAT, WAIT, DISC = "options/o_heat.toml", "options/o_waiting.toml", "options/o_disc_surgery.toml"


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (Damage(HEAT, 'id = "o_heat"', 'id = "heat"'), f"{HEAT}: option.id: must be the name of the file"),
        (Damage(HEAT, '"heat_or_cold"', '"heat"'), f"{HEAT}: option.part: 'heat' is not a part of a plan"),
        (
            Damage(HEAT, '["heat_wrap", "hot_water_bottle"]', '["oven"]'),
            f"{HEAT}: option.comforts: names 'oven', which does not exist",
        ),
        (
            Damage("options/o_massage.toml", '"osteoporosis"', '"moon"'),
            "options/o_massage.toml: option.ask_with: names 'moon', which does not exist",
        ),
        (
            Damage("options/o_metamizole.toml", '"DE"', '"XX"'),
            "options/o_metamizole.toml: option.regions: names 'XX', which does not exist",
        ),
        (Damage(HEAT, 'who = "ACP (US)"', 'who = " "'), f"{HEAT}: option: has an empty text"),
        (Damage(HEAT, 'cost = "low"', 'cost = "cheap"'), f"{HEAT}: option.cost: 'cheap' is not"),
        (Damage(HEAT, 'kind = "passive"', 'kind = "magic"'), f"{HEAT}: option.kind: 'magic' is not"),
        (
            Damage(HEAT, 'situations = ["acute"]', 'situations = ["acute", "leg"]'),
            f"{HEAT}: option: the rows name each situation once",
        ),
        (
            Damage(HEAT, 'stance = "fits"', 'stance = "only_when"'),
            f"{HEAT}: option.row[0]: `when` stands with only_when",
        ),
        (
            Damage(HEAT, 'stance = "fits"', 'stance = "not_now"'),
            f"{HEAT}: option.row[0]: with_care and not_now come from a person's answers",
        ),
        (
            Damage(DISC, 'stance = "advised_against"', 'stance = "fits"'),
            f"{DISC}: option: a procedure or test is only_when or advised_against",
        ),
        (
            Damage(WAIT, 'kind = "waiting"', 'kind = "passive"'),
            "options: kind: exactly one option is waiting",
        ),
        (
            Damage(HEAT, 'kind = "passive"', 'kind = "waiting"'),
            f"{HEAT}: option: waiting fits in every situation",
        ),
        (
            Damage(WAIT, 'relief = "none"', 'relief = "some"'),
            f"{WAIT}: option: waiting gains nothing over waiting",
        ),
        (Damage(HEAT, "place = 4\n", "place = 5\n"), "options: 5: this id stands more than once"),
        (
            Damage(OPTION_FILE, 'id = "option_strictest"', 'id = "option_strict"'),
            f"{OPTION_FILE}: rule: 'option_strictest' is missing",
        ),
        (
            Damage(OPTION_FILE, 'id = "option_ask"', 'id = "option_question"'),
            f"{OPTION_FILE}: line: 'option_ask' is missing",
        ),
        (
            Damage(OPTION_FILE, "acute_days = 14", "acute_days = 0"),
            f"{OPTION_FILE}: look_again: the days stand in order",
        ),
    ],
)
def test_content_that_cannot_be_used_is_named(damage: Damage, fault: str, tmp_path: Path) -> None:
    root = copy_of_all(tmp_path)
    break_it(root, damage)
    book, faults = read(root)
    assert book is None
    assert any(one.startswith(fault) for one in faults), faults
