"""What a person takes into a running week by name begins low, keeps to the caps, and goes out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.activity import ActivityType
from backcoach.coach.baseline import Baseline
from backcoach.coach.done import Unit
from backcoach.coach.taking import Load, week_with_load, week_with_task, week_without
from backcoach.coach.tasks_past import said_of
from backcoach.coach.week import ItemKind, PlanItem, WeekPlan
from backcoach.coach.wish import Setting, Wish, issued_minutes, week_with_wish
from tests.spec.activity.people import MONDAY, person, real_book, walking_week

BOOK = real_book()
CAPS = BOOK.parameters.caps
WEDNESDAY = MONDAY + timedelta(days=2)
REST = Setting(person(200), BOOK, None, is_at_rest=True)
SETTING = Setting(person(200), BOOK, None)


def named(id_: str) -> ActivityType:
    one = BOOK.type(id_)
    assert one is not None
    return one


def taken(
    id_: str,
    amount: int,
    *,
    week: WeekPlan | None = None,
    managed: int | None = None,
    load_kg: int | None = None,
) -> WeekPlan:
    baseline = None if managed is None else Baseline(managed * 3, 3, 3, 3, MONDAY, load_kg)
    start = walking_week(minutes=20) if week is None else week
    return week_with_task(start, Wish(id_, amount, WEDNESDAY), named(id_), SETTING, baseline)


def item(week: WeekPlan, id_: str) -> PlanItem:
    found = week.latest(id_)
    assert found is not None
    return found


def rules(week: WeekPlan) -> list[str]:
    return [reason.rule for reason in week.reasons]


@pytest.mark.parametrize(
    ("id_", "wish", "managed", "now", "why"),
    [
        ("steps", 4000, None, 4000, None),
        ("steps", 9000, None, 7500, "wish_untried"),
        ("steps", 9000, 8200, 8200, "wish_tried"),
        ("stairs", 25, None, 10, "wish_untried"),
        ("standing", 20, None, 5, "wish_untried"),
        ("standing", 20, 15, 12, "wish_tried"),
        ("driving", 30, 0, 10, "wish_untried"),
        ("lifting", 8, None, 3, "wish_untried"),
        ("sitting", 40, None, 30, "wish_task_most"),
        ("sitting", 20, None, 20, None),
        ("job_tasks", 300, None, 240, "wish_untried"),
        ("own", 5, None, 5, None),
    ],
)
def test_it_begins_with_what_its_trials_or_its_start_allow(
    id_: str, wish: int, managed: int | None, now: int, why: str | None
) -> None:
    week = taken(id_, wish, managed=managed)

    assert item(week, id_).amount == now
    assert item(week, id_).days[0] >= WEDNESDAY
    assert rules(week) == ["task_taken", "quota_wished", *([why] if why else [])]
    assert week.items[0] == walking_week(minutes=20).items[0]


def test_a_second_wish_in_the_same_week_climbs_no_higher_than_the_first() -> None:
    week = taken("standing", 60)
    again = week_with_wish(week, Wish("standing", 60, WEDNESDAY), SETTING)

    assert (item(again, "standing").amount, rules(again)[-1]) == (5, "wish_untried")


@pytest.mark.parametrize(
    ("id_", "before", "wish", "now", "why"),
    [
        ("steps", 4000, 9000, 5000, "wish_task_rise"),
        ("steps", 8000, 12_000, 9600, "wish_task_rise"),
        ("steps", 29_500, 60_000, 30_000, "wish_task_most"),
        ("stairs", 5, 9, 6, "wish_task_rise"),
        ("standing", 10, 40, 15, "wish_task_rise"),
        ("driving", 58, 90, 60, "wish_capped"),
        ("lifting", 10, 20, 10, "wish_task_most"),
        ("sitting", 20, 25, 20, "wish_limit"),
        ("steps", 4000, 100, 100, None),
    ],
)
def test_what_is_in_the_week_rises_by_its_largest_step_at_most_and_falls_freely(
    id_: str, before: int, wish: int, now: int, why: str | None
) -> None:
    one, plain = named(id_), walking_week()
    kind = ItemKind.LIMIT if id_ == "sitting" else ItemKind.TASK
    week = replace(
        plain, items=(*plain.items, PlanItem(id_, kind, one.label, before, one.unit, 1, plain.days))
    )
    after = week_with_wish(week, Wish(id_, wish, WEDNESDAY), SETTING)
    again = week_with_wish(after, Wish(id_, wish, WEDNESDAY), SETTING)

    assert item(after, id_).amount == item(again, id_).amount == now
    assert rules(after) == ["quota_wished", *([why] if why else [])]


def test_on_the_last_day_it_begins_on_that_day() -> None:
    sunday = MONDAY + timedelta(days=6)
    week = week_with_task(walking_week(), Wish("job_tasks", 60, sunday), named("job_tasks"), SETTING, None)

    assert item(week, "job_tasks").days == (sunday,)


def test_a_new_activity_keeps_to_the_minutes_of_the_week_and_is_refused_where_there_is_no_room() -> None:
    week = taken("garden", 30, managed=40)

    assert week.minutes <= 140 + max(140 * CAPS.rise_percent // 100, CAPS.rise_minutes)
    assert issued_minutes(week) == 140
    with pytest.raises(ValueError, match="no room"):
        taken("garden", 5, week=walking_week(minutes=50))


def test_a_week_holds_three_activities_and_no_fourth() -> None:
    week = walking_week(minutes=20)
    for id_ in ("garden", "cycle", "hobby"):
        week = taken(id_, 1, week=week)
    with pytest.raises(ValueError, match="no room"):
        taken("swim", 1, week=week)


def test_what_is_taken_out_is_gone_from_its_day_on_and_the_days_before_stay() -> None:
    plain = walking_week()
    steps = PlanItem("steps", ItemKind.TASK, "Steps", 4000, Unit.STEPS, 1, plain.days)
    week = week_without(replace(plain, items=(*plain.items, steps)), "steps", WEDNESDAY, BOOK)

    assert item(week, "steps").days == plain.days[:2]
    assert said_of(week) == {"steps": True}
    with pytest.raises(ValueError, match="nothing of it"):
        week_without(week, "steps", WEDNESDAY, BOOK)
    assert week_without(taken("steps", 4000), "steps", WEDNESDAY, BOOK).latest("steps") is None


@pytest.mark.parametrize(
    ("before", "wish", "now"), [(None, 1, 1), (None, 5, 2), (3, 9, 5), (9, 20, 10), (5, 2, 2), (12, 11, 10)]
)
def test_a_weight_rises_by_two_kilograms_at_most_and_to_ten(before: int | None, wish: int, now: int) -> None:
    week = taken("lifting", 3, managed=5, load_kg=before)
    after = week_with_load(week, Load("lifting", wish, WEDNESDAY), SETTING)
    again = week_with_load(after, Load("lifting", wish, WEDNESDAY), SETTING)

    assert item(after, "lifting").load_kg == now
    assert ("load_capped" in rules(after)) is (now < wish)
    if before is not None:
        assert item(again, "lifting").load_kg == now
    assert f"with {now} kg" in item(after, "lifting").text


def test_a_weight_stays_on_the_days_before_and_never_rises_in_a_flare_up_or_after_a_cut() -> None:
    week = taken("lifting", 3, managed=5, load_kg=3)
    friday = WEDNESDAY + timedelta(days=2)
    spread = replace(week, items=(*week.items[:1], replace(week.items[-1], days=week.days)))
    split = week_with_load(spread, Load("lifting", 5, friday), SETTING)
    cut = replace(spread, outcome="ease")

    assert [one.load_kg for one in split.items if one.id == "lifting"] == [3, 5]
    assert item(week_with_load(spread, Load("lifting", 5, friday), REST), "lifting").load_kg == 3
    assert item(week_with_load(cut, Load("lifting", 5, friday), SETTING), "lifting").load_kg == 3
    over = replace(spread, items=(*spread.items, replace(week.items[-1], id="standing", days=week.days[:1])))
    assert len(week_with_load(over, Load("lifting", 5, MONDAY), SETTING).items) == len(over.items)


@pytest.mark.parametrize("id_", ["walk", "moon", "standing"])
def test_only_what_is_lifted_has_a_weight(id_: str) -> None:
    with pytest.raises(ValueError, match="no weight"):
        week_with_load(walking_week(), Load(id_, 3, WEDNESDAY), SETTING)


@given(
    st.sampled_from([one for one in BOOK.types if one.id != "walk"]),
    st.integers(1, 100_000),
    st.none() | st.integers(0, 40_000),
    st.integers(1, 40),
)
def test_nothing_is_ever_taken_in_above_its_caps(
    one: ActivityType, wish: int, managed: int | None, walked: int
) -> None:
    plain = walking_week(minutes=walked)
    try:
        week = taken(one.id, wish, week=plain, managed=managed)
    except ValueError:
        return
    now = item(week, one.id).amount
    limit = min(
        CAPS.week_minutes, plain.minutes + max(plain.minutes * CAPS.rise_percent // 100, CAPS.rise_minutes)
    )

    assert now <= wish or now == one.floor
    assert now <= (one.most or 60)
    assert week.minutes <= max(limit, plain.minutes)
    assert one.unit is not Unit.MINUTES or now <= CAPS.go_minutes
