"""Putting a backup in the place of the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from backcoach.coach.record import Entry
from backcoach.coach.standing import Standing
from backcoach.flows.carrying import carry
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.kinds import KINDS
from backcoach.flows.moment import Moment
from backcoach.flows.repairing import make_record
from backcoach.handbook.handbook import Handbook
from backcoach.journal.backup import Backup
from backcoach.journal.faults import NothingStarted, RecordDamaged
from backcoach.journal.home import make_private_folder, record_path
from backcoach.journal.journal import Journal
from backcoach.journal.opening import open_journal
from backcoach.journal.salvage import salvage
from backcoach.journal.sealing import SEALED, Seal
from backcoach.journal.staging import STAGE, clear, put_in_place, staged
from backcoach.journal.translation import translated
from backcoach.values import Value

LATEST = "latest"
LIST = "See them with: backcoach restore"


class Restored(Value):
    """What came, or would come, of restoring.

    `carried` are the entries that went along from the record that was replaced, `is_read` whether all of that
    one could be read, `kept_as` the file it was kept in, and `stands` what stands in the restored record.
    """

    entries: int
    carried: tuple[Entry[Any], ...]
    is_read: bool
    kept_as: str | None
    stands: Standing


def choose(wanted: str, backups: Sequence[Backup], today: date) -> Backup:
    """The backup that was asked for: by its name, by its day, or `latest`. Raises `BadInput`.

    The latest is the newest that is whole; one from a day that is still to come, by a clock that was wrong,
    only where there is no other.
    """
    if wanted == LATEST:
        whole = [one for one in backups if one.may_be_whole]
        past = [one for one in whole if one.name.day_on is None or one.name.day_on <= today]
        found = [*past, *whole]
    else:
        name = wanted.removesuffix(SEALED).removesuffix(".sqlite3")
        found = [one for one in backups if one.name.stem == name]
        found += [one for one in backups if one.name.day_on and one.name.day_on.isoformat() == wanted]
    if not found:
        raise BadInput("There is no such backup." if backups else "There is no backup yet.", LIST)
    return found[0]


def restore(
    home: Path,
    backup: Path,
    book: Handbook,
    moment: Moment,
    *,
    is_dry: bool,
    plain: bytes | None = None,
    seal: Seal | None = None,
) -> Restored:
    """Put a backup in the place of the record, with all that must not be forgotten; or only tell what comes.

    `plain` is what is in a sealed one. Where backups are sealed, `seal` is for the one of the present record.
    Raises `RecordDamaged` where the backup is not whole, and whatever opening and writing a record raises.
    """
    with staged(home, backup, plain) as folder, open_journal(folder, KINDS) as journal:
        exchange = _Exchange(home, Desk(book, journal, moment))
        kept_as = None
        if is_dry:
            exchange.look()
        else:
            kept_as = put_in_place(home, record_path(folder), "restore", moment.today, exchange.before, seal)
    assert exchange.stands is not None  # noqa: S101 - both ways set it
    return Restored(exchange.entries, exchange.carried, exchange.is_read, kept_as, exchange.stands)


class _Exchange:
    """What happens between the present record and the older one, and what came of it."""

    def __init__(self, home: Path, older: Desk) -> None:
        self._home, self._older = home, older
        self.entries = len(older.journal.history())
        self.carried: tuple[Entry[Any], ...] = ()
        self.is_read = False
        self.stands: Standing | None = None

    def before(self, record: sqlite3.Connection | None) -> None:
        """Let go along what has to: from the record behind a connection, else from what can be salvaged."""
        if record is None:
            self._take_salvaged()
        else:
            self._take(Journal(record, record_path(self._home), KINDS), is_read=True)

    def look(self) -> None:
        """The same from the record as it is now, which stays."""
        try:
            with open_journal(self._home, KINDS) as journal:
                self._take(journal, is_read=True)
        except (NothingStarted, RecordDamaged):
            self._take_salvaged()

    def _take_salvaged(self) -> None:
        path, folder = record_path(self._home), self._home / STAGE / "salvaged"
        with translated(path):
            clear(folder)
            make_private_folder(folder)
            found = salvage(path, folder, (), KINDS) if path.exists() else None
        if found is None or not found.lines:
            self._take(None, is_read=False)
            return
        make_record(folder, found)
        with open_journal(folder, KINDS) as journal:
            self._take(journal, is_read=found.is_complete)

    def _take(self, journal: Journal | None, *, is_read: bool) -> None:
        older = self._older
        present = None if journal is None else Desk(older.book, journal, older.moment)
        self.carried = carry(present, older)
        self.is_read = is_read
        self.stands = older.standing()
