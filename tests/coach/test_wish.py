"""A wish counts from its day on; the caps hold, less is always met, and days before stay as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase
from backcoach.coach.week import PlanItem, WeekPlan
from backcoach.coach.weekplan import first_week
from backcoach.coach.wish import Setting, Wish, agreed, issued_minutes, week_with_wish
from backcoach.shapes import decode, encode
from tests.spec.activity.people import MONDAY, person, real_book, walking_week

BOOK = real_book()
CAPS = BOOK.parameters.caps
WEDNESDAY = MONDAY + timedelta(days=2)


def wished(
    week: WeekPlan,
    amount: int,
    item: str = "walk",
    *,
    profile: Profile | None = None,
    on: int = 2,
    before: int | None = None,
) -> WeekPlan:
    setting = Setting(profile or person(200), BOOK, before)
    return week_with_wish(week, Wish(item, amount, MONDAY + timedelta(days=on)), setting)


def last(week: WeekPlan, item: str = "walk") -> PlanItem:
    found = week.latest(item)
    assert found is not None
    return found


def new_rules(before: WeekPlan, after: WeekPlan) -> list[str]:
    return [reason.rule for reason in after.reasons[len(before.reasons) :]]


def test_days_before_the_wish_stay_and_the_rest_has_the_new_amount() -> None:
    week = walking_week(minutes=20)
    after = wished(week, 15)

    assert [(item.amount, len(item.days)) for item in after.items] == [(20, 2), (15, 5)]
    assert (after.number, after.reasons[: len(week.reasons)]) == (week.number, week.reasons)
    assert new_rules(week, after) == ["quota_wished"]
    assert dict(after.reasons[-1].inputs) == {
        "item": "walk",
        "before": "20",
        "wished": "15",
        "now": "15",
        "from_on": "2026-03-04",
        "issued_minutes": "140",
    }
    assert decode(WeekPlan, encode(after)) == after


def test_a_wish_on_the_first_day_is_for_the_whole_week_and_a_later_one_takes_its_place() -> None:
    after = wished(wished(walking_week(minutes=20), 15, on=0), 10, on=0)

    assert [(item.amount, len(item.days)) for item in after.items] == [(10, 7)]


def test_what_was_agreed_is_the_last_wish_for_each_item_that_the_week_still_holds() -> None:
    week = walking_week(minutes=20)
    after = wished(wished(week, 15, on=0), 10, on=2)
    ((item, reason),) = agreed(after)

    assert (agreed(week), item, reason) == ((), last(after), after.reasons[-1])
    assert agreed(replace(after, items=())) == ()


@pytest.mark.parametrize(
    ("minutes", "before", "wish", "now"),
    [
        (20, 140, 24, 24),
        (20, 140, 25, 24),
        (20, None, 60, 24),
        (5, 35, 60, 7),
        (20, 400, 45, 42),
        (9, 400, 70, 42),
        (40, 100, 41, 40),
        (40, 100, 39, 39),
        (40, 100, 1, 1),
    ],
)
def test_a_wish_stops_at_the_minutes_a_week_may_rise_by(
    minutes: int, before: int | None, wish: int, now: int
) -> None:
    week = walking_week(minutes=minutes)
    after = wished(week, wish, before=before)

    assert last(after).amount == now
    assert new_rules(week, after) == ["quota_wished"] + ["wish_capped"] * (now < wish)


def test_one_go_is_never_longer_than_an_hour() -> None:
    week = walking_week(minutes=30)
    week = replace(week, items=(replace(week.items[0], days=week.days[:3]),))

    assert last(wished(week, 90, before=280)).amount == CAPS.go_minutes


def test_wishes_one_after_the_other_climb_no_higher_than_one() -> None:
    week, after = walking_week(minutes=20), walking_week(minutes=20)
    for _ in range(5):
        after = wished(after, 60)

    assert last(after).amount == last(wished(week, 60)).amount == 24
    assert issued_minutes(after) == 140


@pytest.mark.parametrize("outcome", ["leg_guard", "step_back", "ease", "gap_restart"])
def test_after_a_review_that_lowered_a_wish_raises_nothing_and_a_lower_one_can_be_taken_back(
    outcome: str,
) -> None:
    week = walking_week(minutes=20, outcome=outcome)
    higher = wished(week, 22)
    assert (last(higher).amount, new_rules(week, higher)) == (20, ["quota_wished", "wish_after_cut"])

    lower = wished(week, 8)
    assert last(lower).amount == 8
    assert last(wished(lower, 30)).amount == 20


def test_until_a_clinician_agrees_a_walk_stays_short() -> None:
    profile = person(200, modifiers=("spine_operation",))
    week = first_week(profile, MONDAY, BOOK)
    after = wished(week, 9, profile=profile)

    assert last(after).amount == BOOK.walking.start
    assert new_rules(week, after) == ["quota_wished", "clinician_first"]


def test_in_the_first_days_walks_stay_short_and_the_days_after_follow_the_wish() -> None:
    week = first_week(person(0, walk_minutes=14), MONDAY, BOOK)
    after = wished(week, 10, on=0)

    walks = [item for item in after.items if item.id == "walk"]
    assert [week.phase_on(item.days[0]) for item in walks] == [Phase.SETTLE, Phase.REBUILD]
    assert [item.amount for item in walks] == [5, 10]
    assert "wish_first_days" in new_rules(week, after)
    again = wished(wished(week, 3, on=0), 5, on=0)
    assert [item.amount for item in again.items if item.id == "walk"] == [5, 5]


def test_an_exercise_goes_up_to_its_most_and_says_its_new_amount() -> None:
    week = first_week(person(200), MONDAY, BOOK)
    item = next(one for one in week.items if one.text and one.days[-1] >= WEDNESDAY)
    exercise = BOOK.exercise(item.id)
    assert exercise is not None
    after = wished(week, 100, item.id)

    assert last(after, item.id).amount == exercise.dose.most
    assert last(after, item.id).text == exercise.dose.words(exercise.dose.most)
    assert new_rules(week, after) == ["quota_wished", "wish_exercise_most"]
    assert last(wished(week, 1, item.id), item.id).amount == 1


def test_what_the_rest_of_the_week_does_not_hold_cannot_be_wished_for() -> None:
    week = walking_week()
    past = replace(week, items=(replace(week.items[0], days=week.days[:2]),))
    for some, item in ((week, "swim"), (past, "walk")):
        with pytest.raises(ValueError, match="nothing of it is left"):
            wished(some, 10, item)


@given(
    days=st.sampled_from([0, 3, 10, 60, 200]),
    walked=st.none() | st.integers(0, 120),
    amounts=st.lists(st.tuples(st.sampled_from(["walk", "garden"]), st.integers(1, 1440)), max_size=4),
    on=st.integers(0, 3),
    before=st.none() | st.integers(0, 300),
)
@example(days=60, walked=None, amounts=[("walk", 1), ("garden", 24), ("walk", 2)], on=1, before=None)
def test_no_wish_lifts_a_week_above_the_caps_nor_touches_the_days_before(
    days: int, walked: int | None, amounts: list[tuple[str, int]], on: int, before: int | None
) -> None:
    profile = person(days, walk_minutes=walked, likes=("garden",), liked_minutes=walked)
    week = first_week(profile, MONDAY, BOOK)
    day, after = MONDAY + timedelta(days=on), week
    setting = Setting(profile, BOOK, before)
    for item, amount in amounts:
        if any(one.id == item and one.days[-1] >= day for one in after.items):
            after = week_with_wish(after, Wish(item, amount, day), setting)
    base = week.minutes if before is None else before
    most = min(CAPS.week_minutes, base + max(base * CAPS.rise_percent // 100, CAPS.rise_minutes))

    assert after.minutes <= max(week.minutes, most)
    assert all(item.amount <= CAPS.go_minutes for item in after.items if item.is_timed)
    for one in after.days:
        ids = [item.id for item in after.items_on(one)]
        assert sorted(ids) == sorted({item.id for item in week.items_on(one)})
        if one < day:
            assert after.items_on(one) == tuple(
                replace(item, days=now.days)
                for item, now in zip(week.items_on(one), after.items_on(one), strict=True)
            )


def test_nothing_goes_above_what_was_issued_in_a_flare_up() -> None:
    week = first_week(person(200, walk_minutes=20), MONDAY, BOOK)
    setting = Setting(person(200), BOOK, None, is_at_rest=True)
    found = week_with_wish(week, Wish("walk", last(week).amount + 1, WEDNESDAY), setting)
    assert last(found).amount == last(week).amount
    assert new_rules(week, found)[-1] == "wish_in_flare"
