"""The whole command line. Each command is loaded only when it runs.

The commands and their options stand in the modules `app_*`, one for each family of commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from backcoach.terminal.accessible import add_option
from backcoach.terminal.app_about import about
from backcoach.terminal.app_correct import correcting
from backcoach.terminal.app_daily import daily
from backcoach.terminal.app_doing import doing
from backcoach.terminal.app_goals import goals
from backcoach.terminal.app_keep import add_to as add_keeping
from backcoach.terminal.app_learning import learning
from backcoach.terminal.app_meds import meds
from backcoach.terminal.app_record import add_to as add_record_commands
from backcoach.terminal.app_remind import add_to as add_remind
from backcoach.terminal.app_report import add_to as add_report
from backcoach.terminal.app_safety import safety
from backcoach.terminal.app_weekly import weekly
from backcoach.terminal.exits import Exit
from backcoach.terminal.options import Home, end

SETTINGS: dict[str, Any] = {
    "name": "backcoach",
    "add_completion": False,
    "no_args_is_help": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(**SETTINGS)
content = typer.Typer(rich_markup_mode=None, help="The program's content, for its authors.")
own = typer.Typer(rich_markup_mode=None)
add_record_commands(own)
add_remind(own)
add_report(own)
add_keeping(own)
for family in (safety, daily, weekly, correcting, learning, about, doing, own):  # in the order of the help
    app.add_typer(family)
app.add_typer(goals, name="goals")
app.add_typer(meds, name="meds")
app.add_typer(content, name="content")


@cache
def every_command() -> Any:
    """All commands with their options, as Typer's own kind of command; made once for a process."""
    return _made(app)


@cache
def command_named(name: str) -> Any:
    """The program with this one command, which is made much faster; with all of them if there is none."""
    groups = [one for one in app.registered_groups if one.name == name]
    families = [one.typer_instance for one in app.registered_groups if not one.name and one.typer_instance]
    commands = [one for family in families for one in family.registered_commands if _name_of(one) == name]
    if not (groups or commands):
        return every_command()
    alone = typer.Typer(**SETTINGS)
    alone.registered_callback = app.registered_callback
    alone.registered_groups, alone.registered_commands = groups, commands
    return _made(alone)


def _made(program: typer.Typer) -> Any:
    commands = typer.main.get_command(program)
    add_option(commands)
    return commands


def _name_of(command: Any) -> str:
    return str(command.name or command.callback.__name__.replace("_", "-").strip("-"))


def _first_word(arguments: Sequence[str]) -> str:
    """The word that names a command, if only options of the program stand before it."""
    rest = list(arguments)
    while rest[:1] in (["--home"], ["--accessible"]):
        rest = rest[2 if rest[0] == "--home" else 1 :]
    return rest[0] if rest else ""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    command = command_named(_first_word(arguments))
    try:
        outcome = command.main(args=list(arguments), prog_name="backcoach", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.OUR_FAULT
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return int(outcome or Exit.DONE)


@app.callback(invoke_without_command=True)
def backcoach(
    context: typer.Context,
    home: Home = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """A self-care coach for low back pain.

    It screens for signs that need a doctor first, and only then makes a plan. Everything stays on this
    machine. Alone, it says what is next.

    Examples:

      backcoach start               the safety questions, then a plan

      backcoach log                 the daily check-in

      backcoach plan                today and this week

      backcoach progress            how it is going
    """
    if version:
        from backcoach import __version__

        typer.echo(f"backcoach {__version__}")
        raise typer.Exit
    context.obj = home
    if context.invoked_subcommand is None:
        from backcoach.terminal.commands import status

        end(lambda: status.run(home, as_json=False))


@content.command("check")
def content_check(
    folder: Annotated[Path | None, typer.Argument(help="The content folder; else the program's own.")] = None,
) -> None:
    """Check content files and name everything that is wrong with them.

    Examples:

      backcoach content check

      backcoach content check ./content
    """
    from backcoach.terminal.commands import content as command

    end(lambda: command.check(folder))
