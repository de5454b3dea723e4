from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.quota import (
    avoided_codes,
    cut,
    first_quota,
    grow,
    is_cautious,
    is_clinician_first,
    is_gentle,
)
from tests.spec.activity.people import person, real_book

QUOTAS = st.integers(1, 10_000)
PERCENTS = st.integers(1, 100)


@given(QUOTAS, PERCENTS, st.integers(1, 10), st.integers(0, 20))
def test_a_step_up_stays_between_its_least_and_most(quota: int, percent: int, least: int, more: int) -> None:
    most = least + more
    step = grow(quota, percent, least, most) - quota

    assert least <= step <= most
    assert step <= max(least, -(-quota * percent // 100))


@given(QUOTAS, PERCENTS, st.integers(1, 20))
def test_a_cut_never_raises_and_keeps_to_the_floor(quota: int, percent: int, floor: int) -> None:
    left = cut(quota, percent, floor)

    assert left <= quota
    assert left >= min(quota, floor)


@given(st.integers(0, 600), PERCENTS, st.integers(1, 5))
def test_a_first_quota_is_never_below_the_floor_nor_above_the_baseline(
    baseline: int, percent: int, floor: int
) -> None:
    assert floor <= first_quota(baseline, percent, floor) <= max(floor, baseline)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"confidence": 4}, False),
        ({"confidence": 3}, True),
        ({"worries": ("fear_of_movement",)}, True),
        ({"worries": ("boom_and_bust",)}, True),
        ({"worries": ("high_distress",)}, True),
        ({"worries": ("work_worry",)}, False),
        ({"worries": ("a worry nobody knows",)}, True),
        ({"worries": ("unknown",)}, True),
        ({"worries_a_bit": ("fear_of_movement",)}, True),
        ({"worries_a_bit": ("boom_and_bust", "low_mood")}, False),
        ({"worries_unsaid": ("boom_and_bust",)}, True),
        ({"worries_unsaid": ("poor_sleep", "work_worry")}, False),
        ({"confidence": None}, True),
    ],
)
def test_little_confidence_and_some_worries_make_the_start_cautious(
    facts: dict[str, object], expected: bool
) -> None:
    assert is_cautious(person(**facts), real_book()) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"age_years": 74}, False),
        ({"age_years": 75}, True),
        ({"modifiers": ("balance",)}, True),
        ({"modifiers": ("pregnant_early",)}, True),
        ({"modifiers": ("knee",)}, False),
        ({"modifiers": ("a modifier nobody knows",)}, True),
        ({"modifiers": ("unknown",)}, True),
    ],
)
def test_high_age_and_some_modifiers_keep_steps_small(facts: dict[str, object], expected: bool) -> None:
    assert is_gentle(person(**facts), real_book()) is expected


@pytest.mark.parametrize(
    ("modifiers", "expected"),
    [
        ((), False),
        (("knee",), False),
        (("spine_operation",), True),
        (("inflammatory_arthritis",), True),
        (("spondylolisthesis_leg",), True),
        (("vertebral_fracture",), True),
        (("spine_operation", "clinician_yes"), False),
        (("a modifier nobody knows",), True),
    ],
)
def test_some_modifiers_ask_for_a_clinician_first(modifiers: tuple[str, ...], expected: bool) -> None:
    assert is_clinician_first(person(modifiers=modifiers), real_book()) is expected


def test_modifiers_set_their_avoid_codes() -> None:
    assert avoided_codes(person(modifiers=("knee", "pelvic_girdle")), real_book()) == {"KNEE", "PREG", "PGP"}


def test_a_modifier_that_nobody_knows_avoids_everything() -> None:
    every = {code.id for code in real_book().avoid_codes}

    assert avoided_codes(person(modifiers=("a modifier nobody knows",)), real_book()) == every
