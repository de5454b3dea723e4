"""`backcoach plan --ask`."""

from __future__ import annotations

from pathlib import Path

from backcoach.flows.fitting import KEPT, keep_fitting, open_fitting
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.plan import run as show_plan
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.interview import put_intake
from backcoach.terminal.output import standard_output
from backcoach.terminal.session import need_terminal, open_desk

HEAD = "What is your plan to be fitted to? What you pass over stays as it was."


def run(home: Path | None, path: Path | None, *, as_json: bool) -> int:
    """Ask one by one and keep each reply, or keep those of a file; then the plan."""
    answers = None if path is None else read_answers_file(path)
    if answers is None:
        need_terminal("backcoach plan --answers FILE", as_json=as_json)
    output = standard_output()
    with open_desk(home) as desk:
        if answers is not None:
            keep_fitting(desk, answers)
        else:
            output.say(HEAD)
            told = open_fitting(desk)
            while (question := told.next_question()) is not None:
                told.add(question, put_intake(question, Asker(output)))
    output.say(KEPT)
    return show_plan(home, None, only_today=False, as_json=as_json)
