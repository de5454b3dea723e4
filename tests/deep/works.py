"""What a process is killed at: kinds of real work on a record, and what must hold of it afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from backcoach.coach.days import DAY_START
from backcoach.coach.limits import Medicine
from backcoach.coach.record import DoseTaken
from backcoach.flows.bring_in import bring_in, look_through
from backcoach.flows.correcting import undo
from backcoach.flows.export import export_record
from backcoach.flows.kinds import KINDS
from backcoach.flows.restoring import restore
from backcoach.journal.backup import back_up, backups, look_at
from backcoach.journal.erasing import erase
from backcoach.journal.faults import NoBackup
from backcoach.journal.first_write import Keeping
from backcoach.journal.home import record_path
from backcoach.journal.journal import Journal
from backcoach.journal.migrations import STEPS, Steps
from backcoach.journal.opening import open_journal
from tests.flows.people import MONDAY, Person, real_book
from tests.journal.journal_kinds import MORE_STEPS

BACKUP = "day-2026-11-23.sqlite3"
DOCUMENT = "document.json"
OLDER_DAYS = 9

Say = Callable[[str], None]
Row = tuple[object, ...]
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work.

    `prepare` makes the home it begins with, `do` does it once and says the id of every entry that it
    acknowledged. `faults` are what is wrong with a home after a kill, beside what is wrong with any; it is
    given the rows before, and the rows after the work was done without a kill. `lasts` where the work can be
    done again and again on one record. `steps` are the steps of the schema that its record may have taken.
    `again` is what must still be possible afterwards; where it is missing, the same work.
    """

    name: str
    do: Callable[[Path, Say], None]
    prepare: Callable[[Path], None]
    faults: Callable[[Path, Rows, Rows], Iterator[str]]
    lasts: bool = False
    steps: Steps = STEPS
    again: Callable[[Path, Say], None] | None = None


def rows_of(path: Path) -> Rows:
    """The entries of a file in their order, with all they hold."""
    columns = "id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest"
    with closing(sqlite3.connect(path)) as connection:
        return tuple(connection.execute(f"SELECT {columns} FROM entry ORDER BY seq"))  # noqa: S608


# Getting ready


def begin(home: Path) -> None:
    """A plan, a course, a day that was logged, and a dose."""
    with open_journal(home, KINDS, create=True) as journal:
        person = Person(journal)
        person.starts()
        person.waits(hours=2)
        person.logs(walk=10, pain=4)
        person.swallows(500)


def _with_backups(home: Path) -> None:
    """The same with as many daily backups as one more makes too many of."""
    begin(home)
    for days in range(OLDER_DAYS):
        back_up(record_path(home), f"day-{MONDAY - timedelta(days=days)}")
    with open_journal(home, KINDS) as journal:
        person = late(journal)
        person.waits(hours=1)
        person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))


def _with_document(home: Path) -> None:
    """A record that has gone on since another machine's did, and the document of that one."""
    begin(home)
    other = home.parent / "elsewhere"
    shutil.copytree(home, other)
    for place, hours in ((other, 1), (home, 2)):
        with open_journal(place, KINDS) as journal:
            person = late(journal)
            person.waits(hours=hours)
            person.desk.keep(DoseTaken(Medicine.PARACETAMOL, 500))
            document = "".join(export_record(journal).parts)
        if place is other:
            (home / DOCUMENT).write_text(document, encoding="ascii")
    shutil.rmtree(other)


def _with_more_than_its_backup(home: Path) -> None:
    """A record with a dose and a grave sign that its backup does not know."""
    begin(home)
    back_up(record_path(home), BACKUP.removesuffix(".sqlite3"))
    with open_journal(home, KINDS) as journal:
        person = late(journal)
        person.waits(hours=5)
        person.swallows(500)
        person.screens(em_chest_pain="yes")


def _with_leftovers(home: Path) -> None:
    """A record with backups, and what a breakdown and a repair left."""
    begin(home)
    back_up(record_path(home), BACKUP.removesuffix(".sqlite3"))
    (home / "unfinished").mkdir()
    for name in ("damaged-2026-11-20.sqlite3", "unfinished/record.sqlite3"):
        (home / name).write_bytes(b"x")


# Working


def late(journal: Journal) -> Person:
    """The person of a record, after all that stands in it."""
    person, last = Person(journal), journal.last_recorded_at()
    return Person(journal, max(person.now, last)) if last else person


