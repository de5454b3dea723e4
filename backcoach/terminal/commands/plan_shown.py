"""The plan with all that stands beside it, on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.flows.closing import say_may_close
from backcoach.flows.desk import Desk
from backcoach.flows.goals import goals_due, may_wait
from backcoach.flows.lessons import due_today
from backcoach.flows.plan import PlanView
from backcoach.flows.signposts import shown
from backcoach.flows.trials import waiting
from backcoach.terminal.notes import review_note
from backcoach.terminal.output import Output
from backcoach.terminal.plain_line import Row
from backcoach.terminal.screens.goals import due_lines
from backcoach.terminal.screens.learn import plan_line
from backcoach.terminal.screens.plan import plan_screen
from backcoach.terminal.screens.signposts import signpost_lines
from backcoach.terminal.screens.trial import waiting_lines
from backcoach.terminal.screens.wish import agreed_lines, load_lines


def show(desk: Desk, output: Output, view: PlanView, *, only_today: bool) -> None:
    """Everything that `plan` says."""
    goals = goals_due(desk) if view.day is not None else ()
    mine = tuple(due_lines(goals, desk.book, may_wait=bool(goals) and may_wait(desk)))
    output.result(plan_screen(view, desk.book, desk.region_code(), only_today=only_today, mine=mine))
    for text, style in signpost_lines(shown(desk)):
        output.line(text, style)
    for line in (
        *agreed_lines(view.week, desk.book.activity, view.day),
        *load_lines(view.week),
        *(waiting_lines(waiting(desk)) if view.is_current else ()),
        *_comforts(desk),
        *_choice(desk),
    ):
        output.line(line)
    if view.day is not None and (topic := due_today(desk)) is not None:
        output.result(plan_line(topic))
    for line in _work(desk):
        output.line(line)
    output.result(*map(Row, _offers(desk, view)))
    if note := review_note(desk):
        output.line(note, "bold yellow")


def _comforts(desk: Desk) -> Iterator[str]:
    """What was chosen without pills."""
    if desk.journal.holds("comforts"):
        from backcoach.flows.comfort import chosen
        from backcoach.terminal.screens.comfort import plan_lines

        yield from plan_lines(chosen(desk))


def _choice(desk: Desk) -> Iterator[str]:
    """The option that was chosen."""
    if desk.journal.holds("option_chosen"):
        from backcoach.flows.options import chosen
        from backcoach.terminal.screens.options import chosen_line

        if choice := chosen(desk):
            yield chosen_line(choice)


def _work(desk: Desk) -> Iterator[str]:
    """The step back to work that holds now."""
    if desk.journal.holds("work_set"):
        from backcoach.flows.work import work_running
        from backcoach.terminal.screens.work import work_line

        if work := work_running(desk):
            yield work_line(work)


def _offers(desk: Desk, view: PlanView) -> Iterator[str]:
    """What may be done now and need not: closing a bout, named once, and writing the sheet for bad days."""
    if view.day is None:
        return
    if say_may_close(desk):
        from backcoach.terminal.screens.close import MAY_CLOSE

        yield MAY_CLOSE
    if len(desk.weeks()) > 1:
        from backcoach.flows.sheet import is_offered
        from backcoach.terminal.screens.sheet import OFFER

        if is_offered(desk):
            yield OFFER
