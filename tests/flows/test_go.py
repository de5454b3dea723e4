"""What a guided session goes through, what it leaves out, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcoach.coach.activity_record import EasyDay, FlareDeclared, Paused
from backcoach.coach.done import Session
from backcoach.coach.guided import Going
from backcoach.coach.traffic import Colour
from backcoach.coach.values import Answer
from backcoach.coach.week import ItemKind, week_from
from backcoach.flows.days import day_records
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.go import GoView, go_view, lighter, script_for, script_named
from backcoach.flows.go_record import GoRecord, pain_of_today
from backcoach.flows.go_tasks import Task, easier_task
from backcoach.flows.plan import PlanView, Withheld, plan_view
from tests.flows.people import MONDAY, NO_MEDICINE, Person, real_book

TIMES = real_book().guided.times
WEEK = week_from(MONDAY)
FIRST_DAY = ["mob_knee_roll", "mob_pelvic_tilt", "ctrl_heel_slide"]


def view_of(person: Person, *names: str) -> GoView:
    view = go_view(person.desk, names)
    assert isinstance(view, GoView)
    return view


def ids(view: GoView) -> list[str]:
    return [task.item.id for task in view.tasks]


def finished(going: Going) -> Going:
    while steps := going.steps(TIMES):
        going = going.after(next(step for step in steps if step.is_work))
    return going


def did(person: Person, item: str, peak: float | None = None, before: float | None = 2) -> None:
    """A session of today with its pain."""
    person.desk.keep(Session(item, 1, before, peak, None, has_spread=False))


@pytest.fixture
def with_plan(person: Person) -> Person:
    """Somebody on the first day of a plan without medicine."""
    person.starts(**NO_MEDICINE)
    return person


def test_without_a_start_there_is_no_session(person: Person) -> None:
    with pytest.raises(NotStarted):
        go_view(person.desk)


def test_todays_exercises_stand_in_their_order_as_planned(with_plan: Person) -> None:
    view = view_of(with_plan)
    assert ids(view) == FIRST_DAY
    assert [task.item.kind for task in view.tasks] == [ItemKind.EXERCISE] * 3
    assert all(not task.notes for task in view.tasks)
    assert view.seconds(real_book()) == sum(task.seconds(real_book()) for task in view.tasks) == 162
    assert (view.is_check_due, view.is_paused, view.is_review_due, view.may_rise) == (
        False,
        False,
        False,
        True,
    )
    assert (view.left_out, view.other) == ((), None)


def test_what_is_done_as_often_as_planned_is_left_out(with_plan: Person) -> None:
    did(with_plan, "ctrl_heel_slide", 2)
    did(with_plan, "mob_knee_roll", 2)
    view = view_of(with_plan)
    assert ids(view) == FIRST_DAY[:2]
    assert [(one.item.id, one.rule) for one in view.left_out] == [("ctrl_heel_slide", "done")]


def test_a_go_that_was_broken_off_is_still_to_do(with_plan: Person) -> None:
    with_plan.desk.keep(Session("ctrl_heel_slide", 0, 2, part=3))
    assert ids(view_of(with_plan)) == FIRST_DAY


def test_while_the_plan_rests_there_is_no_session(with_plan: Person) -> None:
    with_plan.screens(inf_fever=Answer.YES.value)
    assert isinstance(go_view(with_plan.desk), Withheld)


def test_the_next_morning_the_safety_questions_come_first(with_plan: Person) -> None:
    with_plan.waits(days=1)
    assert view_of(with_plan).is_check_due
    with_plan.logs(walk=5)
    assert not view_of(with_plan).is_check_due


def test_a_flare_up_leaves_what_is_easy_with_half_of_it_and_no_more(with_plan: Person) -> None:
    with_plan.desk.keep(FlareDeclared())
    view = view_of(with_plan)
    assert {task.exercise.is_flare_safe for task in view.tasks} == {True}
    assert {task.item.amount for task in view.tasks} == {2}
    assert "2 to each side" in view.tasks[0].item.text
    assert not view.may_rise
    with pytest.raises(Refused, match="flare-up"):
        go_view(with_plan.desk, ("side_bend",))


def test_half_a_day_by_wish_halves_it(with_plan: Person) -> None:
    with_plan.desk.keep(EasyDay())
    view = view_of(with_plan)
    assert [task.item.amount for task in view.tasks] == [2, 2, 2]
    assert not view.may_rise


def test_in_a_pause_nothing_is_planned_or_offered(with_plan: Person) -> None:
    with_plan.desk.keep(Paused("holiday"))
    view = view_of(with_plan)
    assert (ids(view), view.is_paused, view.other) == ([], True, None)
    with pytest.raises(Refused, match="paused"):
        go_view(with_plan.desk, ("knee_roll",))


def test_a_week_that_is_over_waits_for_the_weekly_questions(with_plan: Person) -> None:
    for _day in range(6):
        with_plan.waits(days=1)
        with_plan.logs(walk=10)
    with_plan.waits(days=1)
    view = view_of(with_plan)
    assert (ids(view), view.is_review_due, view.other) == ([], True, None)
    with pytest.raises(Refused, match="new week"):
        go_view(with_plan.desk, ("knee_roll",))


def test_before_the_look_back_it_is_what_the_plan_shows(
    with_plan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _day in range(6):
        with_plan.waits(days=1)
        with_plan.logs(walk=10)
    with_plan.waits(days=1)
    with monkeypatch.context() as without:
        without.setattr(Person, "looks_back", lambda _: None)
        with_plan.logs(walk=1)
    view = view_of(with_plan)
    assert (view.is_review_due, view.is_look_back_due) == (False, True)
    planned = plan_view(with_plan.desk)
    assert isinstance(planned, PlanView)
    exercises = [one.item.id for one in planned.items if one.item.kind is ItemKind.EXERCISE]
    assert ids(view) == exercises


# Earlier colours


def test_after_a_red_one_it_is_a_fifth_less_the_next_time(with_plan: Person) -> None:
    did(with_plan, "mob_knee_roll", 8)
    with_plan.waits(days=1)
    with_plan.logs(walk=5)
    task = next(one for one in view_of(with_plan).tasks if one.item.id == "mob_knee_roll")
    assert (task.item.id, task.item.amount, task.going.planned) == ("mob_knee_roll", 4, 4)
    assert task.item.text.startswith("4 to each side")
    assert [rule for rule, _ in task.notes] == ["go_eased"]
    assert task.exercise.easier in task.notes[0][1]
    did(with_plan, "mob_knee_roll", 2)
    assert view_of(with_plan).tasks[0].item.amount == 5


def test_after_two_red_ones_in_two_weeks_it_is_left_out(with_plan: Person) -> None:
    did(with_plan, "mob_knee_roll", 8)
    did(with_plan, "mob_knee_roll", 9)
    view = view_of(with_plan)
    assert "mob_knee_roll" not in ids(view)
    assert [(one.item.id, one.rule) for one in view.left_out] == [("mob_knee_roll", "go_swap")]
    with pytest.raises(Refused, match="red twice"):
        go_view(with_plan.desk, ("knee_roll",))


def test_the_easier_exercise_takes_the_place_of_one_that_was_red_twice(with_plan: Person) -> None:
    for _ in range(2):
        did(with_plan, "ctrl_heel_slide", 8)
    with_plan.waits(days=1)
    with_plan.logs(walk=5)
    view = view_of(with_plan)
    assert "ctrl_heel_slide" not in ids(view)
    assert ids(view)[-1] == "ctrl_belly_breath"
    did(with_plan, "ctrl_belly_breath", 2)
    assert "ctrl_belly_breath" not in ids(view_of(with_plan))


def test_an_easier_exercise_that_is_planned_anyway_is_not_added_again(with_plan: Person) -> None:
    week = with_plan.desk.weeks()[-1]
    breath = replace(week.items[-1], id="ctrl_belly_breath", label="Slow belly breaths")
    with_plan.desk.keep(replace(week, items=(*week.items, breath)))
    for _ in range(2):
        did(with_plan, "ctrl_heel_slide", 8)
    assert ids(view_of(with_plan)).count("ctrl_belly_breath") == 1


def test_amber_or_unknown_sessions_of_today_allow_no_more_than_planned(with_plan: Person) -> None:
    did(with_plan, "mob_knee_roll", 2)
    assert view_of(with_plan).may_rise
    did(with_plan, "mob_knee_roll", 5)
    assert not view_of(with_plan).may_rise


# Exercises by name


def test_a_named_exercise_is_done_as_planned_or_as_it_begins(with_plan: Person) -> None:
    view = view_of(with_plan, "knee_roll", "knee rolls", "side_bend")
    assert ids(view) == ["mob_knee_roll", "mob_side_bend"]
    beside = view.tasks[-1]
    assert (beside.item.amount, beside.item.times_per_day) == (5, 1)


def test_an_activity_by_name_counts_in_minutes(with_plan: Person) -> None:
    (task,) = view_of(with_plan, "walk").tasks
    planned = next(one for one in with_plan.desk.weeks()[-1].items if one.id == "walk")
    assert (task.item.id, task.item.amount, task.item.is_timed) == ("walk", planned.amount, True)
    record = GoRecord(with_plan.desk)
    record.keep(task, replace(task.going, work_done=3, last=(1, 1, 3)), 2)
    assert record.sessions == (Session("walk", 3, 2),)


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ({"modifiers": ["hip"]}, "clam", "hip"),
        ({"modifiers": ["spine_operation"]}, "bridge", "doctor or physio"),
        ({}, "plank_incline", "another part of the plan"),
    ],
)
def test_what_is_not_for_the_person_is_never_begun(
    person: Person, said: dict[str, list[str]], name: str, words: str
) -> None:
    person.starts(**NO_MEDICINE, **said)
    with pytest.raises(Refused) as refused:
        go_view(person.desk, (name,))
    assert words in refused.value.sentence
    assert "is not for now" in refused.value.sentence


def test_a_newer_answer_takes_a_planned_exercise_out(with_plan: Person) -> None:
    with_plan.screens(preg_possible=Answer.YES.value)
    planned = set(ids(view_of(with_plan)))
    with pytest.raises(Refused):
        go_view(with_plan.desk, ("prone_prop",))
    assert "mob_prone_prop" not in planned


def test_done_is_done_for_today_also_by_name(with_plan: Person) -> None:
    did(with_plan, "ctrl_heel_slide", 2)
    with pytest.raises(Refused, match="done for today"):
        go_view(with_plan.desk, ("heel_slide",))


def test_a_strength_exercise_beside_the_plan_keeps_a_day_of_rest_on_both_sides(person: Person) -> None:
    person.starts(**NO_MEDICINE, course_weeks=4)
    why = real_book().activity.plan_rule("strength_days").why
    planned = [any(one.is_strength for one in person.desk.weeks()[-1].items_on(day)) for day in WEEK]
    assert planned == [False, True, False, False, True, False, False]
    with pytest.raises(Refused) as tomorrow:
        go_view(person.desk, ("bridge",))
    assert why in tomorrow.value.sentence
    person.waits(days=1)
    person.logs(walk=5)
    assert ids(view_of(person, "bridge")) == ["str_bridge"]
    did(person, "str_bridge", 2)
    person.waits(days=1)
    person.logs(walk=5)
    with pytest.raises(Refused) as yesterday:
        go_view(person.desk, ("clam",))
    assert why in yesterday.value.sentence


def test_more_than_six_names_are_too_many_and_a_wrong_one_is_named(with_plan: Person) -> None:
    with pytest.raises(BadInput, match="more than 6"):
        go_view(with_plan.desk, ("a", "b", "c", "d", "e", "f", "g"))
    with pytest.raises(BadInput, match="moonwalk"):
        go_view(with_plan.desk, ("moonwalk",))


def test_with_nothing_left_one_gentle_exercise_that_fits_is_named(with_plan: Person) -> None:
    for item in with_plan.desk.weeks()[-1].items_on(with_plan.now.date()):
        for _ in range(item.times_per_day if item.kind is ItemKind.EXERCISE else 0):
            did(with_plan, item.id, 2)
    view = view_of(with_plan)
    assert ids(view) == []
    assert view.other is not None
    assert view.other.is_flare_safe
    assert view.other.id not in FIRST_DAY
    assert ids(view_of(with_plan, view.other.id)) == [view.other.id]


# Pain too bad to begin, and the easier exercise


def test_with_too_much_pain_half_of_it_or_what_suits_a_flare_up_is_left(with_plan: Person) -> None:
    view = view_of(with_plan)
    half = lighter(view, with_plan.desk, is_easy_only=False)
    assert [task.item.amount for task in half] == [2, 2, 2]
    easy = lighter(view, with_plan.desk, is_easy_only=True)
    assert [task.exercise.is_flare_safe for task in easy] == [True] * len(easy)
    assert {task.item.id for task in easy} <= {task.item.id for task in view.tasks}
    assert all(task.item.amount == 5 for task in easy)


def test_the_easier_exercise_is_offered_only_where_it_is_for_the_person(with_plan: Person) -> None:
    by_id = {task.item.id: task for task in view_of(with_plan).tasks}
    easier = easier_task(by_id["ctrl_heel_slide"], with_plan.desk)
    assert isinstance(easier, Task)
    assert easier.item.id == "ctrl_belly_breath"
    assert easier_task(by_id["mob_knee_roll"], with_plan.desk) is None


# The record


def test_each_finished_item_is_kept_at_once_and_a_part_as_a_part(with_plan: Person) -> None:
    first, second, third = view_of(with_plan).tasks
    record = GoRecord(with_plan.desk)
    assert record.keep(first, finished(first.going), 2) == Session("mob_knee_roll", 1, 2)
    half = second.going.after(second.going.steps(TIMES)[1])
    assert record.keep(second, half, 2) == Session("mob_pelvic_tilt", 0, 2, part=1)
    assert record.keep(third, third.going, 2) is None
    kept = [entry.body for entry in with_plan.desk.journal.entries(Session)]
    assert kept == list(record.sessions)
    assert record.names == ("Knee rolls", "Pelvic tilt (begun: 1 repeats)")
    (today,) = day_records(with_plan.desk)
    assert (today.done_of("mob_knee_roll"), today.done_of("mob_pelvic_tilt")) == (1, 0)


@pytest.mark.parametrize(
    ("before", "peak", "has_spread", "colour"),
    [
        (2, 3, False, Colour.GREEN),
        (2, 5, False, Colour.AMBER),
        (2, 6, False, Colour.RED),
        (5, 6, False, Colour.GREEN),
        (2, 2, True, Colour.RED),
        (2, 2, None, None),
        (2, 8, None, Colour.RED),
        (2, None, False, None),
        (None, 3, False, Colour.GREEN),
        (None, 7, False, None),
    ],
)
def test_the_pain_told_later_supersedes_and_gives_the_colour(
    with_plan: Person,
    before: float | None,
    peak: float | None,
    has_spread: bool | None,
    colour: Colour | None,
) -> None:
    first = view_of(with_plan).tasks[0]
    record = GoRecord(with_plan.desk)
    record.keep(first, finished(first.going), before)
    record.tell(peak, has_spread=has_spread)
    assert [one.colour for one in record.judged()] == [colour]
    entries = with_plan.desk.journal.entries(Session)
    assert [entry.body for entry in entries] == [Session("mob_knee_roll", 1, before, peak, None, has_spread)]
    whole = [one for one in with_plan.desk.journal.history() if isinstance(one.body, Session)]
    assert [one.body.peak for one in whole] == [None, peak]
    assert whole[1].supersedes == whole[0].id


def test_pain_is_told_of_the_sessions_from_a_place_on(with_plan: Person) -> None:
    first, second, _ = view_of(with_plan).tasks
    record = GoRecord(with_plan.desk)
    record.keep(first, finished(first.going), 2)
    record.tell(3, has_spread=False)
    record.keep(second, finished(second.going), 3)
    record.tell(8, has_spread=False, from_place=1)
    assert [one.colour for one in record.judged()] == [Colour.GREEN, Colour.RED]
    assert [one.is_to_swap for one in record.judged()] == [False, False]


def test_the_second_red_one_says_that_it_is_to_be_swapped(with_plan: Person) -> None:
    did(with_plan, "mob_knee_roll", 8)
    first = view_of(with_plan).tasks[0]
    record = GoRecord(with_plan.desk)
    record.keep(first, finished(first.going), 2)
    record.tell(8, has_spread=False)
    assert [(one.name, one.is_to_swap) for one in record.judged()] == [("Knee rolls", True)]


def test_the_average_of_the_day_stands_for_a_pain_before_that_is_not_told(with_plan: Person) -> None:
    assert pain_of_today(with_plan.desk) is None
    with_plan.logs(pain=6)
    assert pain_of_today(with_plan.desk) == 6
    first = view_of(with_plan).tasks[0]
    record = GoRecord(with_plan.desk)
    record.keep(first, finished(first.going), None)
    record.tell(7, has_spread=False)
    assert [one.colour for one in record.judged()] == [Colour.GREEN]


# Relaxation


@pytest.mark.parametrize(("course_weeks", "is_first"), [(0.3, True), (2, False)])
def test_the_script_offered_suits_the_phase_or_is_an_early_one(
    person: Person,
    course_weeks: float,
    is_first: bool,
) -> None:
    person.starts(**NO_MEDICINE, course_weeks=course_weeks)
    script = script_for(person.desk)
    assert script is not None
    phase = person.desk.weeks()[-1].phase_on(person.now.date())
    assert (phase in script.first_in) is is_first
    assert script.first_in


def test_in_a_flare_up_it_is_one_for_bad_days(with_plan: Person) -> None:
    with_plan.desk.keep(FlareDeclared())
    script = script_for(with_plan.desk)
    assert script is not None
    assert script.is_for_flare


def test_a_script_is_found_by_its_name_and_a_lesson_is_none(with_plan: Person) -> None:
    assert script_named("r_micro", with_plan.desk).id == "r_micro"
    with pytest.raises(BadInput, match="no relaxation script"):
        script_named("e04_hurt_harm", with_plan.desk)
