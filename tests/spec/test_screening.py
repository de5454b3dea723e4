"""The clinical tables of red-flag screening, row by row."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from backcoach.coach.cases import Case, CaseGroup
from backcoach.coach.cases import replies_of as case_replies
from backcoach.coach.screening import screen
from backcoach.coach.values import Disposition
from backcoach.flows.selftest import SelfTest, outcome_of, selftest
from backcoach.handbook.cases import CaseBook, load_cases
from backcoach.handbook.screening_book import ScreeningBook
from tests.flows.people import real_book
from tests.spec.tables import replies_of, rows

FROM_GUIDANCE = range(1, 249)
FIRST_OF_REPORTS = 301
TRANSCRIPTION = rows("screening/transcription.toml", "row")


@cache
def shipped() -> CaseBook:
    return load_cases(real_book())


@cache
def outcome() -> SelfTest:
    return selftest(real_book(), shipped())


def test_the_tables_are_complete() -> None:
    numbers = [case.number for case in shipped().cases]
    assert [number for number in numbers if number < FIRST_OF_REPORTS] == list(FROM_GUIDANCE)
    reports = [number for number in numbers if number >= FIRST_OF_REPORTS]
    assert reports == list(range(FIRST_OF_REPORTS, FIRST_OF_REPORTS + len(reports)))
    assert len(reports) >= 64
    assert len(TRANSCRIPTION) == 89


@pytest.mark.parametrize("case", shipped().cases, ids=lambda case: f"{case.number:03} {case.name}")
def test_each_case_goes_where_it_should(case: Case) -> None:
    done = outcome_of(case, real_book().screening.rules)

    assert done.given is case.expected
    assert done.is_by_rule


def test_every_group_has_cases_with_a_story_of_its_own() -> None:
    told = Counter(case.group for case in shipped().cases if case.story)
    assert {group for group in CaseGroup if told[group] < 2} == set()
    assert all(case.story for case in shipped().cases if case.number >= FIRST_OF_REPORTS)


def test_every_answer_of_a_story_is_one_that_would_be_asked_for() -> None:
    told = [case for case in shipped().cases if case.story]
    rules = real_book().screening.rules
    counted = {case.number: screen(case_replies(case, rules), rules).value.answers for case in told}
    dropped = {
        f"{case.number} {id_}"
        for case in told
        for id_, answer in case.answers.items()
        if counted[case.number][id_] is not answer
    }
    assert dropped == set()


def test_nobody_is_sent_too_low_and_few_with_ordinary_back_pain_are_sent_too_high() -> None:
    triage = outcome().triage

    assert triage.under == 0
    assert triage.emergencies >= 59
    assert triage.ordinary >= 24
    assert triage.ordinary_above_routine > 0, "a share of nought would hide the known false alarms"
    assert triage.ordinary_share is not None
    assert triage.ordinary_share < 0.1


def test_a_case_is_not_called_ordinary_for_where_it_is_sent() -> None:
    ordinary = [case for case in shipped().cases if case.is_ordinary]
    assert any(case.expected > Disposition.ROUTINE for case in ordinary)
    assert any(case.expected <= Disposition.ROUTINE for case in shipped().cases if not case.is_ordinary)


@pytest.mark.parametrize(
    "row", TRANSCRIPTION, ids=lambda row: f"{row['answers']} {row['age']} {row['weeks']}"
)
def test_each_transcription_row_has_its_level(row: dict[str, Any], screening: ScreeningBook) -> None:
    decision = screen(replies_of(row, screening.rules), screening.rules)

    assert decision.value.disposition is Disposition(row["expected"])
