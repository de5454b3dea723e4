"""A baseline is the mean of several days; the first quota never goes above it, nor below the floor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.activity import BaselineKind
from backcoach.coach.activity_record import QuotaWished, SatFor, Trial
from backcoach.coach.baseline import (
    Baseline,
    Triable,
    Tried,
    baseline_from,
    first_step,
    recent,
    triable,
)
from tests.spec.activity.people import MONDAY, person, real_book, rows

BOOK = real_book()
ALL = [*(one.id for one in BOOK.types), *(one.id for one in BOOK.exercises)]
TRIED = st.lists(
    st.builds(Tried, st.integers(0, 9).map(lambda day: MONDAY + timedelta(days=day)), st.integers(0, 2000)),
    max_size=12,
)


def thing(id_: str) -> Triable:
    found = triable(id_, BOOK)
    assert found is not None
    return found


def tried(days: list[list[int]]) -> tuple[Tried, ...]:
    return tuple(
        Tried(MONDAY + timedelta(days=number), amount)
        for number, amounts in enumerate(days)
        for amount in amounts
    )


@pytest.mark.parametrize("row", rows("quotas.toml", "baselines"), ids=lambda row: row["name"])
def test_a_baseline_and_its_first_quota_are_as_in_the_table(row: dict[str, object]) -> None:
    what = thing(str(row["item"]))
    profile = person(200, worries=("boom_and_bust",) if row.get("cautious") else ())
    baseline = baseline_from(tried(row["days"]), what)  # type: ignore[arg-type]

    assert baseline is not None
    assert baseline.mean == row["managed"]
    assert baseline.is_known is ("quota" in row)
    if baseline.is_known:
        step = first_step(what, baseline, profile, BOOK)
        assert (step.rule, step.amount) == (row["rule"], row["quota"])


def test_without_a_trial_that_counts_nothing_is_known() -> None:
    assert baseline_from((), thing("walk")) is None
    assert baseline_from((Tried(MONDAY, 499),), thing("steps")) is None
    assert triable("a thing nobody knows", BOOK) is None


@given(TRIED, st.sampled_from(ALL), st.sampled_from([(), ("boom_and_bust",)]))
def test_a_first_quota_is_never_above_the_baseline_nor_below_the_floor(
    trials: list[Tried], id_: str, worries: tuple[str, ...]
) -> None:
    what = thing(id_)
    baseline = baseline_from(trials, what)
    if baseline is None:
        return
    amount = first_step(what, baseline, person(worries=worries), BOOK).amount

    assert amount >= what.floor
    assert amount == what.floor or amount * baseline.parts <= baseline.total


@given(TRIED, st.randoms(use_true_random=False), st.sampled_from(ALL))
def test_the_order_of_trials_does_not_matter(trials: list[Tried], chance: object, id_: str) -> None:
    mixed = list(trials)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert baseline_from(mixed, thing(id_)) == baseline_from(trials, thing(id_))


@given(TRIED)
def test_one_day_counts_once(trials: list[Tried]) -> None:
    baseline = baseline_from(trials, thing("walk"))
    doubled = baseline_from([*trials, *trials], thing("walk"))

    days = {one.day_on for one in trials}
    assert (baseline.days if baseline else 0) == len(days)
    assert (doubled and doubled.mean) == (baseline and baseline.mean)


def test_a_trial_counts_for_four_weeks_and_one_of_the_future_not_yet() -> None:
    days = [MONDAY - timedelta(days=back) for back in (28, 27, 0, -1)]

    assert [one.day_on for one in recent([Tried(day, 9) for day in days], MONDAY, BOOK)] == days[1:3]


def test_the_smallest_share_is_exact() -> None:
    baseline = Baseline(total=5, parts=4, days=3, days_needed=3, last_on=date(2026, 3, 2))

    assert [baseline.share(percent) for percent in (79, 80, 100)] == [0, 1, 1]


def test_an_exercise_that_is_an_activity_is_tried_as_that_activity() -> None:
    same = [one for one in BOOK.exercises if one.activity is not None]

    assert same
    assert [thing(one.id).id for one in same] == [one.activity for one in same]


def test_everything_of_the_handbook_can_be_tried_and_says_how() -> None:
    for id_ in ALL:
        what = thing(id_)
        assert what.how, id_
        assert what.floor >= 1
    assert {thing(id_).days_needed for id_ in ("walk", "sitting", "lifting", "str_bridge")} == {3}
    assert {thing(id_).days_needed for id_ in ("swim", "driving")} == {2}
    assert {one.id for one in BOOK.types if one.kind is BaselineKind.HABITUAL} == {
        "steps",
        "stairs",
        "job_tasks",
    }


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_a_trial_that_is_a_slip_of_the_keyboard_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="lies between"):
        Trial("walk", amount)


@pytest.mark.parametrize("amount", [0, 1441])
def test_a_sit_lasts_a_minute_at_least_and_a_day_at_most(amount: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 1440"):
        SatFor(amount)


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_a_wish_is_for_nothing_at_least_and_for_more_steps_than_anybody_takes_at_most(amount: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100000"):
        QuotaWished("walk", amount)


@pytest.mark.parametrize("load_kg", [0, 101])
def test_a_weight_is_a_kilogram_at_least_and_a_hundred_at_most(load_kg: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 100 kg"):
        Trial("lifting", 5, load_kg)
    with pytest.raises(ValueError, match="between 1 and 100 kg"):
        QuotaWished("lifting", 5, load_kg)


def test_the_weight_of_a_baseline_is_the_lightest_one_and_unknown_where_one_trial_did_not_say_it() -> None:
    days = [MONDAY + timedelta(days=day) for day in range(3)]
    told = [Tried(day, 5, load_kg) for day, load_kg in zip(days, (4, 3, 5), strict=True)]
    known = baseline_from(told, thing("lifting"))
    partly = baseline_from([*told[:2], Tried(days[2], 5)], thing("lifting"))

    assert known is not None
    assert partly is not None
    assert (known.load_kg, partly.load_kg) == (3, None)
