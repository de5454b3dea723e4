"""`backcoach dose`: asked before the tablet, told after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from backcoach.coach.record import Screened
from backcoach.flows.errors import BadInput, quoted
from backcoach.flows.unsaved import carry
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError
from backcoach.terminal.hooks import DOSE, Hook
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import is_today
from backcoach.terminal.unsaved import shown_though_unsaved
from backcoach.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcoach.flows.desk import Desk
    from backcoach.terminal.output import Output

TIMELESS = ("next", "undo", "vomited")
PLANNED = (*TIMELESS, "skip")
"""The words that speak of the doses of a plan, or of what was recorded last."""


OPTIONS = ("--date", "--at", "--check", "--taken", "--all-clear", "--on-purpose", "--yes", "--mistake")
NOTE = 'A note goes with: backcoach log --note "aspirin 300".'


class Line(Value):
    """The options of one command line, as typed."""

    words: tuple[str, ...]
    date: str = "today"
    is_check: bool = False
    is_taken: bool = False
    is_clear: bool = False
    is_on_purpose: bool = False
    is_sure: bool = False
    is_mistake: bool = False
    at: str | None = None

    @property
    def text(self) -> str:
        """What was named, with the time of `--at` as if it stood behind it."""
        words = " ".join(self.words).strip()
        return words if self.at is None else f"{words} @ {self.at}"

    @property
    def word(self) -> str:
        """The first word."""
        return self.text.partition(" ")[0]


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Do what the first word says; any other word begins what is or was swallowed."""
    word = line.word
    _check_options(line)
    if line.at is not None and word in TIMELESS:
        raise BadInput(f"dose {word} takes no --at.", "Another time of a dose: backcoach edit ID --at 14:30")
    if word in TIMELESS and not is_today(line.date):
        raise BadInput(f"dose {word} takes no --date.", "Another day of a dose: backcoach edit ID --date mon")

    def opened() -> int:
        output, book = standard_output(), open_handbook()
        try:
            with open_desk(home, book=book) as desk:
                return _work(word)(desk, output, line, hook, as_json)
        except JournalError as fault:
            carry(_alone(line, book), fault)
            raise

    with Hook(home, DOSE) as hook:
        return shown_though_unsaved(home, opened, _unsaved, as_json=as_json)


def _check_options(line: Line) -> None:
    """Refuse what can only be meant for an option. Raises `BadInput`."""
    unknown = next((one for one in line.words if one.startswith("--") and one != "--"), None)
    if unknown is None:
        return
    from backcoach.flows.by_name import near
    from backcoach.flows.swallowed import CALL

    alike = near(unknown.partition("=")[0], {one: one for one in OPTIONS})
    meant = f"Did you mean {alike[0]}?" if alike else "Help: backcoach dose -h."
    meant = NOTE if unknown.startswith("--note") else meant
    raise BadInput(f"No such option: {quoted(unknown)}. Nothing was recorded.", f"{meant} {CALL}")


def _work(word: str) -> Callable[[Desk, Output, Line, Hook, bool], int]:
    if word in PLANNED:
        from backcoach.terminal.commands.dose_planned import planned

        return planned
    from backcoach.terminal.commands.dose_taking import dose

    return dose


def _alone(line: Line, book: Handbook) -> Screened | None:
    """What is said of too much that is swallowed, where the record cannot be used."""
    if line.word in PLANNED or not (line.is_taken or line.is_on_purpose):
        return None
    from backcoach.terminal.commands.dose_taking import alone

    return alone(line, book)


def _unsaved(body: Screened) -> dict[str, Any]:
    from backcoach.terminal.commands.dose_documents import unsaved_dose_document

    return unsaved_dose_document(body)
