from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.triage import URGENCIES, Sent, measure, miss_limit
from backcoach.coach.values import Disposition

EMERGENCY, SAME_DAY, SOON_2, SOON_14 = (
    Disposition.EMERGENCY_NOW,
    Disposition.SAME_DAY,
    Disposition.SOON_2,
    Disposition.SOON_14,
)
ROUTINE, SELF_CARE = Disposition.ROUTINE, Disposition.SELF_CARE
people = st.lists(st.builds(Sent, st.sampled_from(Disposition), st.sampled_from(Disposition), st.booleans()))


def test_the_table_begins_with_the_most_urgent() -> None:
    assert URGENCIES == ("emergency_now", "same_day", "soon", "routine", "self_care")


def test_people_are_counted_by_where_they_should_go_and_where_they_went() -> None:
    done = measure([Sent(EMERGENCY, EMERGENCY), Sent(EMERGENCY, SOON_2), Sent(ROUTINE, SAME_DAY)])

    assert done.table[0] == (1, 0, 1, 0, 0)
    assert done.table[3] == (0, 1, 0, 0, 0)
    assert (done.exact, done.under, done.over, done.cases) == (1, 1, 1, 3)


@pytest.mark.parametrize(
    ("expected", "given_level", "steps"),
    [(EMERGENCY, SELF_CARE, 4), (SAME_DAY, SOON_2, 1), (SOON_2, SOON_14, 0), (SOON_14, ROUTINE, 1)],
)
def test_a_miss_is_counted_by_how_far_it_goes(
    expected: Disposition, given_level: Disposition, steps: int
) -> None:
    done = measure([Sent(expected, given_level)])

    assert done.under == 1
    assert done.under_by_steps[steps] == 1
    assert sum(done.under_by_steps) == 1


def test_an_earlier_day_is_too_high_and_no_miss() -> None:
    done = measure([Sent(SOON_14, SOON_2)])
    assert (done.under, done.over, done.under_by_steps) == (0, 1, (0, 0, 0, 0, 0))


def test_the_share_of_ordinary_back_pain_counts_what_was_given_and_not_what_was_expected() -> None:
    done = measure(
        [
            Sent(SELF_CARE, ROUTINE, is_ordinary=True),
            Sent(SOON_14, SOON_14, is_ordinary=True),
            Sent(SELF_CARE, EMERGENCY),
        ]
    )
    assert (done.ordinary, done.ordinary_above_routine, done.ordinary_share) == (2, 1, 0.5)


def test_without_ordinary_back_pain_there_is_no_share() -> None:
    assert measure([Sent(SELF_CARE, SELF_CARE)]).ordinary_share is None


@pytest.mark.parametrize(("cases", "percent"), [(59, 5), (100, 3), (149, 2), (299, 1)])
def test_no_miss_in_so_many_leaves_a_rate_open(cases: int, percent: int) -> None:
    assert round(100 * miss_limit(cases)) == percent
    assert (1 - miss_limit(cases)) ** cases == pytest.approx(0.05)


def test_no_limit_is_given_after_a_miss_or_without_an_emergency() -> None:
    assert measure([Sent(EMERGENCY, EMERGENCY)]).miss_limit == pytest.approx(0.95)
    assert measure([Sent(EMERGENCY, EMERGENCY), Sent(EMERGENCY, SAME_DAY)]).miss_limit is None
    assert measure([Sent(SAME_DAY, SAME_DAY)]).miss_limit is None


@given(people)
def test_everybody_is_counted_once(sent: list[Sent]) -> None:
    done = measure(sent)

    assert sum(sum(row) for row in done.table) == done.cases == len(sent)
    assert sum(done.under_by_steps) == done.under
    assert done.emergencies_missed <= done.emergencies
    assert done.ordinary_above_routine <= done.ordinary
