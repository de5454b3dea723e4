"""Ids of entries: 32 random hexadecimal digits, of which those of one run of the program share the last."""

from __future__ import annotations

import os
from collections.abc import Callable

_OWN_BYTES, _SHARED_BYTES = 10, 6
_SHARED_DIGITS = 2 * _SHARED_BYTES


def ids_of_one_run() -> Callable[[], str]:
    """A maker of fresh ids, whose last 12 digits are the same for every id it makes."""
    run = os.urandom(_SHARED_BYTES).hex()
    return lambda: os.urandom(_OWN_BYTES).hex() + run


def run_of(entry_id: str) -> str:
    """The digits that all entries of one run share; ids from before runs were marked share them with none."""
    return entry_id[-_SHARED_DIGITS:]
