"""Whether a run that was stopped had recorded something by then; the interruption itself carries it."""

from __future__ import annotations

_NOTE = "recorded before"


def mark_kept(stop: BaseException) -> None:
    """Note on what stops a run that something was recorded before."""
    stop.add_note(_NOTE)


def is_kept(stop: BaseException) -> bool:
    """Whether something was recorded before a run was stopped."""
    return _NOTE in getattr(stop, "__notes__", ())
