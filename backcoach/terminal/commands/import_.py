"""`backcoach import`: a record that was exported, into an empty or a filled home."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any, BinaryIO

from backcoach.coach.values import Answer
from backcoach.flows.bring_in import bring_in, foresee, look_through
from backcoach.flows.brought_together import keep_joint_overdose
from backcoach.flows.errors import BadInput
from backcoach.journal.merging import Comparison
from backcoach.journal.received import Opened
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.left import left_unchanged
from backcoach.terminal.notes import headline
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.sealed import is_sealed, known_passphrase, seal_to, unseal
from backcoach.terminal.session import find_home, moment, need_terminal, open_desk
from backcoach.values import Value

TWICE = (
    "{} were corrected or voided here and otherwise there: both corrections stand. "
    "Look at those days after the import."
)
SETTINGS = "Settings that differ stay as they are here: {}."
TOO_MUCH_TOGETHER = "The doses of both records are too much together."
BEGINNING = 64
COPY = "A copy of the record as it is now goes into its folder backups first."


class Wish(Value):
    """What to import; `is_dry` only shows what it would do, `is_sure` asks nothing."""

    path: Path
    is_dry: bool = False
    is_sure: bool = False
    passphrase_file: Path | None = None


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show what the document would do, and do it once that is agreed to."""
    output, folder = standard_output(), find_home(home)[0]
    now = moment(home)  # pretended times must not reach the real record, nor must anything beside them
    received = look_through(_unsealed(_opened(wish.path.expanduser()), wish))
    found = foresee(folder, received)
    _tell(output, found)
    is_agreed = not wish.is_dry and (
        found.changes_nothing or wish.is_sure or _agrees(output, as_json=as_json)
    )
    if is_agreed and not found.changes_nothing:
        found = bring_in(folder, received, now.today, seal_to)
        output.say("Imported.")
    elif not found.changes_nothing:
        output.say("Nothing was imported.")
    code = _too_much_together(home, output) if is_agreed else Exit.DONE
    if as_json:
        output.document(import_document(found, is_done=is_agreed))
    return code


def _too_much_together(home: Path | None, output: Output) -> int:
    """Say at once where to go if the doses of both records are too much together; the exit code for it."""
    with open_desk(home) as desk:
        screened = keep_joint_overdose(desk)
        if screened is None:
            return Exit.DONE
        output.say(TOO_MUCH_TOGETHER, style="bold red")
        output.say(headline(desk) or "")
        return exit_for(screened.disposition)


def _opened(path: Path) -> Opened:
    """How to open the file, each time from its beginning."""

    def opened() -> BinaryIO:
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise BadInput(f"{path} is no ordinary file.", "Give the file that backcoach export wrote.")
            return path.open("rb")
        except OSError as error:
            raise _unreadable(path, error) from None

    return opened


def _unsealed(opened: Opened, wish: Wish) -> Opened:
    """The same for a sealed file, once its passphrase is known; what is in it stays in memory."""
    with opened() as file:
        if not is_sealed(file.read(BEGINNING)):
            return opened
        file.seek(0)
        sealed = file.read()
    plain = unseal(sealed, known_passphrase(wish.passphrase_file), wish.path)
    return lambda: io.BytesIO(plain)


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{path} cannot be read: {error.strerror}.", "Check the name and the permissions.")


def _tell(output: Output, found: Comparison) -> None:
    """What the import does, to stderr."""
    output.say(f"{_entries(found.new)} new, {found.known} known already.")
    if found.corrected_twice:
        output.say(TWICE.format(_entries(found.corrected_twice)))
    if found.other_settings:
        output.say(SETTINGS.format(", ".join(found.other_settings)))
    if found.changes_nothing:
        output.say("There is nothing to import.")
    elif found.own:
        output.say(COPY)


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _agrees(output: Output, *, as_json: bool) -> bool:
    need_terminal("backcoach import FILE --yes", "backcoach import FILE --dry-run", as_json=as_json)
    with left_unchanged("Nothing was imported."):
        return Asker(output).answer("Import them?") is Answer.YES


def import_document(found: Comparison, *, is_done: bool) -> dict[str, Any]:
    """What was imported, or would be."""
    return {
        "is_done": is_done,
        "new": found.new,
        "known": found.known,
        "corrected_twice": found.corrected_twice,
        "new_settings": list(found.new_settings),
        "other_settings": list(found.other_settings),
    }
