"""`backcoach void`: an entry was a mistake."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.chronicle import chronicle, find_entry
from backcoach.flows.correcting import void_entry
from backcoach.terminal.commands.undo import show_correction
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import open_desk


def run(home: Path | None, id_: str, why: str, *, is_sure: bool, is_mistake: bool, as_json: bool) -> int:
    """Declare the entry of an id a mistake, with all its versions."""
    output = standard_output()
    with open_desk(home) as desk:
        entry = find_entry(chronicle(desk), id_)
        found = void_entry(desk, entry, why, is_sure=is_sure, is_mistake=is_mistake)
        return show_correction(desk, output, "void", found, as_json=as_json)
