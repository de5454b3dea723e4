"""`backcoach close`: where the bout stands, closing it, and how to stay well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.phases import Phase
from backcoach.coach.values import Answer
from backcoach.flows.closing import BoutEnd, StayWell, bout_end, close, staying_well
from backcoach.flows.desk import Desk
from backcoach.flows.plan import PlanView, Withheld, plan_view
from backcoach.flows.sheet import sheet_lines, sheet_of
from backcoach.share.machine import reason_documents
from backcoach.terminal.ask import Asker
from backcoach.terminal.commands.withheld import show_withheld
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.left import left_unchanged
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.close import (
    ASK,
    CHOICE,
    UNCHANGED,
    bout_screen,
    staying_well_screen,
)
from backcoach.terminal.session import open_desk


def run(home: Path | None, *, is_yes: bool, as_json: bool) -> int:
    """Show where the bout stands, and close it where the person says so."""
    output = standard_output()
    with open_desk(home) as desk:
        view = plan_view(desk)
        if not isinstance(view, PlanView):
            return _withheld(desk, output, view, as_json=as_json)
        stood = bout_end(desk)
        if not as_json and stood.closed_on is None:
            output.result(bout_screen(stood, desk.book))
        is_wanted = is_yes or (not as_json and stood.may_close and _is_confirmed(output))
        found = close(desk) if is_wanted else stood
        if as_json:
            is_new = found.closed_on is not None and stood.closed_on is None
            output.document(close_document(desk, found, is_recorded=is_new))
        else:
            _show(desk, output, found)
    return Exit.DONE


def _withheld(desk: Desk, output: Output, view: Withheld, *, as_json: bool) -> int:
    """While the plan rests nothing is closed, and the action stands first."""
    if not as_json:
        return show_withheld(desk, output, view, as_json=False)
    output.document(close_document(desk, bout_end(desk), is_recorded=False))
    return exit_for(desk.standing().disposition) or Exit.REFUSED


def _is_confirmed(output: Output) -> bool:
    if not output.is_read_along:
        return False
    with left_unchanged(UNCHANGED):
        return Asker(output).answer(ASK) is Answer.YES


def _show(desk: Desk, output: Output, found: BoutEnd) -> None:
    how = staying_well(desk)
    if how is not None:
        output.result(staying_well_screen(found, how, sheet_of(desk), desk.book))
        return
    output.say(UNCHANGED)
    if found.may_close:
        output.say(CHOICE)


def close_document(desk: Desk, found: BoutEnd, *, is_recorded: bool) -> dict[str, Any]:
    """Where the bout stands, and how to stay well once it is closed."""
    stands, how = desk.standing(), staying_well(desk)
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "endings": [
            {"ending": ending.value, "is_met": one.value, "reasons": reason_documents(one.reasons)}
            for ending, one in found.endings
        ],
        "ending": found.ending.value if found.ending else None,
        "is_flaring": found.is_flaring,
        "may_close": found.may_close and stands.is_plan_allowed,
        "is_recorded": is_recorded,
        "closed_on": found.closed_on.isoformat() if found.closed_on else None,
        "why": found.why,
        "stay_well": _stay_well(how, desk) if how else None,
    }


def _stay_well(how: StayWell, desk: Desk) -> dict[str, Any]:
    lines = (*how.lines, *desk.book.recovery.figures)
    return {
        "walk_minutes": list(how.steps),
        "times_per_day": how.walk.times_per_day if how.walk else None,
        "days_per_week": desk.book.activity.phase(Phase.MAINTAIN).walk_days,
        "liked": how.liked,
        "look_on": how.look_on.isoformat(),
        "by_on": how.by_on.isoformat(),
        "lines": [{"id": one.id, "text": one.text, "sources": list(one.sources)} for one in lines],
        "sheet": list(sheet_lines(desk)),
    }
