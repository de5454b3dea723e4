"""`backcoach plan`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backcoach.flows.closing import say_may_close
from backcoach.flows.comfort import chosen
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.goals import goals_due, may_wait
from backcoach.flows.options import chosen as chosen_option
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.signposts import shown
from backcoach.flows.trials import trial_states
from backcoach.flows.work import work_running
from backcoach.share.options import choice_document
from backcoach.terminal.commands.comfort import chosen_documents
from backcoach.terminal.commands.documents import plan_document
from backcoach.terminal.commands.signposts import signpost_documents
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.plain_line import Row
from backcoach.terminal.session import open_desk


def run(
    home: Path | None, week: int | None, wishes: tuple[str, ...] = (), *, only_today: bool, as_json: bool
) -> int:
    """Show today and the week, after setting the amounts wished for, or what stands in their way."""
    from backcoach.flows.lessons import due_today
    from backcoach.flows.wish import set_quotas
    from backcoach.terminal.commands.goal_documents import due_document
    from backcoach.terminal.commands.trial import state_document
    from backcoach.terminal.commands.withheld import show_withheld
    from backcoach.terminal.notes import review_note
    from backcoach.terminal.screens.comfort import plan_lines
    from backcoach.terminal.screens.goals import due_lines
    from backcoach.terminal.screens.learn import plan_line
    from backcoach.terminal.screens.options import chosen_line
    from backcoach.terminal.screens.plan import plan_screen
    from backcoach.terminal.screens.signposts import signpost_lines
    from backcoach.terminal.screens.trial import waiting_lines
    from backcoach.terminal.screens.wish import agreed_lines, load_lines
    from backcoach.terminal.screens.work import work_line

    output = standard_output()
    with open_desk(home) as desk:
        if wishes and week is not None:
            raise BadInput("Only the running week can be changed.", "Leave out --week.")
        if wishes:
            set_quotas(desk, [_wish(text) for text in wishes])
        view = plan_view(desk, week)
        if not isinstance(view, PlanView):
            return show_withheld(desk, output, view, as_json=as_json)
        work, choice = work_running(desk), chosen_option(desk)
        goals = goals_due(desk) if view.day is not None else ()
        tried = tuple(one for one in trial_states(desk) if one.is_waiting) if view.is_current else ()
        if as_json:
            document = plan_document(view, desk.moment) | signpost_documents(desk)
            document["comforts"] = chosen_documents(chosen(desk))
            document["choice"] = choice_document(choice)
            document["goals"] = [due_document(one, may_wait=may_wait(desk)) for one in goals]
            document["work_hours"] = work.step.rung.hours if work and work.step else None
            document["trials"] = [state_document(one) for one in tried]
            output.document(document | {"disposition": desk.standing().disposition.urgency})
        else:
            mine = tuple(due_lines(goals, desk.book, may_wait=bool(goals) and may_wait(desk)))
            region = desk.region_code()
            output.result(plan_screen(view, desk.book, region, only_today=only_today, mine=mine))
            for text, style in signpost_lines(shown(desk)):
                output.line(text, style)
            for line in (
                *agreed_lines(view.week, desk.book.activity, view.day),
                *load_lines(view.week),
                *waiting_lines(tried),
                *plan_lines(chosen(desk)),
                *([chosen_line(choice)] if choice else []),
            ):
                output.line(line)
            if view.day is not None and (topic := due_today(desk)) is not None:
                output.result(plan_line(topic))
            if work:
                output.line(work_line(work))
            output.result(*map(Row, _offers(desk, view)))
            if note := review_note(desk):
                output.line(note, "bold yellow")
    return Exit.DONE


def _offers(desk: Desk, view: PlanView) -> Iterator[str]:
    """What may be done now and need not: closing a bout, named once, and writing the sheet for bad days."""
    from backcoach.flows.sheet import is_offered
    from backcoach.terminal.screens.close import MAY_CLOSE
    from backcoach.terminal.screens.sheet import OFFER

    if view.day is None:
        return
    if say_may_close(desk):
        yield MAY_CLOSE
    if is_offered(desk):
        yield OFFER


def _wish(text: str) -> tuple[str, int, str]:
    """An item, its wished amount and the unit as typed. Raises `BadInput`."""
    from backcoach.terminal.typed import read_did

    try:
        name, amount, unit = read_did(text)
    except ValueError as error:
        raise BadInput(f"--set: {error}.") from None
    if amount is None:
        raise BadInput(f"--set {text} needs an amount; nothing was changed.", "Such as: --set walk=10")
    return name, amount, unit
