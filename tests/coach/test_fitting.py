"""What is told beside safety moves exercises about; it never brings back what something speaks against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.person import WEEKDAYS, Fitting, MustDo, Profile
from backcoach.coach.quota import avoided_codes
from backcoach.coach.values import Decision
from backcoach.coach.week import ItemKind, ReviewOutcome, WeekPlan
from backcoach.coach.weekplan import first_week, next_week
from tests.spec.activity.people import MONDAY, person, real_book

BOOK = real_book()
THINGS = [one.id for one in BOOK.fitting.things]
KNOWN = {
    "equipment": st.lists(st.sampled_from(THINGS), unique=True).map(tuple),
    "free_days": st.lists(st.sampled_from(WEEKDAYS), unique=True).map(tuple),
    "eases": st.sampled_from([one.id for one in BOOK.fitting.eases]),
    "task": st.builds(
        MustDo,
        st.sampled_from([one.id for one in BOOK.fitting.tasks]),
        ability=st.none() | st.integers(0, 10),
    ),
}
fittings = st.builds(Fitting, **{name: st.none() | known for name, known in KNOWN.items()})
people = st.builds(
    person,
    st.integers(0, 400),
    age_years=st.integers(18, 90),
    likes=st.lists(st.sampled_from([one.id for one in BOOK.types]), max_size=3).map(tuple),
    modifiers=st.lists(st.sampled_from([one.id for one in BOOK.modifiers]), max_size=3).map(tuple),
    walk_minutes=st.none() | st.integers(0, 120),
    work=st.sampled_from(["none", "off", *(one.work for one in BOOK.fitting.demands)]),
    fitting=fittings,
)


def exercises_of(week: WeekPlan) -> list[Exercise]:
    items = (one for one in week.items if one.kind is ItemKind.EXERCISE)
    return [found for one in items if (found := BOOK.exercise(one.id)) is not None]


@given(people)
def test_whatever_is_told_the_avoid_codes_win(profile: Profile) -> None:
    codes = avoided_codes(profile, BOOK)
    week = first_week(profile, MONDAY, BOOK)

    assert not [one.id for one in exercises_of(week) if codes.intersection(one.avoid)]
    assert not [one.id for one in week.items if (liked := BOOK.type(one.id)) and codes & set(liked.avoid)]


@given(people)
def test_nothing_is_planned_without_what_it_needs(profile: Profile) -> None:
    there = profile.fitting.equipment or ()

    assert not [
        one.id for one in exercises_of(first_week(profile, MONDAY, BOOK)) if set(one.needs) - {*there}
    ]


@given(people, KNOWN["equipment"])
def test_not_knowing_plans_nothing_that_any_answer_would_exclude(
    profile: Profile, equipment: tuple[str, ...]
) -> None:
    unknown = replace(profile, fitting=replace(profile.fitting, equipment=None))

    planned = exercises_of(first_week(unknown, MONDAY, BOOK))
    assert all(set(one.needs) <= {*equipment} for one in planned)


@given(people)
def test_a_week_holds_no_more_exercises_than_its_phases_have_room_for(profile: Profile) -> None:
    week = first_week(profile, MONDAY, BOOK)
    for day in week.days:
        count = sum(one.kind is ItemKind.EXERCISE for one in week.items_on(day))
        assert count <= BOOK.phase(week.phase_on(day)).exercise_count + 1


@given(people)
def test_what_is_no_walk_stands_on_days_that_suit_and_strength_keeps_its_days_of_rest(
    profile: Profile,
) -> None:
    first = first_week(profile, MONDAY, BOOK)
    hold = Decision(ReviewOutcome("hold", 0, 100), ())
    second = next_week(first, hold, profile, BOOK, first.review_on)
    weeks = (first.until(second.starts_on - timedelta(days=1)), second)
    free = profile.fitting.free_days
    strength: set[date] = set()
    for week in weeks:
        for item in week.items:
            strength |= {*item.days} if item.is_strength else set()
            if item.kind is not ItemKind.WALK and free is not None:
                assert all(WEEKDAYS[day.weekday()] in free for day in item.days)
    assert not [day for day in strength if day + timedelta(days=1) in strength]


def test_after_strength_on_a_sunday_the_monday_rests() -> None:
    before = person(200, fitting=Fitting(free_days=("thu", "sun")))
    first = first_week(before, MONDAY, BOOK)
    now = replace(before, fitting=Fitting(free_days=("mon", "tue", "thu")))
    second = next_week(first, Decision(ReviewOutcome("hold", 0, 100), ()), now, BOOK, first.review_on)

    assert days_of_bridge(first) == ["Thu", "Sun"]
    assert days_of_bridge(second) == ["Tue", "Thu"]


def days_of_bridge(week: WeekPlan) -> list[str]:
    return [f"{day:%a}" for item in week.items if item.id == "str_bridge" for day in item.days]


@given(people)
def test_where_walks_stay_short_no_go_is_long_and_no_day_holds_more(profile: Profile) -> None:
    limits = BOOK.parameters.short_walks
    walks = [one for one in first_week(profile, MONDAY, BOOK).items if one.kind is ItemKind.WALK]
    if avoided_codes(profile, BOOK) & {"LEG", "STEN"}:
        assert all(one.amount <= limits.most_minutes for one in walks)
        assert all(one.times_per_day <= limits.most_times_per_day for one in walks)


def test_a_later_yes_to_nothing_at_all_takes_the_place_of_what_there_was() -> None:
    first = Fitting(equipment=("bike",), free_days=("mon",), eases="heat")
    assert first.followed_by(Fitting(equipment=())) == replace(first, equipment=())
    assert first.followed_by(Fitting()) == first


@given(fittings, fittings)
def test_what_is_told_later_counts_and_what_is_passed_over_stays(first: Fitting, later: Fitting) -> None:
    both = first.followed_by(later)

    for name in KNOWN:
        said = getattr(later, name)
        assert getattr(both, name) == (getattr(first, name) if said is None else said)
