"""The one place where faults turn into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

from backcoach.flows.errors import Trouble
from backcoach.handbook.content import ContentError
from backcoach.journal.faults import JournalError
from backcoach.terminal.exits import Exit
from backcoach.terminal.safe import visible


def guarded(work: Callable[[], int]) -> int:
    """Run a command and give its exit code. No fault shows a traceback or anything the person recorded."""
    try:
        return int(work())
    except Trouble as trouble:
        _tell(trouble.sentence, *(f"  - {fault}" for fault in trouble.faults), trouble.next_step)
        return trouble.exit_code
    except JournalError as error:
        _tell(str(error))
        return error.exit_code
    except ContentError as error:
        _tell("The program's own content is faulty, so it does not start.", *map(str, error.faults))
        return Exit.OUR_FAULT
    except KeyboardInterrupt:
        _tell("", "Stopped. What you answered is kept.")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; the rest of it is not wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last net: say where, never what
        _tell(*_our_fault(error))
        return Exit.OUR_FAULT


def _our_fault(error: Exception) -> tuple[str, ...]:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name is shown
    return (
        f"Something went wrong inside backcoach ({type(error).__name__} at {place}).",
        "If you have a sign of danger, do not wait: call your local emergency number now.",
        "What was saved before is safe. Please report the first line; it holds nothing about you.",
    )


def _tell(*lines: str) -> None:
    for line in lines:
        if line or line == lines[0]:
            print(visible(line), file=sys.stderr)  # noqa: T201 - the plainest way out, also when Rich is the fault
