"""What can go wrong with the record: one sentence for the person, the next step, and an exit code.

No message holds anything a person recorded, nor any SQL.
"""

from __future__ import annotations

from pathlib import Path


class JournalError(Exception):
    """The record cannot be used. `exit_code` is what the program ends with."""

    exit_code = 1


class NothingStarted(JournalError):
    """There is no record yet, or only the empty file that a breakdown at the very start leaves."""

    exit_code = 3

    def __init__(self, home: Path, empty_file: Path | None = None) -> None:
        hint = (
            f" The file {empty_file} is empty: if it held a record, see: backcoach restore."
            if empty_file
            else ""
        )
        super().__init__(f"Nothing is recorded yet in {home}.{hint} Begin with: backcoach start")


class RecordDamaged(JournalError):
    """The file is not a record any more, or a part of it cannot be read. It was left as it is."""

    exit_code = 5

    def __init__(self, path: Path, what: str = "it cannot be read") -> None:
        super().__init__(
            f"The record {path} is damaged: {what}. Nothing was changed. "
            "See what is safe and what can be done with: backcoach doctor",
        )


class RecordTooNew(JournalError):
    """A newer version of the program wrote the file. It was left as it is."""

    exit_code = 5

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"The record {path} was written by a newer backcoach: {what}. Nothing was changed. "
            "Install the newest backcoach and try again.",
        )


class RecordBusy(JournalError):
    """Another process kept the record for longer than the time to wait."""

    exit_code = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The record {path} is in use by another backcoach, so nothing was saved. Try again in a moment.",
        )


class RecordRewoven(JournalError):
    """An import put the record's entries into a new order while they were read one after the other."""

    exit_code = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The record {path} was put in a new order by an import while it was read. Do this again.",
        )


class DocumentFaulty(JournalError):
    """A document is not one of a record. `faults` name each place, and nothing of what stands there."""

    exit_code = 2

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("The document cannot be read as a record, so nothing was imported.")
        self.faults = faults


class DocumentTooNew(JournalError):
    """A newer version of the program wrote the document."""

    exit_code = 5

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The document was written by a newer backcoach: {what}. Nothing was imported. "
            "Install the newest backcoach and try again.",
        )


class DocumentChanged(JournalError):
    """The document is not the one that was looked through first."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("The document changed while it was read, so nothing was imported. Do this again.")


class EntriesDiffer(JournalError):
    """Entries of the document say something else than those of the record under the same ids."""

    exit_code = 2

    def __init__(self, entries: tuple[tuple[str, str], ...]) -> None:
        super().__init__("Entries with the same id say different things, so nothing was imported.")
        self.entries = entries


class WeavingFailed(JournalError):
    """The woven record did not pass its own checks; the record was left as it was."""

    exit_code = 1

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The entries could not be woven into the record {path}; nothing was changed. "
            "Please report this as a fault.",
        )


class RecordExchanged(JournalError):
    """While this process had the record open, another one put a different file in its place, or erased it."""

    exit_code = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The record {path} was exchanged or erased by another backcoach, so nothing was saved. "
            "Begin this command again.",
        )


class KeyChanged(JournalError):
    """While this process asked for a passphrase, another one put a key for the backups there, or took it."""

    exit_code = 6

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"The key {place} was made or taken away by another backcoach meanwhile. Nothing was changed, "
            "and the passphrase you gave makes no key. Run this again: backcoach seal",
        )


class LinkedAway(JournalError):
    """A file that is to be erased is a link to one elsewhere, and that one cannot be erased."""

    exit_code = 2

    def __init__(self, place: Path, target: Path, why: str) -> None:
        super().__init__(
            f"{place} is a link to {target}, and {why}. Nothing was erased. See to {target} yourself, remove "
            "the link, and do this again: backcoach erase",
        )


class HomeUnwritable(JournalError):
    """The folder or the file cannot be made, opened, written or kept private."""

    exit_code = 2

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be used for the record: {why}. Nothing was saved. "
            "Put its permissions right, or choose another folder with --home.",
        )


class RecordFull(JournalError):
    """The disk is full, a quota or size limit is reached, or the disk refuses to write.

    It ends with 2 like `HomeUnwritable`: the place given for the record cannot take it, and giving it
    room is for the person to do.
    """

    exit_code = 2

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no room to write the record {path}, so nothing was saved. "
            "Make some space on the disk and enter it again.",
        )


class EntryRefused(JournalError):
    """The record's own checks refuse an entry, such as an amount no dose can have."""

    exit_code = 2

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The record {path} refuses an entry that cannot be right, so nothing was saved. "
            "Check what was entered and try again.",
        )


class NotCurrent(JournalError):
    """The entry to correct or to void is unknown, or was corrected or voided before."""

    exit_code = 2

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"Entry {entry_id} is not there any more, or was changed in the meantime, so nothing was saved. "
            "Look at what is there now and try again.",
        )


class SqliteTooOld(JournalError):
    """Python was built with an SQLite that lacks what the record needs."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            f"backcoach needs SQLite {needed} or newer, and this Python has {found}. "
            "Run backcoach with a newer Python.",
        )


class NoBackup(JournalError):
    """There is no backup of today. It stops nothing: what is entered is saved all the same."""

    def __init__(self, folder: Path, fault: JournalError) -> None:
        super().__init__(
            f"There is no backup of today: {self._why(folder, fault)} Your entries are still saved."
        )

    @staticmethod
    def _why(folder: Path, fault: JournalError) -> str:
        match fault:
            case RecordFull():
                return "the disk has no room. Make some space."
            case HomeUnwritable():
                return f"{folder} cannot be written. Put its permissions right."
            case RecordDamaged():
                return "the copy did not pass its check. Look at the record with: backcoach doctor."
            case _:
                return "the copy could not be made. The next one is tried with what you enter next."
