"""`backcoach erase`: removing everything for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.flows.errors import BadInput
from backcoach.journal.backup import look_at
from backcoach.journal.erasing import Erasable, erasable, erase
from backcoach.journal.home import record_path
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.left import left_unchanged
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.erase import (
    ASK,
    NOTHING,
    UNCHANGED,
    WORD,
    erased_screen,
    going_screen,
)
from backcoach.terminal.sealed import seal_to
from backcoach.terminal.session import find_home, moment


def run(given: Path | None, *, is_yes: bool, as_json: bool) -> int:
    """Show what will go, and remove it once the word was typed."""
    output, home, now = standard_output(), find_home(given)[0], moment(given)
    found = erasable(home)
    entries = _entries(home)
    if not found.files:
        return _nothing(output, found, as_json=as_json)
    if not as_json:
        output.result(going_screen(found, entries))
    if not is_yes and not _is_confirmed(output, as_json=as_json):
        output.say(UNCHANGED)
        return Exit.DONE
    is_gone = erase(home, now.today, seal_to)
    if as_json:
        output.document(document(found, entries, is_done=True, is_folder_gone=is_gone))
    else:
        output.result(erased_screen(found, is_folder_gone=is_gone))
    return Exit.DONE


def _entries(home: Path) -> int | None:
    seen = look_at(record_path(home))
    return seen.entries if seen else None


def _nothing(output: Output, found: Erasable, *, as_json: bool) -> int:
    if as_json:
        output.document(document(found, None, is_done=False, is_folder_gone=not found.home.exists()))
    else:
        output.say(NOTHING)
    return Exit.DONE


def _is_confirmed(output: Output, *, as_json: bool) -> bool:
    """Whether the word was typed. Without somebody to ask it takes `--yes`. Raises `BadInput`."""
    if as_json or not output.is_read_along:
        raise BadInput("Nothing was erased: this removes everything for good.", "If you are sure, add --yes.")
    output.say()
    with left_unchanged(UNCHANGED):
        return Asker(output).typed(str, ASK).strip().lower() == WORD


def document(found: Erasable, entries: int | None, *, is_done: bool, is_folder_gone: bool) -> dict[str, Any]:
    """What went."""
    return {
        "entries": entries,
        "files": [str(one.relative_to(found.home)) for one in found.files],
        "linked": sorted({str(target) for _link, target in found.linked}),
        "backups": len(found.backups),
        "foreign": len(found.foreign),
        "is_done": is_done,
        "is_folder_gone": is_folder_gone,
    }
