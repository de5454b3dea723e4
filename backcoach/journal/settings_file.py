"""The file `settings.toml` in the home: read whole, changed line by line, so that what is in it stays.

It holds how the program behaves, and nothing about health. Backups and exports leave it alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from backcoach.journal.changes import note_change
from backcoach.journal.home import make_private_file, prepare_home, sync_folder
from backcoach.journal.translation import translated

NAME = "settings.toml"
UNFINISHED = f"unfinished.{NAME}"
MOST_BYTES = 100_000


def settings_path(home: Path) -> Path:
    """The settings file of this home."""
    return home / NAME


def read_text(home: Path) -> str:
    """What stands in the file; empty where there is none. Raises `OSError`; `ValueError` for no text."""
    try:
        with settings_path(home).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if len(raw) > MOST_BYTES:
        raise ValueError("it is too long")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None


def parsed(text: str) -> Mapping[str, Any]:
    """The keys of the file. Raises `ValueError` that names the line and nothing of what stands there."""
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line \d+|at end of document", str(error))
        raise ValueError(f"it is not TOML {where.group() if where else ''}".strip()) from None


def with_value(text: str, key: str, value: str | None) -> str:
    """The text with `key = "value"` in it, in the place where the key stood; without the key for None."""
    line = "" if value is None else f'{key} = "{value}"\n'
    pattern = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=.*(?:\n|\Z)""", re.MULTILINE)
    if pattern.search(text):
        return pattern.sub(lambda _: line, text, count=1)
    return line + text


def write_text(home: Path, text: str) -> None:
    """Put a new file in the place of the old one, whole or not at all. Raises `JournalError`."""
    prepare_home(home)
    unfinished = home / UNFINISHED
    with translated(settings_path(home)):
        unfinished.unlink(missing_ok=True)
        make_private_file(unfinished)
        try:
            _write(unfinished, text)
            unfinished.replace(settings_path(home))
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        sync_folder(home)
        note_change()


def _write(path: Path, text: str) -> None:
    with path.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
