"""The one place where faults turn into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from backcoach.flows.errors import Trouble
from backcoach.handbook.faults import ContentError
from backcoach.journal.changes import is_kept, was_erased
from backcoach.journal.faults import JournalError
from backcoach.terminal.exits import Exit
from backcoach.terminal.safe import visible
from backcoach.terminal.streams import lost_output

KEPT = "What was saved before is still there."
STOPPED_KEPT = "Stopped. What you answered is kept."
STOPPED = "Stopped. {}"
NOTHING = "Nothing was recorded."
_CAME_OF_IT, _WAY_ON = "what came of it: ", "to go on: "
NARROWEST = 20
UNWRITTEN = "What was to be shown could not be written: {why}."
SAVED = "It is saved all the same: do not enter it again. To see it: backcoach history"
ERASED = "Your record is erased all the same: there is nothing to do again."
UNCHANGED = "Make room, or let it go elsewhere."
FAULTY = "The program's own content is faulty, so it does not start: no questions, no plan."
DANGER = "If you have a sign of danger, do not wait: call your local emergency number now."
SIGNS = (
    "If you have one of these signs now, do not wait: call your local emergency number.",
    "  * chest pain, hard to breathe, or you pass out",
    "  * sudden, tearing or very bad pain in the back or belly",
    "  * numb between the legs, or new trouble to pee, to poo or to hold it",
    "  * both legs weak or in pain, or a leg you cannot move, or one that is cold",
    "  * very ill and mixed up, blotchy skin, or blood in what you vomit or poo",
    "  * pain after a bad fall or a crash, or too much medicine taken",
    "  * thoughts of ending your life",
    "For any other worry about your back see a doctor.",
)
"""What is said when there is no content to say it. It is the one place where code speaks of signs."""


def guarded(work: Callable[[], int]) -> int:
    """Run a command and give its exit code. No fault shows a traceback or anything the person recorded."""
    try:
        return _after(int(work()))
    except Trouble as trouble:
        _tell(*words_of(trouble))
        return trouble.exit_code
    except JournalError as error:
        _tell(*words_of(error))
        return error.exit_code
    except ContentError as error:
        _tell(FAULTY, *(f"  - {fault}" for fault in error.faults), *SIGNS)
        return Exit.OUR_FAULT
    except KeyboardInterrupt as stop:
        came = next(_noted(stop, _CAME_OF_IT), NOTHING)
        _tell("", STOPPED_KEPT if is_kept(stop) else STOPPED.format(came), *_noted(stop, _WAY_ON))
        return Exit.INTERRUPTED
    except BrokenPipeError:  # only where streams are not minded, see `streams`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last net: say where, never what
        _tell(*_our_fault(error))
        return Exit.OUR_FAULT


def note_way_on(stop: BaseException, words: str) -> None:
    """Note on what stops a run how to go on after it."""
    stop.add_note(f"{_WAY_ON}{words}")


def note_what_came(stop: BaseException, words: str) -> None:
    """Note on what stops a run what came of it, where that is not that nothing was recorded."""
    stop.add_note(f"{_CAME_OF_IT}{words}")


def _noted(stop: BaseException, what: str) -> Iterator[str]:
    notes = getattr(stop, "__notes__", ())
    yield from (one.removeprefix(what) for one in notes if one.startswith(what))


def _after(code: int) -> int:
    """The exit code of work that is done, also where what it showed could not be written.

    What was saved is never denied, and only for "done" another code may stand.
    """
    lost = lost_output()
    if lost is None or lost.is_unwanted:
        return code
    if was_erased():
        _tell(UNWRITTEN.format(why=lost.why), ERASED)
        return code
    _tell(UNWRITTEN.format(why=lost.why), SAVED if lost.has_changed else UNCHANGED)
    return Exit.BAD_INPUT if code == Exit.DONE and not lost.has_changed else code


def words_of(fault: Trouble | JournalError) -> tuple[str, ...]:
    """A fault in lines: what is wrong, the single points, and what to do now."""
    if isinstance(fault, Trouble):
        return (
            *([fault.stands] if fault.stands else []),
            fault.sentence,
            *(f"  - {one}" for one in fault.faults),
            fault.next_step,
        )
    is_kept = fault.exit_code in (Exit.BAD_INPUT, Exit.BUSY)
    is_in_the_way = fault.exit_code != Exit.NOTHING_STARTED
    return (str(fault), *([KEPT] if is_kept else []), *([DANGER] if is_in_the_way else []))


def _our_fault(error: Exception) -> tuple[str, ...]:
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name is shown
    return (
        f"Something went wrong inside backcoach ({type(error).__name__} at {place}).",
        *SIGNS,
        "What was saved before is safe. Please report the first line; it holds nothing about you.",
    )


def fitted(line: str) -> str:
    """The line broken between words where a terminal shows it; as one line for a script."""
    if not sys.stderr.isatty():
        return line
    import shutil
    import textwrap

    columns = max(shutil.get_terminal_size().columns, NARROWEST)
    indent = " " * (len(line) - len(line.lstrip(" -*")))
    return textwrap.fill(line, columns, subsequent_indent=indent, break_on_hyphens=False)


def _tell(*lines: str) -> None:
    for line in lines:
        if line or line == lines[0]:
            print(fitted(visible(line)), file=sys.stderr)  # noqa: T201 - the plainest way out, also when Rich is the fault
