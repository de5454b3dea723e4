"""`backcoach screen --explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.wording import Questions
from backcoach.flows.errors import NotStarted
from backcoach.flows.explain import Explained, Fired, NearRule, explain_last, explained
from backcoach.flows.rounds import FULL
from backcoach.flows.screening import screened
from backcoach.handbook.compiled import open_handbook
from backcoach.share.machine import reason_documents
from backcoach.terminal.commands.documents import screened_document
from backcoach.terminal.commands.screen import read_replies
from backcoach.terminal.commands.why import source_document
from backcoach.terminal.exits import exit_for
from backcoach.terminal.files import read_answers_file
from backcoach.terminal.output import standard_output
from backcoach.terminal.screens.explain import explain_screen
from backcoach.terminal.session import open_desk


def run(home: Path | None, *, as_json: bool) -> int:
    """Explain the last screening in the record. Nothing is asked and nothing is saved."""
    with open_desk(home) as desk:
        found = explain_last(desk)
        if found is None:
            raise NotStarted("There is no screening yet.", "Begin with: backcoach start")
        _show(found, desk.book.screening.rules.questions, as_json=as_json)
        return exit_for(max(found.body.disposition, desk.standing().disposition))


def from_file(path: Path, *, as_json: bool) -> int:
    """Explain what a file of answers leads to. Nothing is saved."""
    book = open_handbook()
    body = screened(FULL, read_replies(read_answers_file(path), book), book)
    _show(explained(body, book), book.screening.rules.questions, as_json=as_json)
    return exit_for(body.disposition)


def _show(found: Explained, questions: Questions, *, as_json: bool) -> None:
    output = standard_output()
    if as_json:
        output.document(explained_document(found))
    else:
        output.result(explain_screen(found, questions))


def explained_document(found: Explained) -> dict[str, Any]:
    """An explained screening as a document."""
    plain = screened_document(found.body)
    return {
        "disposition": plain["disposition"],
        "within_days": plain["within_days"],
        "plan_allowed": plain["plan_allowed"],
        "day_on": found.day_on.isoformat() if found.day_on else None,
        "stands": found.stands.urgency if found.stands else None,
        "is_old_content": found.is_old_content,
        "rules": [_fired(one) for one in found.fired],
        "plan_gates": [_fired(one) for one in found.gates],
        "near": [_near(one) for one in found.near],
        "sources": [source_document(one) for one in found.sources],
        "status": _status(is_draft=found.is_draft),
    }


def _fired(one: Fired) -> dict[str, Any]:
    (document,) = reason_documents((one.reason,))
    level = one.level.value if one.level else None
    return document | {"level": level, "when": list(one.when), "status": _status(is_draft=one.is_draft)}


def _near(one: NearRule) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "level": one.rule.level.value,
        "why": one.rule.why,
        "changes": list(one.changes),
        "already": dict(one.already),
        "sources": list(one.rule.sources),
        "status": _status(is_draft=one.is_draft),
    }


def _status(*, is_draft: bool) -> str:
    return "draft" if is_draft else "checked"
