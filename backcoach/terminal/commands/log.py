"""`backcoach log`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from backcoach.coach.record import Screened
from backcoach.flows.bad_day import is_bad_today
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, Trouble
from backcoach.flows.log import Logged, log
from backcoach.flows.signposts import Said, say
from backcoach.flows.signs_told import SignsTold
from backcoach.flows.step_offer import offer
from backcoach.flows.thoughts import check_due_on
from backcoach.handbook.compiled import open_handbook
from backcoach.journal.faults import JournalError
from backcoach.terminal.commands.log_line import Line, day_of, flags_of, read_all, read_line, sign_of
from backcoach.terminal.exits import exit_for, stop_exit
from backcoach.terminal.hooks import CHECK_IN, Hook
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.logged import logged_lines
from backcoach.terminal.session import moment, need_terminal, open_desk
from backcoach.terminal.typed_days import is_today
from backcoach.terminal.unsaved import shown_though_unsaved, signs_shown
from backcoach.values import replace

HALF = "A bad day? Half of the plan is enough: backcoach flare --today. More than one: backcoach flare"
THOUGHTS_DUE = "A short check of how you feel about the pain is due: backcoach thoughts"
SIGN_NOW = "A sign counts from now on, whatever day the rest is told for."


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Keep what the line says, or ask. A sign is shown also where it cannot be kept."""
    with Hook(home, CHECK_IN) as hook:
        work, document = partial(_run, home, line, hook, as_json=as_json), partial(_unsaved, home)
        return shown_though_unsaved(home, work, document, as_json=as_json)


def _run(home: Path | None, line: Line, hook: Hook, *, as_json: bool) -> int:
    output = standard_output()
    book = open_handbook()
    with signs_shown(flags_of(line, book), book), open_desk(home, book=book) as desk:
        told = SignsTold()
        if line.is_empty:
            logged = _asked(desk, output, line, as_json=as_json)
        else:
            told = _told(line, desk, output)
            logged = _only_signs(line, desk) or _log(line, desk, output, told)
        if as_json:
            document = _document(desk, logged, told, _said(desk))
            hook.give(lambda: document)
            output.document(document)
        else:
            said = _show(desk, output, logged)
            hook.give(lambda: _document(desk, logged, told, said))
        return max(exit_for(logged.standing.disposition), stop_exit(told.stopped))


def _asked(desk: Desk, output: Output, line: Line, *, as_json: bool) -> Logged:
    """The check-in, asked step by step."""
    from backcoach.terminal.ask import Asker
    from backcoach.terminal.commands.checkin import check_in

    need_terminal("backcoach log --all-clear --pain 4", "see backcoach log -h", as_json=as_json)
    return check_in(desk, Asker(output), day_of(line, desk))


def _document(desk: Desk, logged: Logged, told: SignsTold, said: tuple[Said, ...]) -> dict[str, Any]:
    from backcoach.terminal.commands.documents import logged_document
    from backcoach.terminal.commands.signposts import milestone_documents
    from backcoach.terminal.screens.course import effect_documents, stop_document

    return logged_document(logged, desk.moment) | {
        "milestones": milestone_documents(said),
        "stop": stop_document(told.stopped, desk.book, desk.region_code()),
        "side_effects": effect_documents(told.effects),
    }


def _unsaved(home: Path | None, body: Screened) -> dict[str, Any]:
    from backcoach.terminal.commands.documents import unsaved_document

    return unsaved_document(body, moment(home).today)


def _told(line: Line, desk: Desk, output: Output) -> SignsTold:
    """The signs and side effects of a line, kept before all else; what to do is said at once, to stderr."""
    faults: list[str] = []
    told = dict(read_all("--sign", line.signs, sign_of, faults))
    if faults:
        raise BadInput("These signs cannot be read; nothing was saved.", "Such as: --sign ID", tuple(faults))
    if not told:
        return SignsTold()
    from backcoach.flows.signs import tell_signs
    from backcoach.terminal.screens.course import effect_lines, stopped_lines

    found = tell_signs(desk, told)
    stopped = found.stopped
    said = stopped_lines(stopped, desk.book, desk.region_code()) if stopped else ()
    for text, style in (*said, *effect_lines(found.effects, desk.book)):
        output.say(visible(text), style)
    if told and not is_today(line.date):
        output.say(SIGN_NOW)
    return found


def _log(line: Line, desk: Desk, output: Output, told: SignsTold) -> Logged:
    """Keep the rest of a line. Where a stop sign was told, no trouble of the rest hides what to do."""
    try:
        return log(desk, read_line(line, desk))
    except Trouble as trouble:
        if told == SignsTold():
            raise
        for text in (trouble.sentence, *trouble.faults, trouble.next_step):
            output.say(visible(text))
        return Logged(desk.moment.today, None, None, (), desk.standing())


def _only_signs(line: Line, desk: Desk) -> Logged | None:
    """What a line that tells of stop signs and of nothing else comes to."""
    if not line.signs or not replace(line, signs=()).is_empty:
        return None
    return Logged(desk.moment.today, None, None, (), desk.standing())


def _said(desk: Desk) -> tuple[Said, ...]:
    """The milestones that are reached now; without room to keep them they are said another time."""
    try:
        return say(desk)
    except JournalError:
        return ()


def _show(desk: Desk, output: Output, logged: Logged) -> tuple[Said, ...]:
    """Show what was kept and what follows from it; the milestones that were said with it."""
    if not logged.standing.disposition.allows_plan and logged.standing.screened:
        from backcoach.terminal.commands.advice import show_advice

        show_advice(desk, output, logged.standing.screened.body, desk.region_code())
    for text, style in logged_lines(logged, desk):
        output.line(text, style)
    if said := _said(desk):
        from backcoach.terminal.screens.signposts import milestone_lines

        for text, style in milestone_lines(said, desk.book):
            output.line(text, style)
    found = offer(desk)
    if found is not None:
        output.line(found.why)
    if logged.standing.is_plan_allowed and is_bad_today(desk):
        output.line(HALF)
    if check_due_on(desk):
        output.line(THOUGHTS_DUE)
    return said
