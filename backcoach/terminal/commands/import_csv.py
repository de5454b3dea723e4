"""`backcoach import --csv`: past days from another program's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcoach.coach.values import Answer
from backcoach.flows.diary import Diary, keep_diary, read_diary, read_map
from backcoach.flows.diary_cells import Dates
from backcoach.flows.diary_file import read_table
from backcoach.flows.errors import BadInput
from backcoach.terminal.ask import Asker
from backcoach.terminal.output import Output, standard_output
from backcoach.terminal.sealed import seal_to
from backcoach.terminal.session import need_terminal, open_desk
from backcoach.values import Value

SHOWN = (
    "They are shown with your progress and stand in every export. They answer no safety question, "
    "and the plan does not change by them."
)
DATES_HINT = "Look at --map and --dates: backcoach import -h"
MOST_FAULTS = 1000


class Wish(Value):
    """The file, which column is what, and how to go about it."""

    path: Path
    columns: tuple[str, ...]
    dates: str
    is_dry: bool
    is_sure: bool
    is_skipping: bool


def run(home: Path | None, wish: Wish, *, as_json: bool) -> int:
    """Show what the table holds, and keep it once that is agreed to."""
    output = standard_output()
    columns, dates = read_map(wish.columns), _dates(wish.dates)
    with open_desk(home) as desk:
        diary = read_diary(desk, read_table(_raw(wish.path.expanduser()), columns), dates)
        _tell(output, diary)
        if diary.faults and not diary.days and not diary.known:
            raise BadInput("No line of the file can be used, so nothing was imported.", DATES_HINT)
        is_done = bool(diary.days) and not wish.is_dry and _agrees(output, wish, diary, as_json=as_json)
        if is_done:
            keep_diary(desk, diary, seal_to)
        output.say(_outcome(diary, is_done=is_done))
        if as_json:
            output.document(diary_document(diary, is_done=is_done))
    return 0


def _dates(text: str) -> Dates:
    try:
        return Dates(text)
    except ValueError:
        raise BadInput("--dates is iso, dmy or mdy.", "Such as: --dates mdy for 03/31/2026") from None


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Check the name and the permissions."
        ) from None


def _tell(output: Output, diary: Diary) -> None:
    """What the table holds, to stderr."""
    days = len({day for day, _ in diary.days})
    output.say(f"{_lines(len(diary.days))} to import, of {days} {'day' if days == 1 else 'days'}.")
    if diary.known:
        output.say(f"{_lines(diary.known)} of days that have a check-in here: left out.")
    if diary.empty:
        output.say(f"{_lines(diary.empty)} with nothing but a date: left out.")
    for fault in diary.faults[:MOST_FAULTS]:
        output.say(f"  - {fault}")
    if len(diary.faults) > MOST_FAULTS:
        output.say(f"  - and {len(diary.faults) - MOST_FAULTS} more")


def _lines(count: int) -> str:
    return f"{count} {'line' if count == 1 else 'lines'}"


def _agrees(output: Output, wish: Wish, diary: Diary, *, as_json: bool) -> bool:
    """Whether to go on; lines that cannot be used are left out only on a word."""
    if wish.is_sure and (wish.is_skipping or not diary.faults):
        return True
    if diary.faults and not wish.is_skipping:
        need_terminal("--skip-faulty", "--dry-run", as_json=as_json)
        return Asker(output).answer("Leave those lines out and import the others?") is Answer.YES
    need_terminal("--yes", "--dry-run", as_json=as_json)
    output.say(SHOWN)
    return Asker(output).answer("Import them?") is Answer.YES


def _outcome(diary: Diary, *, is_done: bool) -> str:
    if is_done:
        return f"Imported. {SHOWN}"
    return "Nothing was imported." if diary.days or diary.faults else "There is nothing to import."


def diary_document(diary: Diary, *, is_done: bool) -> dict[str, Any]:
    """What was imported, or would be."""
    return {
        "is_done": is_done,
        "lines": len(diary.days),
        "days": len({day for day, _ in diary.days}),
        "known": diary.known,
        "empty": diary.empty,
        "faults": list(diary.faults),
    }
