"""Adding, correcting, voiding, taking back and bringing back, against a plain model of what is visible."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backcoach.coach.activity_record import SatFor
from backcoach.flows import history
from backcoach.flows.chronicle import chronicle, find_entry
from backcoach.flows.correcting import redo, undo, void_entry
from backcoach.flows.editing import EditWish, edit_entry, to_edit
from backcoach.flows.errors import BadInput
from backcoach.flows.history import day_history
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.flows.people import MORNING, Person

MINUTES = st.integers(1, 90)


@dataclass
class Place:
    """One place of the model: its versions, the last one counts, each with the step that recorded it."""

    versions: list[tuple[int, int]] = field(default_factory=list)


class Corrections(RuleBasedStateMachine):
    """Sits that are kept and corrected."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._journal = open_journal(Path(self._folder.name) / "record", KINDS, create=True)
        self._person = Person(self._journal, MORNING)
        self._places: list[Place] = []
        self._gone: list[tuple[Place, int]] = []
        self._step = 0

    def teardown(self) -> None:
        self._journal.close()
        self._folder.cleanup()

    def _next(self) -> Any:
        self._step += 1
        self._person.waits(seconds=1)
        return self._person.desk

    def _standing(self) -> list[Place]:
        return [one for one in self._places if one.versions]

    def _entry_of(self, place: Place) -> Any:
        minutes = place.versions[-1][1]
        entries = self._journal.entries(SatFor)
        order = sorted(entries, key=lambda one: one.place)
        ranked = sorted(self._standing(), key=lambda one: one.versions[-1][0])
        entry = order[ranked.index(place)]
        assert entry.body.minutes == minutes
        return entry

    @rule(minutes=MINUTES)
    def add(self, minutes: int) -> None:
        self._next().keep(SatFor(minutes))
        self._places.append(Place([(self._step, minutes)]))
        self._gone.clear()

    @precondition(lambda self: self._standing())
    @rule(pick=st.integers(0), minutes=MINUTES)
    def correct(self, pick: int, minutes: int) -> None:
        place = self._standing()[pick % len(self._standing())]
        entry = self._entry_of(place)
        desk = self._next()
        if minutes == place.versions[-1][1]:
            with pytest.raises(BadInput, match="already"):
                edit_entry(desk, entry, EditWish({"amount": minutes}))
            return
        edit_entry(desk, to_edit(desk, entry), EditWish({"amount": minutes}, why="a slip"))
        place.versions.append((self._step, minutes))
        self._gone.clear()

    @precondition(lambda self: self._standing())
    @rule(pick=st.integers(0))
    def void(self, pick: int) -> None:
        place = self._standing()[pick % len(self._standing())]
        entry = find_entry(chronicle(self._person.desk), self._entry_of(place).id[:20])
        void_entry(self._next(), entry, "twice", is_sure=False, is_mistake=False)
        self._gone.append((place, place.versions[-1][1]))
        place.versions.clear()

    @rule()
    def take_back(self) -> None:
        desk = self._next()
        if not self._standing():
            with pytest.raises(BadInput, match="can be taken back"):
                undo(desk, is_sure=False, is_mistake=False)
            return
        place = max(self._standing(), key=lambda one: one.versions[-1][0])
        found = undo(desk, is_sure=False, is_mistake=False)
        _, minutes = place.versions.pop()
        assert [one.body for one in found.entries] == [SatFor(minutes)]
        assert [one.body.minutes for one in found.stands] == [one for _, one in place.versions[-1:]]
        self._gone.append((place, minutes))

    @rule()
    def bring_back(self) -> None:
        desk = self._next()
        if not self._gone:
            with pytest.raises(BadInput, match="nothing to bring back"):
                redo(desk)
            return
        place, minutes = self._gone.pop()
        assert [one.body for one in redo(desk).entries] == [SatFor(minutes)]
        place.versions.append((self._step, minutes))

    @invariant()
    def the_record_shows_what_the_model_shows(self) -> None:
        shown = sorted(one.body.minutes for one in self._journal.entries(SatFor))
        assert shown == sorted(place.versions[-1][1] for place in self._standing())

    @invariant()
    def nothing_is_ever_lost_from_the_history(self) -> None:
        desk = self._person.desk
        day = day_history(desk, desk.moment.today, is_whole=True)
        current = [one.entry.body.minutes for one in day.kept if one.state.value == "current"]
        assert sorted(current) == sorted(place.versions[-1][1] for place in self._standing())
        assert len(day.kept) == sum(isinstance(one.body, SatFor) for one in self._journal.history())

    @invariant()
    def a_day_that_is_looked_up_shows_what_the_whole_record_shows_of_it(self) -> None:
        desk = self._person.desk
        shown = day_history(desk, desk.moment.today, is_whole=True)
        with patch.object(history, "chronicle_of_day", lambda desk, _: chronicle(desk)):
            assert day_history(desk, desk.moment.today, is_whole=True) == shown


TestCorrections = Corrections.TestCase
TestCorrections.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
