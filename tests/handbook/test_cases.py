"""The triage cases are read strictly, with every fault at once, and only where they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.cases import CaseGroup
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.cases import load_cases
from backcoach.handbook.faults import ContentError
from backcoach.handbook.loading import load_handbook
from tests.flows.people import real_book
from tests.handbook.museum import Damage, break_it, copy_of

MIND = "cases/reports_mind.toml"
FIRST = 'name = "Years of pain, and thoughts of not living"'
ANSWERS = 'answers = "mh_suicide_thoughts=y, course_reviewed=y, course_no_better=y"'


def faults_after(tmp_path: Path, *damages: Damage) -> list[str]:
    root = copy_of("cases", tmp_path)
    break_it(root, *damages)
    with pytest.raises(ContentError) as error:
        load_cases(real_book(), root)
    return [str(fault) for fault in error.value.faults]


def test_the_shipped_cases_are_read_in_order_and_are_drafts() -> None:
    book = load_cases(real_book())
    numbers = [case.number for case in book.cases]
    assert numbers == sorted(numbers)
    assert len(numbers) > 300
    assert book.is_draft
    case = book.cases[0]
    assert (case.number, case.group, case.expected) == (1, CaseGroup.SCOPE, Disposition.SOON_7)
    assert (case.age, case.weeks, case.answers) == (10.0, 6.0, {})


def test_answers_ages_and_thoughts_of_a_case_arrive_as_written() -> None:
    cases = {case.number: case for case in load_cases(real_book()).cases}
    assert cases[61].answers == dict.fromkeys(("ces_pee_feel", "ces_poo_leak", "ces_recent"), Answer.NOT_SURE)
    assert (cases[201].age, cases[201].weeks) == (None, None)
    assert cases[240].must_fire == "!R95_IBP"
    assert [case.first_thought for case in cases.values() if case.first_thought]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(Damage(MIND, FIRST, 'nmae = "x"'), "case[0].nmae: unknown key", id="a key misspelt"),
        pytest.param(Damage(MIND, FIRST, 'name = " "'), "case[0]: name must not be empty", id="no name"),
        pytest.param(Damage(MIND, "age = 40", 'age = "old"'), "age must be a number or 'unknown'", id="age"),
        pytest.param(Damage(MIND, "weeks = 150", 'weeks = "long"'), "weeks must be a number", id="weeks"),
        pytest.param(Damage(MIND, "age = 40", "age = 140"), "140 is out of the range of age_years", id="140"),
        pytest.param(Damage(MIND, "age = 40", "age = -1"), "-1 is out of the range of age_years", id="-1"),
        pytest.param(Damage(MIND, "began_at = 38", "began_at = 48"), "began_at lies after the age", id="48"),
        pytest.param(Damage(MIND, ANSWERS, 'answers = "moon=y"'), "'moon' is not a question", id="moon"),
        pytest.param(
            Damage(MIND, ANSWERS, 'answers = "age_years=y"'), "'age_years' is not a question", id="a number"
        ),
        pytest.param(
            Damage(MIND, ANSWERS, 'answers = "inf_fever=yes"'),
            "'inf_fever=yes' is not an id with =y, =n or =u",
            id="a letter",
        ),
        pytest.param(
            Damage(MIND, ANSWERS, 'answers = "inf_fever=y, inf_fever=n"'),
            "'inf_fever' stands more than once",
            id="twice",
        ),
        pytest.param(
            Damage(MIND, 'must_fire = "R85_MH_EMERGENCY"', 'must_fire = "R85"'),
            "'R85' is not a rule",
            id="a rule",
        ),
        pytest.param(
            Damage(MIND, 'must_fire = "R85_MH_EMERGENCY"', 'must_fire = "!R85"'),
            "'!R85' is not a rule",
            id="a rule against",
        ),
        pytest.param(
            Damage(MIND, 'expected = "emergency_now"', 'expected = "emergency"'),
            "'emergency' is not one of",
            id="a level",
        ),
        pytest.param(
            Damage(MIND, 'sources = ["S-MH", "K"]', "sources = []"), "needs at least one source", id="none"
        ),
        pytest.param(
            Damage(MIND, 'sources = ["S-MH", "K"]', 'sources = ["S-NOWHERE"]'),
            "unknown source 'S-NOWHERE'",
            id="a source",
        ),
    ],
)
def test_each_fault_of_a_case_is_named_with_its_file(tmp_path: Path, damage: Damage, fault: str) -> None:
    faults = faults_after(tmp_path, damage)
    assert [one for one in faults if one.startswith("cases/reports_mind.toml") and fault in one], faults


def test_a_number_and_a_name_stand_only_once(tmp_path: Path) -> None:
    number = next(case.number for case in load_cases(real_book()).cases if f'"{case.name}"' in FIRST)
    faults = faults_after(
        tmp_path,
        Damage(MIND, f"number = {number}\n", "number = 1\n"),
        Damage(MIND, FIRST, 'name = "Has the tablets ready"'),
    )
    assert faults == [
        "cases: 1: this id stands more than once",
        "cases: Has the tablets ready: this id stands more than once",
    ]


def test_an_age_that_is_not_known_may_stand_beside_the_age_it_began_at(tmp_path: Path) -> None:
    root = copy_of("cases", tmp_path)
    break_it(root, Damage(MIND, "age = 40", 'age = "unknown"'))
    assert load_cases(real_book(), root).cases


def test_a_folder_without_cases_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cases: no file found"):
        load_cases(real_book(), tmp_path)


def test_cases_are_checked_once_a_clinician_has_checked_every_file(tmp_path: Path) -> None:
    root = copy_of("cases", tmp_path)
    for path in (root / "cases").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('status = "draft"', 'status = "checked"\nreviewer = "Somebody"', 1), encoding="utf-8"
        )
    assert not load_cases(real_book(), root).is_draft


def test_the_handbook_starts_without_looking_at_the_cases(tmp_path: Path) -> None:
    root = copy_of(".", tmp_path)
    break_it(root, Damage(MIND, "", "this is no TOML"))
    book = load_handbook(root)
    assert book.screening.rules.rules
    with pytest.raises(ContentError, match=r"reports_mind\.toml: not readable as TOML"):
        load_cases(book, root)
