"""Options that several commands share, and how a command ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from backcoach.terminal.guard import guarded

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Keep the record in this folder (else BACKCOACH_HOME, else the usual place)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document to stdout.")]
AnswersFile = Annotated[
    Path | None, typer.Option("--answers", help="Read answers from a TOML or JSON file; ask nothing.")
]


def end(work: Callable[[], int]) -> None:
    """Do the work of a command and end the program with its exit code."""
    raise typer.Exit(guarded(work))
