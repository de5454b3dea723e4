"""Endings and returns: what is not known never counts, and order does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.coming_back import Back, Return, comes_back
from backcoach.coach.done import DoneAmount
from backcoach.coach.person import OwnActivity
from backcoach.coach.recovery import BoutSoFar, Ending, LookBack, ending_of, endings, recovered_on
from backcoach.coach.staying_well import look_on, quotas_reached, steps_to_goal
from backcoach.coach.week import DayRecord
from backcoach.coach.weekplan import first_week
from tests.flows.people import real_book
from tests.spec.activity.people import MONDAY, days_from, person, walked, walking_week

BOOK, ACTIVITY = real_book().recovery, real_book().activity
DAY = timedelta(days=1)
LOW, ANY = st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 6.0])
DIARY = st.lists(st.one_of(st.none(), LOW, ANY), min_size=1, max_size=40)
OWN = (OwnActivity("garden", 8), OwnActivity("tie my shoes", 9))


def diary(scores: list[float | None]) -> tuple[DayRecord, ...]:
    return tuple(DayRecord(MONDAY + DAY * place, pain_average=score) for place, score in enumerate(scores))


def last_day(scores: list[float | None]) -> date:
    return MONDAY + DAY * (len(scores) - 1)


@given(DIARY, st.data())
def test_a_quiet_day_that_goes_missing_never_makes_anything_recovered_or_over(
    scores: list[float | None], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(scores) - 1))
    if (scores[place] or 0) > BOOK.limits.pain_most:
        return
    less = [None if number == place else score for number, score in enumerate(scores)]
    today = last_day(scores)
    before, after = (
        recovered_on(diary(scores), today, BOOK).value,
        recovered_on(diary(less), today, BOOK).value,
    )
    assert after is None or (before is not None and before <= after)
    bouts = [BoutSoFar(today, diary(one), ()) for one in (scores, less)]
    with_day, without = (dict(endings(bout, BOOK))[Ending.OVER].value for bout in bouts)
    assert with_day or not without


@given(DIARY, st.randoms())
def test_the_order_of_the_days_does_not_matter(scores: list[float | None], random: object) -> None:
    days = list(diary(scores))
    mixed = list(days)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    today = last_day(scores)
    assert recovered_on(tuple(mixed), today, BOOK) == recovered_on(tuple(days), today, BOOK)
    one, other = (BoutSoFar(today, tuple(each), ("garden",)) for each in (days, mixed))
    assert endings(one, BOOK) == endings(other, BOOK)
    back = Back(MONDAY, today, today + DAY, OWN[:1], tuple(days))
    assert comes_back(back, BOOK) == comes_back(replace(back, days=tuple(mixed)), BOOK)


@given(DIARY)
def test_a_score_above_the_limit_in_the_last_seven_logged_days_is_never_recovered(
    scores: list[float | None],
) -> None:
    known = [score for score in scores if score is not None]
    found = recovered_on(diary(scores), last_day(scores), BOOK).value
    if len(known) < 7 or max(known[-7:]) > 1:
        assert found is None


@given(DIARY, st.integers(0, 60), st.integers(0, 20))
def test_a_return_is_new_only_after_four_weeks_that_are_each_known_to_be_quiet(
    scores: list[float | None], onset: int, lasted: int
) -> None:
    began = MONDAY + DAY * onset
    back = Back(MONDAY, began, began + DAY * lasted, (OwnActivity("garden", 3),), diary(scores))
    found = comes_back(back, BOOK)
    if found.value is not Return.NEW:
        return
    inputs = dict(found.reasons[0].inputs)
    first = date.fromisoformat(inputs["began_on"])
    for week in range(4):
        span = [first - DAY * (1 + 7 * week + offset) for offset in range(7)]
        logged = [
            one.pain_average for one in back.days if one.day_on in span and one.pain_average is not None
        ]
        assert logged
        assert max(logged) <= 1


def test_an_exercise_that_was_reached_begins_at_a_share_of_it_where_that_is_less() -> None:
    somebody = person(days_since_onset=30)
    (first, *_) = [one for one in first_week(somebody, MONDAY, ACTIVITY).items if not one.is_timed]
    again = first_week(somebody, MONDAY, ACTIVITY, (DoneAmount(first.id, 1),))
    now = again.latest(first.id)
    assert now is not None
    assert now.amount == ACTIVITY.parameters.step_for(first.unit).floor < first.amount
    assert "first_quota_again" in {reason.rule for reason in again.reasons_for(first.id)}


@given(
    st.one_of(st.none(), st.integers(1, 120)),
    st.integers(0, 200),
    st.integers(0, 120),
    st.one_of(st.none(), st.integers(0, 10)),
)
def test_the_first_week_of_a_return_never_asks_for_more_than_that_of_a_first_bout(
    managed: int | None, reached: int, since: int, confidence: int | None
) -> None:
    somebody = person(days_since_onset=since, walk_minutes=managed, confidence=confidence)
    first = first_week(somebody, MONDAY, ACTIVITY)
    amounts = tuple(DoneAmount(item.id, reached) for item in first.items)
    again = first_week(somebody, MONDAY, ACTIVITY, amounts)
    assert [item.id for item in again.items] == [item.id for item in first.items]
    for one, other in zip(again.items, first.items, strict=True):
        assert one.amount <= other.amount
        if one.amount < other.amount:
            assert one.amount <= max(ACTIVITY.parameters.step_for(one.unit).floor, reached * 60 // 100)
            rules = [reason.rule for reason in again.reasons_for(one.id)]
            assert {"first_quota_again", "settle_walks"} & {*rules}
    if managed is not None:
        assert all(item.amount <= managed for item in again.items if item.is_timed)


@given(st.integers(1, 120), st.integers(1, 3), st.sampled_from([40, 75]))
def test_no_step_of_staying_well_is_a_jump_and_none_passes_the_goal(
    minutes: int, times: int, age: int
) -> None:
    walk = walking_week(minutes=minutes, times_per_day=times).items[0]
    steps = steps_to_goal(walk, person(age_years=age), ACTIVITY)
    limit = ACTIVITY.parameters.step_for(walk.unit)
    rises = [after - before for before, after in pairwise(steps)]
    assert all(1 <= rise <= limit.most for rise in rises)
    assert len(rises) <= BOOK.limits.by_weeks
    assert steps[0] == minutes
    assert steps[-1] == minutes or steps[-1] * times * 5 < 150 + times * 5


def test_the_strongest_ending_that_holds_is_the_one_named() -> None:
    none_left = days_from(MONDAY, [0] * 28)
    today = MONDAY + 27 * DAY
    assert ending_of(BoutSoFar(today, none_left, ()), BOOK) is Ending.OVER
    assert ending_of(BoutSoFar(today, none_left[-7:], ()), BOOK) is Ending.PAIN
    said = LookBack(today, OWN)
    assert ending_of(BoutSoFar(today, (), ("Garden", "tie my shoes"), said), BOOK) is Ending.FUNCTION
    assert ending_of(BoutSoFar(today, (), ("garden",)), BOOK) is None


def test_every_decision_has_its_figures_and_its_sources() -> None:
    for _, found in endings(BoutSoFar(MONDAY, days_from(MONDAY, [1, "-"]), ("garden",)), BOOK):
        (reason,) = found.reasons
        assert reason.inputs
        assert reason.sources
    figures = dict(recovered_on(days_from(MONDAY, [4, 1, "-", 0]), MONDAY + 3 * DAY, BOOK).reasons[0].inputs)
    assert figures == {"quiet_days": "2", "days_logged": "3", "days_needed": "7", "within_days": "9"}


def test_what_was_reached_is_the_most_of_the_weeks_that_were_mostly_done_or_the_last_week() -> None:
    assert quotas_reached((), (), ACTIVITY) == ()
    first, last = walking_week(minutes=20), walking_week(minutes=12, number=2)
    assert quotas_reached((first, last), (), ACTIVITY) == (DoneAmount("walk", 12),)
    done = tuple(DayRecord(day, done=walked(first.items[0].daily_amount)) for day in first.days)
    assert quotas_reached((first, last), done, ACTIVITY) == (DoneAmount("walk", 20),)


@pytest.mark.parametrize(("days", "wait"), [(0, 28), (27, 28), (28, 56), (55, 56), (-3, 28)])
def test_the_look_comes_every_four_weeks(days: int, wait: int) -> None:
    assert look_on(MONDAY, MONDAY + DAY * days, 28) == MONDAY + DAY * wait


@pytest.mark.parametrize(
    "change", [{"pain_days": 10}, {"pain_days": 0}, {"quiet_week_days": 0}, {"over_week_days": 0}]
)
def test_limits_that_would_let_silence_count_cannot_be_built(change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"must hold|never quiet"):
        replace(BOOK.limits, **change)
