from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.caps import within_caps
from backcoach.coach.done import DoneAmount, Unit
from backcoach.coach.frame import Frame
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.possible import may_do
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import ItemKind, PlanItem, ReviewOutcome, WeekPlan, week_from
from backcoach.coach.weekplan import first_week, next_week
from backcoach.shapes import decode, encode
from tests.spec.activity.people import MONDAY, person, real_book, walking_week

BOOK = real_book()
SATURDAY = MONDAY + timedelta(days=5)


def decided(
    id_: str = "progress", percent: int = 10, done: int | None = 100, **facts: bool
) -> Decision[ReviewOutcome]:
    return Decision(ReviewOutcome(id_, percent, done, **facts), (Reason(id_, "why", (), ("D",)),))


def after(
    week: WeekPlan,
    profile: Profile,
    outcome: Decision[ReviewOutcome] | None = None,
    starts_on: date | None = None,
) -> WeekPlan:
    return next_week(week, outcome or decided(), profile, BOOK, starts_on or week.ends_on + timedelta(days=1))


def item(week: WeekPlan, id_: str) -> PlanItem:
    found = week.latest(id_)
    assert found is not None
    return found


def rules_for(week: WeekPlan, id_: str) -> list[str]:
    return [reason.rule for reason in week.reasons_for(id_)]


def rules(week: WeekPlan) -> list[str]:
    return [reason.rule for reason in week.reasons]


# The first week


def test_a_fresh_bout_settles_for_four_days_and_then_rebuilds() -> None:
    week = first_week(person(0), MONDAY, BOOK)

    assert week.phases == (Phase.SETTLE,) * 4 + (Phase.REBUILD,) * 3
    assert week.track is Track.ACUTE
    assert week.phase_on(MONDAY) is Phase.SETTLE
    assert week.phase is Phase.REBUILD


def test_only_settling_gives_way_within_the_week() -> None:
    assert first_week(person(12), MONDAY, BOOK).phases == (Phase.REBUILD,) * 7


def test_settling_means_short_walks_and_nothing_else_that_is_timed() -> None:
    week = first_week(person(0, walk_minutes=40, likes=("garden",)), MONDAY, BOOK)

    walk, *others = [one for one in week.items_on(MONDAY) if one.is_timed]
    assert (walk.amount, walk.times_per_day) == (5, 3)
    assert others == []
    assert "settle_walks" in rules_for(week, "walk")


def test_walks_of_a_fresh_bout_start_at_seven_tenths_of_yesterday() -> None:
    week = first_week(person(10, walk_minutes=20), MONDAY, BOOK)

    assert (item(week, "walk").amount, item(week, "walk").times_per_day) == (14, 1)
    assert len(item(week, "walk").days) == 7
    assert rules_for(week, "walk") == ["first_quota_acute"]
    (reason,) = week.reasons_for("walk")
    assert ("managed_minutes", "20") in reason.inputs
    assert ("quota_minutes", "14") in reason.inputs


@pytest.mark.parametrize(
    ("managed", "minutes", "times"), [(None, 5, 3), (7, 4, 3), (9, 6, 2), (15, 10, 2), (16, 11, 1)]
)
def test_short_walks_come_more_often(managed: int | None, minutes: int, times: int) -> None:
    walk = item(first_week(person(10, walk_minutes=managed), MONDAY, BOOK), "walk")

    assert (walk.amount, walk.times_per_day) == (minutes, times)


def test_an_unknown_start_is_said_to_be_unknown() -> None:
    week = first_week(person(10, likes=("garden",)), MONDAY, BOOK)

    assert rules_for(week, "walk") == ["start_unknown"]
    assert rules_for(week, "garden") == ["liked", "start_unknown"]
    assert item(week, "garden").amount == 5


def test_later_bouts_start_at_eight_tenths_in_the_build_phase() -> None:
    for days in (60, 200):
        week = first_week(person(days, walk_minutes=20), MONDAY, BOOK)
        assert week.phases == (Phase.BUILD,) * 7
        assert item(week, "walk").amount == 16
        assert len(item(week, "walk").days) == 5
        assert rules_for(week, "walk") == ["first_quota_default"]


def test_a_cautious_start_is_seven_tenths() -> None:
    week = first_week(person(200, walk_minutes=20, worries=("boom_and_bust",)), MONDAY, BOOK)

    assert item(week, "walk").amount == 14
    assert rules_for(week, "walk") == ["first_quota_cautious"]


