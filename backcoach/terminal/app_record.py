"""The commands that take the whole record out of the program and into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backcoach.terminal.options import Home, Json, end


def export(
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The new file; without: stdout, at a screen a new file here."),
    ] = None,
    home: Home = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write everything that was ever recorded into one JSON file, for you alone.

    Examples:

      backcoach export

      backcoach export my-back.json

      backcoach export | jq '.entries | length'
    """
    from backcoach.terminal.commands import export as command

    wish = command.Wish(path, is_replacing=force)
    end(lambda: command.run(home or context.obj, wish, as_json=as_json))


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    app.command("export")(export)
