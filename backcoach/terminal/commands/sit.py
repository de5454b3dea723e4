"""`backcoach sit`: a timer that says when to get up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from backcoach.flows.sit import SitView, keep_sat, sit_view
from backcoach.share.machine import reason_documents
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.sit import (
    AGAIN,
    begin_screen,
    capped_line,
    left_line,
    over_screen,
    stopped_line,
)
from backcoach.terminal.session import open_desk
from backcoach.terminal.timer import Timer, count_down
from backcoach.values import Value, field

BELL = "\a"


class Line(Value):
    """The options of one command line, as typed."""

    minutes: int | None = None
    times: int = 1
    is_bell: bool = False


class Seat(Value):
    """What a run of sits needs: where it talks, its clock, how it waits for the next, and how it keeps."""

    output: Output
    keep: Callable[[int], None]
    rest: Callable[[], None]
    timer: Timer = field(default_factory=Timer)
    is_bell: bool = False


def run(home: Path | None, line: Line, *, as_json: bool) -> int:
    """Tell how long to sit; in a terminal, count it down and keep each sit when it is over."""
    output = standard_output()
    with open_desk(home) as desk:
        view = sit_view(desk, line.minutes, line.times)
    if as_json:
        output.document(sit_document(view))
        return Exit.DONE
    is_timed = output.is_at_terminal
    if line.minutes is not None and line.minutes > view.minutes:
        output.say(capped_line(view, line.minutes))
    output.result(begin_screen(view, is_timed=is_timed))
    if not is_timed:
        return Exit.DONE

    def keep(minutes: int) -> None:
        with open_desk(home) as desk:
            keep_sat(desk, minutes)

    seat = Seat(output, keep, lambda: Asker(output).pause(AGAIN), is_bell=line.is_bell)
    return sit_down(view, seat)


def sit_down(view: SitView, seat: Seat) -> int:
    """Sit as often as wanted, with a break after each. Ctrl-C ends it; what was sat is kept."""
    for place in range(view.times):
        if place:
            seat.rest()
        is_told = seat.output.is_accessible
        timed = count_down(view.minutes, seat.timer, lambda left: _tell(left, seat), is_told=is_told)
        seat.keep(timed.minutes)
        if not timed.is_whole:
            seat.output.say()
            seat.output.say(stopped_line(timed.minutes))
            return Exit.INTERRUPTED
        if seat.is_bell:
            seat.output.talk.file.write(BELL)
            seat.output.talk.file.flush()
        seat.output.result(over_screen(view, place))
    return Exit.DONE


def _tell(left: int, seat: Seat) -> None:
    if left:
        seat.output.say(left_line(left), "dim")


def sit_document(view: SitView) -> dict[str, Any]:
    """How long to sit, why, and what breaks it up."""
    return {
        "minutes": view.minutes,
        "most_minutes": view.most_minutes,
        "times": view.times,
        "reasons": reason_documents(view.reasons),
        "stand_up": view.stand_up,
        "movements": [
            {
                "id": one.id,
                "name": one.name,
                "text": one.dose.words(one.dose.amount),
                "how": list(one.words),
                "stop": list(one.stop),
                "sources": list(one.sources),
            }
            for one in view.movements
        ],
        "sat_today": list(view.sat_today),
    }
