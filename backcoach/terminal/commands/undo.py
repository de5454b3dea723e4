"""`backcoach undo`: the last thing recorded is taken back, or brought back."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.correcting import Correction, redo, undo
from backcoach.flows.desk import Desk
from backcoach.terminal.commands.correct_documents import Meant, correction_document
from backcoach.terminal.exits import exit_for
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.history import corrected_screen
from backcoach.terminal.session import open_desk


def run(home: Path | None, *, is_redo: bool, is_sure: bool, is_mistake: bool, as_json: bool) -> int:
    """Take back the last thing that was recorded today, or bring back what was taken back last."""
    output = standard_output()
    with open_desk(home) as desk:
        found = redo(desk) if is_redo else undo(desk, is_sure=is_sure, is_mistake=is_mistake)
        return show_correction(desk, output, "redo" if is_redo else "undo", found, as_json=as_json)


def show_correction(
    desk: Desk,
    output: Output,
    action: str,
    found: Correction,
    meant: Meant | None = None,
    *,
    as_json: bool,
) -> int:
    """Show what came of a correction; the exit code of what stands now."""
    if as_json:
        output.document(correction_document(action, found, desk, meant or Meant()))
    else:
        output.result(corrected_screen(action, found, desk))
    return exit_for(desk.standing().disposition)
