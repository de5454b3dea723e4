"""`backcoach completion`: the script for a shell, on stdout."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from backcoach.flows.errors import BadInput
from backcoach.terminal.completion_scripts import SCRIPTS, script
from backcoach.terminal.exits import Exit

PROGRAM = "backcoach"


def run(shell: str) -> int:
    """Print it as it is. Raises `BadInput` for a shell that is not known."""
    wanted = shell.strip().lower()
    if wanted not in SCRIPTS:
        raise BadInput("There is no script for such a shell.", f"There are: {', '.join(SCRIPTS)}.")
    sys.stdout.write(script(wanted, called()))
    return Exit.DONE


def called() -> tuple[str, ...]:
    """The words that start this program: its name where the shell finds it, else where it is."""
    if shutil.which(PROGRAM):
        return (PROGRAM,)
    own = Path(sys.argv[0]).absolute()
    if own.name == PROGRAM and own.is_file():
        return (str(own),)
    return (sys.executable, "-m", PROGRAM)
