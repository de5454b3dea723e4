"""From a thing done, as it is typed, to what and how much. Readers raise `ValueError` with what would do."""

from __future__ import annotations

import re

from backcoach.flows.errors import quoted

_DID = r"([0-9]{1,6}) *([a-z]*)"
_SESSION = r"([a-z_]+)\s+([0-9]{1,6})(?:\s+([0-9.,]+)/([0-9.,]+))?(\s+leg)?"


def read_did(text: str) -> tuple[str, int | None, str]:
    """A thing done, how much of it, and the unit if one was typed: `bridge`, `cycle=15`, `steps=9 steps`."""
    name, equals, amount = text.partition("=")
    if not equals:
        return name, None, ""
    match = re.fullmatch(_DID, amount.strip().lower())
    if match is None:
        raise ValueError(
            f"{quoted(text)}: the amount is a whole number, such as steps=3500, walk=10 or bridge=2"
        )
    return name, int(match[1]), match[2]


def read_session(text: str) -> tuple[str, int, float | None, float | None, bool | None]:
    """One doing: what, how much, the pain before and at its worst, and whether it went down the leg.

    Such as `walk 10 3/5`, `bridge 2`, or `walk 10 3/5 leg`.
    """
    match = re.fullmatch(_SESSION, text.strip().lower())
    if match is None:
        raise ValueError(
            f'{quoted(text)} is no session; write what, how much and the pain, such as "walk 10 3/5"'
        )
    name, amount, before, peak, leg = match.groups()
    if int(amount) > 1440:  # noqa: PLR2004 - a day
        raise ValueError(f"{quoted(text)}: the amount is a whole number of minutes or times, up to 1440")
    from backcoach.terminal.typed_amounts import read_number

    pains = [None if one is None else read_number(one) for one in (before, peak)]
    return name, int(amount), pains[0], pains[1], True if leg else None