def test_the_best_liked_activity_that_fits_is_planned() -> None:
    week = first_week(person(10, likes=("walk", "swim", "garden"), liked_minutes=30), MONDAY, BOOK)

    assert [one.id for one in week.items if one.kind is ItemKind.ACTIVITY] == ["garden"]
    assert rules_for(week, "swim") == ["liked_later"]
    assert item(week, "garden").amount == 5


def test_minutes_of_the_best_liked_activity_count_for_it_alone() -> None:
    week = first_week(person(10, likes=("garden",), liked_minutes=20), MONDAY, BOOK)

    assert item(week, "garden").amount == 14
    assert [day.weekday() for day in item(week, "garden").days] == [1, 3, 5]


def test_a_liked_activity_that_something_speaks_against_waits_with_its_reason() -> None:
    week = first_week(person(200, likes=("garden", "nobody knows this"), modifiers=("knee",)), MONDAY, BOOK)

    assert [one.id for one in week.items if one.kind is ItemKind.ACTIVITY] == []
    (reason,) = week.reasons_for("garden")
    assert reason.inputs[1] == ("because", "a knee that does not take it")


def test_the_build_phase_starts_with_its_five_exercises() -> None:
    week = first_week(person(200), MONDAY, BOOK)

    assert [one.id for one in week.items if one.kind is ItemKind.EXERCISE] == [
        "str_bridge",
        "str_bird_dog",
        "ctrl_heel_slide",
        "str_sit_stand",
        "mob_knee_roll",
    ]
    assert item(week, "mob_knee_roll").text == "5 to each side, 2 seconds each"


def test_settling_starts_with_its_three_exercises_and_adds_at_most_two() -> None:
    week = first_week(person(0), MONDAY, BOOK)

    first = {one.id for one in week.items_on(MONDAY) if one.kind is ItemKind.EXERCISE}
    last = {one.id for one in week.items if one.kind is ItemKind.EXERCISE}
    assert first == {"mob_knee_roll", "mob_pelvic_tilt", "ctrl_belly_breath"}
    assert len(last - first) <= 2


def test_what_is_left_out_says_why() -> None:
    week = first_week(person(200, modifiers=("pregnant_16",)), MONDAY, BOOK)

    assert rules_for(week, "str_bridge") == ["exercise_left_out"]
    assert week.latest("str_bridge") is None


def test_only_what_would_have_come_is_said_to_be_left_out() -> None:
    week = first_week(person(200, modifiers=("floor",)), MONDAY, BOOK)

    assert [reason.inputs[0][1] for reason in week.reasons if reason.rule == "exercise_left_out"] == [
        "str_bird_dog"
    ]


@pytest.mark.parametrize(
    ("phase", "id_"), [(facts.id, id_) for facts in BOOK.phases for id_ in facts.exercises]
)
def test_every_exercise_of_a_phase_comes_when_all_others_are_changed_for_something_else(
    phase: Phase, id_: str
) -> None:
    others = frozenset(BOOK.phase(phase).exercises) - {id_}
    before = walking_week(MONDAY - timedelta(days=7), track=Track.ACUTE, phase=phase)
    week = next_week(before, decided(), person(200 if phase is Phase.MAINTAIN else 0), BOOK, MONDAY, others)

    assert week.phase is phase
    assert [one.id for one in week.items if one.kind is ItemKind.EXERCISE] == [id_]
    assert rules_for(week, id_)[0] == "exercise_chosen"
    assert "balance" not in rules_for(week, id_)


def test_from_65_on_balance_is_practised_on_three_days() -> None:
    assert first_week(person(200, age_years=64), MONDAY, BOOK).latest("bal_one_leg") is None

    week = first_week(person(200, age_years=65), MONDAY, BOOK)
    assert len(item(week, "bal_one_leg").days) == 3
    assert "balance" in rules_for(week, "bal_one_leg")

    unsteady = first_week(person(200, age_years=65, modifiers=("balance",)), MONDAY, BOOK)
    assert rules_for(unsteady, "bal_one_leg") == ["exercise_left_out"]


def test_until_a_clinician_agrees_there_are_only_short_walks() -> None:
    profile = person(200, walk_minutes=50, likes=("garden",), modifiers=("spine_operation",))
    week = first_week(profile, MONDAY, BOOK)
    following = after(week, profile)

    for one in (week, following):
        assert [(each.id, each.amount) for each in one.items] == [("walk", 5)]
        assert "clinician_first" in rules(one)


