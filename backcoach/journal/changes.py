"""Whether anything was kept: by this run of the program at all, and before it was stopped."""

from __future__ import annotations

_changes: set[str] = set()
_NOTE = "recorded before"


def note_change() -> None:
    """Something is on the disk now that was not there before."""
    _changes.add("kept")


def has_changed() -> bool:
    """Whether anything is: where words reach nobody any more, the exit code is not to deny it."""
    return bool(_changes)


def note_erased() -> None:
    """All that was kept has gone, as was wished."""
    _changes.add("erased")


def was_erased() -> bool:
    """Whether this run has erased the record."""
    return "erased" in _changes


def mark_kept(stop: BaseException) -> None:
    """Note on what stops a run that something was recorded before."""
    stop.add_note(_NOTE)


def is_kept(stop: BaseException) -> bool:
    """Whether something was recorded before a run was stopped."""
    return _NOTE in getattr(stop, "__notes__", ())
