"""The accessible mode: plain lines for a screen reader, a braille line or a script.

Here is decided whether it is on in this run. The option is one of every command; it is added in one place,
and no command knows of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

from backcoach.values import dataclass

if TYPE_CHECKING:
    import typer

HELP = "Plain lines for a screen reader or a script: nothing drawn, replies line by line."
_META = "backcoach.accessible"


@dataclass(frozen=True, slots=True)
class Mode:
    """Whether plain lines are wanted, and whether replies are taken from a stdin that is no terminal."""

    is_on: bool = False
    takes_lines: bool = False


_mode: ContextVar[Mode | None] = ContextVar("mode", default=None)
_context: ContextVar[typer.Context | None] = ContextVar("context", default=None)


def mode() -> Mode:
    """The mode of this run."""
    return _mode.get() or Mode()


def add_option(command: Any) -> None:
    """Give a command, and every command below it, the option `--accessible`."""
    command.params.append(
        TyperOption(
            param_decls=["--accessible"],
            is_flag=True,
            default=False,
            expose_value=False,
            callback=_noted,
            help=HELP,
        )
    )
    for below in getattr(command, "commands", {}).values():
        add_option(below)


def _noted(context: typer.Context, _option: object, is_typed: bool) -> None:  # noqa: FBT001 - called by place
    """Keep that it was typed, in front of the command or behind it."""
    if is_typed:
        context.meta[_META] = True
    _context.set(context)


@contextmanager
def in_mode() -> Iterator[None]:
    """Do the work of a command in the mode that the flag, the environment or the settings ask for."""
    token = _mode.set(_wanted())
    try:
        yield
    finally:
        _mode.reset(token)


def _wanted() -> Mode:
    context = _context.get()
    if context is not None and _META in context.meta:
        return Mode(is_on=True, takes_lines=True)
    return Mode(_is_set(context))


def _is_set(context: typer.Context | None) -> bool:
    """What the environment and the file say. A fault of theirs is told by the command itself."""
    from backcoach.flows.errors import BadInput  # noqa: PLC0415 - slow to import
    from backcoach.flows.settings import read_settings  # noqa: PLC0415 - the same
    from backcoach.terminal.session import find_home  # noqa: PLC0415 - the same

    try:
        home, _ = find_home(_home(context))
    except BadInput:
        return False
    return read_settings(home, os.environ).is_accessible


def _home(context: typer.Context | None) -> Path | None:
    """The folder named behind the command, or in front of it."""
    while context is not None:
        if context.params.get("home") is not None:
            return Path(context.params["home"])
        context = context.parent  # type: ignore[assignment]
    return None
