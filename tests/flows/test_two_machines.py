"""What was corrected on two machines and brought together can be put right like anything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from backcoach.coach.activity_record import SatFor
from backcoach.coach.limits import Medicine
from backcoach.coach.record import DoseTaken, Entry
from backcoach.coach.values import Disposition
from backcoach.flows.bring_in import bring_in, look_through
from backcoach.flows.brought_together import keep_joint_overdose
from backcoach.flows.chronicle import chronicle
from backcoach.flows.correcting import doubles, keep_one, redo, undo, void_entry
from backcoach.flows.dose_guard import DoseWish
from backcoach.flows.dose_undo import last_recorded
from backcoach.flows.dose_undo import undo as undo_dose
from backcoach.flows.doses import keep_doses
from backcoach.flows.editing import EditWish, edit_entry, to_edit
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.export import export_record
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.flows.people import MONDAY, Person


@pytest.fixture
def other(person: Person, tmp_path: Path) -> Iterator[Person]:
    """The same person at another machine, whose record is empty yet."""
    with open_journal(tmp_path / "other", KINDS, create=True) as journal:
        yield Person(journal, person.now)


def sends(one: Person, other: Person) -> None:
    document = "".join(export_record(one.desk.journal).parts).encode()
    bring_in(other.desk.journal.path.parent, look_through(partial(BytesIO, document)), MONDAY, None)
    one.waits(minutes=1)
    other.is_at(one.now)


def corrected_twice(person: Person, other: Person) -> tuple[Entry[SatFor], ...]:
    """An entry of 10 minutes that became 20 here and 30 there: all three of them."""
    (first,) = person.desk.keep(SatFor(10))
    sends(person, other)
    for one, minutes in ((person, 20), (other, 30)):
        edit_entry(one.desk, to_edit(one.desk, first), EditWish({"amount": minutes}))
        other.waits(seconds=9)
    sends(other, person)
    assert minutes_of(person) == [20, 30]
    return (first, *sorted(person.desk.journal.entries(SatFor), key=lambda one: one.place))


def minutes_of(person: Person) -> list[int]:
    return sorted(one.body.minutes for one in person.desk.journal.entries(SatFor))


def voids(person: Person, entry: Entry[SatFor]) -> None:
    void_entry(person.desk, entry, "not so", is_sure=False, is_mistake=False)


@pytest.mark.parametrize(("which", "left"), [(1, [30]), (2, [20])])
def test_of_two_corrections_of_one_entry_the_one_that_was_named_is_voided(
    person: Person, other: Person, which: int, left: list[int]
) -> None:
    voids(person, corrected_twice(person, other)[which])
    assert minutes_of(person) == left


@pytest.mark.parametrize(("which", "left"), [(1, [30, 40]), (2, [20, 40])])
def test_of_two_corrections_of_one_entry_the_one_that_was_named_is_corrected(
    person: Person, other: Person, which: int, left: list[int]
) -> None:
    entry = to_edit(person.desk, corrected_twice(person, other)[which])
    edit_entry(person.desk, entry, EditWish({"amount": 40}))
    assert minutes_of(person) == left


def test_of_two_corrections_of_one_entry_the_person_says_which_counts(person: Person, other: Person) -> None:
    first, second, third = corrected_twice(person, other)
    for change in (lambda: voids(person, first), lambda: to_edit(person.desk, first)):
        with pytest.raises(BadInput, match="both corrections count") as told:
            change()
        assert all(any(one.id.startswith(text[-8:]) for one in (second, third)) for text in told.value.faults)
    assert doubles(chronicle(person.desk), second) == ()
    assert doubles(chronicle(person.desk), first) == (second, third)
    keep_one(person.desk, first, third, is_sure=False, is_mistake=False)
    assert minutes_of(person) == [third.body.minutes]
    keep_one(person.desk, first, third, is_sure=False, is_mistake=False)
    voids(person, first)
    assert minutes_of(person) == []


def test_the_greater_of_two_corrections_of_a_dose_goes_only_as_far_as_a_dose_may(
    person: Person, other: Person
) -> None:
    (first,) = person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))
    sends(person, other)
    for one, mg in ((person, 1000), (other, 250)):
        one.desk.keep(DoseTaken(Medicine.PARACETAMOL, mg), at=first.at, supersedes=first.id)
        other.waits(seconds=9)
    sends(other, person)
    person.waits(hours=1)
    less = min(doubles(chronicle(person.desk), first), key=lambda one: one.body.mg)
    with pytest.raises(Refused, match="recorded a while ago"):
        keep_one(person.desk, first, less, is_sure=False, is_mistake=False)
    assert len(person.desk.journal.entries(DoseTaken)) == 2
    keep_one(person.desk, first, less, is_sure=True, is_mistake=False)
    assert [one.body.mg for one in person.desk.journal.entries(DoseTaken)] == [250]


def test_what_a_machine_corrected_on_another_day_by_its_clock_is_not_taken_back_by_undo(
    person: Person, other: Person
) -> None:
    (first,) = person.desk.keep(SatFor(10))
    sends(person, other)
    other.waits(days=-1)
    (second,) = edit_entry(other.desk, to_edit(other.desk, first), EditWish({"amount": 30})).entries
    sends(other, person)
    person.is_at(first.at + timedelta(minutes=9))
    with pytest.raises(Refused, match="dated on another day") as told:
        undo(person.desk, is_sure=False, is_mistake=False)
    assert second.id[:8] in told.value.next_step
    voids(person, second)
    assert minutes_of(person) == []
    with pytest.raises(BadInput, match="can be taken back"):
        undo(person.desk, is_sure=False, is_mistake=False)


def test_one_of_two_corrections_that_was_taken_back_comes_back_beside_the_other(
    person: Person, other: Person
) -> None:
    first, _, second = corrected_twice(person, other)
    voids(person, second)
    person.waits(seconds=1)
    redo(person.desk)
    assert minutes_of(person) == [20, 30]
    again = person.desk.journal.history()[-2]
    assert (again.body, again.supersedes) == (SatFor(30), first.id)
    voids(person, again)
    voids(person, first)
    assert minutes_of(person) == []


def test_one_of_two_corrections_of_a_dose_is_taken_back_and_the_other_counts(
    person: Person, other: Person
) -> None:
    (first,) = person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))
    sends(person, other)
    for one, mg in ((person, 1000), (other, 250)):
        one.desk.keep(DoseTaken(Medicine.PARACETAMOL, mg), at=first.at, supersedes=first.id)
        other.waits(seconds=9)
    sends(other, person)
    undo_dose(person.desk, last_recorded(person.desk), is_sure=True, is_mistake=True)
    assert [one.body.mg for one in person.desk.journal.entries(DoseTaken)] == [1000]


def takes_three(one: Person, *hours: int) -> None:
    for hour in hours:
        one.is_at(datetime.combine(MONDAY, time(hour), tzinfo=one.now.tzinfo))
        keep_doses(one.desk, [DoseWish(Medicine.PARACETAMOL, 1000, one.now, is_taken=True)])


def test_doses_that_are_too_much_together_alone_are_an_emergency_once_and_not_again(
    person: Person, other: Person
) -> None:
    person.starts(region="NZ")
    sends(person, other)
    takes_three(person, 9, 13, 17)
    takes_three(other, 11, 15, 19)
    assert keep_joint_overdose(person.desk) is None
    assert keep_joint_overdose(other.desk) is None

    sends(other, person)

    found = keep_joint_overdose(person.desk)
    assert found is not None
    assert found.disposition is Disposition.EMERGENCY_NOW
    assert not person.desk.standing().is_plan_allowed
    assert keep_joint_overdose(person.desk) is None


def test_doses_of_a_medicine_without_limits_are_held_against_its_packs(person: Person) -> None:
    person.starts(region="NZ")
    day = person.now
    person.desk.keep(DoseTaken(Medicine.ASPIRIN, 300), DoseTaken(Medicine.ASPIRIN, 300), at=day)
    assert keep_joint_overdose(person.desk) is None
    person.desk.keep(*[DoseTaken(Medicine.ASPIRIN, 600)] * 8, at=day)
    assert keep_joint_overdose(person.desk) is not None
