from __future__ import annotations

import pytest

from backcoach.coach.exercise_facts import Exercise, ExerciseKind
from backcoach.coach.library import Place
from backcoach.coach.phases import Phase
from backcoach.coach.values import Answer
from backcoach.coach.withholding import Verdict
from backcoach.flows.errors import BadInput
from backcoach.flows.exercises import Shelf, exercise_named, matching, shelf
from backcoach.flows.log import item_named
from tests.flows.people import NO_MEDICINE, Person, real_book

BOOK = real_book().activity


def places(found: Shelf) -> dict[str, Place]:
    return {one.exercise.id: one.place for one in found.shelved}


def exercise(id_: str) -> Exercise:
    found = BOOK.exercise(id_)
    assert found is not None
    return found


def test_without_a_record_and_before_the_first_plan_nothing_is_known(person: Person) -> None:
    for desk in (None, person.desk):
        found = shelf(real_book(), desk)
        assert set(places(found).values()) == {Place.UNKNOWN}
        assert (found.known, found.left, found.is_resting, found.is_review_due) == (None, None, False, False)


def test_those_of_the_running_week_are_marked_and_the_rest_stays_where_it_is(person: Person) -> None:
    started = person.starts(**NO_MEDICINE)
    found = places(shelf(real_book(), person.desk))
    assert started.week is not None
    planned = {item.id for item in started.week.items}
    in_plan = {id_ for id_, place in found.items() if place is Place.IN_PLAN}
    assert {BOOK.exercise(id_).activity or id_ for id_ in in_plan if BOOK.exercise(id_)} == planned  # type: ignore[union-attr]
    assert len(found) == len(BOOK.exercises)


def test_what_the_person_told_takes_an_exercise_out_and_says_why(person: Person) -> None:
    person.starts(**NO_MEDICINE, modifiers=["knee"])
    (found,) = shelf(real_book(), person.desk, only=exercise("mob_cat_camel")).shelved
    assert found.place is Place.NOT_FOR_YOU
    assert [reason.rule for reason in found.reasons] == ["knee"]


def test_a_newer_safety_answer_takes_one_out_as_well(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert places(shelf(real_book(), person.desk))["mob_prone_prop"] is Place.FITS
    person.screens(preg_possible=Answer.YES.value)
    found = shelf(real_book(), person.desk)
    assert not found.is_resting
    assert found.left is not None
    assert found.left.verdict is Verdict.LIMITED
    assert "pregnancy" in [reason.rule for reason in found.left.because]
    assert places(found)["mob_prone_prop"] is Place.NOT_FOR_YOU
    assert {reason.rule for one in found.shelved for reason in one.reasons} == {
        "pregnant_early",
        "pregnant_16",
    }


def test_with_a_fever_all_rest_and_after_a_pause_they_wait_for_answers(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=9)
    old = shelf(real_book(), person.desk)
    assert old.is_resting
    assert old.left is None
    person.screens(inf_fever=Answer.YES.value)
    ill = shelf(real_book(), person.desk)
    assert set(places(ill).values()) == {Place.RESTS}
    assert ill.left is not None
    assert ill.left.verdict is Verdict.WITHHOLD


def test_a_week_that_is_over_waits_for_the_weekly_questions(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for _day in range(6):
        person.waits(days=1)
        person.logs(walk=10)
    assert Place.IN_PLAN in places(shelf(real_book(), person.desk)).values()
    person.waits(days=1)
    found = shelf(real_book(), person.desk)
    assert (found.is_review_due, found.is_resting) == (True, False)
    assert Place.IN_PLAN not in places(found).values()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("str_bridge", "str_bridge"),
        (" Bridge ", "str_bridge"),
        ("knee roll", "mob_knee_roll"),
        ("Knee rolls", "mob_knee_roll"),
        ("bird-dog", "str_bird_dog"),
        ("swim", "aer_water"),
        ("walk", "aer_walk"),
        ("yoga", "mb_yoga_easy"),
        ("easy yoga", "mb_yoga_easy"),
    ],
)
def test_an_exercise_is_found_by_its_id_the_end_of_it_its_name_or_its_activity(text: str, id_: str) -> None:
    assert exercise_named(text, BOOK).id == id_


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("brigde", ["str_bridge"]),
        ("bend", ["mob_side_bend", "mob_stand_back_bend"]),
        ("knee", ["mob_knee_roll", "mob_knee_to_chest"]),
        ("bottom to heel", ["mob_heel_sit"]),
    ],
)
def test_what_is_unclear_is_answered_with_what_may_be_meant(text: str, meant: list[str]) -> None:
    with pytest.raises(BadInput) as unclear:
        exercise_named(text, BOOK)
    assert all(one in unclear.value.next_step for one in meant)
    assert unclear.value.next_step.startswith("Did you mean")


@pytest.mark.parametrize("text", ["", "  ", "zzzzzz"])
def test_what_is_like_nothing_points_to_the_list(text: str) -> None:
    with pytest.raises(BadInput) as unclear:
        exercise_named(text, BOOK)
    assert "backcoach exercises" in unclear.value.next_step


def test_the_list_is_narrowed_by_phase_and_kind() -> None:
    found = shelf(real_book(), None)
    assert matching(found, None, None) == found.shelved
    ids = {one.exercise.id for one in matching(found, Phase.SETTLE, ExerciseKind.MOBILITY)}
    assert ids == {
        "mob_knee_roll",
        "mob_pelvic_tilt",
        "mob_knee_to_chest",
        "mob_stand_back_bend",
        "mob_prone_prop",
        "mob_sit_tall",
    }


@pytest.mark.parametrize(
    ("text", "item"), [("aer_walk", "walk"), ("water", "swim"), ("cycle", "cycle"), ("bridge", "str_bridge")]
)
def test_an_exercise_that_is_an_activity_is_logged_as_that(text: str, item: str) -> None:
    assert item_named(text, real_book()) == item
