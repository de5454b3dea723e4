"""What a long record costs: the daily commands on it, beside a record of a few days, in one run.

    python -m tests.deep.scale            100,000 entries; ends with 1 where a ratio is above its bar
    python -m tests.deep.scale 20000      so many

Both people are at the same place of the same bout, in its first days. One of them has been here before: bouts
of twelve weeks with check-ins, sessions, doses, sitting and weekly safety questions lie before this one. The
program is started anew each time, in turns on both records, and the medians of its processor time are
compared; for `export`, the most memory. The first write of a day is left out, as it copies the record.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from backcoach.coach.activity_record import EpisodeClosed, SatFor
from backcoach.coach.done import Session
from backcoach.coach.record import AnswerGiven, SittingEnded
from backcoach.flows.due_sets import due_sets
from backcoach.flows.kinds import KINDS
from backcoach.flows.plan import plan_view
from backcoach.journal.home import record_path
from backcoach.journal.looking_up import COLUMNS
from backcoach.journal.opening import open_journal
from tests.flows.people import MORNING, Person

ENTRIES = 100_000
MOST_TIMES = 1.3
TURNS = 9
PRESENT_DAYS = 5
BOUT_WEEKS, GAP_DAYS = 12, 14
ASKED_WEEKLY = 15
LOG = ("log", "--all-clear", "--pain", "4", "--walk", "10")
EXPORT = ("export", "-")
COMMANDS = (LOG, ("status",), ("plan",), ("progress",), EXPORT)

Line = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a start of the program took: seconds by the clock and of the processor, megabytes at the most."""

    wall: float
    cpu: float
    memory: float


def record_of(home: Path, entries: int) -> int:
    """Make a record of so many entries before the first days of a bout; how many it has altogether."""
    open_journal(home, KINDS, create=True).close()
    with closing(sqlite3.connect(record_path(home), isolation_level=None)) as database:
        database.execute("BEGIN")
        marks = ", ".join("?" * len(COLUMNS.split(",")))
        database.executemany(f"INSERT INTO entry ({COLUMNS}) VALUES ({marks})", _past(entries))  # noqa: S608 - fixed names
        database.execute("COMMIT")
    with open_journal(home, KINDS) as journal:
        _live(Person(journal), PRESENT_DAYS)
        return journal.whole().count


def _past(entries: int) -> Iterator[Line]:
    """The lines of so many entries in bouts of twelve weeks, the first bout first."""
    bout, span = _bout() if entries else [], timedelta(weeks=BOUT_WEEKS, days=GAP_DAYS)
    bouts = -(-entries // len(bout)) if bout else 0
    for ago in range(bouts, 0, -1):
        ids: dict[str, str] = defaultdict(lambda: uuid.uuid4().hex)
        for line in bout[bouts * len(bout) - entries if ago == bouts else 0 :]:
            yield tuple(_moved(value, -ago * span, ids) for value in line)


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}(?=[T\"]|$)")
_ID = re.compile(r"\b[0-9a-f]{32}\b")


def _moved(value: str | None, span: timedelta, ids: dict[str, str]) -> str | None:
    """A value of a line at another time, under ids of its own."""
    if value is None:
        return None
    text = _DAY.sub(lambda day: (date.fromisoformat(day[0]) + span).isoformat(), value)
    return _ID.sub(lambda one: ids[one[0]], text)


def _bout() -> list[Line]:
    """The lines of one bout from start to closing."""
    with tempfile.TemporaryDirectory() as home:
        with open_journal(Path(home), KINDS, create=True) as journal:
            person = Person(journal)
            _live(person, BOUT_WEEKS * 7)
            person.desk.keep(EpisodeClosed("pain_low"))
        with closing(sqlite3.connect(record_path(Path(home)))) as database:
            return list(database.execute(f"SELECT {COLUMNS} FROM entry ORDER BY seq"))  # noqa: S608 - fixed names


def _live(person: Person, days: int) -> None:
    """The first days of a bout."""
    person.starts()
    for _ in range(days):
        _answer(person)
        _spend(person)
        person.waits(days=1)


def _answer(person: Person) -> None:
    """The weekly safety questions where they are due, and the week after them."""
    desk = person.desk
    if not due_sets(desk) or not desk.standing().is_plan_allowed:
        return
    sitting, questions = uuid.uuid4().hex, tuple(desk.book.screening.rules.questions)[:ASKED_WEEKLY]
    desk.keep(*(AnswerGiven(sitting, one, "no") for one in questions))
    person.reviews()
    desk.keep(SittingEnded(sitting))
    plan_view(person.desk)


def _spend(person: Person) -> None:
    """A day: a dose while the course runs, a check-in, two sessions of the plan, sitting twice."""
    course, weeks = person.desk.course(), person.desk.weeks()
    if course and person.now.date() < course.stop_on:
        person.swallows(500)
    person.logs(walk=15, pain=4, pain_worst=6, function=6, sleep=6, distress=3)
    sessions = [Session(item.id, item.amount, 3, 4) for item in weeks[-1].items[:2]]
    person.desk.keep(*sessions, SatFor(45), SatFor(50))


def measure(few: Path, many: Path, now: datetime) -> Iterator[tuple[str, Cost, Cost]]:
    """For each command what it costs on either record, measured in turns."""
    seen: dict[tuple[Path, tuple[str, ...]], list[Cost]] = defaultdict(list)
    for turn in range(TURNS + 1):
        for command in COMMANDS:
            for home in (few, many):
                cost = _run(home, command, now + timedelta(minutes=turn))
                if turn:  # the first one warms up, and copies the record
                    seen[home, command].append(cost)
    for command in COMMANDS:
        yield command[0], _median(seen[few, command]), _median(seen[many, command])


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(median(getattr(one, name) for one in costs) for name in Cost.__slots__))


def _run(home: Path, command: tuple[str, ...], at: datetime) -> Cost:
    """One true start of the program."""
    environment = {**os.environ, "BACKCOACH_HOME": str(home), "BACKCOACH_NOW": at.isoformat(), "TZ": "UTC"}
    begun = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "backcoach", *command],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)],
    )
    _, status, used = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{command[0]} ended with {code}")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(entries: int, folder: Path) -> Iterator[tuple[str, bool]]:
    """One line for each command, and whether it keeps to its bar."""
    few, many = folder / "few", folder / "many"
    small, large = record_of(few, 0), record_of(many, entries)
    yield f"{'':10} {small:>9,} {large:>9,} entries", True
    now = MORNING + timedelta(days=PRESENT_DAYS - 1, hours=1)
    for name, one, other in measure(few, many, now):
        is_export = name == EXPORT[0]
        before, after = (one.memory, other.memory) if is_export else (one.cpu, other.cpu)
        ratio, unit = after / before, "MB" if is_export else "s "
        keeps = ratio <= MOST_TIMES
        words = f"ratio {ratio:.2f}, at most {MOST_TIMES}{'' if keeps else ': falls short'}"
        yield f"{name:10} {before:>6.2f} {unit} {after:>6.2f} {unit} {words}", keeps


def main() -> int:
    """Make both records, measure, print; 1 where a ratio is above its bar."""
    folder = Path(tempfile.mkdtemp(prefix="backcoach-scale-"))
    try:
        entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
        kept = True
        for line, keeps in compare(entries, folder):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            kept &= keeps
        return 0 if kept else 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    raise SystemExit(main())
