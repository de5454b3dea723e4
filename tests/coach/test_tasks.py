"""Totals, tasks and limits of daily life in a plan: where they begin, how they go on, and what holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.activity import Role
from backcoach.coach.baseline import Baseline
from backcoach.coach.done import DoneAmount, Unit
from backcoach.coach.ladder import Stint, climb, start_over, step_down
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.quota import cut
from backcoach.coach.tasks_past import TAKEN, TAKEN_OUT, TasksPast, tasks_past
from backcoach.coach.today import Relief, lightened
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ITEM, DayRecord, ItemKind, PlanItem, ReviewOutcome, WeekPlan
from backcoach.coach.weekplan import first_week, next_week
from backcoach.shapes import decode, encode
from tests.spec.activity.people import MONDAY, person, real_book, walking_week

BOOK = real_book()
STEP = {one.unit: one for one in BOOK.parameters.step}
TYPES = [one for one in BOOK.types if one.id != "walk"]


def baseline(amount: int, days: int = 3, load_kg: int | None = None) -> Baseline:
    return Baseline(amount * days, days, days, days, MONDAY + timedelta(days=3), load_kg)


def item(week: WeekPlan, id_: str) -> PlanItem:
    found = week.latest(id_)
    assert found is not None
    return found


def rules(week: WeekPlan, id_: str) -> list[str]:
    return [reason.rule for reason in week.reasons_for(id_)]


def after(
    week: WeekPlan,
    percent: int = 10,
    profile: Profile | None = None,
    *,
    id_: str = "progress",
    swapped: frozenset[str] = frozenset(),
    past: TasksPast | None = None,
    best: tuple[DoneAmount, ...] | None = None,
    starts_over: bool = False,
    **baselines: Baseline,
) -> WeekPlan:
    outcome = ReviewOutcome(id_, percent, 100, starts_over=starts_over, best=best)
    decided = Decision(outcome, (Reason(id_, "why", (), ("D",)),))
    who = profile or person(200)
    return next_week(week, decided, who, BOOK, week.review_on, swapped, baselines, past)


def planned(*items: PlanItem, phase: Phase = Phase.BUILD, minutes: int = 10) -> WeekPlan:
    week = walking_week(phase=phase, minutes=minutes)
    return replace(week, items=(*week.items, *items))


def task(id_: str, amount: int, days: int = 7, **facts: int) -> PlanItem:
    one = BOOK.type(id_)
    assert one is not None
    kind = {Role.TASK: ItemKind.TASK, Role.LIMIT: ItemKind.LIMIT}.get(one.role, ItemKind.ACTIVITY)
    on = walking_week().days[:days]
    return PlanItem(
        id_, kind, one.label, amount, one.unit, 1, on, load_kg=facts.get("kg"), level=facts.get("level")
    )


def test_counted_steps_begin_at_a_usual_day_and_climb_the_golden_row() -> None:
    week = after(first_week(person(200), MONDAY, BOOK), steps=baseline(3000))
    reached = [item(week, "steps").amount]
    for _review in range(11):
        week = after(week)
        reached.append(item(week, "steps").amount)

    assert reached == [3000, 3300, 3650, 4000, 4400, 4850, 5350, 5900, 6500, 7150, 7500, 7500]
    assert rules(week, "steps") == ["goal_reached"]
    assert len(item(week, "steps").days) == 7


@pytest.mark.parametrize(
    ("id_", "made", "kind", "days", "rule"),
    [
        ("steps", (3000, 3), ItemKind.TASK, 7, "trials_habitual"),
        ("stairs", (4, 3), ItemKind.TASK, 7, "trials_habitual"),
        ("job_tasks", (60, 3), ItemKind.TASK, 5, "trials_habitual"),
        ("sitting", (20, 3), ItemKind.LIMIT, 7, "trials_default"),
        ("standing", (12, 3), ItemKind.TASK, 3, "trials_default"),
        ("driving", (30, 2), ItemKind.TASK, 3, "trials_default"),
        ("lifting", (6, 3), ItemKind.TASK, 2, "trials_default"),
        ("garden", (15, 3), ItemKind.ACTIVITY, 3, "trials_default"),
        ("housework", (15, 3), ItemKind.ACTIVITY, 3, "trials_default"),
        ("cycle", (15, 3), ItemKind.ACTIVITY, 3, "trials_default"),
        ("swim", (15, 2), ItemKind.ACTIVITY, 3, "trials_default"),
        ("hobby", (15, 3), ItemKind.ACTIVITY, 3, "trials_default"),
        ("dance", (15, 1), ItemKind.ACTIVITY, 3, "trials_default"),
        ("yoga", (15, 1), ItemKind.ACTIVITY, 3, "trials_default"),
        ("tai_chi", (15, 1), ItemKind.ACTIVITY, 3, "trials_default"),
        ("pilates", (15, 1), ItemKind.ACTIVITY, 3, "trials_default"),
        ("own", (15, 3), ItemKind.TASK, 3, "trials_default"),
    ],
)
def test_every_type_comes_into_the_plan_from_its_trials(
    id_: str, made: tuple[int, int], kind: ItemKind, days: int, rule: str
) -> None:
    week = after(planned(minutes=30), **{id_: baseline(*made)})
    found = item(week, id_)

    share = made[0] if rule == "trials_habitual" else made[0] * 8 // 10
    most = 10 if made[1] == 1 else share
    assert (found.kind, found.amount, len(found.days)) == (kind, min(share, most), days)
    assert rules(week, id_)[0] == rule
    assert decode(WeekPlan, encode(week)) == week


def test_sport_waits_for_walks_of_half_an_hour_and_for_strength() -> None:
    strong = PlanItem(
        "str_bridge", ItemKind.EXERCISE, "Bridge", 12, Unit.REPS, 1, walking_week().days[:2], is_strength=True
    )
    weak = replace(strong, amount=1)
    weeks = (
        planned(strong, phase=Phase.STRENGTHEN, minutes=30),
        planned(strong, phase=Phase.STRENGTHEN, minutes=29),
        planned(weak, phase=Phase.STRENGTHEN, minutes=30),
    )
    begun = [after(replace(week, number=8), sport=baseline(12, 1)) for week in weeks]

    assert item(begun[0], "sport").text == "9 min, drills, without contact"
    assert [week.latest("sport") for week in begun[1:]] == [None, None]
    waits = [dict(week.reasons_for("sport")[0].inputs)["because"] for week in begun[1:]]
    assert waits == ["walks of 30 min first", "more strength first"]


def test_what_comes_later_and_what_something_speaks_against_waits_with_its_reason() -> None:
    week = first_week(person(200), MONDAY, BOOK)
    later = after(week, sport=baseline(12, 1))
    against = after(week, profile=person(200, modifiers=("osteoporosis",)), lifting=baseline(6))

    assert (later.latest("sport"), rules(later, "sport")) == (None, ["task_waits"])
    assert (against.latest("lifting"), rules(against, "lifting")) == (None, ["task_waits"])


def test_a_baseline_of_nothing_begins_nothing_and_says_so() -> None:
    week = after(first_week(person(200), MONDAY, BOOK), stairs=baseline(0), moon=baseline(3))

    assert (week.latest("stairs"), rules(week, "stairs")) == (None, ["task_nothing"])
    assert rules(week, "moon") == []


@pytest.mark.parametrize(
    ("percent", "starts_over", "begins"), [(0, False, ["steps"]), (-20, False, []), (10, True, [])]
)
def test_after_a_review_that_holds_only_a_usual_day_begins_and_after_a_lower_one_nothing(
    percent: int, starts_over: bool, begins: list[str]
) -> None:
    week = after(
        first_week(person(200), MONDAY, BOOK),
        percent,
        starts_over=starts_over,
        steps=baseline(3000),
        standing=baseline(10),
    )

    assert [one.id for one in week.items if one.kind is ItemKind.TASK] == begins
    assert "trials_wait" in rules(week, "standing")


def test_a_week_holds_three_activities_beside_the_walks() -> None:
    week = after(
        first_week(person(200), MONDAY, BOOK),
        **{id_: baseline(10) for id_ in ("garden", "cycle", "hobby", "housework")},
    )

    assert [one.id for one in week.items if one.kind is ItemKind.ACTIVITY] == ["garden", "cycle", "hobby"]
    assert rules(week, "housework") == ["task_full"]


def test_the_liked_activity_is_never_planned_twice() -> None:
    week = after(
        first_week(person(200, likes=("garden",)), MONDAY, BOOK), profile=person(200, likes=("garden",))
    )
    again = after(week, profile=person(200, likes=("garden",)), garden=baseline(10))

    assert [one.id for one in again.items if one.kind is ItemKind.ACTIVITY] == ["garden"]


def test_a_second_activity_goes_on_beside_the_liked_one() -> None:
    likes = person(200, likes=("garden",))
    week = after(first_week(likes, MONDAY, BOOK), profile=likes, cycle=baseline(10))
    again = after(week, profile=likes)

    assert [one.id for one in again.items if one.kind is ItemKind.ACTIVITY] == ["garden", "cycle"]
    assert rules(again, "cycle")[0] == "task_more_days"


def test_steps_and_standing_never_count_among_the_minutes_of_a_week() -> None:
    without = planned()
    week = planned(task("steps", 8000), task("standing", 30), task("job_tasks", 480))

    assert week.minutes == without.minutes


def test_a_long_drive_is_planned_for_an_hour_at_one_go_at_most() -> None:
    week = after(first_week(person(200), MONDAY, BOOK), driving=baseline(120, 2))

    assert item(week, "driving").amount == 60


@pytest.mark.parametrize(
    ("before", "amount", "percent"),
    [(("steps", 4000), 3200, -20), (("standing", 10), 9, -10), (("sitting", 25), 22, -10)],
)
def test_a_review_that_lowers_lowers_each_of_them(before: tuple[str, int], amount: int, percent: int) -> None:
    week = after(planned(task(*before)), percent, id_="ease")

    assert (item(week, before[0]).amount, rules(week, before[0])) == (amount, ["quota_cut"])


def test_a_restart_goes_back_to_the_start_or_to_six_tenths_of_a_usual_day() -> None:
    week = planned(task("steps", 4000), task("standing", 20, 5), task("lifting", 9, 2, kg=6, level=1))
    again = after(week, 0, starts_over=True, id_="gap_restart")

    assert item(again, "steps").amount == 2400
    assert item(again, "standing").amount == 5
    assert (item(again, "lifting").amount, item(again, "lifting").level) == (3, 0)


def test_the_way_back_ends_at_the_best_that_was_reached() -> None:
    again = after(planned(task("steps", 4000)), 25, id_="resume", best=(DoneAmount("steps", 4500),))

    assert (item(again, "steps").amount, rules(again, "steps")) == (4500, ["quota_grown"])


def test_newer_trials_change_the_amount_and_nothing_else() -> None:
    week = after(planned(task("standing", 10, 3)), standing=baseline(25))

    assert (item(week, "standing").amount, len(item(week, "standing").days)) == (20, 3)


def test_too_little_told_or_done_of_a_task_holds_that_task_alone() -> None:
    week = planned(task("steps", 4000), task("stairs", 5))
    days = [
        DayRecord(day, done=(DoneAmount("steps", 4000), *((DoneAmount("stairs", 5),) if place < 3 else ())))
        for place, day in enumerate(week.days)
    ]
    past = tasks_past((week,), days, frozenset(), BOOK.parameters.review)
    again = after(week, past=past)

    assert past.held == {"stairs"}
    assert (item(again, "steps").amount, item(again, "stairs").amount) == (4400, 5)
    assert rules(again, "stairs") == ["task_held"]


@pytest.mark.parametrize(("done", "is_held"), [(3200, False), (3199, True), (8000, False)])
def test_less_than_four_fifths_of_a_task_holds_it(done: int, is_held: bool) -> None:
    week = planned(task("steps", 4000))
    days = [DayRecord(day, done=(DoneAmount("steps", done),)) for day in week.days]

    assert bool(tasks_past((week,), days, frozenset(), BOOK.parameters.review).held) is is_held
    assert tasks_past((week,), days, frozenset(week.days), BOOK.parameters.review).held == {"steps"}


def test_what_had_to_wait_for_the_leg_comes_back_a_fifth_lower() -> None:
    first = planned(task("lifting", 10, 2, kg=5, level=0), task("steps", 4000))
    guarded = after(first, -20, id_="leg_guard")
    second = after(guarded, past=tasks_past((first, guarded), (), frozenset(), BOOK.parameters.review))
    third = after(second, past=tasks_past((first, guarded, second), (), frozenset(), BOOK.parameters.review))

    assert [week.latest("lifting") for week in (guarded, second)] == [None, None]
    back = item(third, "lifting")
    assert (back.amount, back.load_kg, rules(third, "lifting")) == (8, 5, ["task_again"])
    assert item(guarded, "steps").amount == 3200


def test_what_was_taken_out_stays_out_until_it_is_tried_again() -> None:
    week = planned(task("steps", 4000))
    said = [Reason(rule, "why", ((ITEM, "steps"),), ("D",)) for rule in (TAKEN, TAKEN_OUT, TAKEN)]
    out, back = replace(week, reasons=tuple(said[:2])), replace(week, reasons=tuple(said))
    past = [tasks_past((one,), (), frozenset(), BOOK.parameters.review) for one in (out, back)]

    assert [one.out for one in past] == [{"steps"}, frozenset()]
    assert after(out, past=past[0]).latest("steps") is None
    assert item(after(out, past=past[0], steps=baseline(2000)), "steps").amount == 2000


def test_what_is_swapped_leaves_for_good() -> None:
    first = planned(task("standing", 10, 3))
    second = after(first, swapped=frozenset({"standing"}))
    past = tasks_past((first, second), (), frozenset(), BOOK.parameters.review)

    assert (second.latest("standing"), rules(second, "standing")) == (None, ["task_out"])
    assert past == TasksPast((), frozenset({"standing"}), frozenset())


def test_until_a_clinician_agrees_there_are_walks_alone_and_tasks_come_back_later() -> None:
    first = planned(task("steps", 4000))
    waiting = after(first, profile=person(200, modifiers=("inflammatory_arthritis",)))

    assert {one.id for one in waiting.items} == {"walk"}
    past = tasks_past((first, waiting), (), frozenset(), BOOK.parameters.review)
    assert item(after(waiting, past=past), "steps").amount == 3200


def test_in_a_flare_up_steps_are_halved_sitting_stays_and_lifting_waits() -> None:
    items = (task("steps", 4001), task("sitting", 20), task("lifting", 8, kg=3))
    half = lightened(items, Relief(50), BOOK)
    easy = lightened(items, Relief(50, is_easy_only=True), BOOK)

    assert [one.amount for one in half] == [2000, 20, 4]
    assert half[2].text == "4 times with 3 kg"
    assert [one.id for one in easy] == ["steps", "sitting"]
    assert [one.id for one in lightened(items[1:], Relief(50, is_easy_only=True), BOOK)] == [
        "sitting",
        "walk",
    ]


def test_long_garden_work_is_split_into_pieces_in_words() -> None:
    week = after(planned(task("garden", 20, 5)))

    assert item(week, "garden").text == "22 min, in pieces of 15 min at most"


AMOUNTS = st.integers(1, 20_000)
PERCENTS = st.integers(1, 100)


@given(st.sampled_from(TYPES), AMOUNTS, st.integers(1, 7), st.none() | st.integers(1, 30), PERCENTS)
def test_a_review_changes_one_thing_by_its_largest_step_at_most_and_never_past_the_goal(
    one: object, amount: int, days: int, load_kg: int | None, percent: int
) -> None:
    now = Stint(days, amount, load_kg, 0)
    new, _rule = climb(now, one, percent, BOOK.parameters, 2)  # type: ignore[arg-type]
    changed = [
        new.days - now.days,
        new.amount - now.amount,
        (new.load_kg or 0) - (now.load_kg or 0),
        (new.level or 0) - (now.level or 0),
    ]

    assert sum(change != 0 for change in changed) <= 1
    assert all(change >= 0 for change in changed)
    assert changed[0] <= 1
    assert changed[1] <= STEP[one.unit].most  # type: ignore[attr-defined]
    assert changed[2] <= STEP[Unit.KG].most
    assert new.amount <= max(now.amount, one.goal)  # type: ignore[attr-defined]
    assert (new.load_kg or 0) <= max(now.load_kg or 0, one.goal_kg)  # type: ignore[attr-defined]


@given(st.sampled_from(TYPES), AMOUNTS, st.none() | st.integers(1, 30), PERCENTS)
def test_a_cut_is_never_a_rise_and_never_goes_below_the_floor(
    one: object, amount: int, load_kg: int | None, percent: int
) -> None:
    now = Stint(3, amount, load_kg)
    new, _rule = step_down(now, one, percent, BOOK.parameters)  # type: ignore[arg-type]

    floor = one.floor  # type: ignore[attr-defined]
    assert min(amount, floor) <= new.amount <= amount
    assert new.amount in (amount, cut(amount, percent, floor))
    assert (new.load_kg or 0) <= (load_kg or 0)
    assert start_over(now, one, 60).amount <= amount  # type: ignore[arg-type]


@given(
    st.integers(1, 30_000), st.integers(1, 60), st.integers(1, 60), st.sampled_from([-20, -10, 0, 10, 15, 20])
)
def test_a_week_with_tasks_keeps_to_every_cap(steps: int, garden: int, walked: int, percent: int) -> None:
    week = planned(task("steps", steps), task("garden", garden, 3), task("driving", 60), minutes=walked)
    again = after(week, percent, id_="progress")
    caps = BOOK.parameters.caps
    limit = min(
        caps.week_minutes, week.minutes + max(week.minutes * caps.rise_percent // 100, caps.rise_minutes)
    )

    assert again.minutes <= max(limit, 2)
    assert all(one.amount <= caps.go_minutes for one in again.items if one.unit is Unit.MINUTES)
    assert item(again, "steps").amount <= max(steps, min(7500, steps + 1000))


def test_an_old_week_without_the_new_fields_is_still_read() -> None:
    plain = encode(planned(task("steps", 4000)))
    for one in plain["items"]:
        assert "load_kg" not in one
        assert "level" not in one
    assert decode(WeekPlan, plain).track is Track.PERSISTENT


def test_a_day_that_does_not_name_a_task_leaves_it_unknown() -> None:
    steps = task("steps", 4000)
    named, silent, nothing = (
        DayRecord(date(2026, 3, 2), done=done) for done in ((DoneAmount("steps", 0),), (), None)
    )

    assert [day.tells_of(steps) for day in (named, silent, nothing)] == [True, False, False]
