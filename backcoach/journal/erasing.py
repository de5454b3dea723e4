"""Removing a record for good: the file, its backups, and whatever a breakdown or a repair left beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from backcoach.journal import settings_file
from backcoach.journal.backup import UNFINISHED, UNFINISHED_NAMES, back_up_from
from backcoach.journal.backup_names import backup_name
from backcoach.journal.changes import note_change, note_erased
from backcoach.journal.erasing_links import files_behind
from backcoach.journal.faults import JournalError, RecordBusy
from backcoach.journal.home import backups_folder, hooks_folder, record_path, sync_folder
from backcoach.journal.sealing import KEY, RECIPIENT, Seal
from backcoach.journal.staging import ASIDE, STAGE, one_at_a_time
from backcoach.journal.swap import SIDECARS, held
from backcoach.journal.translation import translated
from backcoach.values import Value, replace

_ASIDE = re.compile(rf"{ASIDE}-[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(-[0-9]+)?\.sqlite3")
_LAST = "before-erase"
_OTHERS = (STAGE, settings_file.NAME, settings_file.UNFINISHED)


class Erasable(Value):
    """What would go, and what would stay.

    `record` is the file itself and what SQLite may have left beside it, `backups` all backups, `others` the
    settings and what breakdowns and repairs left. `foreign` are files in the folder that are not ours; they
    stay. `keys` are for sealed backups and go last. `linked` are files elsewhere that some of these are links
    to, each with its link; what is in them is ours, so they go too.
    """

    home: Path
    record: tuple[Path, ...]
    backups: tuple[Path, ...]
    others: tuple[Path, ...]
    foreign: tuple[Path, ...]
    keys: tuple[Path, ...] = ()
    linked: tuple[tuple[Path, Path], ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that goes, in the order in which it goes: what can be restored from goes last."""
        return (*self.record, *self.others, *self.backups, *self.keys)

    def behind(self, link: Path) -> tuple[Path, ...]:
        """The files elsewhere that go with this one."""
        return tuple(target for place, target in self.linked if place == link)


def erasable(home: Path) -> Erasable:
    """What of ours is in this home. Raises `LinkedAway` for what could not be erased, `HomeUnwritable`."""
    path = record_path(home)
    with translated(home):
        items = sorted(home.iterdir()) if home.is_dir() else []
        folder = backups_folder(path)
        kept = sorted(folder.iterdir()) if folder.is_dir() else []
    record = tuple(item for item in items if _base(item.name) == path.name)
    stage = tuple(item for item in items if item.name in _OTHERS)
    aside = tuple(item for item in items if _ASIDE.fullmatch(_base(item.name)))
    backups = [item for item in kept if _is_backup(item.name)]
    keys = tuple(item for item in kept if item.name in (RECIPIENT, KEY))
    ours = {*record, *stage, *aside, *keys, *_empty(hooks_folder(home)), folder}
    foreign = [item for item in (*items, *kept) if item not in ours and item not in backups]
    found = Erasable(
        home, record, tuple(sorted(backups, key=_is_last)), (*stage, *aside), tuple(foreign), keys
    )
    with translated(home):
        linked = ((one, target) for one in found.files if one.is_symlink() for target in files_behind(one))
        return replace(found, linked=tuple(linked))


def erase(home: Path, day_on: date, seal: Seal | None = None) -> bool:
    """Remove everything of ours, and the folder too if nothing else is in it; whether the folder is gone.

    A last backup goes last of all, so that a breakdown leaves either something to restore from, or nothing;
    to do it again ends the work. Raises `RecordBusy` where the record is in use and `LinkedAway` where a link
    leads to what cannot be erased, and then nothing is changed; `HomeUnwritable`.
    """
    path = record_path(home)
    if not home.is_dir():
        return True
    with one_at_a_time(home), ExitStack() as stack:
        erasable(home)  # which refuses before anything is changed
        if path.exists():
            _hold_and_keep(stack, path, day_on, seal)
        with translated(home):
            found = erasable(home)
            for one in found.files:
                _remove_behind(found.behind(one))
                _remove(one)
            note_change()
            note_erased()
            sync_folder(home)
    return _remove_folders(home)


def _hold_and_keep(stack: ExitStack, path: Path, day_on: date, seal: Seal | None) -> None:
    """Keep others off and make a last backup, as far as the record and the disk still allow it."""
    try:
        with translated(path):
            connection = stack.enter_context(held(path))
            back_up_from(connection, path, f"{_LAST}-{day_on.isoformat()}", seal)
    except RecordBusy:
        raise
    except JournalError:
        return  # a damaged record and a full disk are to be erased as well


def _remove_behind(targets: tuple[Path, ...]) -> None:
    """Remove what a link leads to before the link, which alone tells where it is."""
    for target in targets:
        target.unlink(missing_ok=True)
        sync_folder(target.parent)


def _remove(one: Path) -> None:
    if one.is_dir() and not one.is_symlink():
        shutil.rmtree(one)
    else:
        one.unlink(missing_ok=True)


def _remove_folders(home: Path) -> bool:
    for folder in _folders(home):
        with suppress(OSError):  # something that is not ours is in it
            folder.rmdir()
    return not home.exists()


def _folders(home: Path) -> Iterator[Path]:
    yield backups_folder(record_path(home))
    yield hooks_folder(home)
    yield home


def _empty(folder: Path) -> tuple[Path, ...]:
    """The folder, if there is nothing in it."""
    return (folder,) if folder.is_dir() and not any(folder.iterdir()) else ()


def _base(name: str) -> str:
    """The name of the file that something lies beside."""
    return next((name.removesuffix(ending) for ending in SIDECARS if name.endswith(ending)), name)


def _is_backup(name: str) -> bool:
    base = _base(name)
    return name in UNFINISHED_NAMES or base == UNFINISHED or backup_name(base) is not None


def _is_last(backup: Path) -> bool:
    return backup.name.startswith(_LAST)
