"""What was corrected on two machines and brought together can be put right like anything else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from backcoach.coach.activity_record import SatFor
from backcoach.coach.limits import Medicine
from backcoach.coach.record import DoseTaken, Entry
from backcoach.flows.bring_in import bring_in, look_through
from backcoach.flows.correcting import redo, void_entry
from backcoach.flows.desk import KINDS
from backcoach.flows.dose_undo import last_recorded
from backcoach.flows.dose_undo import undo as undo_dose
from backcoach.flows.editing import EditWish, edit_entry, to_edit
from backcoach.flows.export import export_record
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


@pytest.mark.parametrize(("which", "left"), [(1, [30]), (2, [20]), (0, [])])
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
