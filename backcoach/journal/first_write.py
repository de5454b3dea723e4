"""The backup before the first write of each day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from backcoach.coach.days import day_of
from backcoach.journal.faults import JournalError, NoBackup
from backcoach.journal.home import backups_folder
from backcoach.journal.reading import instant_in
from backcoach.journal.translation import translated
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.journal.sealing import Seal


class Keeping(Value):
    """How the backups of each day are made.

    `tell` is told, at most once, that there is no backup of the day, and why. `day_start` is when a day
    begins. `seal` is how to seal a backup where that is wanted.
    """

    tell: Callable[[NoBackup], None]
    day_start: time
    seal: Seal | None = None


class FirstWrite:
    """Keeps the record as it is before the first write of each day. It never stops that write."""

    def __init__(self, path: Path, keeping: Keeping) -> None:
        self._path = path
        self._keeping = keeping
        self._seen_on: date | None = None

    def __call__(self, connection: sqlite3.Connection, recorded_at: datetime) -> None:
        """In the transaction of a write, before it changes anything; the day is that of `recorded_at`."""
        day_on = day_of(recorded_at, self._keeping.day_start)
        if day_on == self._seen_on:
            return
        self._seen_on = day_on
        try:
            with translated(self._path):
                if not self._is_kept(day_on) and self._is_older(connection, recorded_at, day_on):
                    from backcoach.journal.backup import back_up, rotate
                    from backcoach.journal.backup_names import daily_stem

                    back_up(self._path, daily_stem(day_on), self._keeping.seal)
                    rotate(self._path, day_on)
        except JournalError as fault:
            self._keeping.tell(NoBackup(backups_folder(self._path), fault))

    def _is_kept(self, day_on: date) -> bool:
        from backcoach.journal.backup_names import daily_stem
        from backcoach.journal.sealing import SEALED

        plain = backups_folder(self._path) / f"{daily_stem(day_on)}.sqlite3"
        return plain.exists() or plain.with_name(f"{plain.name}{SEALED}").exists()

    def _is_older(self, connection: sqlite3.Connection, recorded_at: datetime, day_on: date) -> bool:
        """Whether anything in the record is from before the day `day_on`, which is that of `recorded_at`."""
        first = connection.execute("SELECT recorded_at FROM entry ORDER BY seq LIMIT 1").fetchone()
        if first is None:
            return False
        first_at = instant_in(self._path, first[0]).astimezone(recorded_at.tzinfo)
        return day_of(first_at, self._keeping.day_start) < day_on
