"""Flare-ups, bad days and pauses on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.activity import Line
from backcoach.coach.pauses import Pause
from backcoach.coach.week import PlanItem
from backcoach.flows.desk import Desk
from backcoach.flows.flare import FlareView
from backcoach.flows.sheet import sheet_of
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.plan import item_text
from backcoach.terminal.screens.sheet import HEAD as SHEET
from backcoach.terminal.screens.sheet import sheet_parts
from backcoach.terminal.words import NOT_REVIEWED, day_text

DUE = "All safety questions are due now, and the plan rests until they are answered: backcoach flare"
NONE = "No flare-up goes on. Tell of one with: backcoach flare"
NOT_PAUSED = "Nothing is paused. To let the plan wait: backcoach pause --for holiday"
STILL_RESTS = "The pause is over. The plan rests all the same; what comes first: backcoach plan"
HALF_BACK = "It stands for today alone. Take it back: backcoach undo"
AGAIN = "Today's step once more tomorrow: backcoach flare --again"


def flare_screen(view: FlareView, desk: Desk, *, is_resting: bool) -> RenderableType:
    """How the flare-up of today stands; while the plan rests, that the safety questions come first."""
    if is_resting:
        return Text(DUE, style="bold yellow")
    if view.flare is None:
        return Text(NONE)
    day = view.flare.days[-1]
    head = Text(f"Flare-up, day {day.number}: {day.percent} % of the plan today", style="bold")
    ahead = [Text(f"  {day_text(on)}: {percent} %") for on, percent in view.ahead]
    parts = [head, *_items(view.items), *([Text("Then, while it lasts:")] if ahead else []), *ahead]
    return Group(*parts, *_lines(view.lines), *_sheet(desk), Text(AGAIN), *_draft(desk.book))


def half_screen(items: Iterable[PlanItem], book: Handbook) -> RenderableType:
    """Half of today."""
    head = Text("Half of today's plan, or less:", style="bold")
    return Group(head, *_items(items), *_lines(book.lighter.half), Text(HALF_BACK), *_draft(book))


def paused_screen(now: Pause, book: Handbook) -> RenderableType:
    """That the plan waits."""
    until = f" until {day_text(now.until_on)}" if now.until_on else ""
    reason = book.lighter.pause(now.why)
    why = f" ({reason.text})" if reason else ""
    head = Text(visible(f"Paused from {day_text(now.from_on)}{until}{why}."), style="bold")
    return Group(head, *_lines(book.lighter.paused), Text("Go on: backcoach pause --end"), *_draft(book))


def resumed_screen(*, is_end: bool, is_resting: bool) -> RenderableType:
    """That nothing is paused, and what comes first where the plan rests all the same."""
    if not is_end:
        return Text(NOT_PAUSED)
    return Text(STILL_RESTS if is_resting else "The plan goes on: backcoach plan")


def _sheet(desk: Desk) -> tuple[RenderableType, ...]:
    """What the person wrote for such a day; nothing where they wrote nothing."""
    written = sheet_parts(sheet_of(desk))
    return (Text(SHEET, style="bold cyan"), *written) if written else ()


def _items(items: Iterable[PlanItem]) -> list[Text]:
    return [Text(visible(f"  {item.label}: {item_text(item)}")) for item in items]


def _lines(lines: Iterable[Line]) -> list[RenderableType]:
    return [hanging("- ", Text(visible(line.text))) for line in lines]


def _draft(book: Handbook) -> list[Text]:
    return [Text(NOT_REVIEWED, style="dim")] if book.lighter.is_draft else []
