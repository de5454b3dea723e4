"""Making a whole record of a damaged one: all that can be read, and what backups still have."""

from __future__ import annotations

from pathlib import Path

from backcoach.coach.record import ScreeningDue
from backcoach.coach.rescreening import RESTORED
from backcoach.flows.desk import Desk
from backcoach.flows.kinds import KINDS
from backcoach.flows.moment import Moment
from backcoach.handbook.handbook import Handbook
from backcoach.journal.backup import backups
from backcoach.journal.faults import RecordDamaged
from backcoach.journal.home import record_path
from backcoach.journal.opening import open_journal
from backcoach.journal.salvage import Salvaged, salvage, write_lines
from backcoach.journal.staging import set_aside, stage
from backcoach.journal.swap import not_busy
from backcoach.journal.translation import translated
from backcoach.values import Value


class Repaired(Value):
    """What came of a repair: the entries of the new record, and how many of them came from backups.

    `lost` are the places of entries that are known of and could not be read. `is_complete` where nothing can
    be missing. The damaged file is kept as `kept_as`.
    """

    entries: int
    from_backups: int
    lost: tuple[int, ...]
    is_complete: bool
    kept_as: str


def make_record(folder: Path, found: Salvaged) -> int:
    """Make a new record in `folder` of what was salvaged; how many entries it has. Raises `JournalError`."""
    open_journal(folder, KINDS, create=True).close()
    with translated(folder):
        return write_lines(record_path(folder), found)


def repair(home: Path, book: Handbook, moment: Moment) -> Repaired:
    """Put a whole record in the place of a damaged one, which is kept untouched beside it.

    Unless nothing can be missing, all safety questions are due again. Raises `RecordDamaged` where nothing at
    all could be read, here or in a backup; `RecordBusy`, `RecordFull`, `HomeUnwritable`.
    """
    path = record_path(home)
    not_busy(path)
    with stage(home) as folder, translated(path):
        found = salvage(path, folder, backups(path), KINDS)
        if not found.lines:
            raise RecordDamaged(path, "nothing in it can be read, and no backup has it")
        new = record_path(folder)
        entries = make_record(folder, found)
        is_complete = found.is_complete and entries == len(found.lines) and not found.from_backups
        if not is_complete:
            with open_journal(folder, KINDS) as journal:
                Desk(book, journal, moment).keep(ScreeningDue(RESTORED))
        kept_as = set_aside(home, new, moment.today)
    return Repaired(entries, found.from_backups, found.lost, is_complete, kept_as)
