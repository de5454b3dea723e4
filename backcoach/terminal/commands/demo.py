"""`backcoach demo`: a made-up person's eight weeks, to look around in without giving away one's own."""

from __future__ import annotations

import shlex
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from backcoach.flows.demo import Script, play
from backcoach.flows.errors import BadInput
from backcoach.handbook.compiled import open_handbook
from backcoach.handbook.episode import load_episode
from backcoach.terminal.example import example_file
from backcoach.terminal.exits import Exit
from backcoach.terminal.output import standard_output
from backcoach.terminal.safe import visible
from backcoach.terminal.session import moment

MAKING = "Making up eight weeks of somebody ..."
LOOK_AROUND = """\
Eight weeks of somebody who does not exist. Nothing of yours is in it, and nothing you do in it counts.
Look around, each command on a fresh copy:
  backcoach demo plan          today and this week
  backcoach demo progress      how it went
  backcoach demo meds          the medicine
  backcoach demo history       what was recorded
  backcoach demo why progress  why something came out as it did
To stay in one copy: backcoach demo --in FOLDER, then backcoach --home FOLDER plan"""


def run(words: Sequence[str], folder: Path | None) -> int:
    """Make the episode up, in a folder that stays or in one that goes, and run a command on it."""
    if folder is not None:
        return _stay(folder, words)
    if not words:
        output = standard_output()
        output.result(*map(_line, LOOK_AROUND.splitlines()))
        return Exit.DONE
    with tempfile.TemporaryDirectory(prefix="backcoach-demo-") as temporary:
        home = Path(temporary) / "demo"
        _make(home)
        return _on(home, words)


def _line(text: str) -> Padding:
    """A line whose wrapped rest stands under its beginning."""
    words = text.lstrip()
    return Padding(Text(words), (0, 0, 0, len(text) - len(words)), expand=False)


def _stay(folder: Path, words: Sequence[str]) -> int:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("That folder holds something already.", "Name a new one: backcoach demo --in FOLDER")
    _make(folder)
    if words:
        return _on(folder, words)
    name = visible(shlex.quote(str(folder)))
    words = f"Made up, in {name}. Look around: backcoach --home {name} plan"
    standard_output().results.print(Text(words), soft_wrap=True)
    return Exit.DONE


def _make(home: Path) -> None:
    print(MAKING, file=sys.stderr)  # noqa: T201 - a second or two
    book = open_handbook()
    script = Script(tomllib.loads(example_file(book)), load_episode())
    play(home, book, script, moment(home))


def _on(home: Path, words: Sequence[str]) -> int:
    from backcoach.terminal.app import run as run_program

    return run_program(["--home", str(home), *words])
