"""The programs in the folder of hooks: which of them may run, and running one."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from backcoach.flows.settings import HOOKS
from backcoach.journal.home import hooks_folder
from backcoach.terminal.hooks import EVENTS
from backcoach.terminal.outside import Handed, run_own
from backcoach.terminal.session import HOME
from backcoach.values import Value

VERSION = 1
LIMIT_SECONDS = 10.0
SAVED = "What you entered is saved."
LINK = "it is a link"
NO_FILE = "it is no ordinary file"
NO_FOLDER = "hooks is no folder"
NOT_RUNNABLE = "it is not executable (chmod u+x)"
FOREIGN = "{} belongs to somebody else"
OPEN = "others may write to {}"
SWITCHED_OFF = "hooks are off"
UNREADABLE = "it cannot be looked at"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Program(Value):
    """A hook that is there: what it is called after, and why it is not run, empty where it is."""

    event: str
    path: Path
    why_not: str


def programs(home: Path) -> tuple[Program, ...]:
    """The hooks of this home, run or not, whatever the setting says."""
    found = (_program(home, event) for event in EVENTS)
    return tuple(one for one in found if one is not None)


def why_not(one: Program, *, is_on: bool) -> str | None:
    """Why a hook is not run; None where it is."""
    return one.why_not or (None if is_on else SWITCHED_OFF)


def call(home: Path, event: str, document: Mapping[str, Any]) -> None:
    """Run the hook of an event, if there is one, and say in a sentence what went wrong. Raises nothing."""
    found = _program(home, event)
    if found is None:
        return
    if found.why_not:
        _say(f"The hook {event} was not run: {found.why_not}.")
        return
    told = {"event": event, "version": VERSION, "document": document}
    more = {HOME: str(home), HOOKS.variable: "off"}
    with suppress(OSError):
        sys.stdout.flush()
    wrong = _wrong(run_own(found.path, f"{json.dumps(told)}\n".encode(), more, LIMIT_SECONDS))
    if wrong:
        _say(f"The hook {event} {wrong}. {SAVED}")


def _program(home: Path, event: str) -> Program | None:
    """The hook of an event; None where there is none."""
    folder = hooks_folder(home)
    path = folder / event
    try:
        states = folder.lstat(), path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return Program(event, path, UNREADABLE)
    return Program(event, path, _folder_fault(states[0]) or _fault(path, states[1]))


def _folder_fault(state: os.stat_result) -> str:
    """What is wrong with the folder; empty where nothing is."""
    if not stat.S_ISDIR(state.st_mode):
        return NO_FOLDER
    return _open_to_others(state, "the folder hooks")


def _fault(path: Path, state: os.stat_result) -> str:
    if stat.S_ISLNK(state.st_mode):
        return LINK
    if not stat.S_ISREG(state.st_mode):
        return NO_FILE
    return _open_to_others(state, "it") or ("" if os.access(path, os.X_OK) else NOT_RUNNABLE)


def _open_to_others(state: os.stat_result, what: str) -> str:
    if state.st_uid != os.geteuid():
        return FOREIGN.format(what)
    return OPEN.format(what) if state.st_mode & _OTHERS_WRITE else ""


def _wrong(handed: Handed) -> str:
    """What went wrong, in words that hold nothing of what it was told; empty where nothing did."""
    if handed.is_late:
        return f"took longer than {LIMIT_SECONDS:g} seconds and was ended"
    if handed.is_stopped:
        return "was ended by Ctrl-C"
    if handed.code is None:
        return "could not be started: its first line has to name a program that is there, such as /bin/sh"
    if handed.code < 0:
        return f"was ended by signal {-handed.code}"
    return f"ended with exit code {handed.code}" if handed.code else ""


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - also beside --json
