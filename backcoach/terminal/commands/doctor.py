"""`backcoach doctor`: how the record is, and repairing it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backcoach.flows.kinds import KINDS
from backcoach.flows.moment import Moment
from backcoach.flows.repairing import Repaired, repair
from backcoach.flows.settings import read_settings
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from backcoach.journal.examining import Finding, State, examine
from backcoach.journal.home import record_path, tighten_all
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.doctor import (
    NOTHING,
    TIGHTENED,
    doctor_screen,
    repaired_screen,
    words_of_finding,
)
from backcoach.terminal.session import find_home, moment

_EXITS = {
    State.WELL: Exit.DONE,
    State.NOTE: Exit.DONE,
    State.WRONG: Exit.BAD_INPUT,
    State.DAMAGED: Exit.DAMAGED,
}


def run(given: Path | None, *, is_repair: bool, as_json: bool) -> int:
    """Look at everything; with `is_repair` put right what can be, and look again."""
    output, home = standard_output(), find_home(given)[0]
    now, book = moment(given), load_handbook()
    findings, repaired = _look(home, book, now), None
    if is_repair:
        repaired = _repair(output, home, book, now, findings, as_json=as_json)
        findings = _look(home, book, now)
    if as_json:
        output.document(document(findings, repaired))
    else:
        output.result(doctor_screen(findings))
    return _EXITS[max(found.state for found in findings)]


def _look(home: Path, book: Handbook, now: Moment) -> tuple[Finding, ...]:
    return (*examine(home, KINDS, book.digest, now.now, now.zone), *_settings(home))


def _settings(home: Path) -> tuple[Finding, ...]:
    """How the settings are, where there are any."""
    found = read_settings(home, os.environ)
    if found.faults:
        return (Finding("settings", State.WRONG, "faulty", (("faults", len(found.faults)),)),)
    if all(one.comes_from == "default" for one in found.all):
        return ()
    return (Finding("settings", State.WELL, "own"),)


def _repair(
    output: Output, home: Path, book: Handbook, now: Moment, findings: Sequence[Finding], *, as_json: bool
) -> Repaired | None:
    states = {(found.check, found.case): found.state for found in findings}
    is_open = ("private", "open") in states
    if is_open:
        tighten_all(home)
        output.say(TIGHTENED)
    is_damaged = State.DAMAGED in states.values() and ("record", "too_new") not in states
    if is_damaged and record_path(home).exists():
        found = repair(home, book, now)
        if not as_json:
            output.result(repaired_screen(found))
        return found
    if not is_open:
        output.say(NOTHING)
    return None


def document(findings: Sequence[Finding], repaired: Repaired | None) -> dict[str, Any]:
    """What was found, and what came of a repair."""
    return {
        "state": max(found.state for found in findings).name.lower(),
        "checks": [_finding(found) for found in findings],
        "repaired": None
        if repaired is None
        else {
            "entries": repaired.entries,
            "from_backups": repaired.from_backups,
            "lost": list(repaired.lost),
            "is_complete": repaired.is_complete,
            "kept_as": repaired.kept_as,
        },
    }


def _finding(found: Finding) -> dict[str, Any]:
    words = words_of_finding(found)
    return {
        "check": found.check,
        "state": found.state.name.lower(),
        "case": found.case,
        "what": words.what,
        "safe": words.safe or None,
        "do": words.do or None,
    }
