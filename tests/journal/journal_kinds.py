"""Kinds of entries for the tests of the record, and short ways to make and read one."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from backcoach.journal.codec import Draft
from backcoach.journal.home import record_path
from backcoach.journal.journal import Journal
from backcoach.journal.migrations import STEPS, Step
from backcoach.journal.opening import open_journal
from backcoach.values import Value

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
DAY_MINUTES = 1440


class Mood(Enum):
    FINE = "fine"
    LOW = "low"


class Note(Value):
    text: str


class Dose(Value):
    medicine: str
    mg: float


class CheckIn(Value):
    pain: float | None = None
    note: str | None = None


class Spell(Value):
    on: date
    wake: time
    since_at: datetime
    mood: Mood
    notes: tuple[Note, ...]
    counts: Mapping[str, int]
    minutes: float
    is_first: bool
    inner: Note | None = None


KINDS: dict[str, type] = {"note": Note, "dose": Dose, "check_in": CheckIn, "spell": Spell}

MORE_STEPS = (
    *STEPS,
    Step(
        "tags",
        (
            "ALTER TABLE entry ADD COLUMN tag TEXT",
            "CREATE TABLE tag (name TEXT PRIMARY KEY NOT NULL) STRICT",
            "INSERT INTO tag (name) SELECT DISTINCT kind FROM entry",
        ),
    ),
    Step(
        "settings of any length",
        (
            "CREATE TABLE setting_2 (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
            "INSERT INTO setting_2 SELECT name, value FROM setting",
            "DROP TABLE setting",
            "ALTER TABLE setting_2 RENAME TO setting",
        ),
    ),
)


def draft(body: object, *, minutes: float = 0, supersedes: str | None = None) -> Draft:
    """A draft of something that happened `minutes` after the usual moment."""
    at = NOW + timedelta(minutes=minutes)
    return Draft(body, at, "Europe/Berlin", at.date(), supersedes)


def note(journal: Journal, text: str, *, minutes: float = 0, supersedes: str | None = None) -> str:
    """Record a note and tell its id."""
    return journal.append([draft(Note(text), minutes=minutes, supersedes=supersedes)], NOW)[0].id


def void(journal: Journal, entry_id: str) -> str:
    """Void an entry and tell the id of the void."""
    return journal.void(entry_id, "a slip", zone="UTC", day_on=NOW.date(), recorded_at=NOW).id


def texts(journal: Journal) -> list[str]:
    """What the current notes say, in their order."""
    return [entry.body.text for entry in journal.entries(Note)]


def make_record(home: Path, *notes: str) -> Path:
    """Make a record with these notes and close it."""
    with open_journal(home, KINDS, create=True) as journal:
        for text in notes:
            note(journal, text)
    return record_path(home)


def run_sql(path: Path, *statements: str) -> list[Any]:
    """Work on the file behind the program's back; returns the rows of the last statement."""
    rows: list[Any] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            rows = connection.execute(statement).fetchall()
    return rows


def mode(path: Path) -> int:
    """The permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def is_root() -> bool:
    """Whether permissions do not bind this process."""
    return os.geteuid() == 0
