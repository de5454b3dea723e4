"""`backcoach trial`: finding out on several days what is managed now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.trials import TrialState, all_states, keep_trial, take_back, trial_states
from backcoach.terminal.commands.trial_documents import state_document
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.trial import kept_screen, list_screen
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day
from backcoach.values import Value


class Line(Value):
    """The options of one command line, as typed."""

    item: str | None
    amount: int | None
    date: str
    is_undo: bool = False
    is_all: bool = False
    load_kg: int | None = None


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Show what is to be tried, keep one trial, or take one back."""
    output = standard_output()
    with open_desk(home) as desk:
        if line.item is None:
            states = all_states(desk) if line.is_all else trial_states(desk)
            shown = list_screen(states, desk.book)
        else:
            state = _done(desk, line.item, line)
            states = (state,)
            shown = kept_screen(state, None if line.is_undo else line.amount, desk.book)
        if as_json:
            output.document(trial_document(states, desk))
        else:
            output.result(shown)
    return Exit.DONE


def _done(desk: Desk, item: str, line: Line) -> TrialState:
    """Keep or take back the one trial that the line names."""
    day_on = _day(line.date, desk.moment.today)
    if line.is_undo:
        return take_back(desk, item, day_on)
    if line.amount is None:
        raise BadInput(
            "A trial needs what you managed; nothing was saved.", "Such as: backcoach trial walk 12"
        )
    return keep_trial(desk, item, line.amount, day_on, line.load_kg)


def _day(text: str, today: date) -> date:
    try:
        return read_day(text, today)
    except ValueError as error:
        raise BadInput(f"--date: {error}.") from None


def trial_document(states: Iterable[TrialState], desk: Desk) -> dict[str, Any]:
    """What is to be tried, and what is known of it."""
    words = desk.book.activity.trial_words
    return {"how": words.how, "stop": words.stop, "trials": [state_document(one) for one in states]}
