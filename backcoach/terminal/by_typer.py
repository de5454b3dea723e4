"""The declared commands as a Typer program: it explains, refuses, and says what was meant instead."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from copy import copy
from io import StringIO
from operator import getitem
from typing import Annotated, Any, cast

import typer
from typer.core import TyperOption

from backcoach.terminal import accessible
from backcoach.terminal.declared import Argument, Command, Context, Ended, Family, Option, Parameter, Refused
from backcoach.terminal.guard import fitted
from backcoach.terminal.help_text import ACCESSIBLE_HELP

SETTINGS: dict[str, Any] = {
    "add_completion": False,
    "no_args_is_help": False,
    "pretty_exceptions_enable": False,
}
HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
FAULT: Any = typer.BadParameter.__mro__[2]
"""What Typer raises for any line that it refuses; it has no name of its own there."""

NUMBERS = {"int": "a whole number, such as 15", "float": "a number, such as 4 or 2.5"}
"""What is wanted of an option, by the name of its kind in Typer."""

PLAIN = {"int": "number", "float": "number", "str": "text"}
"""The kinds as people call them."""

TAKES_ANY = {"allow_extra_args": True, "ignore_unknown_options": True}


def made(program: Family) -> Any:
    """The program, or the part of it that is given, as Typer's own kind of command."""
    commands = typer.main.get_command(_group(program, context_settings=HELP_OPTIONS, **SETTINGS))
    _add_accessible(commands)
    _say_kinds_plainly(commands)
    return commands


def run(program: Family, arguments: Sequence[str]) -> int | None:
    """Run a line by it and give the exit code. What is refused is said, broken between words."""
    try:
        outcome: int | None = made(program).main(
            args=list(arguments), prog_name="backcoach", standalone_mode=False
        )
    except FAULT as fault:
        said = StringIO()
        fault.show(file=said)
        for line in said.getvalue().splitlines():
            print(fitted(line) if line.startswith("Error:") else line, file=sys.stderr)  # noqa: T201
        return int(fault.exit_code)
    return outcome


def _group(family: Family, **settings: Any) -> typer.Typer:
    group = typer.Typer(name=family.name or None, rich_markup_mode=None, **settings)
    if family.alone is not None:
        group.callback(invoke_without_command=True, help=family.alone.help)(_callback(family.alone))
    elif family.help:
        group.callback(help=family.help, no_args_is_help=True)(lambda: None)
    for command in family.commands.values():
        context = TAKES_ANY if command.takes_any else None
        group.command(command.name, context_settings=context, help=command.help)(_callback(command))
    for name, below in family.groups.items():
        group.add_typer(_group(below), name=name)
    return group


def _callback(command: Command) -> Callable[..., None]:
    """A function with the signature that Typer reads, which calls the declared one."""

    def call(context: typer.Context, **told: Any) -> None:
        own = Context(context.obj, context.invoked_subcommand)
        accessible.note_home(told.get("home"))
        try:
            command.call(own, told)
        except Refused as refusal:
            raise typer.BadParameter(str(refusal)) from None
        except Ended as end:
            raise typer.Exit(end.code) from None
        context.obj = own.home

    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [first, *map(_parameter, command.parameters())]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _parameter(one: Parameter) -> inspect.Parameter:
    kind: Any = list[str] if one.is_many else one.kind
    is_open = one.default is None and not one.is_needed
    annotation = getitem(cast("Any", Annotated), (kind | None if is_open else kind, _said(one.says)))
    default = inspect.Parameter.empty if one.is_needed else one.default
    return inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _said(says: Option | Argument) -> Any:
    if isinstance(says, Option):
        return typer.Option(*says.flags, help=says.help, metavar=says.metavar)
    return typer.Argument(help=says.help, metavar=says.metavar)


def _add_accessible(command: Any) -> None:
    """Give a command, and every command below it, the option `--accessible`."""
    command.params.append(
        TyperOption(
            param_decls=["--accessible"],
            is_flag=True,
            default=False,
            expose_value=False,
            callback=lambda _context, _option, is_typed: accessible.note_typed() if is_typed else None,
            help=ACCESSIBLE_HELP,
        )
    )
    for below in getattr(command, "commands", {}).values():
        _add_accessible(below)


def _say_kinds_plainly(command: Any) -> None:
    """Let each option, here and below, say in words what it takes, and where it gets something else."""
    for one in command.params:
        if one.type.name in PLAIN:
            one.type = _plainly(one.type)
    for below in getattr(command, "commands", {}).values():
        _say_kinds_plainly(below)


def _plainly(kind: Any) -> Any:
    plain, wanted = copy(kind), NUMBERS.get(kind.name)
    plain.name = PLAIN[kind.name]
    if wanted is None:
        return plain

    def convert(value: Any, param: Any, context: Any) -> Any:
        try:
            return kind.convert(value, param, context)
        except typer.BadParameter:
            raise typer.BadParameter(f"{value!r} is not {wanted}.", ctx=context, param=param) from None

    plain.convert = convert
    return plain
