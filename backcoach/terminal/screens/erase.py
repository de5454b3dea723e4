"""What will go when everything is erased, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.journal.erasing import Erasable
from backcoach.terminal.safe import visible

WORD = "erase"
ASK = "Type the word erase to remove all of it for good. Anything else changes nothing."
UNCHANGED = "Nothing was changed."
NOTHING = "There is nothing to erase."
ELSEWHERE = "What you wrote to files yourself, and backups of this machine made by others, are not touched."
REMINDERS = "If you let the system remind you, that stays too. End it with: backcoach remind --remove"


def going_screen(found: Erasable, entries: int | None) -> RenderableType:
    """What will go, and what will stay."""
    return Group(*(Text(visible(line)) for line in _lines(found, entries)))


def _lines(found: Erasable, entries: int | None) -> Iterator[str]:
    yield f"This goes, from {found.home}:"
    if found.record:
        yield f"  your record: {'it cannot be read' if entries is None else f'{entries} entries'}"
    if found.backups:
        yield f"  backups: {len(found.backups)}"
    if found.keys:
        yield "  the key of the sealed backups"
    if found.others:
        yield f"  settings, and what breakdowns and repairs left: {len(found.others)}"
    for link, target in found.linked:
        yield f"  {target}, to which {link.name} is a link"
    if found.foreign:
        yield f"Not made by backcoach, and left alone: {', '.join(one.name for one in found.foreign)}"
    yield ELSEWHERE
    yield REMINDERS


def erased_screen(found: Erasable, *, is_folder_gone: bool) -> RenderableType:
    """What came of it."""
    folder = f"The folder {found.home} is gone too." if is_folder_gone else f"The folder {found.home} stays."
    return Group(Text("Everything was erased."), Text(visible(folder)))
