from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.done import DoneAmount
from backcoach.coach.progress import PainChange, ability_change, pain_change
from tests.spec.activity.people import MONDAY, days_from, real_book

LIMITS = real_book().parameters.change
DAY = timedelta(days=1)


def test_a_clear_fall_over_full_weeks_is_likely_better() -> None:
    change, figures = pain_change(
        days_from(MONDAY, [6, 7, 6, 5, 6, 7, 5]), days_from(MONDAY + 7 * DAY, [3, 4, 3, 4, 3, 3, 4]), LIMITS
    )

    assert change is PainChange.LIKELY_BETTER
    assert dict(figures)["mean_before"] == "6.00"
    assert dict(figures)["days_after"] == "7"
    # pooled spread of 0.69 is taken as 0.70
    assert dict(figures)["band"] == "0.73"


def test_a_week_that_swings_needs_a_larger_fall() -> None:
    change, figures = pain_change(
        days_from(MONDAY, [9, 2, 9, 2, 9, 2, 9]), days_from(MONDAY + 7 * DAY, [7, 0, 7, 0, 7, 0, 7]), LIMITS
    )

    assert change is PainChange.MAYBE_BETTER
    assert float(dict(figures)["band"]) > 2


def test_with_few_days_an_ordinary_spread_is_assumed() -> None:
    _change, figures = pain_change(days_from(MONDAY, [6] * 4), days_from(MONDAY + 7 * DAY, [6] * 4), LIMITS)

    assert dict(figures)["band"] == "1.97"


@pytest.mark.parametrize(("before", "after"), [(3, 7), (7, 3), (0, 7), (7, 0)])
def test_fewer_than_four_days_tell_nothing(before: int, after: int) -> None:
    change, figures = pain_change(
        days_from(MONDAY, [9] * before), days_from(MONDAY + 7 * DAY, [1] * after), LIMITS
    )

    assert change is PainChange.TOO_FEW_DAYS
    assert dict(figures)["days_needed"] == "4"


def test_missing_days_do_not_count() -> None:
    first, last = [6, "-", 6, "-", 6, "?", 6], [4, 4, "-", 4, "?", 4, "-"]

    _change, figures = pain_change(days_from(MONDAY, first), days_from(MONDAY + 7 * DAY, last), LIMITS)

    assert (dict(figures)["mean_before"], dict(figures)["mean_after"]) == ("6.00", "4.00")


def test_activities_are_compared_like_with_like() -> None:
    for before, after in (((), ()), ((3, 4), (5,))):
        with pytest.raises(ValueError, match="same activities"):
            ability_change(before, after, LIMITS)


@given(
    st.lists(st.integers(0, 10), min_size=4, max_size=7), st.lists(st.integers(0, 10), min_size=4, max_size=7)
)
def test_better_one_way_is_not_better_the_other_way(before: list[int], after: list[int]) -> None:
    first, last = days_from(MONDAY, before), days_from(MONDAY + 7 * DAY, after)
    better = {PainChange.LIKELY_BETTER, PainChange.MAYBE_BETTER}

    assert not {pain_change(first, last, LIMITS)[0], pain_change(last, first, LIMITS)[0]} <= better


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_an_amount_below_nothing_or_above_the_steps_of_a_day_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100000"):
        DoneAmount("walk", amount)