def test_a_long_walk_is_capped_at_an_hour_and_the_week_at_300_minutes() -> None:
    week = first_week(person(10, walk_minutes=300, likes=("garden",), liked_minutes=200), MONDAY, BOOK)

    assert week.minutes <= 300
    assert max(one.amount for one in week.items) <= 60
    assert {"go_capped", "week_capped"} <= set(rules(week))


def test_what_finds_no_day_in_its_phase_is_not_planned() -> None:
    rarely = tuple(dataclasses.replace(facts, walk_days=1, strength_days=1) for facts in BOOK.phases)
    week = first_week(person(0), MONDAY, dataclasses.replace(BOOK, phases=rarely))

    assert [one.days for one in week.items if one.id == "walk"] == [week.days[:4]]
    assert week.latest("str_sit_stand") is None
    assert all(one.days for one in week.items)


@pytest.mark.parametrize(
    ("days_since_onset", "review_day"),
    [(0, 7), (1, 6), (2, 5), (3, 4), (4, 3), (14, 3), (15, 7), (50, 7), (200, 7)],
)
def test_the_review_is_due_at_the_end_and_in_the_second_phase_three_days_after_its_start(
    days_since_onset: int, review_day: int
) -> None:
    week = first_week(person(days_since_onset), MONDAY, BOOK)

    assert (week.review_on - MONDAY).days == review_day
    assert not week.goes_on


def test_in_the_last_phase_it_is_due_after_four_weeks_and_the_weeks_between_go_on() -> None:
    week = dataclasses.replace(
        first_week(person(200), MONDAY, BOOK), phases=(Phase.MAINTAIN,) * 7, track=Track.PREVENT
    )
    issued = [week]
    for _ in range(5):
        issued.append(after(issued[-1], person(200)))

    assert [(one.review_on - one.starts_on).days for one in issued] == [7, 28, 21, 14, 7, 28]
    assert [one.goes_on for one in issued] == [False, True, True, True, False, True]


def test_in_the_second_phase_a_step_of_a_fifth_may_come_every_three_days() -> None:
    profile = person(5)
    weeks = [first_week(profile, MONDAY, BOOK)]
    for _ in range(4):
        weeks.append(next_week(weeks[-1], decided(percent=20), profile, BOOK, weeks[-1].review_on))

    walks = [item(week, "walk") for week in weeks]  # 8 minutes three times every day are above the goal
    assert [(one.amount, one.times_per_day) for one in walks] == [(5, 3), (6, 3), (8, 3), (8, 3), (10, 3)]
    assert [(week.starts_on - MONDAY).days for week in weeks] == [0, 3, 6, 9, 12]
    with pytest.raises(ValueError, match="from its review on"):
        next_week(weeks[0], decided(percent=20), profile, BOOK, MONDAY + timedelta(days=2))


def test_what_is_left_of_a_week_holds_its_days_and_what_was_planned_for_them() -> None:
    week = first_week(person(5), MONDAY, BOOK)
    left = week.until(MONDAY + timedelta(days=2))

    assert (left.days, left.ends_on) == (week.days[:3], MONDAY + timedelta(days=2))
    assert all(left.items_on(day) for day in left.days)
    assert {one.id for one in left.items_on(MONDAY)} == {one.id for one in week.items_on(MONDAY)}
    assert all(set(one.days) <= set(left.days) for one in left.items)
    assert week.until(MONDAY + timedelta(days=30)) == week


def test_a_week_survives_writing_down_and_reading_back() -> None:
    week = first_week(person(2, likes=("garden",), age_years=70), MONDAY, BOOK)

    assert decode(WeekPlan, encode(week)) == week


def test_a_week_of_another_length_cannot_be_made() -> None:
    week = walking_week()

    with pytest.raises(ValueError, match="seven days"):
        dataclasses.replace(week, ends_on=week.ends_on + timedelta(days=1))
    with pytest.raises(ValueError, match="within the week"):
        dataclasses.replace(week, items=(dataclasses.replace(week.items[0], days=(week.review_on,)),))


# Later weeks


def test_a_good_week_lets_walk_activity_and_exercises_grow() -> None:
    profile = person(200, walk_minutes=20, likes=("garden",), liked_minutes=20)
    week = first_week(profile, MONDAY, BOOK)
    following = after(week, profile)

    assert (item(week, "walk").amount, item(following, "walk").amount) == (16, 18)
    assert (item(week, "garden").amount, item(following, "garden").amount) == (16, 18)
    assert (item(week, "str_bridge").amount, item(following, "str_bridge").amount) == (5, 6)
    assert following.number == 2
    assert following.outcome == "progress"
    assert following.reasons[0].rule == "progress"
    assert "quota_grown" in rules_for(following, "walk")


