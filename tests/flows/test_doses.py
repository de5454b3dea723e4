"""Doses: the guard before the tablet, and the record of what was swallowed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.dosing import Taken
from backcoach.coach.medicines import Medicine
from backcoach.coach.record import DoseTaken
from backcoach.flows.doses import (
    DoseWish,
    check_doses,
    keep_doses,
    limits_of,
    taken_doses,
    taken_lately,
)
from backcoach.flows.errors import Refused
from tests.flows.people import MONDAY, NO_MEDICINE, Person

PARACETAMOL, IBUPROFEN = Medicine.PARACETAMOL, Medicine.IBUPROFEN


def wish(person: Person, mg: int, medicine: Medicine = PARACETAMOL, *, is_taken: bool = False) -> DoseWish:
    return DoseWish(medicine, mg, person.now, is_taken)


def test_a_dose_within_every_limit_is_kept_with_the_time_of_the_next(person: Person) -> None:
    person.starts()
    (result,) = person.asks_for(1000).doses
    assert result.outcome is Taken.FINE
    spacing = limits_of(person.desk, PARACETAMOL).spacing_hours
    assert result.locked_until_at == person.now + timedelta(hours=spacing)
    assert [dose.mg for dose in taken_doses(person.desk)] == [1000]


def test_a_dose_too_early_is_refused_with_the_time_from_which_it_is_allowed(person: Person) -> None:
    person.starts()
    person.moves_to("Pacific/Auckland")  # 22:00
    person.asks_for(500)
    person.waits(hours=1)
    spacing = limits_of(person.desk, PARACETAMOL).spacing_hours
    with pytest.raises(Refused) as refused:
        person.asks_for(500)
    from_at = person.now + timedelta(hours=spacing - 1)
    assert f"allowed from {from_at:%a %d %b %H:%M}" in refused.value.faults[0]
    assert len(taken_doses(person.desk)) == 1

    person.is_at(from_at)
    assert person.asks_for(500).doses[0].outcome is Taken.FINE


def test_more_than_one_dose_may_hold_is_refused_for_good(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused, match="not safe") as refused:
        person.asks_for(1500)
    most = limits_of(person.desk, PARACETAMOL).single_max_mg
    assert f"never as one dose of 1500 mg; at most {most} mg" in refused.value.faults[0]


def test_doses_on_one_line_are_held_against_each_other(person: Person) -> None:
    person.starts()
    two = (wish(person, 1000), wish(person, 1000))
    with pytest.raises(Refused):
        person.asks_for(1000, doses=two)
    assert taken_doses(person.desk) == ()


def test_every_refused_dose_of_a_line_is_named(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused) as refused:
        check_doses(person.desk, [wish(person, 5000), wish(person, 5000, IBUPROFEN)])
    assert [fault.partition(" ")[0] for fault in refused.value.faults] == ["paracetamol", "ibuprofen"]


def test_the_daily_amount_rolls_with_the_hours_and_not_with_the_calendar(person: Person) -> None:
    person.starts()
    limits = limits_of(person.desk, PARACETAMOL)
    person.waits(hours=12)
    first_at = person.now
    for _ in range(limits.daily_max_mg // 1000):
        person.asks_for(1000)
        person.waits(hours=limits.spacing_hours)
    with pytest.raises(Refused):
        person.asks_for(1000)
    person.is_at(first_at + timedelta(hours=24))
    assert person.asks_for(1000).doses[0].outcome is Taken.FINE


@pytest.mark.parametrize(
    ("mg", "outcome", "against"),
    [(1000, Taken.FINE, False), (1500, Taken.ABOVE_PLAN, True), (4500, Taken.ABOVE_LIMIT, True)],
)
def test_a_swallowed_dose_is_kept_whatever_it_means(
    person: Person, mg: int, outcome: Taken, against: bool
) -> None:
    person.starts()
    (result,) = person.swallows(mg).doses
    assert result.outcome is outcome
    (entry,) = person.desk.journal.entries(DoseTaken)
    assert entry.body == DoseTaken(PARACETAMOL, mg, against)
    assert (entry.at, entry.day_on) == (person.now, MONDAY)


def test_after_too_much_the_next_dose_is_locked_for_a_day(person: Person) -> None:
    person.starts()
    person.swallows(1500)
    person.waits(hours=23)
    with pytest.raises(Refused):
        check_doses(person.desk, [wish(person, 500)])
    person.waits(hours=1)
    check_doses(person.desk, [wish(person, 500)])


def test_a_swallowed_dose_never_passes_the_guard_for_the_next_one(person: Person) -> None:
    person.starts()
    with pytest.raises(Refused):
        check_doses(person.desk, [wish(person, 1000, is_taken=True), wish(person, 1000)])


def test_own_limits_hold_for_a_dose_without_a_course_too(person: Person) -> None:
    person.starts(weight_kg=45)
    light = limits_of(person.desk, PARACETAMOL)
    person.waits(hours=1)
    person.starts(**NO_MEDICINE)
    assert person.desk.course() is None
    assert limits_of(person.desk, PARACETAMOL) == light
    assert light.daily_max_mg < 3000


def test_a_medicine_that_the_own_answers_speak_against_is_refused_with_the_reason(person: Person) -> None:
    person.starts(medicine="ibuprofen", allergy_nsaid="yes")
    with pytest.raises(Refused) as refused:
        person.asks_for(200, IBUPROFEN)
    why = person.desk.book.medicine.condition("allergy_nsaid").why
    assert why in refused.value.faults[0]


def test_where_no_pack_is_known_no_dose_is_let_through_and_a_swallowed_one_is_kept(person: Person) -> None:
    person.starts(region="other", **NO_MEDICINE)
    with pytest.raises(Refused, match="No limits are known"):
        person.asks_for(500)
    (result,) = person.swallows(500).doses
    assert result.outcome is Taken.FINE


def test_where_nothing_is_known_a_swallowed_dose_is_held_against_the_strictest_pack(person: Person) -> None:
    person.starts(region="other", **NO_MEDICINE)
    packs = [pack for region in person.desk.book.regions for pack in region.products_of(PARACETAMOL)]
    strictest_mg = min(pack.label_daily_max_mg for pack in packs)
    (result,) = keep_doses(person.desk, [wish(person, strictest_mg + 1, is_taken=True)])
    assert result.outcome is Taken.ABOVE_LIMIT


def test_planned_doses_of_a_day_nobody_spoke_of_count_as_taken(person: Person) -> None:
    course = person.starts(took_last_24h="no").course
    assert course is not None
    person.is_at(course.doses[1].at + timedelta(minutes=1))
    assert [dose.taken_at for dose in taken_lately(person.desk, PARACETAMOL)] == [
        dose.at for dose in course.doses[:2]
    ]
    person.swallows(500)
    assert [dose.mg for dose in taken_lately(person.desk, PARACETAMOL)] == [500]


def test_another_medicine_of_the_same_day_is_no_hindrance(person: Person) -> None:
    person.starts()
    person.asks_for(1000)
    assert person.asks_for(200, IBUPROFEN).doses[0].outcome is Taken.FINE
