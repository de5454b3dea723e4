"""A sit is as long as the person's own trials allow, and never longer than half an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.baseline import Baseline, Tried, baseline_from, triable
from backcoach.coach.sitting import break_movements, sitting_break
from tests.spec.activity.people import MONDAY, person, real_book, rows

BOOK = real_book()
DAYS = st.lists(st.lists(st.integers(0, 600), min_size=1, max_size=3), max_size=6)


def baseline(days: list[list[int]]) -> Baseline | None:
    sitting = triable("sitting", BOOK)
    assert sitting is not None
    tried = [
        Tried(MONDAY + timedelta(days=number), amount)
        for number, amounts in enumerate(days)
        for amount in amounts
    ]
    return baseline_from(tried, sitting)


@pytest.mark.parametrize("row", rows("quotas.toml", "sitting"), ids=lambda row: row["name"])
def test_a_break_comes_as_in_the_table(row: dict[str, object]) -> None:
    decision = sitting_break(baseline(row["days"]), BOOK)  # type: ignore[arg-type]

    assert decision.value == row["minutes"]
    assert [reason.rule for reason in decision.reasons] == [row["rule"]]
    assert decision.reasons[0].sources


@given(DAYS)
def test_no_trial_lets_a_person_sit_longer_than_the_usual_length(days: list[list[int]]) -> None:
    assert 1 <= sitting_break(baseline(days), BOOK).value <= sitting_break(None, BOOK).value == 30


@pytest.mark.parametrize(
    ("modifiers", "in_flare", "expected"),
    [
        ((), False, ["mob_stand_back_bend", "mob_sit_tall"]),
        (("knee",), False, ["mob_stand_back_bend", "mob_sit_tall"]),
        (("stenosis",), False, ["mob_sit_tall"]),
        (("leg_symptoms",), False, ["mob_sit_tall"]),
        (("vertebral_fracture", "clinician_yes"), False, ["mob_sit_tall"]),
        (("vertebral_fracture",), False, []),
        (("a modifier nobody knows",), False, []),
        ((), True, []),
    ],
)
def test_a_break_suggests_nothing_that_is_not_for_the_person(
    modifiers: tuple[str, ...], in_flare: bool, expected: list[str]
) -> None:
    found = break_movements(person(modifiers=modifiers), BOOK, in_flare=in_flare)

    assert [one.id for one in found] == expected
