"""How long a sit is for this person now, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.activity_record import SatFor
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.sit import keep_sat, sit_view
from backcoach.flows.trials import keep_trial
from tests.flows.people import MONDAY, NO_MEDICINE, Person


def test_before_start_and_while_the_plan_rests_there_is_no_timer(person: Person) -> None:
    with pytest.raises(NotStarted):
        sit_view(person.desk)
    person.starts(**NO_MEDICINE)
    person.screens(inf_fever="yes")
    with pytest.raises(Refused, match="rests"):
        sit_view(person.desk)


def test_the_length_comes_from_own_trials_and_old_ones_still_shorten_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert sit_view(person.desk).minutes == 30
    for back in range(3):
        keep_trial(person.desk, "sitting", 20, MONDAY - timedelta(days=back))
    assert (sit_view(person.desk).minutes, sit_view(person.desk).reasons[0].rule) == (16, "sitting_trials")

    person.waits(days=40)
    person.screens()
    assert sit_view(person.desk).minutes == 16


def test_a_wish_only_shortens_a_sit(person: Person) -> None:
    person.starts(**NO_MEDICINE)

    assert [sit_view(person.desk, wish).minutes for wish in (1, 20, 30, 31, 600)] == [1, 20, 30, 30, 30]
    for minutes, times in ((0, 1), (-5, 1), (20, 0), (20, 25)):
        with pytest.raises(BadInput):
            sit_view(person.desk, minutes, times)


def test_what_was_sat_is_kept_and_told_on_the_same_day(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for minutes in (0, 12, 30):
        keep_sat(person.desk, minutes)

    assert [one.body for one in person.desk.journal.entries(SatFor)] == [SatFor(12), SatFor(30)]
    assert sit_view(person.desk).sat_today == (12, 30)
    person.waits(days=1)
    assert sit_view(person.desk).sat_today == ()


def test_the_movements_take_turns_over_the_day(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    view = sit_view(person.desk)
    first, second, third = (view.movement(place) for place in range(3))
    assert first is not None
    assert second is not None
    assert (first.id, second.id, third) == ("mob_stand_back_bend", "mob_sit_tall", first)

    keep_sat(person.desk, 30)
    assert sit_view(person.desk).movement(0) == second


def test_in_a_flare_up_and_with_what_speaks_against_it_only_getting_up_is_left(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.logs(is_flare=True)
    person.screens()
    view = sit_view(person.desk)

    assert (view.movements, view.movement(0)) == ((), None)
    assert view.stand_up
    person.waits(days=3)
    assert sit_view(person.desk).movements
