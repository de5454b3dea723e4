"""`backcoach seal`: backups that only a passphrase opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.journal.backup import backups, seal_plain_ones
from backcoach.journal.faults import KeyChanged, NothingStarted
from backcoach.journal.home import backups_folder, make_private_folder, record_path
from backcoach.journal.sealing import KEY, begin, key_in, leave_off
from backcoach.journal.staging import one_at_a_time
from backcoach.journal.translation import translated
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.sealed import (
    known_passphrase,
    need_keyboard,
    new_identity,
    new_passphrase,
    recipient_of_identity,
    seal,
    seal_to,
    unseal,
)
from backcoach.terminal.session import find_home, moment

LOST = (
    "From now on only this passphrase opens your backups. If it is forgotten, they are lost: nobody can open "
    "them, and nobody can find it out."
)
STAYS = "Your record itself stays as it is: whoever can read your files can read it."
AGAIN = "The key of your sealed backups is there already. Give its passphrase to go on with it."
ON = "Backups are sealed from now on. Sealed now: {}."
KEEP_KEY = "Keep a copy of {} with any copy you make of a backup: both are needed, and the passphrase."
TRACES = "What was plain until now is removed, but a disk may keep traces of it for a while."
LEFT = "Not whole, and so left plain: {}. Delete them if you do not want them."
OFF = "Backups are made plain again. {} are still sealed; their passphrase opens them as before."
NOT_ON = "Backups were not sealed. Nothing was changed."


def run(given: Path | None, passphrase_file: Path | None, *, is_off: bool, as_json: bool) -> int:
    """Turn sealing on, and seal what is there; or turn it off."""
    output, home = standard_output(), find_home(given)[0]
    moment(given)  # pretended times must not reach the real record, nor must anything beside it
    path = record_path(home)
    with translated(path):
        is_there = path.exists()
    if not is_there and not backups(path):
        raise NothingStarted(home)
    if is_off:
        return _off(output, path, as_json=as_json)
    with translated(path):
        there = key_in(backups_folder(path))
    key, recipient = _key(output, backups_folder(path) / KEY, there, passphrase_file)
    with one_at_a_time(home), translated(path):
        make_private_folder(backups_folder(path))
        if key_in(backups_folder(path)) != there:
            raise KeyChanged(backups_folder(path) / KEY)
        begin(backups_folder(path), recipient, key)
        done, left = seal_plain_ones(backups_folder(path), seal_to)
    for line in (ON.format(done), KEEP_KEY.format(backups_folder(path) / KEY), *([TRACES] if done else [])):
        output.say(line)
    if left:
        output.say(LEFT.format(", ".join(left)))
    if as_json:
        output.document(document(path, done, left, is_on=True))
    return Exit.DONE


def _key(
    output: Output, place: Path, there: bytes | None, passphrase_file: Path | None
) -> tuple[bytes | None, str]:
    """A new key, sealed with a new passphrase, and its recipient; None and that of the key `there`."""
    need_keyboard(passphrase_file)
    if there is not None:
        output.say(AGAIN)
        identity = unseal(there, known_passphrase(passphrase_file), place, "Nothing was changed.")
        return None, recipient_of_identity(identity.decode("ascii", "replace"))
    read = new_passphrase(passphrase_file) if passphrase_file else None
    for line in (LOST, STAYS):
        output.say(line)
    passphrase = read or new_passphrase(None)
    text, recipient = new_identity()
    return seal(text.encode("ascii"), passphrase), recipient


def _off(output: Output, path: Path, *, as_json: bool) -> int:
    with translated(path):
        was_on = leave_off(backups_folder(path))
    found = backups(path)
    sealed = sum(one.is_sealed for one in found)
    output.say(OFF.format(sealed) if was_on else NOT_ON)
    if as_json:
        plain = tuple(one.path.name for one in found if not one.is_sealed)
        output.document(document(path, 0, plain, is_on=False))
    return Exit.DONE


def document(path: Path, done: int, left: tuple[str, ...], *, is_on: bool) -> dict[str, Any]:
    """How the backups are now."""
    return {
        "is_on": is_on,
        "sealed_now": done,
        "left_plain": list(left),
        "sealed": sum(one.is_sealed for one in backups(path)),
    }
