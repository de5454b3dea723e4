"""Correcting doses that are more than one entry: mixes, and prescribed medicines with what they add up to."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from backcoach.coach.correcting import Corrected, State
from backcoach.coach.dosing import Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import PrescribedTaken
from backcoach.coach.outlook import Matter
from backcoach.coach.record import DoseTaken
from backcoach.coach.values import Disposition
from backcoach.flows.chronicle import chronicle
from backcoach.flows.correcting import redo, undo, void_entry
from backcoach.flows.dose import Order, record_taken
from backcoach.flows.dose_undo import last_recorded
from backcoach.flows.dose_undo import undo as undo_dose
from backcoach.flows.edit_dose import DoseCorrected, edit_dose
from backcoach.flows.edit_prescribed import UnitsCorrected, edit_units
from backcoach.flows.editing import EditWish, fields_of, to_edit, value_of
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.history import story_of
from backcoach.flows.prescribed import take
from backcoach.flows.prescribed import undo as undo_prescribed
from backcoach.flows.prescriptions import own_doses
from backcoach.flows.swallowed import TypedAmount, Unit, understood
from backcoach.flows.unsaved import Unsaved
from backcoach.journal.faults import RecordFull
from tests.flows.people import Person
from tests.flows.test_correcting import started
from tests.flows.test_prescribed import prescribes, rules, takes

SAID = {"is_taken": False, "is_sure": False, "is_mistake": False}
SURE = {"is_sure": False, "is_mistake": False}


def swallows_mix(person: Person, units: float = 2, name: str = "nuromol") -> None:
    part = understood(TypedAmount(name, units, Unit.UNITS), "NZ", person.desk.book)
    record_taken(person.desk, Order(person.desk.moment.today, person.now, (part,)))


def doses(person: Person) -> dict[Medicine, int]:
    entries = person.desk.journal.entries(DoseTaken)
    assert len({(one.at, one.recorded_at) for one in entries}) <= 1
    assert len(entries) == len({one.body.medicine for one in entries})
    return {one.body.medicine: one.body.mg for one in entries}


def mix(paracetamol: int, ibuprofen: int) -> dict[Medicine, int]:
    return {Medicine.PARACETAMOL: paracetamol, Medicine.IBUPROFEN: ibuprofen}


def part(person: Person, medicine: Medicine = Medicine.IBUPROFEN) -> Any:
    return next(one for one in person.desk.journal.entries(DoseTaken) if one.body.medicine is medicine)


def becomes(person: Person, wish: EditWish, **said: bool) -> DoseCorrected:
    person.waits(seconds=1)
    entry = to_edit(person.desk, part(person))
    return edit_dose(person.desk, entry, wish, **{**SAID, **said})


def units_become(person: Person, wish: EditWish, entry: Any = None, **said: bool) -> UnitsCorrected:
    person.waits(seconds=1)
    entry = entry or person.desk.journal.entries(PrescribedTaken)[-1]
    return edit_units(person.desk, to_edit(person.desk, entry), wish, **{**SURE, **said})


@pytest.fixture
def mixed(person: Person) -> Person:
    """Somebody who swallowed two tablets of a mix just now."""
    started(person)
    swallows_mix(person)
    assert doses(person) == mix(1000, 400)
    return person


@pytest.fixture
def dosed(person: Person) -> Person:
    """Somebody who swallowed two tablets that were prescribed just now."""
    prescribes(started(person))
    person.waits(seconds=5)
    takes(person)
    return person


def test_every_part_of_a_mix_is_corrected_in_one_go_and_says_why(mixed: Person) -> None:
    old, before = mixed.desk.journal.entries(DoseTaken), len(chronicle(mixed.desk).entries)
    found = becomes(mixed, EditWish({"units": 1.0}, why="only one"), is_taken=True, is_mistake=True)
    new = mixed.desk.journal.entries(DoseTaken)

    assert doses(mixed) == mix(500, 200)
    assert (
        {one.supersedes for one in new}
        == {one.id for one in old}
        == {one.supersedes for one in found.correction.entries}
    )
    assert {one.body for one in mixed.desk.journal.entries(Corrected)} == {
        Corrected(one.id, "only one") for one in old
    }
    assert len({one.recorded_at for one in chronicle(mixed.desk).entries[before:]}) == 1
    assert [one.state for one in story_of(mixed.desk, old[0]).versions] == [State.CORRECTED, State.CURRENT]
    assert {one.about for one in found.correction.changes if one.matter is Matter.TAKEN} == {
        "paracetamol",
        "ibuprofen",
    }


def test_the_field_of_a_mix_is_how_many_of_it_and_of_any_other_dose_its_mg(mixed: Person) -> None:
    entry = part(mixed)
    (units,) = fields_of(mixed.desk, entry)
    assert (units.name, value_of(mixed.desk, entry, units)) == ("units", 2)
    with pytest.raises(BadInput, match="has no --mg"):
        becomes(mixed, EditWish({"mg": 500}))
    mixed.waits(hours=1)
    mixed.swallows(500, Medicine.DICLOFENAC)
    alone = part(mixed, Medicine.DICLOFENAC)
    assert [one.name for one in fields_of(mixed.desk, alone)] == ["mg"]


def test_more_of_a_mix_is_asked_about_and_only_recorded_if_it_was_swallowed_so(mixed: Person) -> None:
    with pytest.raises(Refused, match=r"not safe|Not changed"):
        becomes(mixed, EditWish({"units": 3.0}))
    assert doses(mixed) == mix(1000, 400)
    becomes(mixed, EditWish({"units": 3.0}), is_taken=True)
    assert doses(mixed) == mix(1500, 600)


def test_a_mix_that_turns_out_to_be_too_much_calls_for_help_at_once(mixed: Person) -> None:
    found = becomes(mixed, EditWish({"units": 12.0}), is_taken=True)

    assert found.screened is not None
    assert {one.outcome for one in found.results} >= {Taken.ABOVE_LIMIT}
    assert mixed.desk.standing().disposition > Disposition.SELF_CARE
    assert not mixed.desk.standing().is_plan_allowed
    with pytest.raises(Refused, match="counts for 24 hours"):
        becomes(mixed, EditWish({"units": 1.0}), is_taken=True, is_sure=True)
    becomes(mixed, EditWish({"units": 1.0}), is_taken=True, is_mistake=True)
    assert not mixed.desk.standing().is_plan_allowed


def test_too_much_of_a_mix_that_cannot_be_kept_calls_for_help_and_changes_nothing(
    mixed: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordFull(mixed.desk.journal.path)

    monkeypatch.setattr(type(mixed.desk.journal), "append", full)
    with pytest.raises(Unsaved) as unsaved:
        becomes(mixed, EditWish({"units": 20.0}), is_taken=True)
    assert not unsaved.value.body.disposition.allows_plan
    assert doses(mixed) == mix(1000, 400)


def test_the_time_of_a_mix_moves_with_all_its_parts_and_needs_what_taking_it_back_needs(
    mixed: Person,
) -> None:
    mixed.waits(hours=1)
    eight = EditWish(at=time(8, 0))
    with pytest.raises(Refused, match=r"recorded a while ago|counts for 24 hours"):
        becomes(mixed, eight, is_taken=True)
    becomes(mixed, eight, is_taken=True, is_mistake=True)
    assert doses(mixed) == mix(1000, 400)
    assert {one.at.hour for one in mixed.desk.journal.entries(DoseTaken)} == {8}


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (EditWish({"units": 2.0}), "already"),
        (EditWish({"units": 0.0}), "cannot be"),
        (EditWish({"units": 101.0}), "cannot be"),
        (EditWish({"units": 99.0}), "whole number of mg"),
        (EditWish({"units": 1.0}, day_on=date(2026, 12, 24)), "still to come"),
        (EditWish({"pain": 1.0}), "has no --pain"),
    ],
)
def test_what_cannot_be_of_a_mix_is_refused_and_changes_nothing(
    wish: EditWish, words: str, mixed: Person
) -> None:
    with pytest.raises(BadInput, match=words):
        becomes(mixed, wish, is_taken=True, is_mistake=True)
    assert doses(mixed) == mix(1000, 400)


def test_a_corrected_mix_is_taken_back_whole_whichever_way_and_no_old_part_counts_again(
    mixed: Person,
) -> None:
    becomes(mixed, EditWish({"units": 1.0}), is_taken=True, is_mistake=True)
    mixed.waits(seconds=1)
    undo(mixed.desk, is_sure=False, is_mistake=True)
    assert doses(mixed) == mix(1000, 400)
    mixed.waits(seconds=1)
    redo(mixed.desk)
    assert doses(mixed) == mix(500, 200)
    mixed.waits(seconds=1)
    void_entry(mixed.desk, part(mixed), "twice", is_sure=True, is_mistake=True)
    assert doses(mixed) == {}
    mixed.waits(seconds=1)
    swallows_mix(mixed)
    becomes(mixed, EditWish({"units": 1.0}), is_taken=True, is_mistake=True)
    undo_dose(mixed.desk, last_recorded(mixed.desk), is_sure=True, is_mistake=True)
    assert doses(mixed) == {}


def test_a_correction_makes_no_old_dose_a_new_one(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.swallows(500)
    person.waits(hours=1)
    entry = person.desk.journal.entries(DoseTaken)[0]
    edit_dose(person.desk, entry, EditWish({"mg": 600}), is_taken=True, is_sure=False, is_mistake=False)
    person.waits(seconds=1)
    for back in (
        lambda: undo_dose(person.desk, last_recorded(person.desk), is_sure=False, is_mistake=False),
        lambda: void_entry(person.desk, entry, "x", is_sure=False, is_mistake=False),
    ):
        with pytest.raises(Refused, match="recorded a while ago"):
            back()
    assert [one.body.mg for one in person.desk.journal.entries(DoseTaken)] == [600]


def test_slow_tablets_are_corrected_only_as_swallowed(person: Person) -> None:
    started(person)
    slow = next(one for one in person.desk.book.packs.packs if one.is_slow and not one.unknown_amounts)
    parts = [(one.medicine, int(one.mg)) for one in slow.parts if one.medicine and one.mg]
    person.desk.keep(*(DoseTaken(medicine, mg, product=slow.id) for medicine, mg in parts))
    (entry, *_) = person.desk.journal.entries(DoseTaken)
    wish = EditWish({"mg": 2 * parts[0][1]} if len(parts) == 1 else {"units": 2.0})
    person.waits(seconds=1)
    with pytest.raises(Refused, match="work for many hours") as refused:
        edit_dose(person.desk, entry, wish, **SAID)
    assert "--taken" in refused.value.next_step


def test_units_of_a_prescribed_medicine_are_corrected_with_what_they_add_up_to(dosed: Person) -> None:
    (old,) = dosed.desk.journal.entries(PrescribedTaken)
    found = units_become(dosed, EditWish({"units": 1.0}, why="only one"))

    assert [one.body.units for one in dosed.desk.journal.entries(PrescribedTaken)] == [1]
    assert doses(dosed) == {Medicine.PARACETAMOL: 500}
    (dose,) = dosed.desk.journal.entries(DoseTaken)
    assert own_doses(dosed.desk, [dose]) == {dose.id: "panadeine_forte"}
    assert (found.correction.entries[0].supersedes, found.result.units) == (old.id, 1)
    assert len(dosed.desk.journal.entries(Corrected)) == 2
    assert any(one.matter is Matter.TAKEN for one in found.correction.changes)


def test_any_part_of_a_prescribed_dose_names_it_and_its_time_moves_as_a_whole(dosed: Person) -> None:
    (dose,) = dosed.desk.journal.entries(DoseTaken)
    assert [(one.name, value_of(dosed.desk, dose, one)) for one in fields_of(dosed.desk, dose)] == [
        ("units", 2)
    ]
    units_become(dosed, EditWish(at=time(8, 0)), dose)
    entries = (*dosed.desk.journal.entries(DoseTaken), *dosed.desk.journal.entries(PrescribedTaken))

    assert {one.at.hour for one in entries} == {8}
    assert len({one.recorded_at for one in entries}) == 1
    assert doses(dosed) == {Medicine.PARACETAMOL: 1000}


def test_more_than_the_label_lets_is_recorded_and_said_and_too_much_calls_for_help(dosed: Person) -> None:
    assert "prescribed_too_many" in rules(units_become(dosed, EditWish({"units": 8.5})).result)
    found = units_become(dosed, EditWish({"units": 12.0})).result

    assert found.is_overdose
    assert found.reasons[0].rule == "taken_above_limit_paracetamol"
    assert not dosed.desk.standing().is_plan_allowed
    with pytest.raises(Refused, match="counts for 24 hours"):
        units_become(dosed, EditWish({"units": 2.0}), is_sure=True)
    units_become(dosed, EditWish({"units": 2.0}), is_mistake=True)
    assert doses(dosed) == {Medicine.PARACETAMOL: 1000}
    assert not dosed.desk.standing().is_plan_allowed


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (EditWish({"units": 2.0}), "already"),
        (EditWish({"units": 0.0}), "cannot be"),
        (EditWish({"units": 5000.0}), "cannot be"),
        (EditWish({"mg": 500}), "has no --mg"),
    ],
)
def test_what_cannot_be_of_a_prescribed_dose_is_refused(wish: EditWish, words: str, dosed: Person) -> None:
    with pytest.raises(BadInput, match=words):
        units_become(dosed, wish, is_sure=True)
    assert [one.body.units for one in dosed.desk.journal.entries(PrescribedTaken)] == [2]


def test_less_of_a_prescribed_dose_of_a_while_ago_needs_a_yes_also_after_a_correction(dosed: Person) -> None:
    dosed.waits(hours=1)
    units_become(dosed, EditWish({"units": 3.0}))
    with pytest.raises(Refused, match="recorded a while ago"):
        units_become(dosed, EditWish({"units": 1.0}))
    with pytest.raises(Refused, match="recorded a while ago"):
        undo_prescribed(dosed.desk, "panadeine_forte", is_sure=False, is_mistake=False)
    undo_prescribed(dosed.desk, "panadeine_forte", is_sure=True, is_mistake=False)
    assert dosed.desk.journal.entries(PrescribedTaken) == dosed.desk.journal.entries(DoseTaken) == ()


def test_a_dose_that_lost_a_part_is_not_corrected_by_half(dosed: Person) -> None:
    (taken,) = dosed.desk.journal.entries(PrescribedTaken)
    moment = dosed.desk.moment
    (dose,) = dosed.desk.journal.entries(DoseTaken)
    dosed.desk.journal.void(dose.id, "x", zone=moment.zone, day_on=moment.today, recorded_at=moment.now)
    with pytest.raises(BadInput, match="counted otherwise"):
        units_become(dosed, EditWish({"units": 1.0}), taken)
    assert [one.body.units for one in dosed.desk.journal.entries(PrescribedTaken)] == [2]


def test_a_forgotten_dose_and_a_wrong_day_of_a_prescribed_one_are_told_later(dosed: Person) -> None:
    dosed.waits(days=4)
    take(dosed.desk, "panadeine_forte", 1, dosed.now - timedelta(hours=20))
    today = dosed.desk.moment.today
    found = units_become(dosed, EditWish(day_on=today - timedelta(days=2)))
    assert found.correction.entries[0].day_on == today - timedelta(days=2)