def test_a_held_week_keeps_every_amount() -> None:
    profile = person(200, walk_minutes=20, likes=("garden",))
    week = first_week(profile, MONDAY, BOOK)
    following = after(week, profile, decided("hold", 0))

    assert [(one.id, one.amount) for one in following.items] == [(one.id, one.amount) for one in week.items]
    assert "quota_kept" in rules_for(following, "walk")


def test_a_step_back_cuts_everything_by_a_fifth_but_not_below_the_floor() -> None:
    profile = person(200, walk_minutes=30, likes=("garden",))
    week = first_week(profile, MONDAY, BOOK)
    following = after(week, profile, decided("step_back", -20))

    assert (item(week, "walk").amount, item(following, "walk").amount) == (24, 19)
    assert (item(week, "str_bridge").amount, item(following, "str_bridge").amount) == (5, 4)
    assert item(following, "garden").amount == 4
    assert "quota_cut" in rules_for(following, "walk")


def test_growth_ends_at_the_goal() -> None:
    profile = person(200, walk_minutes=20, likes=("garden",), liked_minutes=20)
    week = first_week(profile, MONDAY, BOOK)
    for _review in range(20):
        week = after(week, profile)

    assert item(week, "walk").amount == 30
    assert item(week, "garden").amount == 30
    assert "goal_reached" in rules_for(week, "walk")
    assert item(week, "str_bridge").amount == 10


def test_a_walk_beyond_the_goal_is_not_cut_down_by_progress() -> None:
    profile = person(200, walk_minutes=60)
    week = first_week(profile, MONDAY, BOOK)

    assert item(after(week, profile), "walk").amount == item(week, "walk").amount == 48


def test_exercises_beyond_what_they_grow_to_stay() -> None:
    profile = person(200)
    week = first_week(profile, MONDAY, BOOK)
    bridge = dataclasses.replace(item(week, "str_bridge"), amount=12)
    kept = after(dataclasses.replace(week, items=(week.items[0], bridge)), profile)

    assert item(kept, "str_bridge").amount == 12


def test_a_leg_guard_leaves_far_bending_and_arching_out_for_two_weeks() -> None:
    profile = person(20, modifiers=("knee", "wrist", "floor", "hip"))
    week = first_week(profile, MONDAY, BOOK)
    assert week.latest("str_hip_hinge") is not None

    guarded = after(week, profile, decided("leg_guard", -20))
    second = after(guarded, profile)
    third = after(second, profile)
    for one in (guarded, second):
        assert not {"LEG"}.intersection(
            code for each in one.items if (known := BOOK.exercise(each.id)) for code in known.avoid
        )
    assert "exercise_left_out" in rules(second)
    assert third.latest("str_hip_hinge") is not None


def test_an_activity_that_something_now_speaks_against_gives_way() -> None:
    week = first_week(person(200, likes=("garden", "housework")), MONDAY, BOOK)
    changed = after(week, person(200, likes=("garden", "housework"), modifiers=("knee",)))

    assert [one.id for one in changed.items if one.kind is ItemKind.ACTIVITY] == ["housework"]


def test_at_most_two_exercises_are_new_in_a_week() -> None:
    profile = person(14)
    week = first_week(profile, MONDAY, BOOK)
    for _review in range(12):
        following = after(week, profile, decided(percent=15))
        before = {one.id for one in week.items if one.kind is ItemKind.EXERCISE}
        now = {one.id for one in following.items if one.kind is ItemKind.EXERCISE}
        assert len(now - before) <= 2
        week = following
    assert week.phase is Phase.MAINTAIN


def test_the_next_phase_begins_at_its_date_after_a_week_mostly_done() -> None:
    profile = person(10)
    week = first_week(profile, MONDAY, BOOK)
    assert week.phase is Phase.REBUILD

    moved = after(week, profile, decided(done=60))
    assert moved.phases == (Phase.BUILD,) * 7
    assert "phase_moved" in rules(moved)


@pytest.mark.parametrize("done", [59, None])
def test_the_next_phase_waits_for_a_week_mostly_done(done: int | None) -> None:
    profile = person(10)
    waits = after(first_week(profile, MONDAY, BOOK), profile, decided("hold", 0, done))

    assert waits.phase is Phase.REBUILD
    assert "phase_waits" in rules(waits)


