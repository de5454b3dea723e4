"""`backcoach work`: the way back to normal hours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rich.text import Text

from backcoach.coach.values import Answer
from backcoach.coach.work import NOTICE_LINE
from backcoach.coach.work_record import Went, WorkDone
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.replies import read_answer
from backcoach.flows.work import WorkView, told_work, work_days, work_view
from backcoach.flows.work_told import NOTHING_KEPT, WorkWish, keep_work_day, set_work
from backcoach.share.machine import reason_documents
from backcoach.share.work import dated_ladder, rung_document, work_page
from backcoach.terminal.commands.withheld import show_withheld, withheld_exit
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.work import day_lines, told_line, work_screen
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day
from backcoach.terminal.words import NOT_REVIEWED, day_text
from backcoach.values import Value

DEFAULT_DAYS = 5
REST = "work_rest"


class Line(Value):
    """The options of one command line, as typed."""

    normal: float | None = None
    now: float | None = None
    days: int | None = None
    load: str | None = None
    did: float | None = None
    red: bool = False
    hard: bool = False
    fine: bool = False
    settled: str | None = None
    date: str | None = None
    plan: bool = False

    @property
    def is_day(self) -> bool:
        """Whether something is told of a work day."""
        return self.did is not None or self.settled is not None or self.red or self.hard or self.fine


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Keep what the line tells, then show the step that holds now, or the page."""
    _check(line)
    output = standard_output()
    with open_desk(home) as desk:
        wish = _wish(line, desk) if line.is_day else None
        if line.normal is not None and line.now is not None:
            set_work(desk, line.normal, line.now, line.days or DEFAULT_DAYS, line.load)
        kept = keep_work_day(desk, wish) if wish else None
        view = work_view(desk)
        if as_json:
            output.document(work_document(desk, view))
            return Exit.DONE if isinstance(view, WorkView) else withheld_exit(view.standing)
        told = told_work(desk)
        if line.normal is not None and told is not None:
            output.line(told_line(told.body))
        if kept is not None:
            _show_day(output, desk, kept.body, kept.day_on)
        if not isinstance(view, WorkView):
            return show_withheld(desk, output, view, as_json=False)
        if line.plan:
            _show_page(output, desk, view)
        else:
            output.result(work_screen(view, desk.book, is_short=kept is not None))
    return Exit.DONE


def _check(line: Line) -> None:
    """Refuse what does not go together. Raises `BadInput`."""
    if (line.normal is None) != (line.now is None):
        raise BadInput("--normal and --now go together.", "Such as: backcoach work --normal 40 --now 8")
    if line.normal is None and (line.days is not None or line.load is not None):
        raise BadInput("--days and --load go with --normal and --now.", NOTHING_KEPT)
    if line.red + line.hard + line.fine > 1:
        raise BadInput("A work day is one of --red, --hard and --fine.", NOTHING_KEPT)
    if line.date is not None and not line.is_day:
        raise BadInput("--date goes with --did or --settled.", NOTHING_KEPT)


def _wish(line: Line, desk: Desk) -> WorkWish:
    went = next((one for one in Went if getattr(line, one.value)), None)
    return WorkWish(_day(line, desk), line.did, went, _settled(line))


def _day(line: Line, desk: Desk) -> date | None:
    if line.date is None:
        return None
    try:
        return read_day(line.date, desk.moment.today)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{error}.", NOTHING_KEPT) from None


def _settled(line: Line) -> Answer | None:
    if line.settled is None:
        return None
    try:
        return read_answer(line.settled)
    except ValueError:
        raise BadInput("--settled is yes, no or not_sure.", NOTHING_KEPT) from None


def _show_day(output: Output, desk: Desk, kept: WorkDone, day_on: date) -> None:
    for text, style in day_lines(kept, day_text(day_on), desk.book):
        output.line(text, style)


def _show_page(output: Output, desk: Desk, view: WorkView) -> None:
    if view.step is None:
        raise NotStarted("There is nothing to propose just now.", "Why: backcoach work")
    step, book = view.step, desk.book.work
    steps = dated_ladder(view.told, step.rung, step.starts_on, view.least_days, book)
    for text in work_page(view.told, steps, book, desk.moment.today):
        output.line(text)
    if book.is_draft:
        output.result(Text(NOT_REVIEWED))


def work_document(desk: Desk, view: object) -> dict[str, Any]:
    """The step that holds now; nothing of it while no plan may be shown."""
    stands, book, told = desk.standing(), desk.book.work, told_work(desk)
    found = view if isinstance(view, WorkView) else None
    rest = book.rule(REST)
    resting = [{"rule": rest.id, "why": rest.why, "inputs": {"plan": "rests"}, "sources": list(rest.sources)}]
    return {
        "disposition": stands.disposition.urgency,
        "within_days": stands.disposition.within_days,
        "plan_allowed": stands.is_plan_allowed,
        "notice": book.line(NOTICE_LINE),
        "told": _told_document(told.body) if told else None,
        "step": _step_document(found),
        "move": found.decision.value.move.value if found else "rest",
        "reasons": reason_documents(found.decision.reasons) if found else resting,
        "next": _next_document(found),
        "work_days": [_day_document(one.body, one.day_on) for one in work_days(desk)],
        "checks": [
            {"id": one.id, "why": one.why, "next": one.next, "sources": list(one.sources)}
            for one in (found.checks if found else ())
        ],
        "discuss": [one.text for one in book.discuss] if found and found.step else [],
    }


def _told_document(told: Any) -> dict[str, Any]:
    return {
        "normal_hours": told.normal_hours,
        "present_hours": told.present_hours,
        "days": told.days,
        "load": told.load,
    }


def _step_document(view: WorkView | None) -> dict[str, Any] | None:
    if view is None or view.step is None:
        return None
    step = view.step
    head = {"starts_on": step.starts_on.isoformat(), "reasons": reason_documents(step.reasons)}
    return head | rung_document(step.rung, view.told)


def _next_document(view: WorkView | None) -> dict[str, Any] | None:
    if view is None or view.above is None or view.above_on is None:
        return None
    return rung_document(view.above, view.told) | {"not_before": view.above_on.isoformat()}


def _day_document(done: WorkDone, day_on: date) -> dict[str, Any]:
    settled = done.settled.value if done.settled else None
    return {"day_on": day_on.isoformat(), "hours": done.hours, "went": done.went.value, "settled": settled}
