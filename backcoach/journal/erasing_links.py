"""Where a file that is to be erased is only a link: what it leads to, and whether that can be erased."""

from __future__ import annotations

import os
from pathlib import Path

from backcoach.journal.faults import LinkedAway
from backcoach.journal.swap import SIDECARS

_GONE = "nothing can be found there"
_NO_FILE = "that is no file"
_KEPT = "its folder does not let it be removed"


def files_behind(link: Path) -> tuple[Path, ...]:
    """The file a link leads to, after what SQLite may have left beside it: it writes beside the file itself.

    Raises `LinkedAway` where there is none, or where it cannot be removed; `OSError`.
    """
    target = Path(os.path.realpath(link))
    if not target.exists():
        raise LinkedAway(link, target, _GONE)
    if not target.is_file():
        raise LinkedAway(link, target, _NO_FILE)
    if not os.access(target.parent, os.R_OK | os.W_OK | os.X_OK):
        raise LinkedAway(link, target, _KEPT)
    beside = (target.with_name(f"{target.name}{ending}") for ending in SIDECARS)
    return (*(one for one in beside if one.exists()), target)
