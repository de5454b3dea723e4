"""The exercise library against its table: every exercise, for whom it is, and how it begins and grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from backcoach.coach.done import Unit
from backcoach.coach.exercise_facts import AvoidNote, Exercise, ExerciseKind
from backcoach.coach.phases import Phase, PhaseFacts
from tests.spec.activity.people import real_book, rows

ROWS = rows("exercises.toml", "exercise")
BOOK = real_book()
PREFIXES = {
    "pos": ExerciseKind.COMFORT,
    "mob": ExerciseKind.MOBILITY,
    "flex": ExerciseKind.STRETCH,
    "ctrl": ExerciseKind.CONTROL,
    "str": ExerciseKind.STRENGTH,
    "bal": ExerciseKind.BALANCE,
    "aer": ExerciseKind.ENDURANCE,
    "mb": ExerciseKind.MIND_BODY,
}
STARTERS = {
    Phase.SETTLE: ("mob_knee_roll", "mob_pelvic_tilt", "ctrl_belly_breath"),
    Phase.BUILD: ("str_bridge", "str_bird_dog", "ctrl_heel_slide", "str_sit_stand", "mob_knee_roll"),
    Phase.STRENGTHEN: ("str_bridge", "str_bird_dog", "str_side_plank_knees", "str_mini_squat", "str_step_up"),
}
OUTSIDE_THE_DRAWING = re.compile(
    r"\b(?:(?:the|this) (?:drawing|picture|sketch)|as shown|see (?:above|below))\b", re.IGNORECASE
)


def exercise(id_: str) -> Exercise:
    found = BOOK.exercise(id_)
    assert found is not None, f"{id_} is not in the library"
    return found


def start_of(one: Exercise) -> str:
    """How an exercise begins, as the table says it."""
    dose = one.dose
    hold = f"{dose.hold_seconds} {'seconds' if dose.unit is Unit.SECONDS else 's'}"
    parts = (
        f"{dose.reps} reps" if dose.reps else "",
        hold if dose.hold_seconds else "",
        f"{dose.minutes} minutes" if dose.minutes else "",
        f"{dose.sides} sides" if dose.sides > 1 else "",
    )
    return ", ".join(part for part in parts if part)


def test_the_table_names_every_exercise_of_the_library_once() -> None:
    assert sorted(row["id"] for row in ROWS) == sorted(one.id for one in BOOK.exercises)
    assert len(ROWS) == 39


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_an_exercise_belongs_to_its_phases_and_is_left_out_for_whom_it_must_be(row: dict[str, Any]) -> None:
    one = exercise(row["id"])
    assert {phase.value for phase in one.phases} == {*row["phases"].split(), *row.get("also_in", "").split()}
    assert one.is_flare_safe is row.get("flare", False)
    assert set(one.avoid) == {*row["avoid"].split(), *row.get("added", "").split()}
    assert sorted(note.code or "-" for note in one.avoid_note) == sorted(row.get("notes", "").split())
    assert all(note.words.strip() for note in one.avoid_note)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_an_exercise_begins_and_grows_as_the_table_says(row: dict[str, Any]) -> None:
    one = exercise(row["id"])
    assert start_of(one) == row["start"]
    assert (one.dose.most, one.dose.times_per_day) == (row["most"], row["times"])
    assert one.ladder[0].amount == one.dose.amount
    assert len({rung.text for rung in one.ladder}) == len(one.ladder)


@pytest.mark.parametrize("one", BOOK.exercises, ids=lambda one: one.id)
def test_the_kind_is_that_of_the_id_and_the_words_need_no_drawing(one: Exercise) -> None:
    assert one.kind is PREFIXES[one.id.split("_")[0]]
    assert not [text for text in (*one.words, one.easier, *one.tips) if OUTSIDE_THE_DRAWING.search(text)]


def drawn() -> Iterator[Exercise]:
    yield from (one for one in BOOK.exercises if one.drawing is not None)


@pytest.mark.parametrize("one", list(drawn()), ids=lambda one: one.id)
def test_a_drawing_is_small_has_a_head_and_two_positions_that_differ(one: Exercise) -> None:
    assert one.drawing is not None
    for lines in (one.drawing.start, one.drawing.end):
        assert not lines or any("O" in line for line in lines)
        assert all(line == line.rstrip() for line in lines)
    assert one.drawing.start != one.drawing.end


def test_most_exercises_have_a_drawing() -> None:
    assert len(list(drawn())) >= 25


@pytest.mark.parametrize("phase", STARTERS)
def test_a_phase_begins_with_its_starter_set(phase: Phase) -> None:
    assert BOOK.phase(phase).exercises[: len(STARTERS[phase])] == STARTERS[phase]


@pytest.mark.parametrize("facts", BOOK.phases, ids=lambda facts: facts.id.value)
def test_every_exercise_of_a_phase_stands_in_its_list_once(facts: PhaseFacts) -> None:
    of_the_phase = [one.id for one in BOOK.exercises if facts.id in one.phases and one.activity is None]
    assert sorted(facts.exercises) == sorted(of_the_phase)


def test_what_is_an_activity_is_in_no_phase_and_the_rest_of_a_flare_up_is_gentle() -> None:
    activities = {one.id: one.activity for one in BOOK.exercises if one.activity}
    assert activities == {
        "aer_walk": "walk",
        "aer_cycle": "cycle",
        "aer_water": "swim",
        "mb_yoga_easy": "yoga",
    }
    listed = {id_ for facts in BOOK.phases for id_ in facts.exercises}
    assert not listed & set(activities)
    assert not [one.id for one in BOOK.exercises if one.is_flare_safe and Phase.SETTLE not in one.phases]


def test_the_present_rung_is_the_highest_that_the_amount_reaches() -> None:
    bridge = exercise("str_bridge")
    assert [rung.text if (rung := bridge.rung_at(amount)) else None for amount in (4, 5, 9, 10, 12)] == [
        None,
        "5 times",
        "8 times",
        "10 times",
        "10 times",
    ]


def test_a_note_without_a_code_is_about_what_nobody_is_asked() -> None:
    assert AvoidNote("pain in the neck") in exercise("str_curl_up").avoid_note
    assert "open wound" in " ".join(note.words for note in exercise("aer_water").avoid_note)
