"""Files of ours outside the record: told from others by their mark, and taken away with the folders made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.terminal.new_file import new_private_file
from backcoach.terminal.remind_texts import FOLDERS, MARK
from backcoach.values import Value

MOST_BYTES = 64 * 1024
_MADE = re.compile(re.escape(FOLDERS) + r"([0-9]{1,2})\b")


class Owned(Value):
    """A file of ours: its text, by how many folders above it were made; or a link to `target`."""

    path: Path
    text: Callable[[int], str] | None = None
    target: str = ""

    def is_ours(self) -> bool:
        """Whether what stands at its place was written by us. False where nothing does."""
        if self.path.is_symlink():
            return self.text is None and self.path.readlink().name == Path(self.target).name
        return self.text is not None and MARK in _read(self.path)


def write_owned(wanted: Sequence[Owned], possible: Sequence[Owned], innermost: Path) -> None:
    """Write these files, and take away those of `possible` that are ours and no longer wanted.

    `innermost` is the innermost folder of them all. Either all of it is written or nothing. Raises
    `BadInput`, first of all where a place is taken by something that is not ours.
    """
    for one in wanted:
        if _is_taken(one.path) and not one.is_ours():
            raise BadInput(
                f"{one.path} was not written by backcoach and is left as it is.",
                "Move it away, or choose another way: backcoach remind --install --as cron",
            )
    ours, folders = owned_among(possible), folders_for(possible, innermost)
    kept = {one.path for one in wanted}
    _remove_files(one for one in ours if one.path not in kept)
    try:
        innermost.mkdir(parents=True, exist_ok=True)
        for one in wanted:
            _write(one, folders)
    except (OSError, BadInput) as error:
        _remove_files(wanted)
        remove_folders(innermost, folders)
        raise _unwritable(innermost, error) from None


def folders_for(possible: Sequence[Owned], innermost: Path) -> int:
    """How many folders are made for the files, or were made for those of ours that are there."""
    ours = owned_among(possible)
    return _folders_told(ours) if ours else _missing(innermost)


def owned_among(possible: Iterable[Owned]) -> tuple[Owned, ...]:
    """Those that are there and ours."""
    return tuple(one for one in possible if one.is_ours())


def remove_owned(possible: Sequence[Owned], innermost: Path) -> tuple[Path, ...]:
    """Take away every file of ours, and the folders made for them that are empty; the paths of the files."""
    ours = owned_among(possible)
    folders = _folders_told(ours)
    _remove_files(ours)
    remove_folders(innermost, folders)
    return tuple(one.path for one in ours)


def remove_folders(innermost: Path, count: int) -> None:
    """Remove so many of the innermost folders, from the inside on, as far as they are empty."""
    with suppress(OSError):
        for folder in (innermost, *innermost.parents)[:count]:
            folder.rmdir()


def _write(one: Owned, folders: int) -> None:
    if one.text is None:
        if not one.path.is_symlink():
            one.path.symlink_to(one.target)
        return
    with new_private_file(one.path, is_replacing=True) as file:
        file.write(one.text(folders).encode("utf-8"))


def _remove_files(files: Iterable[Owned]) -> None:
    for one in files:
        if one.is_ours():
            one.path.unlink()


def _missing(innermost: Path) -> int:
    """How many folders have to be made, this one and those above it."""
    return sum(not folder.exists() for folder in (innermost, *innermost.parents))


def _folders_told(ours: Iterable[Owned]) -> int:
    """How many folders were made with files of ours, as they say themselves."""
    found = (_MADE.search(_read(one.path)) for one in ours if one.text is not None)
    return max((int(one[1]) for one in found if one), default=0)


def _is_taken(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _read(path: Path) -> str:
    """The beginning of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return ""


def _unwritable(innermost: Path, error: OSError | BadInput) -> BadInput:
    if isinstance(error, BadInput):
        return error
    return BadInput(f"{innermost} cannot be written: {error.strerror}.", "Choose another way with --as.")
