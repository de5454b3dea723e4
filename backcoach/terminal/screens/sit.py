"""A sit: how long, why, what to do when it is over."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.flows.sit import SitView
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED

LEAVE = "Ctrl-C ends it; what you sat is kept."
AGAIN = "Enter when you sit down again; Ctrl-C to end"
NO_TIMER = "The timer runs in a terminal: backcoach sit"
STOPPED_EARLY = "Stopped within the first minute: nothing to keep."


def begin_screen(view: SitView, *, is_timed: bool) -> RenderableType:
    """How long to sit, and why."""
    (reason,) = view.reasons
    parts: list[RenderableType] = [
        Text(f"Sit for {view.minutes} min, then get up.", style="bold"),
        Text(visible(f"{reason.why} (why {reason.rule})")),
    ]
    if view.sat_today:
        goes = "1 go" if len(view.sat_today) == 1 else f"{len(view.sat_today)} goes"
        parts.append(Text(f"Today so far: {sum(view.sat_today)} min with the timer, in {goes}."))
    parts.append(Text(LEAVE if is_timed else NO_TIMER))
    if view.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def capped_line(view: SitView, wished: int) -> str:
    """That a sit is shorter than wished."""
    return f"You asked for {wished} min; {view.minutes} is the longest for you now."


def left_line(left: int) -> str:
    """How many minutes are left."""
    return f"{left} min left"


def over_screen(view: SitView, place: int) -> RenderableType:
    """That it is time to get up, and one small movement, with how to do it."""
    parts: list[RenderableType] = [
        Text(visible(f"{view.minutes} min are over. {view.stand_up}"), style="bold")
    ]
    movement = view.movement(place)
    if movement is not None:
        dose = movement.dose.words(movement.dose.amount)
        parts.append(Text(visible(f"Or: {movement.name}, {dose} (why {movement.id})")))
        parts += [hanging("  - ", step) for step in (*movement.words, *movement.stop)]
    return Group(*parts)


def stopped_line(minutes: int) -> str:
    """What is kept of a sit that was broken off."""
    return f"Stopped after {minutes} min; that is kept." if minutes else STOPPED_EARLY
