"""A guided go of an exercise: every repeat once, never more than planned, and how it changes midway."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.done import Unit
from backcoach.coach.exercise_facts import Exercise, ExerciseDose
from backcoach.coach.guided import (
    Going,
    GuidedStep,
    GuidedTimes,
    StepKind,
    guided_steps,
    is_too_sore,
    rounds,
    script_steps,
    total_seconds,
)
from tests.flows.people import real_book

BOOK = real_book()
TIMES = GuidedTimes(10, 5, 3, 8, 30, ("D",))
LIMITS = BOOK.activity.parameters.session
EXERCISES = {one.id: one for one in BOOK.activity.exercises}


def kinds(steps: tuple[GuidedStep, ...]) -> str:
    return " ".join(f"{step.kind.value}:{step.seconds}" for step in steps)


def dosed(**dose: int) -> Exercise:
    bridge = EXERCISES["str_bridge"]
    return replace(bridge, dose=replace(bridge.dose, **dose))


@pytest.mark.parametrize(
    ("id_", "amount", "expected"),
    [
        ("mob_cat_camel", 2, "ready:10 move:5 move:5"),
        ("str_bridge", 3, "ready:10 hold:2 between:3 hold:2 between:3 hold:2"),
        ("str_plank_incline", 12, "ready:10 hold:12 between:3 hold:12 between:3 hold:12"),
        ("mob_knee_roll", 1, "ready:10 hold:2 side:8 hold:2"),
        ("mob_side_bend", 2, "ready:10 move:5 move:5 side:8 move:5 move:5"),
        ("pos_crook_rest", 2, "ready:10 minute:60 minute:60"),
        ("str_carry", 2, "ready:10 move:30 move:30"),
    ],
)
def test_the_steps_of_one_go(id_: str, amount: int, expected: str) -> None:
    assert kinds(guided_steps(EXERCISES[id_], amount, TIMES)) == expected


def test_between_two_rounds_there_is_a_rest() -> None:
    steps = guided_steps(dosed(sets=2, sides=2), 1, TIMES)
    assert kinds(steps) == "ready:10 hold:2 side:8 hold:2 rest:30 hold:2 side:8 hold:2"
    assert [step.place for step in steps if step.is_work] == [(1, 1, 1), (1, 2, 1), (2, 1, 1), (2, 2, 1)]
    assert [len(one) for one in rounds(steps)] == [1, 1, 1, 1]


@given(
    st.sampled_from([one for one in BOOK.activity.exercises if one.dose.hold_seconds or one.dose.reps]),
    st.integers(1, 4),
    st.integers(1, 2),
    st.integers(1, 40),
)
def test_every_round_side_and_repeat_stands_once_and_the_times_add_up(
    exercise: Exercise, sets: int, sides: int, amount: int
) -> None:
    exercise = replace(exercise, dose=replace(exercise.dose, sets=sets, sides=sides))
    steps = guided_steps(exercise, amount, TIMES)
    places = Counter(step.place for step in steps if step.is_work)
    repeats = amount if exercise.dose.unit is Unit.REPS else exercise.dose.reps
    assert set(places.values()) == {1}
    assert repeats is not None
    assert len(places) == sets * sides * repeats
    work = sum(step.seconds for step in steps if step.is_work)
    seconds = amount if exercise.dose.unit is Unit.SECONDS else exercise.dose.hold_seconds
    assert work == len(places) * (seconds or exercise.dose.repeat_seconds or TIMES.repeat_seconds)
    pauses = Counter(step.kind for step in steps if not step.is_work)
    assert pauses[StepKind.READY] == 1
    assert pauses[StepKind.REST] == sets - 1
    assert pauses[StepKind.SIDE] == sets * (sides - 1)
    assert pauses[StepKind.BETWEEN] in (0, len(places) - sets * sides)
    assert total_seconds(steps) == sum(step.seconds for step in steps)


def going(id_: str, amount: int) -> Going:
    return Going(EXERCISES[id_], amount, amount)


def test_what_is_left_begins_after_the_last_repeat_that_was_finished() -> None:
    start = going("mob_side_bend", 2)
    steps = start.steps(TIMES)
    assert kinds(steps) == kinds(guided_steps(start.exercise, 2, TIMES))
    assert start.after(steps[0]) == start
    first = start.after(steps[1])
    assert (first.last, first.work_done) == ((1, 1, 1), 1)
    assert kinds(first.steps(TIMES)) == "ready:10 move:5 side:8 move:5 move:5"
    one_side = first.after(steps[2])
    assert kinds(one_side.steps(TIMES)) == "ready:10 move:5 move:5"
    done = one_side.after(steps[4]).after(steps[5])
    assert (done.work_done, done.steps(TIMES)) == (4, ())


def test_easier_goes_down_the_ladder_and_harder_back_to_the_plan_and_one_rung_up() -> None:
    start = going("mob_cat_camel", 6)
    easier = start.easier()
    assert easier is not None
    assert easier.amount == 5
    assert easier.easier() is None
    back = easier.harder()
    assert back == start
    harder = start.harder()
    assert harder is not None
    assert harder.amount == 8
    assert harder.harder() is None
    assert going("mob_cat_camel", 10).harder() is None


def test_no_rung_above_what_the_dose_allows_is_taken() -> None:
    exercise = replace(EXERCISES["mob_cat_camel"], dose=replace(EXERCISES["mob_cat_camel"].dose, most=7))
    assert Going(exercise, 6, 6).harder() is None


@given(st.sampled_from(BOOK.activity.exercises), st.data())
def test_whatever_is_pressed_no_more_is_done_than_one_rung_above_the_plan(
    exercise: Exercise, data: st.DataObject
) -> None:
    planned = data.draw(st.integers(1, exercise.dose.most))
    now = Going(exercise, planned, planned)
    amounts = [one.amount for one in exercise.ladder if one.amount is not None and one.amount > planned]
    most = min([exercise.dose.most, *amounts]) if amounts else planned
    for key in data.draw(st.lists(st.sampled_from("eh."), max_size=20)):
        steps = now.steps(TIMES)
        if key == "." and steps:
            now = now.after(next(step for step in steps if step.is_work))
        elif key != ".":
            now = (now.easier() if key == "e" else now.harder()) or now
        assert 0 < now.amount <= max(most, planned)
    left = [step.place for step in now.steps(TIMES) if step.is_work]
    assert len(set(left)) == len(left)
    assert all(place > now.last for place in left)


def test_a_script_takes_as_long_as_it_says() -> None:
    for script in BOOK.lessons.relaxations:
        steps = script_steps(script)
        assert total_seconds(steps) == script.seconds
        assert all(step.text and not step.is_work for step in steps)


@pytest.mark.parametrize(
    ("before", "is_sore"), [(0, False), (7.5, False), (8, True), (10, True), (None, True)]
)
def test_with_pain_of_eight_or_more_or_unknown_nothing_begins_as_planned(
    before: float | None,
    is_sore: bool,
) -> None:
    assert is_too_sore(before, LIMITS) is is_sore


@pytest.mark.parametrize("times", [(0, 5, 3, 8, 30), (10, 5, 3, 8, 121), (10, 5, -1, 8, 30)])
def test_times_that_cannot_be_are_refused(times: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="1 to 120 seconds"):
        GuidedTimes(*times, ("D",))


@pytest.mark.parametrize("dose", [{"repeat_seconds": 0}, {"repeat_seconds": 5, "hold_seconds": 2}])
def test_the_length_of_a_repeat_is_for_repeats_without_a_hold(dose: dict[str, int]) -> None:
    usual = EXERCISES["mob_cat_camel"].dose
    with pytest.raises(ValueError, match="repeat_seconds"):
        replace(usual, **dose)
    assert isinstance(replace(usual, repeat_seconds=7), ExerciseDose)
