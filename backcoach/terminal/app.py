"""The whole command line: which commands there are, in the order of the help, and how a line is run.

The commands and their options stand in `families`; what they do is loaded only when one runs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib import import_module

from backcoach.terminal.accessible import a_run, note_home, note_typed
from backcoach.terminal.declared import Ended, Family, Refused
from backcoach.terminal.exits import Exit
from backcoach.terminal.guard import guarded
from backcoach.terminal.lane import asks_for_help, first_word, read_line

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "safety": ("start", "screen"),
    "daily": ("log", "dose"),
    "weekly": ("plan", "review", "flare", "pause", "trial", "sit"),
    "progress": ("progress", "measures"),
    "correct": ("undo", "history", "void", "edit"),
    "learning": ("thoughts", "learn", "options", "sheet", "close"),
    "about": ("status", "why", "demo", "selftest"),
    "doing": ("comfort", "exercises", "work", "go"),
    "record": ("export", "import", "calendar"),
    "remind": ("remind",),
    "report": ("report",),
    "keep": ("restore", "seal", "doctor", "settings", "erase"),
    "completion": ("completion",),
}
"""The modules of `families` and their commands, so that one command is found without loading the others."""

GROUPS = ("goals", "meds", "content")
"""The groups of commands, which are modules of `families` too."""


@cache
def every_command() -> Family:
    """The program with all its commands."""
    commands = {name: one for module in FAMILIES for name, one in _family(module).commands.items()}
    return Family(
        alone=_family("root").alone, commands=commands, groups={name: _family(name) for name in GROUPS}
    )


@cache
def command_named(name: str) -> Family:
    """The program with this one command or group, which is much faster; with all of them if there is none."""
    root = _family("root").alone
    if name in GROUPS:
        return Family(alone=root, groups={name: _family(name)})
    for module, names in FAMILIES.items():
        if name in names:
            return Family(alone=root, commands={name: _family(module).commands[name]})
    return every_command()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    program = command_named(first_word(arguments))
    with a_run():
        try:
            return _run_plain(arguments, program)
        except Ended as end:
            return end.code
        except Refused:
            return _run_by_typer(arguments, program)
        except KeyboardInterrupt:
            return Exit.INTERRUPTED


def _run_plain(arguments: Sequence[str], program: Family) -> int:
    """Run a line that is plainly right, or asks for help; refuse any other."""
    if asks_for_help(arguments):
        from backcoach.terminal.help_text import help_of

        if text := help_of(program, arguments[:-1]):
            return guarded(partial(_written, text))
    line = read_line(arguments, program)
    if line is None:
        raise Refused
    if line.is_accessible:
        note_typed()
    note_home(line.home())
    line.run()
    return Exit.DONE


def _written(text: str) -> int:
    sys.stdout.write(text)
    return Exit.DONE


def _run_by_typer(arguments: Sequence[str], program: Family) -> int:
    from backcoach.terminal import by_typer

    try:
        outcome = by_typer.run(program, arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.OUR_FAULT
    return int(outcome or Exit.DONE)


def _family(module: str) -> Family:
    found: Family = import_module(f"backcoach.terminal.families.{module}").family
    return found
