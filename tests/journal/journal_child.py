"""What tests let other processes do to a record: `python -m tests.journal.journal_child ROLE HOME ...`."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from backcoach.coach.days import DAY_START
from backcoach.journal.backup import back_up, seal_plain_ones
from backcoach.journal.erasing import erase
from backcoach.journal.faults import JournalError
from backcoach.journal.first_write import Keeping
from backcoach.journal.home import record_path
from backcoach.journal.journal import with_void
from backcoach.journal.opening import open_journal
from backcoach.journal.received import receive
from backcoach.journal.sealing import HEAD, begin, key_in
from backcoach.journal.swap import swap
from tests.journal.journal_kinds import DAY_MINUTES, KINDS, MORE_STEPS, NOW, Note, draft, note, texts

NOBODY = 65534
CANNOT = "cannot drop privileges"


class Mortal(sqlite3.Connection):
    """A connection whose process is killed just before its n-th piece of work."""

    lives = 0

    def execute(self, *args: Any) -> sqlite3.Cursor:
        self.spend()
        return super().execute(*args)

    def backup(self, target: sqlite3.Connection, **_: Any) -> None:
        super().backup(target, pages=1, progress=lambda *_: self.spend())

    @staticmethod
    def spend() -> None:
        Mortal.lives -= 1
        if Mortal.lives == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def mortal(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same piece of work, before which its process may be killed."""

    def do(*args: Any, **options: Any) -> Any:
        Mortal.spend()
        return work(*args, **options)

    return do


def append_for_ever(home: Path) -> None:
    """Record until killed; every id on stdout is acknowledged."""
    say("ready")
    with open_journal(home, KINDS, create=True) as journal:
        for number in count():
            say(note(journal, f"{number} {'x' * (number % 7 * 900)}"))


def append_some(home: Path, times: str) -> None:
    """Record `times` notes; make the record if it is not there."""
    for number in range(int(times)):
        with open_journal(home, KINDS, create=True) as journal:
            say(note(journal, str(number)))


def die_everywhere(template: Path, task: str, ground: str) -> None:
    """Do a task again and again, killed one piece of work later each time, until it survives."""
    for lives in count(1):
        home = Path(ground) / f"killed-{lives:03}"
        shutil.copytree(template, home)
        child = os.fork()
        if child == 0:
            Mortal.lives = lives
            sqlite3.connect = partial(sqlite3.connect, factory=Mortal)  # type: ignore[assignment]
            for name in ("unlink", "rmdir", "rename", "replace"):
                setattr(os, name, mortal(getattr(os, name)))
            TASKS[task](home)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            say(f"{lives} {os.waitstatus_to_exitcode(status)}")
            return


def create(home: Path) -> None:
    with open_journal(home, KINDS, create=True) as journal:
        note(journal, "first")
        (home / "acknowledged").touch()


def migrate(home: Path) -> None:
    open_journal(home, KINDS, steps=MORE_STEPS).close()


def import_document(home: Path) -> None:
    with open_journal(home, KINDS) as journal:
        journal.take_in(receive(partial((home / "document.json").open, "rb"), with_void(KINDS)))


def exchange(home: Path) -> None:
    swap(record_path(home), record_path(home / "new"), lambda _: None)


def begin_day(home: Path) -> None:
    with open_journal(home, KINDS, keeping=Keeping(lambda fault: say(str(fault)), DAY_START)) as journal:
        journal.append([draft(Note("next day"), minutes=DAY_MINUTES)], NOW + timedelta(days=1))
        (home / "acknowledged").touch()


def turned_round(plain: bytes, recipient: str) -> bytes:
    """What stands for sealing where only the files matter. Raises `ValueError` for any other recipient."""
    if recipient != "nobody":
        raise ValueError(recipient)
    return HEAD + plain[::-1]


def seal_backups(home: Path) -> None:
    folder = home / "backups"
    begin(folder, "nobody", None if key_in(folder) else HEAD + b"key")
    seal_plain_ones(folder, turned_round)
    back_up(record_path(home), "day-2026-03-09", turned_round)
    (home / "acknowledged").touch()


def erase_all(home: Path) -> None:
    erase(home, NOW.date())


def exchange_on_a_full_disk(home: Path, limit_bytes: str) -> None:
    """Swap where no file may grow beyond the limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit_bytes), int(limit_bytes)))
    tell(lambda: exchange(home))


TASKS: dict[str, Callable[[Path], None]] = {
    "create": create,
    "migrate": migrate,
    "import_document": import_document,
    "exchange": exchange,
    "begin_day": begin_day,
    "seal_backups": seal_backups,
    "erase_all": erase_all,
}


def import_where_no_file_may_grow(home: Path, limit_bytes: str) -> None:
    """Import the document beside the record where no file may grow beyond the limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit_bytes), int(limit_bytes)))
    tell(lambda: import_document(home))


def fill_disk(home: Path, limit_bytes: str, create_flag: str) -> None:
    """Record a long note where no file may grow beyond the limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit_bytes), int(limit_bytes)))

    def write() -> None:
        with open_journal(home, KINDS, create=create_flag == "create") as journal:
            note(journal, "x" * 60_000)

    tell(write)


def as_nobody(home: Path, *notes: str) -> None:
    """Without root's powers: count the notes that can be read, then make or write the record."""
    if os.geteuid() == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        except PermissionError:
            say(CANNOT)
            return
    if home.exists():
        with open_journal(home, KINDS) as journal:
            say(f"read {len(texts(journal))}")

    def write() -> None:
        with open_journal(home, KINDS, create=True) as journal:
            note(journal, notes[0])

    tell(write)


def tell(work: Callable[[], None]) -> None:
    """Do the work and say how it ended."""
    try:
        work()
    except JournalError as fault:
        say(f"{type(fault).__name__} {fault.exit_code}")
    else:
        say("done")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


ROLES: dict[str, Callable[..., None]] = {
    role.__name__: role
    for role in (
        append_for_ever,
        append_some,
        die_everywhere,
        exchange_on_a_full_disk,
        fill_disk,
        import_where_no_file_may_grow,
        as_nobody,
    )
}

if __name__ == "__main__":
    ROLES[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
