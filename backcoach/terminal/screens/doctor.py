"""What was found of the record and around it: what is wrong, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.flows.repairing import Repaired
from backcoach.journal.examining import Finding, State
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.restore import DUE
from backcoach.values import Value


class Words(Value):
    """What is found, what is safe all the same, and what to do; the last two where there is need."""

    what: str
    safe: str = ""
    do: str = ""


_UNTOUCHED = "The file is left as it is, and so are the backups."
_REPAIR = "backcoach doctor --repair makes a new record of all that can be read and keeps the old file."
_OPEN_HOME = "Put the permissions of the folder right, so that you alone can read and write it."

WORDS: Mapping[tuple[str, str], Words] = {
    ("record", "whole"): Words("The record is whole: {entries} entries."),
    ("record", "none"): Words(
        "There is no record here.", "", "Begin with: backcoach start. Or: backcoach restore"
    ),
    ("record", "empty"): Words(
        "The record is an empty file.", "Backups are left as they are.", "backcoach restore"
    ),
    ("record", "unreachable"): Words("The record cannot be opened.", _UNTOUCHED, _OPEN_HOME),
    ("record", "too_new"): Words(
        "A newer backcoach wrote this record, or it is damaged.", _UNTOUCHED, "Install the newest backcoach."
    ),
    ("record", "damaged"): Words("The record is damaged.", _UNTOUCHED, _REPAIR),
    ("record", "unread"): Words("{unread} of {entries} entries cannot be read.", _UNTOUCHED, _REPAIR),
    ("record", "differs"): Words(
        "{differing} of {entries} entries read otherwise than in a backup, and none ever should.",
        _UNTOUCHED,
        _REPAIR,
    ),
    ("schema", "as_made"): Words("Its tables, and the rules that let no entry be changed, are as made."),
    ("schema", "changed"): Words(
        "{missing} of its tables or of the rules that let no entry be changed are missing or changed.",
        _UNTOUCHED,
        _REPAIR,
    ),
    ("content", "same"): Words("Its decisions were made with the health content of this version."),
    ("content", "earlier"): Words(
        "{entries} decisions were made with other health content. They stay as made."
    ),
    ("clock", "in_order"): Words("Its times are in order."),
    ("clock", "ahead"): Words(
        "The clock of this machine is {hours} hours behind the last entry.",
        "Entries keep the times they were written with.",
        "Put the clock right before you log: doses and safety answers count by it.",
    ),
    ("clock", "went_back"): Words(
        "The clock once went back while entries were written.", "They are all there."
    ),
    ("zone", "same"): Words("Your time zone is {now}."),
    ("zone", "moved"): Words("Your time zone was {before}, and is {now} now.", "Each entry keeps its own."),
    ("private", "owner_only"): Words("You alone can read the record and its backups."),
    ("private", "open"): Words(
        "Others on this machine may read {files} of its files or folders.",
        "Nothing leaves this machine through backcoach.",
        "backcoach doctor --repair takes their rights away.",
    ),
    ("private", "read_only"): Words("The record can be read, not written.", "It stays as it is.", _OPEN_HOME),
    ("room", "enough"): Words("There is room on the disk: {free_mb} MB."),
    ("room", "little"): Words(
        "There is little room on the disk: {free_mb} MB.", "What is recorded is safe.", "Make some space."
    ),
    ("leftovers", "none"): Words("Nothing is left over from a breakdown."),
    ("leftovers", "broken_off"): Words(
        "A command was broken off and left something.", "The next command that writes clears it away."
    ),
    ("leftovers", "set_aside"): Words(
        "Damaged files of earlier repairs are kept beside the record: {files}."
    ),
    ("synced", "copies"): Words(
        "Beside the record lies another copy of it: {files}. "
        "A program that syncs this folder may have made it.",
        "The record and the copy are left as they are.",
        "If it holds entries you miss: move it as record.sqlite3 into a new folder, then "
        "backcoach export --home FOLDER other.json, and backcoach import other.json",
    ),
    ("synced", "pieces"): Words(
        "A program that syncs this folder left a part of a file: {files}.",
        "It is left alone.",
        "Let it finish before you log. Better keep the record outside such a folder.",
    ),
    ("synced", "placeholder"): Words(
        "The drive of this folder has put a placeholder in the place of the record: {files}.",
        "The record is with that drive.",
        "Let it bring the file here, and begin nothing anew before.",
    ),
    ("backups", "fresh"): Words("Backups, all whole: {backups}. Days since what the newest holds: {days}."),
    ("backups", "old"): Words(
        "Days since what the newest of {backups} backups holds: {days}.", "It is whole."
    ),
    ("backups", "none"): Words(
        "There is no backup yet.", "", "The first is made with the first entry of a new day."
    ),
    ("backups", "sealed"): Words(
        "Backups: {backups}, {sealed} of them sealed. Each was checked before it was sealed. "
        "Days since the newest: {days}."
    ),
    ("backups", "mixed"): Words(
        "Backups: {backups}. {plain} of them are still plain, though they are to be sealed.",
        "You alone can read them.",
        "The next backup seals what it can. Or now: backcoach seal",
    ),
    ("backups", "no_key"): Words(
        "The key of the sealed backups ({sealed}) is missing or damaged: key.age in the folder backups.",
        "The record itself is not sealed.",
        "Bring key.age back from a copy of your own; without it nobody can open them. "
        "For new ones: backcoach seal --off, then backcoach seal",
    ),
    ("backups", "spoiled"): Words(
        "{spoiled} of {backups} backups are damaged.", "The others are whole.", "Delete them, or leave them."
    ),
    ("settings", "own"): Words("Your settings can be read."),
    ("settings", "faulty"): Words(
        "The settings cannot be used as they are: {faults} faults.",
        "The usual values count there.",
        "See what is wrong: backcoach settings",
    ),
    ("home", "unreachable"): Words("The folder of the record cannot be looked at.", _UNTOUCHED, _OPEN_HOME),
}
_MARKS = {State.WELL: "[ok]    ", State.NOTE: "[note]  ", State.WRONG: "[wrong] ", State.DAMAGED: "[DAMAGE]"}
NOTHING = "There is nothing to repair."
TIGHTENED = "Others can no longer read the record and its backups."
TAKE_CARE = (
    "What you took may be missing. Take no pain medicine before the time on its pack has passed, and note "
    "what you took: backcoach dose NAME MG --taken"
)


def words_of_finding(found: Finding) -> Words:
    """The words for a finding, with its figures."""
    words, figures = WORDS[found.check, found.case], dict(found.figures)
    return Words(visible(words.what.format_map(figures)), words.safe, words.do)


def doctor_screen(findings: Sequence[Finding]) -> RenderableType:
    """One line for what is well; what is wrong also says what is safe and what to do."""
    return Group(*(part for found in findings for part in _parts(found)))


def _parts(found: Finding) -> Iterator[RenderableType]:
    words = words_of_finding(found)
    yield hanging(f"{_MARKS[found.state]} ", words.what)
    if found.state is not State.WELL:
        for head, text in (("Safe: ", words.safe), ("Do: ", words.do)):
            if text:
                yield hanging(f"         {head}", text)


def repaired_screen(found: Repaired) -> RenderableType:
    """What came of a repair."""
    lines = [
        f"The record is whole again: {found.entries} entries, {found.from_backups} of them from backups.",
        f"The damaged file is kept as {found.kept_as}.",
    ]
    if found.lost:
        places = ", ".join(map(str, found.lost[:20])) + (" and more" if len(found.lost) > 20 else "")  # noqa: PLR2004
        lines.append(f"{len(found.lost)} entries could not be read: number {places}.")
    if not found.is_complete:
        lines += ["There may be more that was lost without a trace.", TAKE_CARE, DUE]
    return Group(*(Text(line) for line in lines))
