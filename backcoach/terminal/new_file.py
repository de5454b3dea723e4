"""Writing a new private file, whole or not at all, for what may be large."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from backcoach.flows.errors import BadInput

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


@contextmanager
def new_private_file(path: Path, *, is_replacing: bool = False) -> Iterator[BinaryIO]:
    """A file to write into, which stands under `path` once the block has ended well, safe on the disk.

    Until then it is a temporary file beside it, which only its owner can read from the first byte on; after
    any exception it is gone and `path` is as it was. An existing file is replaced only with `is_replacing`.
    Raises `BadInput`.
    """
    refuse_taken(path, is_replacing=is_replacing)
    unfinished = path.with_name(f".{path.name[:200]}.{os.urandom(4).hex()}.unfinished")
    with _said_plainly(path):
        file = _opened(unfinished)
        try:
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(unfinished, path, is_replacing=is_replacing)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def new_private_folder(path: Path, names: frozenset[str], *, is_replacing: bool = False) -> Iterator[Path]:
    """A folder to write files into, which stands under `path` once the block has ended well.

    Only with `is_replacing` may `path` be there already, and then hold nothing but files of these names.
    Otherwise as `new_private_file`. Raises `BadInput`.
    """
    refuse_taken_folder(path, names, is_replacing=is_replacing)
    unfinished = path.with_name(f".{path.name[:200]}.{os.urandom(4).hex()}.unfinished")
    with _said_plainly(path):
        unfinished.mkdir(mode=_PRIVATE_FOLDER)
        try:
            unfinished.chmod(_PRIVATE_FOLDER)  # as for a file
            yield unfinished
            sync_folder(unfinished)
            _put_folder_in_place(unfinished, path, names, is_replacing=is_replacing)
        finally:
            _remove_folder(unfinished)


def refuse_taken_folder(path: Path, names: frozenset[str], *, is_replacing: bool) -> None:
    """Refuse a folder that is there, but for one of ours that is to be replaced. Raises `BadInput`."""
    if not os.path.lexists(path):
        return
    if not path.is_dir() or path.is_symlink() or not is_replacing:
        raise _taken(path)
    others = [one.name for one in path.iterdir() if one.name not in names]
    if others:
        raise BadInput(f"{path} holds other files too and is left as it is.", "Choose another name.")


def _put_folder_in_place(unfinished: Path, path: Path, names: frozenset[str], *, is_replacing: bool) -> None:
    refuse_taken_folder(path, names, is_replacing=is_replacing)
    if not path.exists():
        unfinished.rename(path)
    else:
        before = path.with_name(f".{path.name[:200]}.{os.urandom(4).hex()}.before")
        path.rename(before)
        unfinished.rename(path)
        _remove_folder(before)
    sync_folder(path.parent)


def _remove_folder(folder: Path) -> None:
    """Remove a folder that holds nothing but files, if it is there."""
    if folder.exists():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def refuse_taken(path: Path, *, is_replacing: bool) -> None:
    """Refuse a name that is taken by something that is not to be replaced. Raises `BadInput`."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder.", "Give the name of a file.")
    if not is_replacing and os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> BadInput:
    return BadInput(
        f"{path} exists already and is left as it is.", "Choose another name, or replace it with --force."
    )


def _opened(unfinished: Path) -> BinaryIO:
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    os.fchmod(descriptor, _PRIVATE_FILE)  # a strange umask may have taken the owner's own rights
    return os.fdopen(descriptor, "wb")


def _put_in_place(unfinished: Path, path: Path, *, is_replacing: bool) -> None:
    if is_replacing:
        unfinished.replace(path)
    else:
        _link(unfinished, path)
    sync_folder(path.parent)


def _link(unfinished: Path, path: Path) -> None:
    """Give a file its name where nothing has it: a link replaces nothing, not even at the last moment."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # some disks, such as those of cameras, know no links
        refuse_taken(path, is_replacing=False)
        unfinished.rename(path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe on the disk, where the system can. Raises nothing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or "the system refuses it"
        raise BadInput(f"{path} cannot be written: {why}.", "Make room, or choose another place.") from None
