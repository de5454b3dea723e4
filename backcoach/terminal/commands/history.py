"""`backcoach history`: what is in the record of a day, or of one entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from backcoach.flows.chronicle import LEAST_DIGITS, chronicle, find_entry
from backcoach.flows.errors import BadInput
from backcoach.flows.history import day_history, story_of
from backcoach.terminal.commands.correct_documents import day_document, story_document
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.history import day_screen, story_screen
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day

MOST = 200
"""So many entries of a day are shown at once; all of them come with `--all`."""

_HEX = frozenset("0123456789abcdef")


def run(home: Path | None, what: str, *, is_whole: bool, as_json: bool) -> int:
    """Show a day, or one entry where an id was given."""
    output = standard_output()
    with open_desk(home) as desk:
        if is_id(what):
            story = story_of(desk, find_entry(chronicle(desk), what))
            document, screen = story_document(story, desk), story_screen(story, desk)
        else:
            most = None if is_whole or as_json else MOST
            day = day_history(desk, _day(what, desk.moment.today), is_whole=is_whole, most=most)
            document, screen = day_document(day, desk), day_screen(day, desk)
        if as_json:
            output.document(document)
        else:
            output.result(screen)
    return Exit.DONE


def is_id(text: str) -> bool:
    """Whether it can only be meant as an id: four digits or more, 0 to 9 and a to f."""
    typed = text.strip().lower()
    return len(typed) >= LEAST_DIGITS and set(typed) <= _HEX


def _day(text: str, today: date) -> date:
    try:
        return read_day(text or "today", today)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{error}.", f"Or the first {LEAST_DIGITS} digits of an id, or more.") from None
