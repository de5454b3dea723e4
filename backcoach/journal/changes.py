"""Whether this run of the program has changed anything that is kept.

Where its words reach nobody any more, its exit code is not to say that nothing was saved.
"""

from __future__ import annotations

_changes: set[str] = set()


def note_change() -> None:
    """Something is on the disk now that was not there before."""
    _changes.add("kept")


def has_changed() -> bool:
    """Whether anything was noted so far."""
    return bool(_changes)