def test_the_next_phase_does_not_begin_before_its_date() -> None:
    profile = person(5)
    stays = after(first_week(profile, MONDAY, BOOK), profile)

    assert stays.phase is Phase.REBUILD
    assert "phase_moved" not in rules(stays)


@pytest.mark.parametrize(
    ("days_since_onset", "phase", "found"),
    [
        (5, Phase.REBUILD, Phase.BUILD),
        (20, Phase.BUILD, Phase.STRENGTHEN),
        (50, Phase.STRENGTHEN, Phase.STRENGTHEN),
    ],
)
def test_after_good_days_in_a_row_the_next_phase_may_come_before_its_date_but_not_the_last(
    days_since_onset: int, phase: Phase, found: Phase
) -> None:
    profile = person(days_since_onset)
    week = dataclasses.replace(first_week(profile, MONDAY, BOOK), phases=(phase,) * 7)
    outcome = decided()
    ahead = Decision(dataclasses.replace(outcome.value, is_ahead=True), outcome.reasons)
    moved = after(week, profile, ahead)

    assert moved.phase is found
    assert ("phase_ahead" in rules(moved)) is (phase is not found)


def test_no_phase_begins_in_a_flare_up() -> None:
    profile = person(10)

    assert after(first_week(profile, MONDAY, BOOK), profile, decided("flare", 0, 100)).phase is Phase.REBUILD


def test_a_guarded_leg_keeps_the_phase_however_late() -> None:
    profile = person(10)
    week = first_week(profile, MONDAY, BOOK)

    assert after(week, profile, decided("leg_guard", -20), MONDAY + timedelta(days=70)).phase is Phase.REBUILD


def test_a_phase_two_weeks_late_begins_with_the_lowest_amounts() -> None:
    profile = person(10, walk_minutes=40)
    week = first_week(profile, MONDAY, BOOK)
    late = after(week, profile, decided("hold_data", 0, None), MONDAY + timedelta(days=19))

    assert late.phase is Phase.BUILD
    assert item(late, "walk").amount == 5
    assert {"phase_late", "quota_restart"} <= set(rules(late))


def test_starting_afresh_goes_back_to_the_start_of_everything() -> None:
    profile = person(200, walk_minutes=40)
    week = first_week(profile, MONDAY, BOOK)
    for _review in range(3):
        week = after(week, profile)
    afresh = after(week, profile, decided("gap_restart", 0, starts_over=True))

    assert item(afresh, "walk").amount == 5
    assert item(afresh, "str_bridge").amount == 5
    assert "quota_restart" in rules_for(afresh, "str_bridge")


def test_phases_are_never_skipped_and_the_last_one_stays() -> None:
    profile = person(0)
    week, seen = first_week(profile, MONDAY, BOOK), []
    for _review in range(20):
        week = after(week, profile)
        seen.append(week.phase.rank)

    assert all(now - before in (0, 1) for before, now in pairwise(seen))
    assert seen[-1] == Phase.MAINTAIN.rank


def test_a_bout_keeps_its_track() -> None:
    profile = person(30)
    week = first_week(profile, MONDAY, BOOK)
    for _review in range(5):
        week = after(week, profile)

    assert week.track is Track.ACUTE


def test_a_plan_that_rests_has_no_next_week() -> None:
    with pytest.raises(ValueError, match="rests"):
        after(walking_week(), person(200), decided("stop_refer", 0))


def test_a_week_cannot_start_within_the_last_one() -> None:
    with pytest.raises(ValueError, match="after the last one"):
        after(walking_week(), person(200), starts_on=SATURDAY)


def test_minutes_rise_by_a_fifth_or_twenty_minutes_at_most() -> None:
    profile = person(200, likes=("garden",), liked_minutes=60)
    week = after(walking_week(minutes=4), profile)

    assert week.minutes <= 28 + 20
    assert "rise_capped" in rules(week)


def test_caps_never_take_the_last_minute() -> None:
    walks = tuple(
        PlanItem(f"walk{number}", ItemKind.WALK, "Walking", 1, Unit.MINUTES, 50, week_from(MONDAY))
        for number in (1, 2)
    )
    frame = Frame(person(), MONDAY, Track.ACUTE, (Phase.REBUILD,) * 7, frozenset(), BOOK)

    assert within_caps(walks, frame).value == walks


# For anybody

