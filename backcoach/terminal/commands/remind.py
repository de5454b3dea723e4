"""`backcoach remind`: what is due now, and letting the system remind by itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from backcoach.coach.quiet import QuietHours
from backcoach.flows.desk import Desk
from backcoach.flows.errors import BadInput
from backcoach.flows.made_up import is_made_up
from backcoach.flows.remind import Due, Reminders, may_be_moved, quiet_hours, reminders
from backcoach.share.machine import local_text
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit, exit_for
from backcoach.terminal.notify import Notice, notify
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.remind_places import Place, Way, place_of, way_here
from backcoach.terminal.remind_texts import Job
from backcoach.terminal.remind_wish import Wish, check_wish, jobs_of, read_quiet, read_way
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.remind import lines
from backcoach.terminal.session import need_terminal, open_desk, open_record, says_plainly

NOTHING = "Nothing is due now."
QUIET = "Quiet hours until {ends:%H:%M}. To look all the same: backcoach remind --quiet none"
MADE_UP = "This record is made up, so there is nothing to be reminded of."
NOT_WRITTEN = "Nothing was written."
HERE = "This is what will be written:"
BEGUN = "Written. You are reminded from now on. To end it: backcoach remind --remove"
AT_LOGIN = "Written. It begins when you log in next. To end it: backcoach remind --remove"
TAKEN = "Taken away:"
NONE_THERE = "Nothing of backcoach was there to take away."
OTHER_WAY = "You are reminded by {} already."


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Do the one of the four things that is wished for."""
    check_wish(wish, as_json=as_json)
    if wish.is_removing:
        return _remove()
    if wish.is_installing:
        return _install(home, wish)
    if wish.is_notifying:
        return _notify(home, wish)
    return _show(home, wish, as_json=as_json)


def _show(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """One line for each thing that is due, or one document."""
    output = standard_output()
    with open_desk(home) as desk:
        found = reminders(desk, _quiet(wish, desk))
        if as_json:
            output.document(reminders_document(found, desk))
        else:
            for line in lines(found.due, desk, is_plain=wish.is_plain or says_plainly(home)):
                output.results.print(Text(line), soft_wrap=not output.results.is_terminal)
            _say_why_nothing(output, found)
    return exit_for(found.disposition) or (Exit.DONE if found.due else Exit.NOTHING_DUE)


def _say_why_nothing(output: Output, found: Reminders) -> None:
    """To somebody at the keyboard only: a timer or a prompt gets nothing."""
    if found.due or not output.is_read_along:
        return
    output.say(QUIET.format(ends=found.quiet.ends) if found.is_quiet and found.quiet else NOTHING)


def _quiet(wish: Wish, desk: Desk) -> QuietHours | None:
    return quiet_hours(desk) if wish.quiet is None else read_quiet(wish.quiet)


def _notify(home: Path | None, wish: Wish) -> int:
    """Show a notification where something is due. The exit code does not tell what: systems keep it."""
    with open_desk(home) as desk:
        quiet = _quiet(wish, desk)
        is_due = may_be_moved(desk, quiet) if wish.is_moving else bool(reminders(desk, quiet).due)
    if not is_due:
        return Exit.NOTHING_DUE
    notify(Notice.MOVE if wish.is_moving else Notice.DUE)
    return Exit.DONE


def _install(home: Path | None, wish: Wish) -> int:
    """Show what would be written, ask, and write it."""
    output = standard_output()
    way = read_way(wish.as_) if wish.as_ is not None else way_here()
    jobs, place = jobs_of(wish, home), place_of(way)
    _refuse_made_up(home)
    _refuse_other_way(way)
    _show_texts(output, place, jobs)
    if not wish.is_yes:
        need_terminal("--yes", as_json=False)
        output.question("Write it?")
        if not Asker(output).typed(read_yes, "y yes   n or Enter no"):
            output.say(NOT_WRITTEN)
            return Exit.DONE
    output.say(BEGUN if place.install(jobs) else AT_LOGIN)
    return Exit.DONE


def read_yes(text: str) -> bool:
    """Whether to write it; nothing typed is no."""
    known = {"y": True, "yes": True, "n": False, "no": False, "": False}
    if text.strip().lower() not in known:
        raise ValueError("Please type y to write it, or n.")
    return known[text.strip().lower()]


def _refuse_made_up(home: Path | None) -> None:
    """Refuse where there is no record, or one of nobody. Raises `BadInput`, and what opening raises."""
    with open_record(home) as (journal, _):
        if is_made_up(journal):
            raise BadInput(MADE_UP, "Use it with your own record.")


def _refuse_other_way(way: Way) -> None:
    """Refuse to remind twice. Raises `BadInput`."""
    others = [one.value for one in Way if one is not way and place_of(one).is_used()]
    if others:
        raise BadInput(OTHER_WAY.format(" and ".join(others)), "End that first: backcoach remind --remove")


def _show_texts(output: Output, place: Place, jobs: Sequence[Job]) -> None:
    output.say(HERE)
    for where, text in place.shown(jobs):
        output.results.print(Text(f"\n{visible(where)}"), soft_wrap=True)
        for line in text.splitlines():
            output.results.print(Text(f"  {visible(line)}".rstrip()), soft_wrap=True)
    sys.stdout.flush()


def _remove() -> int:
    """Take away what was written, wherever it is."""
    output, removed = standard_output(), list[str]()
    try:
        for way in Way:
            removed += place_of(way).remove()
    finally:
        for line in [TAKEN, *(f"  {one}" for one in removed)] if removed else []:
            output.say(line)
    if not removed:
        output.say(NONE_THERE)
    return Exit.DONE


def reminders_document(found: Reminders, desk: Desk) -> dict[str, Any]:
    """What is due as a document."""
    return {
        "disposition": found.disposition.urgency,
        "within_days": found.disposition.within_days,
        "is_quiet": found.is_quiet,
        "is_resting": found.is_resting,
        "quiet": {
            "begins": f"{found.quiet.begins:%H:%M}",
            "ends": f"{found.quiet.ends:%H:%M}",
        }
        if found.quiet
        else None,
        "due": [_document(one, desk) for one in found.due],
    }


def _document(one: Due, desk: Desk) -> dict[str, Any]:
    (line,) = lines((one,), desk, is_plain=False)
    return {
        "kind": one.kind.value,
        "line": line,
        "see": one.see,
        "on": one.at.isoformat() if isinstance(one.at, date) and not isinstance(one.at, datetime) else None,
        "at": local_text(one.at, one.at.tzinfo) if isinstance(one.at, datetime) else None,
        "items": [item.id for item in one.items],
        "medicine": one.medicine.value if one.medicine else None,
        "mg": one.mg,
    }
