"""The backups, and what comes of putting one back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.days import calendar_day
from backcoach.coach.record import DoseTaken, Screened
from backcoach.flows.restoring import Restored
from backcoach.journal.backup import Backup
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import date_text

NONE = "There is no backup yet. The first is made with the first entry of the next day."
HEAD = "Backups, newest first"
HOW = "Put one back: backcoach restore NAME, a date, or latest. First look: add --dry-run."
MB_BYTES = 1_000_000
SEALED = "sealed, opened with your passphrase"
DAMAGED = "damaged, cannot be used"
ASK = "Type the word restore to put it in place of your record. Anything else changes nothing."
WORD = "restore"
UNCHANGED = "Nothing was changed."
DUE = "Before the next plan all safety questions are asked again: backcoach screen"
STANDS = "A sign you told of still stands, so the plan rests. What to do: backcoach plan"
UNREAD = (
    "Not all of the present record can be read, so what you took since then may be missing. Take no pain "
    "medicine before the time on its pack has passed, and note what you took: backcoach dose NAME MG --taken"
)


def backups_screen(backups: Sequence[Backup], zone: tzinfo | None) -> RenderableType:
    """One line for each backup."""
    if not backups:
        return Text(NONE)
    return Group(Text(HEAD, style="bold"), *(hanging("  ", _line(one, zone)) for one in backups), Text(HOW))


def _line(one: Backup, zone: tzinfo | None) -> str:
    if one.is_sealed:
        return f"{one.name.stem}: {SEALED}, {_size(one.size_bytes)}"
    if one.seen is None:
        return f"{one.name.stem}: {DAMAGED}"
    last = ""
    if one.seen.last_recorded_at:
        last = f", last written {date_text(calendar_day(one.seen.last_recorded_at, zone))}"
    return f"{one.name.stem}: {one.seen.entries} entries{last}, {_size(one.size_bytes)}, checked"


def _size(size_bytes: int) -> str:
    return f"{size_bytes / MB_BYTES:.1f} MB" if size_bytes >= MB_BYTES else f"{size_bytes // 1000} kB"


def coming_screen(name: str, found: Restored) -> RenderableType:
    """What would come of it."""
    return Group(Text(visible(f"Backup {name}: {found.entries} entries."), style="bold"), *_carried(found))


def restored_screen(name: str, found: Restored) -> RenderableType:
    """What came of it."""
    lines = [Text(visible(f"Your record is now that of {name}: {found.entries} entries."), style="bold")]
    if found.kept_as:
        lines.append(Text(visible(f"The one before is kept as {found.kept_as}.")))
    return Group(*lines, *_carried(found))


def _carried(found: Restored) -> Iterator[Text]:
    if not found.is_read:
        yield Text(UNREAD, style="bold yellow")
    if found.carried:
        yield Text(f"Goes along, so that nothing is forgotten: {', '.join(_counts(found))}.")
    if not found.stands.disposition.allows_plan:
        yield Text(STANDS, style="bold yellow")
    yield Text(DUE)


def _counts(found: Restored) -> Iterator[str]:
    kinds = Counter(type(entry.body) for entry in found.carried)
    doses, signs = kinds.pop(DoseTaken, 0), kinds.pop(Screened, 0)
    rest = sum(kinds.values())
    if signs:
        yield f"{signs} safety {'result' if signs == 1 else 'results'} that stand"
    if doses:
        yield f"{doses} {'dose' if doses == 1 else 'doses'} you took"
    if rest:
        yield f"{rest} more about medicine and safety"
