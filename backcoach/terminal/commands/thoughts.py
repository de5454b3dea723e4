"""`backcoach thoughts`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.flows.thoughts import (
    OpenThoughts,
    ThoughtsView,
    keep_thoughts,
    read_thoughts_answers,
    thoughts_question,
    thoughts_view,
)
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.advice import show_advice, show_at_once
from backcoach.terminal.commands.documents import help_document
from backcoach.terminal.exits import exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.interview import put_each
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.thoughts import thoughts_screen
from backcoach.terminal.session import need_terminal, open_desk

WAITS = "This check can wait. First do what stands above."


def run(home: Path | None, *, as_json: bool) -> int:
    """Ask line by line and keep each; beside a grave result only that is shown, and nothing is asked."""
    need_terminal("backcoach thoughts --answers FILE", as_json=as_json)
    output = standard_output()
    with open_desk(home) as desk:
        stands = desk.standing()
        if stands.screened is not None and not stands.disposition.allows_plan:
            show_advice(desk, output, stands.screened.body, desk.region_code())
            output.say(WAITS)
            return exit_for(stands.disposition)
        sheet = OpenThoughts(desk)
        put_each(thoughts_question(desk.book), Asker(output), sheet.add)
        view = thoughts_view(desk, sheet.checked)
        output.result(thoughts_screen(view, desk.book))
    return exit_for(view.standing.disposition)


def from_file(home: Path | None, path: Path, *, as_json: bool) -> int:
    """Keep the answers of a file, and show what they lead to."""
    output = standard_output()
    answers = read_answers_file(path)
    with open_desk(home) as desk:
        view = keep_thoughts(desk, read_thoughts_answers(answers, desk.book))
        if as_json:
            output.document(thoughts_document(view, thoughts_question(desk.book).help or ""))
        else:
            if view.standing.screened is not None and not view.standing.disposition.allows_plan:
                region = desk.book.region(desk.region_code())
                show_at_once(output, view.standing.screened.body, region, desk.book)
            output.result(thoughts_screen(view, desk.book))
    return exit_for(view.standing.disposition)


def thoughts_document(view: ThoughtsView, notice: str) -> dict[str, Any]:
    """What came of a check as a document."""
    said, disposition = view.said, view.standing.disposition
    return {
        "notice": notice,
        "yes": list(said.yes),
        "a_bit": list(said.a_bit),
        "no": list(said.no),
        "not_sure": list(said.unsaid),
        **help_document(view),
        "disposition": disposition.urgency,
        "within_days": disposition.within_days,
        "plan_allowed": view.standing.is_plan_allowed,
    }
