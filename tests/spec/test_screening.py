"""The clinical tables of red-flag screening, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.screening import screen
from backcoach.coach.values import Disposition
from backcoach.handbook.screening_files import ScreeningBook
from tests.spec.tables import replies_of, rows

CASES = rows("screening/cases.toml", "case")
TRANSCRIPTION = rows("screening/transcription.toml", "row")


def test_the_tables_are_complete() -> None:
    assert [case["number"] for case in CASES] == list(range(1, 249))
    assert len(TRANSCRIPTION) == 89


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['number']:03} {case['name']}")
def test_each_case_goes_where_it_should(case: dict[str, Any], screening: ScreeningBook) -> None:
    decision = screen(replies_of(case, screening.rules), screening.rules)

    assert decision.value.disposition is Disposition(case["expected"])
    fired = {reason.rule for reason in decision.reasons}
    wanted = case.get("must_fire", "")
    if wanted.startswith("!"):
        assert wanted[1:] not in fired
    elif wanted:
        assert wanted in fired


@pytest.mark.parametrize(
    "row", TRANSCRIPTION, ids=lambda row: f"{row['answers']} {row['age']} {row['weeks']}"
)
def test_each_transcription_row_has_its_level(row: dict[str, Any], screening: ScreeningBook) -> None:
    decision = screen(replies_of(row, screening.rules), screening.rules)

    assert decision.value.disposition is Disposition(row["expected"])
