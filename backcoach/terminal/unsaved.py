"""Showing a grave result that could not be kept: the action first, then plainly that it is not saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from backcoach.coach.record import AnswerGiven, Screened
from backcoach.flows.desk import OTHER_REGION, REGION, known_code
from backcoach.flows.errors import Trouble
from backcoach.flows.kinds import KINDS
from backcoach.flows.unsaved import Unsaved, carry
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.handbook import Handbook
from backcoach.journal.faults import JournalError
from backcoach.journal.looking_up import Said
from backcoach.journal.opening import open_journal
from backcoach.terminal.exits import exit_for
from backcoach.terminal.guard import words_of
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import find_home

NOT_SAVED = "NOT SAVED: backcoach will not remember all of this. Do what it says above all the same."
PATIENCE_SECONDS = 0.5


def shown_though_unsaved(
    home: Path | None,
    work: Callable[[], int],
    document: Callable[[Screened], dict[str, Any]],
    *,
    as_json: bool,
) -> int:
    """Do the work; show a grave result that it could not keep, and then the fault.

    The exit code is that of the result, as nothing may hide an emergency. `document` makes the command's own
    document of it, where one is wanted.
    """
    try:
        return work()
    except Unsaved as unsaved:
        output = standard_output()
        if as_json:
            output.document(document(unsaved.body) | {"saved": False})
        else:
            from backcoach.terminal.commands.advice import show_at_once

            book = open_handbook()
            show_at_once(output, unsaved.body, book.region(known_code(_region(home), book)), book)
        output.say()
        output.say(NOT_SAVED, style="bold yellow")
        for line in words_of(unsaved.fault):
            output.say(line)
        return exit_for(unsaved.body.disposition)


@contextmanager
def signs_shown(given: Mapping[str, object], book: Handbook) -> Iterator[None]:
    """Whatever is wrong with the record or with what else was given, a grave sign is not passed over.

    `given` are plain replies by id; what is no safety question is left aside. Raises `Unsaved`.
    """
    try:
        yield
    except (JournalError, Trouble) as fault:
        from backcoach.flows.judging import sign_alone

        carry(sign_alone({}, given, book), fault)
        raise


def _region(home: Path | None) -> str:
    """Where the person last said they are, if the record can be read without a long wait."""
    try:
        with open_journal(find_home(home)[0], KINDS, busy_seconds=PATIENCE_SECONDS) as journal:
            said = journal.latest(AnswerGiven, (Said.QUESTION, REGION))
    except JournalError:
        return OTHER_REGION
    return str(said.body.value) if said else OTHER_REGION
