"""Killing the program again and again while it writes: what it acknowledged is there afterwards.

    python -m tests.deep.kills            2,000 kills; ends with 1 when anything is lost
    python -m tests.deep.kills 200        so many

Each life is a process of its own that works on a real record: check-ins and doses through the same functions
as the commands, and a change of schema. Half of the lives end just before one statement that changes
something, or one copied page, after the other; half at a random moment after a random number of acknowledged
entries. SIGKILL gives no time to tidy up.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path
from random import Random
from typing import Any

from backcoach.flows.desk import KINDS
from backcoach.journal.home import record_path
from backcoach.journal.migrations import STEPS, Steps
from backcoach.journal.opening import open_journal
from tests.flows.people import Person
from tests.journal.journal_child import Mortal
from tests.journal.journal_kinds import MORE_STEPS

KILLS = 2000
LIVES_PER_RECORD = 12
MOST_ACKNOWLEDGED = 2
LONGEST_LAST_SECONDS = 0.04

Say = Callable[[str], None]


class MortalWriter(Mortal):
    """A connection whose process is killed just before its n-th statement that is no mere question."""

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """As ever; a question costs no life."""
        if str(args[0]).lstrip().startswith("SELECT"):
            return sqlite3.Connection.execute(self, *args)
        return super().execute(*args)


@dataclass(slots=True)
class Found:
    """How many lives ended, how many entries each kind of work acknowledged, what was wrong afterwards."""

    kills: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The figures in one line."""
        lost = f"{len(self.faults)} losses or faults"
        return f"{self.kills} kills, {self.acknowledged.total()} acknowledged entries, {lost}"


@dataclass(frozen=True, slots=True)
class Work:
    """What a process does until it is killed, and the schema its record has afterwards at most."""

    name: str
    do: Callable[[Path, Say], None]
    steps: Steps


def _logs(home: Path, say: Say) -> None:
    """Check-ins, a day each."""
    with open_journal(home, KINDS) as journal:
        person = _late(journal)
        while True:
            person.waits(days=1)
            person.logs(walk=10, pain=4, note="x" * 3000)
            say(journal.history()[-1].id)


def _swallows(home: Path, say: Say) -> None:
    """Doses, eight hours apart."""
    with open_journal(home, KINDS) as journal:
        person = _late(journal)
        while True:
            person.waits(hours=8)
            person.swallows(500)
            say(journal.history()[-1].id)


def _migrates(home: Path, say: Say) -> None:
    """The schemas of later versions, and a check-in after them."""
    with open_journal(home, KINDS, steps=MORE_STEPS) as journal:
        person = _late(journal)
        person.waits(days=1)
        person.logs(walk=10)
        say(journal.history()[-1].id)


def _late(journal: object) -> Person:
    """The person of a record, after all that stands in it."""
    person = Person(journal)  # type: ignore[arg-type]
    last = journal.last_recorded_at()  # type: ignore[attr-defined]
    return Person(journal, max(person.now, last)) if last else person  # type: ignore[arg-type]


WORKS = (
    Work("check-ins", _logs, STEPS),
    Work("doses", _swallows, STEPS),
    Work("a change of schema", _migrates, MORE_STEPS),
)


def kill(number: int, ground: Path) -> Found:
    """End so many lives, all kinds of work in turn."""
    template = _begun(ground / "template")
    chance, found = Random(20261123), Found()  # noqa: S311 - nothing secret
    places = {work.name: count(1) for work in WORKS}
    for round_number, work in zip(range(number), cycle(WORKS), strict=False):
        record = ground / f"{work.name}-{round_number // (LIVES_PER_RECORD * len(WORKS))}"
        if not record.exists() or work.steps is MORE_STEPS:
            shutil.rmtree(record, ignore_errors=True)
            shutil.copytree(template, record)
        is_at_random = round_number // len(WORKS) % 2 == 0
        if is_at_random:
            known = _live(work, record, chance=chance)
        else:
            known = _live(work, record, lives=next(places[work.name]))
        found.kills += 1
        found.acknowledged[work.name] += len(known)
        found.faults += [
            f"{work.name}, kill {round_number}: {fault}" for fault in _faults(record, known, work)
        ]
    return found


def _begun(home: Path) -> Path:
    with open_journal(home, KINDS, create=True) as journal:
        Person(journal).starts()
    return home


def _live(work: Work, home: Path, *, lives: int = 0, chance: Random | None = None) -> list[str]:
    """Let a process work until it is killed; the ids it acknowledged."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _work_and_die(work, home, into, lives)
    os.close(into)
    with os.fdopen(out, encoding="ascii") as said:
        lines = []
        if chance is not None:
            lines = [said.readline() for _ in range(chance.randint(0, MOST_ACKNOWLEDGED))]
            time.sleep(chance.uniform(0, LONGEST_LAST_SECONDS))
            os.kill(child, signal.SIGKILL)
        lines += said.readlines()
    os.waitpid(child, 0)
    return [line.strip() for line in lines if line.endswith("\n")]


def _work_and_die(work: Work, home: Path, into: int, lives: int) -> None:
    """In the child: never returns."""
    if lives:
        Mortal.lives = lives
        sqlite3.connect = partial(sqlite3.connect, factory=MortalWriter)  # type: ignore[assignment]

    def say(line: str) -> None:
        os.write(into, f"{line}\n".encode())

    try:
        work.do(home, say)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _faults(home: Path, known: Sequence[str], work: Work) -> Iterator[str]:
    """What is wrong with a record after a kill."""
    try:
        with open_journal(home, KINDS, steps=work.steps) as journal:
            there = {entry.id for entry in journal.history()}
        with closing(sqlite3.connect(record_path(home))) as connection:
            state = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except Exception as error:  # noqa: BLE001 - whatever it is, the record does not open
        yield f"does not open: {type(error).__name__}"
        return
    if state != "ok":
        yield "integrity"
    if lost := set(known) - there:
        yield f"{len(lost)} entries lost"


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 when anything was lost."""
    number = int(arguments[0]) if arguments else KILLS
    with tempfile.TemporaryDirectory(prefix="backcoach-kills-") as ground:
        found = kill(number, Path(ground))
    sys.stdout.write("\n".join([*found.faults, found.line(), ""]))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
