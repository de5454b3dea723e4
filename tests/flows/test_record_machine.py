"""Two machines that record, correct, restore and exchange, against plain lists of what they ought to hold."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backcoach.coach.activity_record import SatFor
from backcoach.coach.days import DAY_START
from backcoach.coach.limits import Medicine
from backcoach.coach.record import CheckIn, DoseTaken, ScreeningDue
from backcoach.flows.bring_in import bring_in, look_through
from backcoach.flows.chronicle import chronicle, find_entry
from backcoach.flows.correcting import redo, undo, void_entry
from backcoach.flows.desk import Desk
from backcoach.flows.edit_dose import edit_dose
from backcoach.flows.editing import EditWish, edit_entry, to_edit
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.export import export_record
from backcoach.flows.kinds import KINDS
from backcoach.flows.moment import Moment
from backcoach.flows.restoring import restore
from backcoach.journal.first_write import Keeping
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from tests.flows.people import MONDAY, MORNING, real_book
from tests.flows.record_model import (
    OWN,
    Copy,
    Line,
    Record,
    Said,
    beneath,
    gone_along,
    is_covered,
    place_of,
    shown,
    to_bring_back,
    to_take_back,
)

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
BEHIND = timedelta(minutes=40, microseconds=7)
"""So much the clock of the second machine is behind that of the first."""

MOST_RESTORINGS = 8
"""More than ten would let the first record that was replaced go."""

FIELDS = {"sat_for": "amount", "dose": "mg", "check_in": "note"}
SHOWN = (SatFor, DoseTaken, CheckIn, ScreeningDue)
which = st.sampled_from([0, 1])
kinds = st.sampled_from(OWN)
amounts = st.integers(1, 60)
picks = st.integers(0, 99)
names = st.sampled_from(["region", "language"])


def value_of(kind: str, body: dict[str, Any]) -> object:
    """What a body says, as the model has it."""
    if kind == "restored":
        return tuple(body["entries"])
    names_of_kind = {"sat_for": "minutes", "dose": "mg", "check_in": "note", "screening_due": "event"}
    return body[names_of_kind[kind]] if kind in names_of_kind else None


def body_of(kind: str, amount: int) -> object:
    """A body that says an amount."""
    if kind == "sat_for":
        return SatFor(amount)
    return DoseTaken(Medicine.PARACETAMOL, amount) if kind == "dose" else CheckIn(note=str(amount))


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    """The rows of a file in their order, read by no code of ours."""
    with closing(sqlite3.connect(path)) as connection:
        columns = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"
        return connection.execute(f"SELECT {columns} FROM entry ORDER BY seq").fetchall()  # noqa: S608


def settings_of(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, value FROM setting").fetchall())


class Machines(RuleBasedStateMachine):
    """Two homes and, of each, the model of what it ought to hold."""

    def __init__(self) -> None:
        super().__init__()
        is_fast = os.access(IN_MEMORY, os.W_OK)
        self._folder = Path(tempfile.mkdtemp(prefix="backcoach-", dir=IN_MEMORY if is_fast else None))
        self._records = [Record(), Record()]
        self._now, self._step = MORNING, 0
        self._rows: dict[str, tuple[Any, ...]] = {}
        self._ever: dict[str, Line] = {}
        for number in (0, 1):
            open_journal(self._home(number), KINDS, create=True).close()

    def teardown(self) -> None:
        try:
            for number in (0, 1):
                self.travels(number)
        finally:
            shutil.rmtree(self._folder)

    # Time and files

    def _home(self, number: int) -> Path:
        return self._folder / str(number)

    def _moment(self, number: int) -> Moment:
        return Moment(self._now - number * BEHIND, "UTC")

    def _day(self, number: int) -> int:
        return self._moment(number).today.toordinal()

    @contextmanager
    def _desk(self, number: int) -> Iterator[Desk]:
        """A command of its own: the record is opened and closed again."""
        with open_journal(self._home(number), KINDS, keeping=Keeping(pytest.fail, DAY_START)) as journal:
            yield Desk(real_book(), journal, self._moment(number))

    def _names(self, number: int) -> set[str]:
        folder = self._home(number) / "backups"
        return {one.name for one in folder.iterdir()} if folder.is_dir() else set()

    # What was to come of a step

    def _tick(self) -> None:
        self._step += 1
        self._now += timedelta(seconds=1)

    def _wrote(self, number: int, *expected: Said, has_backup: str = "day") -> None:
        """Take over what was to be recorded, with the ids that it got."""
        record, before = self._records[number], self._records[number].as_copy()
        if has_backup == "day":
            day_on = self._moment(number).today
            is_older = bool(record.lines) and record.lines[0].day < day_on.toordinal()
            name = f"day-{day_on.isoformat()}.sqlite3"
            self._backed_up(number, before, {name} if is_older and name not in record.copies else set())
        rows = rows_of(record_path(self._home(number)))
        new = rows[len(record.lines) :]
        assert [self._said(row) for row in new] == list(expected)
        for row, said in zip(new, expected, strict=True):
            self._ever[row[0]] = Line(row[0], said, self._step, self._day(number))
            record.lines.append(self._ever[row[0]])
            record.acknowledged.add(row[0])

    def _backed_up(self, number: int, copy: Copy, expected: set[str]) -> None:
        """Exactly these backups are new."""
        record = self._records[number]
        assert self._names(number) - set(record.copies) == expected
        record.copies |= dict.fromkeys(expected, copy)

    @staticmethod
    def _said(row: Sequence[Any]) -> Said:
        return Said(row[1], value_of(row[1], json.loads(row[6])), row[7])

    def _choose(self, number: int, pick: int) -> Line:
        found = [one for one in shown(self._records[number].lines) if one.kind in OWN]
        return found[pick % len(found)]

    def _has(self, number: int) -> bool:
        return any(one.kind in OWN for one in shown(self._records[number].lines))

    # What a person does

    @rule(number=which, kind=kinds, amount=amounts)
    def add(self, number: int, kind: str, amount: int) -> None:
        self._tick()
        with self._desk(number) as desk:
            desk.keep(body_of(kind, amount))
        self._wrote(number, Said(kind, amount if kind != "check_in" else str(amount)))

    @rule(number=which, one=amounts, other=amounts)
    def add_two(self, number: int, one: int, other: int) -> None:
        self._tick()
        with self._desk(number) as desk:
            desk.keep(SatFor(one), SatFor(other))
        self._wrote(number, Said("sat_for", one), Said("sat_for", other))

    @precondition(lambda self: self._has(0) or self._has(1))
    @rule(number=which, pick=picks, amount=st.integers(61, 90), why=st.sampled_from(["", "a slip"]))
    def edit(self, number: int, pick: int, amount: int, why: str) -> None:
        number = number if self._has(number) else 1 - number
        line = self._choose(number, pick)
        value: object = str(amount) if line.kind == "check_in" else amount
        if value == line.said.value:
            return
        self._tick()
        wish = EditWish({FIELDS[line.kind]: value}, why=why)
        with self._desk(number) as desk:
            entry = to_edit(desk, find_entry(chronicle(desk), line.id))
            if line.kind == "dose":
                edit_dose(desk, entry, wish, is_taken=True, is_sure=True, is_mistake=True)
            else:
                edit_entry(desk, entry, wish)
        told = [Said("corrected")] if why else []
        self._wrote(number, Said(line.kind, value, line.id), *told)

    @precondition(lambda self: self._has(0) or self._has(1))
    @rule(number=which, pick=picks)
    def void(self, number: int, pick: int) -> None:
        number = number if self._has(number) else 1 - number
        line = self._choose(number, pick)
        self._tick()
        with self._desk(number) as desk:
            entry = find_entry(chronicle(desk), line.id)
            void_entry(desk, entry, "twice", is_sure=True, is_mistake=True)
        self._wrote(
            number,
            *(Said("void", None, one.id) for one in beneath(self._records[number].lines, line)),
        )

    @rule(number=which)
    def take_back(self, number: int) -> None:
        self._tick()
        expected = to_take_back(self._records[number].lines, self._day(number))
        with self._desk(number) as desk:
            if not expected:
                with pytest.raises(BadInput, match="can be taken back"):
                    undo(desk, is_sure=True, is_mistake=True)
                return
            if is_covered(self._records[number].lines, expected):
                with pytest.raises(Refused, match="dated on another day"):
                    undo(desk, is_sure=True, is_mistake=True)
                return
            undo(desk, is_sure=True, is_mistake=True)
        self._wrote(number, *(Said("void", None, one.id) for one in expected))

    @rule(number=which)
    def bring_back(self, number: int) -> None:
        self._tick()
        lines = self._records[number].lines
        expected = to_bring_back(lines, self._day(number))
        with self._desk(number) as desk:
            if not expected:
                with pytest.raises(BadInput, match="nothing to bring back"):
                    redo(desk)
                return
            redo(desk)
        again = [Said(one.kind, one.said.value, place_of(lines, one)) for one in expected]
        self._wrote(number, *again, Said("restored", tuple(one.id for one in expected)))

    @rule(number=which, name=names, value=st.text(st.characters(codec="utf-8"), max_size=3))
    def set_setting(self, number: int, name: str, value: str) -> None:
        with self._desk(number) as desk:
            desk.journal.set_setting(name, value)
        self._records[number].settings[name] = value

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 8]))
    def wait(self, hours: int) -> None:
        self._now += timedelta(hours=hours)

    @rule(number=which, kind=kinds, amount=amounts)
    def begin_day(self, number: int, kind: str, amount: int) -> None:
        """The first write of the next day, which a backup goes before."""
        self._now += timedelta(days=1)
        self.add(number, kind, amount)

    # What happens to whole records

    @rule(number=which, pick=picks)
    def put_back(self, number: int, pick: int) -> None:
        record = self._records[number]
        if not record.copies or record.restorings == MOST_RESTORINGS:
            return
        self._tick()
        name = sorted(record.copies)[pick % len(record.copies)]
        older, present = record.copies[name], record.as_copy()
        backup = self._home(number) / "backups" / name
        restore(self._home(number), backup, real_book(), self._moment(number), is_dry=False)
        new = self._names(number) - set(record.copies)
        assert all(one.startswith("before-restore-") for one in new)
        self._backed_up(number, present, new)
        lines = [self._ever[one] for one in older.ids]
        record.lines, record.settings = [*lines, *gone_along(record.lines, lines)], dict(older.settings)
        record.restorings += 1
        self._wrote(number, Said("screening_due", "restored"), has_backup="")

    @rule(number=which)
    def send(self, number: int) -> None:
        """Export here, import there."""
        self._tick()
        there, here = self._records[1 - number], self._records[number]
        document, before = self._document(self._home(number)), there.as_copy()
        known = {one.id: one for one in (*there.lines, *here.lines)}
        bring_in(self._home(1 - number), look_through(partial(io.BytesIO, document)), MONDAY, None)
        is_woven = bool(there.lines) and set(before.ids) != set(known)
        is_woven = is_woven or (bool(there.lines) and bool(set(here.settings) - set(there.settings)))
        new = self._names(1 - number) - set(there.copies)
        assert len(new) == is_woven
        assert all(one.startswith("before-import-") for one in new)
        self._backed_up(1 - number, before, new)
        there.lines = self._woven(there.lines, here.lines, self._home(1 - number))
        there.settings = here.settings | there.settings
        there.acknowledged |= set(known)

    @staticmethod
    def _woven(own: list[Line], other: list[Line], home: Path) -> list[Line]:
        """Both together in the order of the file, which keeps the order of each."""
        by_id = {one.id: one for one in (*other, *own)}
        ids = [row[0] for row in rows_of(record_path(home))]
        assert sorted(ids) == sorted(by_id)
        assert [one for one in ids if one in {line.id for line in own}] == [line.id for line in own]
        return [by_id[one] for one in ids]

    @rule()
    def exchange(self) -> None:
        """Each imports what the other exported: both hold the same then."""
        self.send(0)
        self.send(1)
        first, second = (self._records[number] for number in (0, 1))
        assert {one.id for one in shown(first.lines)} == {one.id for one in shown(second.lines)}
        if not first.restorings and not second.restorings:
            assert first.as_copy().ids == second.as_copy().ids

    @rule(number=which)
    def travels(self, number: int) -> None:
        """Export, import into an empty home, export again: the same, byte for byte."""
        document, empty = self._document(self._home(number)), self._folder / "empty"
        bring_in(empty, look_through(partial(io.BytesIO, document)), MONDAY, None)
        assert self._document(empty) == document
        shutil.rmtree(empty)

    @staticmethod
    def _document(home: Path) -> bytes:
        with open_journal(home, KINDS) as journal:
            return "".join(export_record(journal).parts).encode()

    # What always holds

    @invariant()
    def each_machine_shows_what_its_model_shows(self) -> None:
        for number, record in enumerate(self._records):
            rows = rows_of(record_path(self._home(number)))
            assert [row[0] for row in rows] == [one.id for one in record.lines]
            assert [self._said(row) for row in rows] == [one.said for one in record.lines]
            assert settings_of(record_path(self._home(number))) == record.settings
            with open_journal(self._home(number), KINDS) as journal:
                found = {one.id for kind in SHOWN for one in journal.entries(kind)}
                assert [one.id for one in journal.history()] == [one.id for one in record.lines]
            others = ("corrected", "restored")
            assert found == {one.id for one in shown(record.lines) if one.kind not in others}

    @invariant()
    def a_row_never_changes_and_nothing_acknowledged_is_lost(self) -> None:
        for number, record in enumerate(self._records):
            home, there = self._home(number), set[str]()
            names = self._names(number)
            assert names <= set(record.copies)
            record.copies = {name: copy for name, copy in record.copies.items() if name in names}
            files = {"": record_path(home)} | {name: home / "backups" / name for name in names}
            for name, path in files.items():
                rows = rows_of(path)
                there |= {row[0] for row in rows}
                assert all(self._rows.setdefault(row[0], row) == row for row in rows)
                if name:
                    assert Copy([row[0] for row in rows], settings_of(path)) == record.copies[name]
            assert record.acknowledged <= there


class TestTwoMachines(Machines.TestCase):  # type: ignore[misc, name-defined]
    """As much of it as a short run has time for."""

    settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@pytest.mark.deep
class TestTwoMachinesForLong(Machines.TestCase):  # type: ignore[misc, name-defined]
    """Longer lives, and many of them."""

    settings = settings(max_examples=400, stateful_step_count=50, deadline=None)
