"""`backcoach restore`: the backups, and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.flows.errors import BadInput
from backcoach.flows.restoring import Restored, choose, restore
from backcoach.handbook.compiled import open_handbook
from backcoach.journal.backup import Backup, backups
from backcoach.journal.home import record_path
from backcoach.journal.sealing import KEY
from backcoach.share.machine import local_text
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.left import left_unchanged
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.restore import (
    ASK,
    UNCHANGED,
    WORD,
    backups_screen,
    coming_screen,
    restored_screen,
)
from backcoach.terminal.sealed import known_passphrase, seal_to, unseal, unseal_with
from backcoach.terminal.session import find_home, moment


def run(
    given: Path | None,
    name: str,
    *,
    is_dry: bool,
    is_yes: bool,
    as_json: bool,
    passphrase_file: Path | None = None,
) -> int:
    """List the backups, or put one in the place of the record."""
    output, home = standard_output(), find_home(given)[0]
    listed = backups(record_path(home))
    if not name:
        return _list(given, output, listed, as_json=as_json)
    now, book = moment(given), open_handbook()
    chosen = choose(name, listed, now.today)
    plain = _plain(chosen, passphrase_file) if chosen.is_sealed else None
    if is_dry or not is_yes:
        coming = restore(home, chosen.path, book, now, is_dry=True, plain=plain)
        if not as_json:
            output.result(coming_screen(chosen.name.stem, coming))
        if is_dry or not _is_confirmed(output, as_json=as_json):
            return _end_unchanged(output, listed, chosen, coming, given, as_json=as_json)
    found = restore(home, chosen.path, book, now, is_dry=False, plain=plain, seal=seal_to)
    if as_json:
        output.document(document(given, listed, chosen, found, is_done=True))
    else:
        output.result(restored_screen(chosen.name.stem, found))
    return Exit.DONE


def _plain(chosen: Backup, passphrase_file: Path | None) -> bytes:
    """What is in a sealed backup, in memory alone. Raises `BadInput`."""
    folder = chosen.path.parent
    try:
        key = (folder / KEY).read_bytes()
        sealed = chosen.path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{folder / KEY} or the backup cannot be read: {error.strerror}. Nothing was changed.",
            "The key that opens sealed backups is in that file. Bring it back from a copy of your own.",
        ) from None
    identity = unseal(key, known_passphrase(passphrase_file), folder / KEY, "Nothing was changed.")
    return unseal_with(sealed, identity.decode("ascii", "replace"), chosen.path)


def _list(given: Path | None, output: Output, listed: tuple[Backup, ...], *, as_json: bool) -> int:
    if as_json:
        output.document(document(given, listed))
    else:
        output.result(backups_screen(listed, moment(given).now.tzinfo))
    return Exit.DONE


def _is_confirmed(output: Output, *, as_json: bool) -> bool:
    """Whether the word was typed. Without somebody to ask it takes `--yes`. Raises `BadInput`."""
    if as_json or not output.is_read_along:
        raise BadInput("Nothing was restored: this replaces your record.", "If you are sure, add --yes.")
    output.say()
    with left_unchanged(UNCHANGED):
        return Asker(output).typed(str, ASK).strip().lower() == WORD


def _end_unchanged(
    output: Output,
    listed: tuple[Backup, ...],
    chosen: Backup,
    coming: Restored,
    given: Path | None,
    *,
    as_json: bool,
) -> int:
    if as_json:
        output.document(document(given, listed, chosen, coming, is_done=False))
    output.say(UNCHANGED)
    return Exit.DONE


def document(
    given: Path | None,
    listed: tuple[Backup, ...],
    chosen: Backup | None = None,
    found: Restored | None = None,
    *,
    is_done: bool = False,
) -> dict[str, Any]:
    """The backups, and what came or would come of restoring one."""
    zone = moment(given).now.tzinfo
    return {
        "backups": [_backup(one, zone) for one in listed],
        "restored": None
        if chosen is None or found is None
        else {
            "name": chosen.name.stem,
            "is_done": is_done,
            "entries": found.entries,
            "carried": len(found.carried),
            "is_present_read": found.is_read,
            "kept_as": found.kept_as,
            "disposition": found.stands.disposition.urgency,
            "within_days": found.stands.disposition.within_days,
            "plan_allowed": found.stands.is_plan_allowed,
        },
    }


def _backup(one: Backup, zone: Any) -> dict[str, Any]:
    last = one.seen.last_recorded_at if one.seen else None
    return {
        "name": one.name.stem,
        "day_on": one.name.day_on.isoformat() if one.name.day_on else None,
        "size_bytes": one.size_bytes,
        "is_whole": None if one.is_sealed else one.seen is not None,
        "is_sealed": one.is_sealed,
        "entries": one.seen.entries if one.seen else None,
        "schema": one.seen.schema if one.seen else None,
        "last_recorded_at": local_text(last, zone) if last else None,
    }