MODIFIERS = [modifier.id for modifier in BOOK.modifiers]
PEOPLE = st.builds(
    person,
    st.integers(0, 400),
    age_years=st.integers(18, 95),
    likes=st.lists(st.sampled_from([one.id for one in BOOK.types]), unique=True, max_size=4).map(tuple),
    walk_minutes=st.none() | st.integers(0, 600),
    liked_minutes=st.none() | st.integers(0, 600),
    confidence=st.none() | st.integers(0, 10),
    worries=st.lists(st.sampled_from([one.id for one in BOOK.worries]), unique=True).map(tuple),
    modifiers=st.lists(st.sampled_from(MODIFIERS), unique=True, max_size=4).map(tuple),
)
OUTCOMES = st.builds(
    decided,
    st.sampled_from(["progress", "hold", "step_back", "leg_guard"]),
    st.sampled_from([20, 15, 10, 5, 0, -10, -20, -40]),
    st.none() | st.integers(0, 100),
    starts_over=st.booleans(),
)


def check_week(week: WeekPlan, profile: Profile) -> None:
    codes = {code for id_ in profile.modifiers if (one := BOOK.modifier(id_)) for code in one.sets}
    assert week.minutes <= 300
    for one in week.items:
        exercise, activity = BOOK.exercise(one.id), BOOK.type(one.id)
        assert not codes.intersection(exercise.avoid if exercise else activity.avoid if activity else ())
        assert one.amount >= 1
        assert one.days
        assert week.reasons_for(one.id)
        assert not one.is_timed or one.amount <= 60
    for day in week.days:
        planned = week.items_on(day)
        exercises = [BOOK.exercise(one.id) for one in planned if one.kind is ItemKind.EXERCISE]
        assert len(exercises) <= 6
        assert len({one.id for one in planned}) == len(planned)
        assert all(one is not None and week.phase_on(day) in one.phases for one in exercises)


def strength_days(weeks: list[WeekPlan]) -> list[date]:
    return sorted({day for week in weeks for one in week.items if one.is_strength for day in one.days})


@settings(max_examples=150)
@given(PEOPLE, st.lists(OUTCOMES, max_size=6))
def test_no_week_of_anybody_breaks_a_limit(profile: Profile, outcomes: list[Decision[ReviewOutcome]]) -> None:
    weeks = [first_week(profile, MONDAY, BOOK)]
    for outcome in outcomes:
        weeks.append(after(weeks[-1], profile, outcome))

    for week in weeks:
        check_week(week, profile)
    assert all((later - earlier).days > 1 for earlier, later in pairwise(strength_days(weeks)))
    for before, now in pairwise(weeks):
        if now.phase.rank >= Phase.BUILD.rank:
            assert now.minutes <= before.minutes + max(before.minutes * 20 // 100, 20)


@settings(max_examples=50)
@given(PEOPLE)
def test_the_same_person_gets_the_same_week(profile: Profile) -> None:
    assert first_week(profile, MONDAY, BOOK) == first_week(profile, MONDAY, BOOK)


def test_what_is_an_activity_as_well_is_never_chosen_as_an_exercise() -> None:
    walk = BOOK.exercise("aer_walk")
    assert walk is not None
    assert not may_do(walk, Phase.BUILD, frozenset())
    assert may_do(dataclasses.replace(walk, activity=None), Phase.BUILD, frozenset())


# The way back, and staying well


def test_on_the_way_back_everything_rises_by_a_quarter_and_never_past_its_best() -> None:
    week = first_week(person(200, walk_minutes=20, likes=("cycle",), liked_minutes=20), MONDAY, BOOK)
    bridge = item(week, "str_bridge")
    best = (DoneAmount("walk", 18), DoneAmount("cycle", 60), DoneAmount("str_bridge", bridge.amount + 1))
    outcome = Decision(ReviewOutcome("resume", 25, 100, best=best), ())
    found = after(week, person(200), outcome)
    assert item(week, "walk").amount == 16
    assert item(found, "walk").amount == 18, "a quarter more would be 20"
    assert item(found, "cycle").amount == 20
    assert item(found, "str_bridge").amount == bridge.amount + 1
    others = {one.id for one in week.items} - {"walk", "cycle", "str_bridge"}
    assert all(item(found, id_).amount == item(week, id_).amount for id_ in others if found.latest(id_))


def test_who_stays_well_keeps_to_the_last_part_of_the_plan() -> None:
    week = walking_week(track=Track.PREVENT, phase=Phase.MAINTAIN)
    found = after(week, person(400))
    assert set(found.phases) == {Phase.MAINTAIN}
    assert "track_prevent" in rules(found)
