"""Looking back at a day: only what belongs to it is read, and it says the same as the whole record."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from backcoach.coach.activity_record import SatFor
from backcoach.coach.correcting import State
from backcoach.coach.record import CheckIn
from backcoach.flows import history
from backcoach.flows.chronicle import chronicle, short_id, shown_id
from backcoach.flows.history import day_history
from tests.flows.people import MONDAY, Person
from tests.flows.test_correcting import brings_back, edits, latest, started, takes_back, voids


def test_of_a_day_with_very_many_entries_the_last_ones_are_shown_and_the_others_counted(
    person: Person,
) -> None:
    started(person)
    for minute in range(1, 6):
        person.waits(minutes=1)
        person.desk.keep(SatFor(minute))
    every = day_history(person.desk, MONDAY)
    day = day_history(person.desk, MONDAY, most=2)
    assert day.kept == every.kept[-2:]
    assert (day.earlier, day.left_out) == (len(every.kept) - 2, every.left_out)
    assert every.earlier == 0


def test_each_day_that_is_looked_up_shows_what_the_whole_record_shows_of_it(person: Person) -> None:
    started(person, medicine="paracetamol")
    person.swallows(1000)
    person.logs(walk=12, pain=4)
    first = latest(person, CheckIn)
    person.waits(days=1)
    edits(person, first, pain=6, why="wrong day")
    voids(person, latest(person, CheckIn))
    brings_back(person)
    person.waits(days=1)
    person.desk.keep(CheckIn(pain=3), day_on=MONDAY)
    edits(person, latest(person, CheckIn), pain=2, why="again")
    takes_back(person)
    person.desk.keep(CheckIn(pain=5), day_on=MONDAY)
    edits(person, latest(person, CheckIn), pain=7, why="and again")
    for days in range(3):
        day_on = MONDAY + timedelta(days=days)
        shown = day_history(person.desk, day_on, is_whole=True)
        with patch.object(history, "chronicle_of_day", lambda desk, _: chronicle(desk)):
            assert day_history(person.desk, day_on, is_whole=True) == shown
    states = {one.state for one in day_history(person.desk, MONDAY, is_whole=True).kept}
    assert states == {State.CURRENT, State.CORRECTED, State.VOIDED}
    assert any(one.is_back for one in day_history(person.desk, MONDAY, is_whole=True).kept)


def test_as_much_of_an_id_is_shown_as_tells_it_from_all_others(person: Person) -> None:
    started(person)
    entry = person.desk.journal.history()[3]
    twin = entry.id[:11] + ("0" if entry.id[11] != "0" else "1") + entry.id[12:]
    assert shown_id(person.desk, entry.id) == short_id(chronicle(person.desk), entry.id) == entry.id[:8]
    person.desk.journal._make_id = lambda: twin
    person.desk.keep(SatFor(5))
    assert shown_id(person.desk, entry.id) == short_id(chronicle(person.desk), entry.id) == entry.id[:12]
    assert shown_id(person.desk, twin) == twin[:12]
