"""The help is the same, word for word, whether Typer writes it or not."""

from __future__ import annotations

import contextlib
import io

import pytest

from backcoach.terminal import by_typer
from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Family
from backcoach.terminal.help_text import help_of
from backcoach.terminal.lane import asks_for_help

TYPER = by_typer.made(every_command())


def ways(family: Family, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words that lead to each command and group."""
    below = [found for name, one in family.groups.items() for found in ways(one, (*way, name))]
    return [way, *((*way, name) for name in family.commands), *below]


WAYS = ways(every_command())


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(("backcoach", *way)))
def test_the_help_is_what_typer_writes(
    way: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        TYPER.main(args=[*way, "--help"], prog_name="backcoach", standalone_mode=False)
    assert help_of(every_command(), way) == written.getvalue()


@pytest.mark.parametrize("way", [(), ("goals",), ("meds",), ("meds", "prescribed")], ids=" ".join)
def test_on_a_usual_screen_no_line_on_a_command_is_cut(
    way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    commands = (help_of(every_command(), way) or "").partition("\nCommands:\n")[2].splitlines()
    assert len(commands) > 1
    assert [line for line in commands if line.endswith("...")] == []


def test_there_is_help_for_all_commands() -> None:
    assert len(WAYS) > 60


@pytest.mark.parametrize("way", [("lgo",), ("log", "x"), ("goals", "x"), ("meds", "prescribed", "list", "x")])
def test_there_is_none_for_what_is_no_command(way: tuple[str, ...]) -> None:
    assert help_of(every_command(), way) is None


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        (("-h",), True),
        (("log", "--help"), True),
        (("goals", "set", "-h"), True),
        ((), False),
        (("log",), False),
        (("log", "-h", "x"), False),
        (("--home", "x", "log", "-h"), False),
    ],
)
def test_only_a_line_that_is_words_and_the_flag_asks_for_help(line: tuple[str, ...], is_asked: bool) -> None:
    assert asks_for_help(line) is is_asked
