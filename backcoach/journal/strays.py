"""What a program that syncs folders may leave beside the record: second copies, pieces, placeholders."""

from __future__ import annotations

import re
from pathlib import Path

from backcoach.journal.home import record_path
from backcoach.journal.swap import SIDECARS
from backcoach.values import Value

_PIECE = re.compile(
    r"^(?:\.syncthing\.|~syncthing~)|\.(?:tmp|part|partial|crdownload|filepart|!sync)$", re.IGNORECASE
)
_PLACEHOLDER = ".icloud"


class Strays(Value):
    """Files beside the record that bear its name: whole `copies`, `pieces` of one, `placeholders` for it."""

    copies: tuple[Path, ...] = ()
    pieces: tuple[Path, ...] = ()
    placeholders: tuple[Path, ...] = ()


def strays(home: Path) -> Strays:
    """What is there. Raises `OSError`."""
    record = record_path(home)
    own = {record.name, *(f"{record.name}{ending}" for ending in SIDECARS)}
    others = [item for item in sorted(home.iterdir()) if _bears(item.name, record) and item.name not in own]
    placeholders = tuple(item for item in others if item.suffix == _PLACEHOLDER)
    pieces = tuple(item for item in others if _PIECE.search(item.name) and item not in placeholders)
    copies = tuple(item for item in others if item not in placeholders and item not in pieces)
    return Strays(copies, pieces, placeholders)


def placeholder(home: Path) -> Path | None:
    """The file that stands for a record which its drive has not brought here yet; None without one."""
    place = home / f".{record_path(home).name}{_PLACEHOLDER}"
    return place if place.exists() else None


def _bears(name: str, record: Path) -> bool:
    """Whether a name is the record's with something added by another program."""
    bare = re.sub(r"^(?:\.syncthing\.|~syncthing~|\.)", "", name)
    return bare.startswith(record.stem) and record.suffix in bare
