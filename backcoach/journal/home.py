"""The folder of the record and the privacy of what lies in it: owner only, from the first byte on."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from backcoach.journal.faults import HomeUnwritable
from backcoach.journal.translation import translated

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


def prepare_home(home: Path) -> None:
    """Make the folder of the record, or take everybody but its owner off an existing one.

    Raises `HomeUnwritable` where that cannot be done, and for a folder shared by design such as /tmp,
    which must not be closed to its other users.
    """
    with translated(home):
        make_private_folder(home)


def record_path(home: Path) -> Path:
    """The file that holds the record of this home."""
    return home / "record.sqlite3"


def backups_folder(path: Path) -> Path:
    """Where the backups of the record at `path` are."""
    return path.parent / "backups"


def hooks_folder(home: Path) -> Path:
    """Where the person keeps programs of their own that are called after an entry."""
    return home / "hooks"


def make_private_folder(folder: Path) -> None:
    """Make `folder` with mode 0700, and its parents; take a wider mode back. Raises `OSError`."""
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    tighten(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file of mode 0600 whatever the umask. Raises `FileExistsError`, `OSError`."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE_FILE)
    try:
        os.fchmod(descriptor, _PRIVATE_FILE)  # a strange umask may have taken the owner's own rights
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Let new and removed names in `folder` outlive a power cut. Raises `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def tighten(path: Path) -> None:
    """Take all rights of group and others off a file or folder. It never widens. Raises `OSError`.

    This goes by name: to open and close a file that SQLite has open would drop SQLite's locks on it.
    """
    state = path.stat()
    if state.st_mode & stat.S_ISVTX:
        raise HomeUnwritable(path, "the folder is shared with other users")
    mode = stat.S_IMODE(state.st_mode)
    if mode & ~_PRIVATE_FOLDER:
        path.chmod(mode & _PRIVATE_FOLDER)


def tighten_all(home: Path) -> None:
    """Take all rights of others off the folder, the record, its backups and what lies beside it.

    Raises `HomeUnwritable`.
    """
    with translated(home):
        for place in (home, *home.rglob("*")):
            if not place.is_symlink():
                tighten(place)
