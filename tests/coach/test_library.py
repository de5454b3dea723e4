"""Where an exercise stands for somebody: narrower the less is known, with what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.exercise_facts import AvoidNote, Drawing, Exercise
from backcoach.coach.library import Known, Place, codes_of, shelve
from backcoach.coach.person import Profile
from backcoach.coach.phases import Phase
from backcoach.coach.possible import may_do
from backcoach.coach.week import WeekPlan
from backcoach.coach.weekplan import first_week
from tests.spec.activity.people import MONDAY, person, real_book, walking_week

BOOK = real_book()
OPEN = (Place.IN_PLAN, Place.FITS)


def exercise(id_: str) -> Exercise:
    found = BOOK.exercise(id_)
    assert found is not None
    return found


def week(profile: Profile) -> WeekPlan:
    return first_week(profile, MONDAY, BOOK)


def known(profile: Profile | None = None, **facts: object) -> Known:
    who = profile or person()
    return replace(Known(MONDAY, who, week(who)), **facts)  # type: ignore[arg-type]


def place(id_: str, what: Known | None) -> Place:
    return shelve(exercise(id_), what, BOOK).place


@pytest.mark.parametrize(
    ("id_", "what", "expected"),
    [
        ("str_bridge", None, Place.UNKNOWN),
        ("str_bridge", Known(MONDAY), Place.UNKNOWN),
        ("str_bridge", Known(MONDAY, person()), Place.UNKNOWN),
        ("str_bridge", known(), Place.IN_PLAN),
        ("str_bridge", known(is_resting=True), Place.RESTS),
        ("str_bridge", Known(MONDAY, is_resting=True), Place.RESTS),
        ("str_plank_incline", known(), Place.FITS),
        ("str_curl_up", known(), Place.OTHER_PHASE),
        ("str_clam", known(person(modifiers=("hip",))), Place.NOT_FOR_YOU),
        ("str_plank_incline", known(person(modifiers=("inflammatory_arthritis",))), Place.CLINICIAN_FIRST),
        ("aer_walk", known(person(modifiers=("inflammatory_arthritis",))), Place.IN_PLAN),
        ("str_clam", known(person(modifiers=("a new one",))), Place.NOT_FOR_YOU),
        ("mob_sit_tall", known(person(modifiers=("a new one",))), Place.CLINICIAN_FIRST),
        ("flex_hamstring", known(is_leg_guarded=True), Place.NOT_FOR_YOU),
        ("mob_cat_camel", known(is_leg_guarded=True), Place.FITS),
        ("aer_walk", known(), Place.IN_PLAN),
    ],
)
def test_the_place_of_an_exercise(id_: str, what: Known | None, expected: Place) -> None:
    assert place(id_, what) is expected


def test_while_all_rest_it_is_still_said_what_speaks_against_one() -> None:
    found = shelve(exercise("str_clam"), known(person(modifiers=("hip",)), is_resting=True), BOOK)
    assert found.place is Place.RESTS
    assert [reason.rule for reason in found.reasons] == ["hip"]
    assert ("because", "a hip that does not take it") in found.reasons[0].inputs
    assert found.reasons[0].sources


def test_each_circumstance_gives_a_reason_of_its_own() -> None:
    who = person(modifiers=("leg_symptoms", "osteoporosis", "knee", "a new one"))
    found = shelve(exercise("mob_heel_sit"), known(who, is_leg_guarded=True), BOOK)
    assert [reason.rule for reason in found.reasons] == [
        "leg_symptoms",
        "osteoporosis",
        "knee",
        "exercise_left_out",
        "leg_guard",
    ]


def test_after_the_week_nothing_counts_as_planned_and_the_phase_is_its_last() -> None:
    later = known(today=MONDAY + timedelta(days=9))
    assert place("str_bridge", later) is Place.FITS
    assert later.phase is Phase.BUILD
    assert Known(MONDAY).phase is None


def test_in_a_week_of_two_phases_the_phase_is_that_of_the_day() -> None:
    fresh = known(person(0))
    assert fresh.phase is Phase.SETTLE
    assert replace(fresh, today=MONDAY + timedelta(days=5)).phase is Phase.REBUILD
    walk = shelve(exercise("aer_walk"), fresh, BOOK).item
    assert walk is not None
    assert MONDAY in walk.days


def test_what_is_planned_for_another_day_of_the_week_is_in_the_plan() -> None:
    what = known()
    assert what.week is not None
    assert "str_bridge" not in {item.id for item in what.week.items_on(MONDAY)}
    assert shelve(exercise("str_bridge"), what, BOOK).item == what.week.latest("str_bridge")


def test_a_note_with_a_code_beside_the_strict_ones_is_said_to_whom_it_is_set() -> None:
    cycling = exercise("aer_cycle")
    legs = shelve(cycling, known(person(modifiers=("leg_symptoms",))), BOOK)
    assert legs.place is Place.FITS
    assert [note.code for note in legs.cares] == ["LEG"]
    assert shelve(cycling, known(), BOOK).cares == ()
    assert AvoidNote("an open wound") in exercise("aer_water").avoid_note
    assert shelve(exercise("aer_water"), known(), BOOK).cares == ()


def test_codes_are_those_of_the_person_and_of_the_guard_of_the_leg() -> None:
    assert codes_of(Known(MONDAY), BOOK) == frozenset()
    assert codes_of(known(person(modifiers=("knee",)), is_leg_guarded=True), BOOK) == {"KNEE", "LEG"}


@given(
    st.sampled_from(BOOK.exercises),
    st.lists(st.sampled_from([*(one.id for one in BOOK.modifiers), "a new one"]), unique=True).map(tuple),
    st.sampled_from(Phase),
    st.booleans(),
)
def test_nothing_is_offered_that_a_plan_would_not_choose(
    one: Exercise, modifiers: tuple[str, ...], phase: Phase, is_guarded: bool
) -> None:
    who = person(modifiers=modifiers)
    what = Known(MONDAY, who, walking_week(phase=phase), is_leg_guarded=is_guarded)
    found = shelve(one, what, BOOK)
    codes = codes_of(what, BOOK)
    assert bool(found.reasons) is (found.place in (Place.NOT_FOR_YOU, Place.CLINICIAN_FIRST))
    assert (found.place is Place.NOT_FOR_YOU) is bool(codes.intersection(one.avoid))
    if found.place is Place.FITS:
        assert may_do(replace(one, activity=None), phase, codes)


def test_a_drawing_of_one_position_has_no_end() -> None:
    assert Drawing("O--").end == ()
    assert Drawing("O--", "O__\n").end == ("O__",)
