"""Backups that only a passphrase opens: where their key is, and turning plain ones into sealed ones.

Beside the backups lie two small files: `recipient.txt`, to which each new backup is sealed and which opens
none, and `key.age`, which opens all of them and is itself sealed with the passphrase. Backups are sealed as
long as `recipient.txt` is there. How sealing is done is given by a function from outside.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from backcoach.journal.home import make_private_file, sync_folder

RECIPIENT, KEY = "recipient.txt", "key.age"
SEALED = ".age"
"""What stands behind the name of a sealed backup."""

UNFINISHED_KEY = f"unfinished.{KEY}"
HEAD = b"age-encryption.org/v1\n"
_MOST = 10_000

Seal = Callable[[bytes, str], bytes]
"""Seals bytes to a recipient. Raises `ValueError` for what is no recipient."""


class NoSealer(OSError):
    """Backups are to be sealed, and nobody gave a way to, or the recipient cannot be used."""

    def __init__(self) -> None:
        super().__init__("the backups are to be sealed and the file recipient.txt beside them cannot be used")


def recipient_of(folder: Path) -> str | None:
    """To whom the backups in this folder are sealed; None where they are not. Raises `OSError`."""
    try:
        return (folder / RECIPIENT).read_bytes()[:_MOST].decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None


def key_in(folder: Path) -> bytes | None:
    """The sealed key of the backups in this folder; None where there is none. Raises `OSError`."""
    try:
        return (folder / KEY).read_bytes()
    except FileNotFoundError:
        return None


def sealed(plain: bytes, recipient: str, seal: Seal | None) -> bytes:
    """The sealed bytes. Raises `NoSealer`."""
    if seal is None:
        raise NoSealer
    try:
        return seal(plain, recipient)
    except ValueError:
        raise NoSealer from None


def is_sealed_file(path: Path) -> bool:
    """Whether a file begins as a sealed one does. What is in it shows only when it is opened."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEAD)) == HEAD
    except OSError:
        return False


def put_file(folder: Path, name: str, unfinished: str, content: bytes, *, is_replacing: bool = True) -> None:
    """Write a private file of that name, whole or not at all, safe on the disk. Raises `OSError`."""
    place = folder / unfinished
    place.unlink(missing_ok=True)
    make_private_file(place)
    with place.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if not is_replacing and (folder / name).exists():
        raise FileExistsError(name)
    place.rename(folder / name)
    sync_folder(folder)


def begin(folder: Path, recipient: str, key: bytes | None) -> None:
    """Seal from now on. `key` is the sealed key, None where the one that is there stays.

    A key that is there is never replaced: it may be all that opens the backups. Raises `OSError`.
    """
    if key is not None:
        put_file(folder, KEY, UNFINISHED_KEY, key, is_replacing=False)
    put_file(folder, RECIPIENT, UNFINISHED_KEY, f"{recipient}\n".encode("ascii"))


def leave_off(folder: Path) -> bool:
    """Seal no more; whether it was on. What is sealed stays so, and its key with it. Raises `OSError`."""
    was_on = (folder / RECIPIENT).exists()
    (folder / RECIPIENT).unlink(missing_ok=True)
    if was_on:
        sync_folder(folder)
    return was_on
