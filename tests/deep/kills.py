"""Killing the program again and again while it writes: what it acknowledged is there afterwards.

    python -m tests.deep.kills            2,000 kills and more; ends with 1 when anything is lost
    python -m tests.deep.kills 200        so many

Each life is a process of its own that works on a real record through the same functions as the commands. Some
end just before one call to the system that changes something: each such call of each kind of work in turn,
or, where that would be more than half of the lives, a sample. The others end just before one statement after
the other, and at random moments, and so do all where nothing can be traced. SIGKILL gives no time to tidy up.
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
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path
from random import Random
from typing import Any

from backcoach.flows.kinds import KINDS
from backcoach.journal.backup import backups
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from tests.deep.syscalls import Life, live, why_not
from tests.deep.works import WORKS, Rows, Work, rows_of
from tests.journal.journal_child import Mortal

KILLS = 2000
LIVES_PER_RECORD = 12
MOST_ACKNOWLEDGED = 2
LONGEST_LAST_SECONDS = 0.04
CALL, STATEMENT, CHANCE = "calls", "statements", "random moments"


class MortalWriter(Mortal):
    """A connection whose process is killed just before its n-th statement that is no mere question."""

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """As ever; a question costs no life."""
        if str(args[0]).lstrip().startswith("SELECT"):
            return sqlite3.Connection.execute(self, *args)
        return super().execute(*args)


@dataclass(slots=True)
class Found:
    """How many lives ended in which way and before which calls, what was acknowledged, what was wrong."""

    ways: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    is_every_call: bool = False

    @property
    def kills(self) -> int:
        """How many lives ended."""
        return self.ways.total()

    def line(self) -> str:
        """The figures in a few lines."""
        ways = ", ".join(f"{number} at {way}" for way, number in self.ways.items())
        calls = ", ".join(f"{name} {number}" for name, number in sorted(self.calls.items()))
        every = "every one" if self.is_every_call else "a sample"
        lost = f"{len(self.faults)} losses or faults"
        told = why_not() or f"killed before these calls ({every}): {calls}"
        return (
            f"{told}\n{self.kills} kills ({ways}), {self.acknowledged.total()} acknowledged entries, {lost}"
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """A kind of work with a home to begin with: its rows before, and after the work was done undisturbed."""

    work: Work
    template: Path
    before: Rows
    after: Rows
    calls: tuple[str, ...]


def kill(number: int, ground: Path) -> Found:
    """End so many lives, all kinds of work in turn."""
    ready = [_made_ready(work, ground / f"template-{place}") for place, work in enumerate(WORKS)]
    found = Found()
    calls = [(one, place) for one in ready for place in range(1, len(one.calls) + 1)]
    found.is_every_call = 0 < len(calls) <= number // 2
    if found.is_every_call:
        for one in ready:
            _end_at_every_call(one, ground / "killed", found)
    else:
        for one, place in calls[:: len(calls) * 2 // number + 1]:
            _end_at_call(one, place, ground / "killed", found)
    _end_otherwise(ready, number - found.kills, ground, found)
    return found


def _made_ready(work: Work, folder: Path) -> Ready:
    """Prepare a home, and do the work on a copy of it to learn its calls and what comes of it."""
    work.prepare(folder / "home")
    before, done = rows_of(record_path(folder / "home")), folder / "done"
    shutil.copytree(folder / "home", done)
    life = Life(exit_code=0) if why_not() else live(partial(work.do, done, lambda _: None))
    if why_not():
        work.do(done, lambda _: None)
    assert life.exit_code == 0, f"{work.name} fails by itself"
    after = rows_of(record_path(done)) if done.exists() else ()
    return Ready(work, folder / "home", before, after, tuple(life.calls))


def _end_at_every_call(one: Ready, home: Path, found: Found) -> None:
    """One life up to each call in turn, until one comes to its own end."""
    for place in count(1):
        if not _end_at_call(one, place, home, found):
            return


def _end_at_call(one: Ready, place: int, home: Path, found: Found) -> bool:
    """One life up to a call; whether it was ended there. It may make a call less than others, by its ids."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(one.template, home)
    out, into = os.pipe()
    life = live(partial(one.work.do, home, partial(_say, into)), until=place)
    os.close(into)
    with os.fdopen(out, encoding="ascii") as said:
        known = [line.strip() for line in said if line.endswith("\n")]
    words = f"call {place}, {life.calls[-1]}"
    if life.is_killed:
        found.ways[CALL] += 1
        found.calls[life.calls[-1]] += 1
    elif life.exit_code:
        found.faults.append(f"{one.work.name}, {words}: it failed by itself")
    _look(one, home, known, found, words)
    found.faults += [f"{one.work.name}, {words}: {fault}" for fault in _end_of_it(one, home)]
    return life.is_killed


def _end_of_it(one: Ready, home: Path) -> Iterator[str]:
    """Whatever a kill left, work goes on."""
    try:
        (one.work.again or one.work.do)(home, lambda _: None)
    except Exception as error:  # noqa: BLE001 - whatever it is, the work does not go on
        yield f"work does not go on: {type(error).__name__}"


def _end_otherwise(ready: Sequence[Ready], number: int, ground: Path, found: Found) -> None:
    """Lives that end before statements and at random moments, in turn."""
    chance = Random(20261123)  # noqa: S311 - nothing secret
    places = {one.work.name: count(1) for one in ready}
    for round_number, one in zip(range(number), cycle(ready), strict=False):
        turn = round_number // len(ready)
        home = ground / f"{one.work.name}-{turn // LIVES_PER_RECORD}"
        if not home.exists() or not one.work.lasts:
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(one.template, home)
        way = CHANCE if turn % 2 == 0 else STATEMENT
        before = rows_of(record_path(home))
        if way is CHANCE:
            known = _live(one.work, home, chance=chance)
        else:
            known = _live(one.work, home, lives=next(places[one.work.name]))
        now = Ready(one.work, one.template, before, one.after, ())
        found.ways[way] += 1
        _look(now, home, known, found, f"kill {round_number}")


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
    try:
        work.do(home, partial(_say, into))
        while work.lasts:
            work.do(home, partial(_say, into))
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _say(into: int, line: str) -> None:
    os.write(into, f"{line}\n".encode())


def _look(one: Ready, home: Path, known: Sequence[str], found: Found, words: str) -> None:
    """Count what a life acknowledged, and what is wrong after it."""
    found.acknowledged[one.work.name] += len(known)
    found.faults += [f"{one.work.name}, {words}: {fault}" for fault in _faults(one, home, known)]


def _faults(one: Ready, home: Path, known: Sequence[str]) -> Iterator[str]:
    """What is wrong with a home after a kill."""
    path = record_path(home)
    try:
        if path.exists():
            yield from _faults_of_record(one, path, known)
        yield from one.work.faults(home, one.before, one.after)
        if any(copy.seen is None for copy in backups(path)):
            yield "a backup that is not whole bears a name"
    except Exception as error:  # noqa: BLE001 - whatever it is, the record does not open
        yield f"does not open: {type(error).__name__}"


def _faults_of_record(one: Ready, path: Path, known: Sequence[str]) -> Iterator[str]:
    with open_journal(path.parent, KINDS, steps=one.work.steps) as journal:
        there = {entry.id for entry in journal.history()}
    with closing(sqlite3.connect(path)) as connection:
        state = connection.execute("PRAGMA integrity_check").fetchone()[0]
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
