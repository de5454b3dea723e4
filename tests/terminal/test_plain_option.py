"""`--plain`: one thing a line, nothing drawn, and no line broken, whatever the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Family
from backcoach.terminal.exits import Exit
from tests.terminal.keyboard import run

FLAG = "--plain"
DRAWN = re.compile(r"[\x1b\u2500-\u259f\u2800-\u28ff]")
MORE = {"options": ("heat",), "exercises": ("bridge",)}
"""What makes a screen of a command that lists things."""

OTHER = {("go",)}
"""Where the flag means that there is no clock."""


def declared(family: Family, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that lead to every command that has the flag."""
    for name, one in [("", family.alone), *family.commands.items()]:
        if one and any(FLAG in told.on for told in one.parameters()):
            yield (*way, name) if name else way
    for name, group in family.groups.items():
        yield from declared(group, (*way, name))


COMMANDS = sorted(set(declared(every_command())) - OTHER)


@pytest.fixture
def _told(demo: Path) -> None:
    """A made-up record, of which it is said already that the bout may be over, which is said once."""
    assert demo.is_dir()
    shown("plan", columns=80)


def shown(*line: str, columns: int) -> str:
    done = run(*line, env={"COLUMNS": str(columns), "FORCE_COLOR": "1"})
    assert done.returncode == Exit.DONE, done.stderr
    return done.stdout


def test_the_commands_with_tables_have_it() -> None:
    assert {("plan",), ("progress",), ("history",), ("goals",), ("meds",), ("meds", "history")} <= set(
        COMMANDS
    )


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize("way", COMMANDS, ids=" ".join)
def test_the_same_lines_at_any_width_with_nothing_drawn(way: tuple[str, ...]) -> None:
    line = (*way, *MORE.get(way[0], ()), FLAG)
    narrow, wide = (shown(*line, columns=columns) for columns in (40, 200))
    assert narrow == wide
    assert not DRAWN.search(narrow)
    assert [text for text in narrow.splitlines() if text != text.rstrip()] == []


@pytest.mark.usefixtures("_told")
def test_each_week_of_progress_is_one_line() -> None:
    lines = shown("progress", FLAG, columns=40).splitlines()
    weeks = [text for text in lines if text.startswith("Week ") and "planned" in text]
    assert len(weeks) == 8
    assert all("daily life" in text and "pain" in text for text in weeks)
