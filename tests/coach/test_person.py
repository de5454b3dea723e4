"""What cannot be true of a person cannot be said of one."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.person import OwnActivity, Profile, Waking
from backcoach.coach.thoughts import ThoughtsChecked
from backcoach.shapes import decode, encode


def test_somebody_who_gets_up_when_they_go_to_bed_does_not_exist() -> None:
    with pytest.raises(ValueError, match=r"^wake and bed times must differ$"):
        Waking(time(7, 0), time(7, 0))


def test_bed_may_come_after_midnight() -> None:
    assert Waking(time(14, 0), time(6, 0)).bed == time(6, 0)


@pytest.mark.parametrize("ability", [0, 10])
def test_an_ability_may_be_at_either_end_of_its_scale(ability: int) -> None:
    assert OwnActivity("tie my shoes", ability).ability == ability


@pytest.mark.parametrize("ability", [-1, 11])
def test_an_ability_beyond_its_scale_is_refused(ability: int) -> None:
    with pytest.raises(ValueError, match=r"^ability must be a whole number from 0 to 10$"):
        OwnActivity("tie my shoes", ability)


numbers = st.none() | st.integers(0, 600)
profiles = st.builds(
    Profile,
    region=st.text(min_size=1, max_size=5),
    age_years=st.integers(18, 120),
    onset_on=st.dates(),
    waking=st.builds(Waking, st.times(time(4), time(10)), st.times(time(20))),
    pain_average=st.none() | st.integers(0, 20).map(lambda doubled: doubled / 2),
    own_activities=st.lists(
        st.builds(OwnActivity, st.text(min_size=1, max_size=9), st.integers(0, 10)), max_size=3
    ).map(tuple),
    likes=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    walk_minutes=numbers,
    liked_minutes=numbers,
    confidence=numbers,
)


@given(profiles)
def test_a_profile_comes_back_from_plain_data_as_it_was(one: Profile) -> None:
    assert decode(Profile, encode(one)) == one


def test_a_profile_with_nothing_known_keeps_nothing_known() -> None:
    one = Profile("de", 40, date(2026, 11, 1), Waking(time(7), time(23)), None, ())

    assert decode(Profile, encode(one)) == one


def test_a_later_check_takes_the_place_of_what_the_person_thought_before() -> None:
    one = Profile("de", 40, date(2026, 11, 1), Waking(time(7), time(23)), None, (), worries=("a",))
    later = one.with_thoughts(ThoughtsChecked(("b",), ("c",), ("a",), ("d",)))

    assert one.thoughts == ThoughtsChecked(yes=("a",))
    assert later.thoughts == ThoughtsChecked(("b",), ("c",), (), ("d",))
    assert later.waking == one.waking
