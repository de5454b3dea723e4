"""`backcoach log --from`: steps and walking minutes from the table of a phone or a watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backcoach.coach.values import Answer
from backcoach.flows.errors import BadInput
from backcoach.flows.walked import Aside, Walked, WalkedDay, keep_walked, read_walked
from backcoach.flows.walked_table import STEPS
from backcoach.terminal.ask import Asker
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.terminal.words import day_text
from backcoach.values import Value

SAFETY = "It answers no safety question, and makes up no check-in."
COUNTS = "counts as done"
KEPT = "kept as steps"
SHOWN = "shown only: nothing else was told of that day here"
NO_MINUTES = "Steps are kept as steps. How many minutes they took, nobody can tell from them."
UNDO = "A mistake? backcoach undo"
HINT = "Look at the file, or enter a day by hand: backcoach log --date DAY --walk MINUTES"
MOST_SHOWN = 40
MOST_HEADS = 12
WHY = {
    Aside.FUTURE: "still to come",
    Aside.BEFORE: "before this bout of pain began; for older days: backcoach import -h",
    Aside.KNOWN: "there already; what is there is never overwritten",
    Aside.EMPTY: "nothing was counted; perhaps it was left at home",
    Aside.TWICE: "in more than one line; make one of them",
}


class Wish(Value):
    """The file, None where none was named, and how to go about it; `is_alone` where nothing else was said."""

    path: Path | None
    is_sure: bool
    is_dry: bool
    is_alone: bool


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show what would be entered and what is left out, and enter it once that is agreed to."""
    if wish.path is None:
        raise BadInput("--yes and --dry-run go with --from FILE.", "Help: backcoach log -h")
    if not wish.is_alone:
        raise BadInput("--from takes nothing beside --yes, --dry-run and --json.", "Log the rest by itself.")
    output = standard_output()
    with open_desk(home) as desk:
        walked = read_walked(desk, wish.path.expanduser())
        for line in _told(walked):
            output.say(line)
        if walked.faulty and not walked.days and not walked.left_out:
            raise BadInput("No line of the file can be used, so nothing was entered.", HINT)
        is_done = bool(walked.days) and not wish.is_dry and _agrees(output, wish, as_json=as_json)
        if is_done:
            keep_walked(desk, walked)
        output.say(_outcome(walked, is_done=is_done))
        if as_json:
            output.document(walked_document(walked, is_done=is_done))
    return Exit.DONE


def _told(walked: Walked) -> Iterator[str]:
    """What the file holds, line by line."""
    used = walked.heads.known
    yield f"Read: {', '.join(_short(one.head) for one in used.values())}."
    if walked.heads.unknown:
        some = [_short(head) for head in walked.heads.unknown[:MOST_HEADS]]
        rest = len(walked.heads.unknown) - len(some)
        yield f"Not read: {', '.join(some)}{f' and {rest} more' if rest else ''}."
    if STEPS in used:
        yield NO_MINUTES
    yield f"To enter: {_count(len(walked.days), 'day')}."
    for one in walked.days:
        yield f"  {day_text(one.day)}: {_amounts(one)} ({_use(one)})"
    for why, count in walked.left_out.items():
        days = ", ".join(day_text(day) for day in walked.left_days.get(why, ())[:MOST_HEADS])
        yield f"Left out, {_count(count, 'day')}{f' ({days})' if days else ''}: {WHY[why]}."
    if walked.faulty:
        yield f"Left out, {_count(walked.faulty, 'line')} that cannot be used:"
        yield from (f"  - {fault}" for fault in walked.faults)
        rest = walked.faulty - len(walked.faults)
        yield from ([f"  - and {rest} more"] if rest else [])


def _use(one: WalkedDay) -> str:
    """What becomes of a day's figures."""
    if one.walk_minutes is None:
        return KEPT
    return COUNTS if one.counts else SHOWN


def _amounts(one: WalkedDay) -> str:
    walked = [] if one.walk_minutes is None else [f"{one.walk_minutes} min walking"]
    return ", ".join((*walked, *([] if one.steps is None else [f"{one.steps} steps"])))


def _short(head: str) -> str:
    return repr(head if len(head) <= MOST_SHOWN else f"{head[:MOST_SHOWN]}...")


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _agrees(output: Output, wish: Wish, *, as_json: bool) -> bool:
    if wish.is_sure:
        return True
    need_terminal("--yes", "--dry-run", as_json=as_json)
    output.say(SAFETY)
    return Asker(output).answer("Enter them?") is Answer.YES


def _outcome(walked: Walked, *, is_done: bool) -> str:
    if is_done:
        return f"Entered: {_count(len(walked.days), 'day')}. {SAFETY} {UNDO}"
    return "Nothing was entered." if walked.days else "There is nothing to enter."


def walked_document(walked: Walked, *, is_done: bool) -> dict[str, Any]:
    """What was entered, or would be, and what was left out."""
    return {
        "is_done": is_done,
        "columns": {field: one.head for field, one in walked.heads.known.items()},
        "unknown_columns": list(walked.heads.unknown),
        "days": [
            {
                "day_on": one.day.isoformat(),
                "walk_minutes": one.walk_minutes,
                "steps": one.steps,
                "counts": one.counts,
            }
            for one in walked.days
        ],
        "left_out": {why.value: walked.left_out.get(why, 0) for why in Aside},
        "faulty_lines": walked.faulty,
        "faults": list(walked.faults),
    }