def _acknowledge(journal: Journal, before: int, say: Say) -> None:
    for entry in journal.history()[before:]:
        say(entry.id)


def _logs(home: Path, say: Say, steps: Steps = STEPS) -> None:
    with open_journal(home, KINDS, steps=steps) as journal:
        known, person = len(journal.history()), late(journal)
        person.waits(days=1)
        person.logs(walk=10, pain=4, note="x" * 3000)
        _acknowledge(journal, known, say)


def _swallows(home: Path, say: Say) -> None:
    with open_journal(home, KINDS) as journal:
        known, person = len(journal.history()), late(journal)
        person.waits(hours=8)
        person.swallows(500)
        _acknowledge(journal, known, say)


def _writes_first(home: Path, say: Say) -> None:
    def fail(fault: NoBackup) -> None:
        raise fault

    with open_journal(home, KINDS, keeping=Keeping(fail, DAY_START)) as journal:
        known, person = len(journal.history()), late(journal)
        person.waits(days=1)
        person.swallows(500)
        _acknowledge(journal, known, say)


def _takes_back(home: Path, say: Say) -> None:
    with open_journal(home, KINDS) as journal:
        known, person = len(journal.history()), late(journal)
        person.waits(minutes=5)
        undo(person.desk, is_sure=True, is_mistake=True)
        _acknowledge(journal, known, say)


def _imports(home: Path, say: Say) -> None:
    with open_journal(home, KINDS) as journal:
        known = {entry.id for entry in journal.history()}
    bring_in(home, look_through(partial((home / DOCUMENT).open, "rb")), MONDAY, None)
    for row in rows_of(record_path(home)):
        if row[0] not in known:
            say(str(row[0]))


def _puts_back(home: Path, say: Say) -> None:
    with open_journal(home, KINDS) as journal:
        moment = late(journal).desk.moment
    restore(home, home / "backups" / BACKUP, real_book(), moment, is_dry=False)
    for row in rows_of(record_path(home)):
        say(str(row[0]))


def _erases(home: Path, _say: Say) -> None:
    erase(home, MONDAY)


# What must hold afterwards


def _is_longer(home: Path, before: Rows, _after: Rows) -> Iterator[str]:
    """All that was there is there, unchanged and in its place."""
    if rows_of(record_path(home))[: len(before)] != before:
        yield "what was there before is not there any more"


def _is_backed_up(home: Path, before: Rows, after: Rows) -> Iterator[str]:
    """The same, and once there is more, the day has its backup of what was there before."""
    yield from _is_longer(home, before, after)
    held = [rows_of(one.path) for one in backups(record_path(home)) if one.seen is not None]
    if len(rows_of(record_path(home))) > len(before) and before not in held:
        yield "no backup holds what was there before"


def _is_old_or_new(home: Path, before: Rows, after: Rows) -> Iterator[str]:
    """One or the other, but for the ids of what the program itself recorded."""
    found = rows_of(record_path(home))
    if found != before and _said(found) != _said(after):
        yield "neither the old record nor the new one"
    kept = [rows_of(one.path) for one in backups(record_path(home)) if one.seen is not None]
    if found != before and before not in kept:
        yield "no backup holds the record that was replaced"


def _said(rows: Sequence[Row]) -> list[Row]:
    return [row[1:] for row in rows]


def _is_whole_or_gone(home: Path, before: Rows, _after: Rows) -> Iterator[str]:
    """Something to restore everything from, or nothing at all; and the next time ends it."""
    record = record_path(home)
    files = [record] if record.exists() else [one.path for one in backups(record)]
    seen = [file for file in files if look_at(file) is not None and rows_of(file) == before]
    if not seen and home.exists() and any(home.rglob("*.sqlite3")):
        yield "something is left, and nothing whole"


WORKS = (
    Work("check-ins", _logs, begin, _is_longer, lasts=True),
    Work("doses", _swallows, begin, _is_longer, lasts=True),
    Work("the first write of a day", _writes_first, _with_backups, _is_backed_up),
    Work("taking back", _takes_back, begin, _is_longer, again=_swallows),
    Work("a change of schema", partial(_logs, steps=MORE_STEPS), begin, _is_longer, steps=MORE_STEPS),
    Work("an import", _imports, _with_document, _is_old_or_new),
    Work("a restoring", _puts_back, _with_more_than_its_backup, _is_old_or_new),
    Work("an erasing", _erases, _with_leftovers, _is_whole_or_gone),
)
