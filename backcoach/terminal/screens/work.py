"""The way back to normal hours on one screen: now, why, what comes next, what to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.work import NOTICE_LINE, RED_DAY_LINE, RED_LINE
from backcoach.coach.work_record import Went, WorkDone, WorkSet
from backcoach.flows.work import WorkView
from backcoach.handbook.handbook import Handbook
from backcoach.share.work import week_words
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, day_text

WAIT = "work_wait"
"""What this row says follows from the next step and its day."""

HEAD = "The way back to normal hours"
TELL = "Tell: backcoach work --did 4; next day: work --settled yes"
PAGE = "A page to hand over: backcoach work --plan"


def work_screen(view: WorkView, book: Handbook, *, is_short: bool = False) -> RenderableType:
    """What holds now and why, what comes next and when, whom to ask; unless short, what to talk about."""
    parts: list[RenderableType] = [Text(HEAD, style="bold cyan"), *_now(view, book), *_next(view)]
    for check in view.checks[:1]:
        parts.append(Text(visible(f"{check.why} {check.next} (why {check.id})"), style="bold yellow"))
    if view.step is not None and not is_short:
        parts.append(Text("Talk over with your employer and a doctor or physio:", style="bold"))
        parts += [hanging("  - ", one.text) for one in book.work.discuss]
    parts += [Text(TELL), Text(PAGE), Text(visible(book.work.line(NOTICE_LINE)))]
    if book.work.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _now(view: WorkView, book: Handbook) -> Iterator[RenderableType]:
    if view.step is not None:
        rung = view.step.rung
        words = (
            f"{rung.hours:g} of {view.told.normal_hours:g} hours a week: {week_words(rung.hours, view.told)}"
        )
        yield Text.assemble(("Now  ", "bold"), visible(words))
        load = f"Load ({book.work.load(view.told.load).words}): {rung.load_percent} % of the usual time"
        yield Text(visible(f"     {load}"))
        why = view.step.reasons[0]
        yield hanging("Why  ", f"{why.why} (why {why.rule})")
    for reason in () if view.decision.reasons[0].rule == WAIT else view.decision.reasons:
        yield hanging("     ", f"{reason.why} (why {reason.rule})")
    rule = book.work.rule(view.decision.reasons[0].rule)
    yield hanging("Do   ", rule.next)


def _next(view: WorkView) -> Iterator[RenderableType]:
    if view.above is None or view.above_on is None:
        return
    figures = dict(view.decision.reasons[0].inputs)
    good, days = figures.get("good_days", "0"), figures.get("work_days", "0")
    told = "" if days == "0" else f" So far {good} of {days} did."
    words = f"{view.above.hours:g} hours, load {view.above.load_percent} %"
    yield hanging("Next ", f"{words}, not before {day_text(view.above_on)}, if the work days go well.{told}")


def told_line(told: WorkSet) -> str:
    """What was kept of the hours of a week."""
    days = f"{told.days} {'day' if told.days == 1 else 'days'}"
    return f"Saved: normal {told.normal_hours:g} h a week on {days}, now {told.present_hours:g} h."


def day_lines(kept: WorkDone, day: str, book: Handbook) -> Iterator[tuple[str, str]]:
    """What was kept of a work day, and what to do after a red one; each with its style."""
    settled = "" if kept.settled is None else f", settled by the next morning: {kept.settled.value}"
    settled = settled.replace("not_sure", "not sure")
    yield f"Saved: {day}, {kept.hours:g} hours, {kept.went.value}{settled}.", ""
    if kept.went is Went.RED:
        yield book.work.line(RED_DAY_LINE), "bold yellow"
    elif kept.settled is None:
        yield book.work.line(RED_LINE), "dim"


def work_line(view: WorkView) -> str:
    """One line beside the plan of the week."""
    if view.step is None:
        return "Work: no hours are proposed just now, see backcoach work"
    return f"Work this week: {view.step.rung.hours:g} h, see backcoach work"
