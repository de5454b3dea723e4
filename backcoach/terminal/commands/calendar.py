"""`backcoach calendar`: what is planned as a file for the person's own calendar."""

from __future__ import annotations

from datetime import UTC, date, tzinfo
from pathlib import Path
from typing import Any

from backcoach.flows.calendar import CalendarPlan, calendar_plan
from backcoach.flows.calendar_marks import Issued, hand_out
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.share.calendar import counts, event_document
from backcoach.terminal.commands.withheld import show_withheld, withheld_exit
from backcoach.terminal.exits import Exit
from backcoach.terminal.handed_out import OPEN_FILE, is_open_file, place, write
from backcoach.terminal.ical import calendar_bytes
from backcoach.terminal.new_file import refuse_taken
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.screens.calendar import title_of, worded
from backcoach.terminal.session import open_desk
from backcoach.terminal.typed_days import read_day_ahead
from backcoach.values import Value

FULL = (
    "The titles tell about your health. A calendar may be shared, synced to other machines, or shown on "
    "a locked phone. Without --full they are discreet."
)
RESTS = "Your plan rests, so nothing is planned in this calendar: it only calls off what it held before."
AGAIN = "It does not change by itself: write and import it again after each change of your plan."
MOST_MINUTES = 24 * 60


class Wish(Value):
    """Where to write and what: `is_full` for titles about health, `alarms` for minutes before a session.

    `until` is the last day in it.
    """

    path: Path | None
    is_replacing: bool = False
    is_full: bool = False
    alarms: int | None = None
    until: str | None = None


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Write the calendar, and remember what it holds."""
    output = standard_output()
    if wish.alarms is not None and not 0 <= wish.alarms <= MOST_MINUTES:
        raise BadInput(f"--alarms wants minutes from 0 to {MOST_MINUTES}.", "Such as: --alarms 10")
    with open_desk(home) as desk:
        until = _until(wish.until, desk)
        today = desk.moment.today
        path = place(wish.path, f"calendar-{today.isoformat()}.ics", as_json=as_json)
        if path is not None:
            refuse_taken(path, is_replacing=wish.is_replacing)
        plan = calendar_plan(desk)
        if wish.is_full and not plan.rests:
            output.say(FULL, style="bold yellow")
        try:
            issued = _issue(desk, plan, wish, until)
            text = calendar_bytes(issued, _zone(desk), desk.moment.zone, today)
            write([text], path, "calendar", is_replacing=wish.is_replacing)
        finally:
            _say_what_to_do(desk, output, plan, as_json=as_json)
        _tell(output, plan, issued, path)
        if as_json:
            output.document(_document(desk, plan, issued, path, wish))
    return withheld_exit(plan.rests.standing) if plan.rests else Exit.DONE


def _until(text: str | None, desk: Desk) -> date | None:
    """The last day that is wanted. Raises `BadInput`."""
    if text is None:
        return None
    try:
        day = read_day_ahead(text, desk.moment.today)
    except ValueError as error:
        raise BadInput(f"--until: {error}.", "Such as: --until 2026-12-31") from None
    if day < desk.moment.today:
        raise BadInput("--until names a day that is over.", "Name today or a later day.")
    return day


def _zone(desk: Desk) -> tzinfo:
    """The zone of the person; a moment always has one."""
    return desk.moment.now.tzinfo or UTC


def _say_what_to_do(desk: Desk, output: Output, plan: CalendarPlan, *, as_json: bool) -> None:
    """While the plan rests what to do instead, to stderr: after the file, which nobody has to wait for."""
    if plan.rests and not as_json:
        show_withheld(desk, Output(output.talk, output.talk), plan.rests, as_json=False)


def _issue(desk: Desk, plan: CalendarPlan, wish: Wish, until: date | None) -> tuple[Issued, ...]:
    events = [worded(one, desk, is_full=wish.is_full, alarm_minutes=wish.alarms) for one in plan.events]
    return hand_out(desk, events, until)


def _tell(output: Output, plan: CalendarPlan, issued: tuple[Issued, ...], path: Path | None) -> None:
    """What was written and where, to stderr."""
    if plan.rests:
        output.say(RESTS)
    found = counts(one.change.value for one in issued)
    live = len(issued) - found["cancelled"]
    where = f"Written to {path}: " if path else "Written: "
    parts = [f"{live} {'event' if live == 1 else 'events'}"]
    parts += [f"{found[name]} {name}" for name in ("changed", "cancelled") if found[name]]
    output.say(f"{where}{', '.join(parts)}. {AGAIN}")
    if path is None and is_open_file():
        output.say(OPEN_FILE)


def _document(
    desk: Desk, plan: CalendarPlan, issued: tuple[Issued, ...], path: Path | None, wish: Wish
) -> dict[str, Any]:
    """What was written."""
    return {
        "path": str(path),
        "zone": desk.moment.zone,
        "is_full": wish.is_full,
        "plan_allowed": plan.rests is None,
        "disposition": desk.standing().disposition.urgency,
        "counts": counts(one.change.value for one in issued),
        "events": [
            event_document(
                one.uid,
                one.sequence,
                one.starts,
                one.change.value,
                title=title_of(one),
                minutes=one.event.minutes if one.event else None,
            )
            for one in issued
        ],
    }
