"""The mark of a record that is nobody's: a demonstration, which must not be taken for somebody's own."""

from __future__ import annotations

from backcoach.journal.journal import Journal

MADE_UP = "made_up"
"""The setting that such a record has; its exports name it too."""


def is_made_up(journal: Journal) -> bool:
    """Whether a record is nobody's."""
    return journal.get_setting(MADE_UP) is not None
