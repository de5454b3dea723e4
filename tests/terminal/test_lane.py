"""The quick lane and Typer read the same declarations: what one takes, both take, with the same values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from backcoach.terminal import accessible, by_typer
from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Command, Ended, Family, Parameter
from backcoach.terminal.lane import LONGEST_NUMBER, first_word, read_line
from tests.terminal.ways import every_way

Call = tuple[str, dict[str, Any]]
"""A command that is called, with its values; the program itself goes by no name."""


class Recorder:
    """Stands in for the function of a command: the same declaration, but it only notes its values."""

    def __init__(self, name: str, function: Callable[..., None], calls: list[Call], *, is_last: bool) -> None:
        self.__annotations__ = function.__annotations__
        self.__defaults__ = function.__defaults__
        self.__code__ = function.__code__
        self.__module__ = function.__module__
        self.__doc__ = function.__doc__
        self.name, self.calls, self.is_last = name, calls, is_last

    def __call__(self, **told: Any) -> None:
        context = told.pop("context", None)
        self.calls.append((self.name, told))
        if self.is_last or (context and context.invoked_subcommand is None):
            raise Ended(0)


def recording(family: Family, calls: list[Call], way: str = "") -> Family:
    """The same program, of which every command only notes that it was called."""

    def noted(one: Command, name: str, *, is_last: bool) -> Command:
        return Command(one.name, Recorder(name, one.function, calls, is_last=is_last), one.takes_any)

    return Family(
        family.name,
        family.help,
        {name: noted(one, f"{way} {name}", is_last=True) for name, one in family.commands.items()},
        {name: recording(one, calls, f"{way} {name}") for name, one in family.groups.items()},
        noted(family.alone, way, is_last=False) if family.alone else None,
    )


CALLS: list[Call] = []
PROGRAM = recording(every_command(), CALLS)
TYPER = by_typer.made(PROGRAM)

WORDS = (
    *("", "-", "--", "-h", "--help", "--accessible", "--accessible=1", "-V", "--hom", "--home", "--json"),
    *("--json=1", "--plot", "--no-plot", "--walk", "yes", "0", "-3", "1e3", "1_0", "\u0663", "nan", "7 "),
    *("2.", ".5", "9" * (LONGEST_NUMBER + 1)),
)
"""What makes a line less plain."""


def by_lane(line: Sequence[str]) -> tuple[bool, list[Call]] | None:
    """What the lane makes of a line: whether it is accessible, and the calls."""
    read = read_line(line, PROGRAM)
    if read is None:
        return None
    CALLS.clear()
    with pytest.raises(Ended):
        read.run()
    return read.is_accessible, list(CALLS)


def by_the_other(line: Sequence[str]) -> tuple[bool, list[Call]] | None:
    """What Typer makes of a line; None where it refuses, or explains."""
    CALLS.clear()
    with accessible.a_run():
        try:
            TYPER.main(args=list(line), prog_name="backcoach", standalone_mode=False)
        except Exception:  # noqa: BLE001 - its own kinds, which are not public
            return None
        is_accessible = accessible._now().is_wanted
    return (is_accessible, list(CALLS)) if CALLS else None


WAYS = every_way()
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6).filter(
    lambda text: not text.startswith("-")
)


def value(one: Parameter) -> st.SearchStrategy[str]:
    """A value that the parameter takes."""
    if one.kind is int:
        return st.integers(-(10**LONGEST_NUMBER) + 1, 10**LONGEST_NUMBER - 1).map(abs).map(str)
    if one.kind is float:
        return st.decimals(0, 999, places=1).map(str)
    return TEXTS


@st.composite
def plain_lines(draw: st.DrawFn) -> list[str]:
    """A line that is plainly right: options once but those that may be many, and every argument there is."""
    way, command = draw(st.sampled_from(WAYS))
    parts: list[list[str]] = []
    for one in command.parameters():
        if one.is_argument:
            parts.append([draw(value(one).filter(bool))])
            continue
        for _ in range(draw(st.integers(int(one.is_needed), 2 if one.is_many else 1))):
            flag = draw(st.sampled_from([*one.on, *one.off]))
            if one.kind is bool:
                parts.append([flag])
            else:
                text = draw(value(one))
                parts.append([f"{flag}={text}"] if draw(st.booleans()) else [flag, text])
    parts += [["--accessible"]] if draw(st.booleans()) else []
    return [*way, *(word for part in parts for word in part)]


@st.composite
def spoilt_lines(draw: st.DrawFn) -> list[str]:
    """A plain line with a few words put in, taken out or moved."""
    line = draw(plain_lines())
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(line)))
        what = draw(st.sampled_from(("put in", "take out", "double")))
        if what == "put in":
            line.insert(place, draw(st.sampled_from(WORDS)))
        elif place < len(line):
            line[place : place + 1] = [] if what == "take out" else [line[place]] * 2
    return line


def test_every_command_has_a_line_in_the_table() -> None:
    assert len(WAYS) > 60
    assert {way[0] for way, _ in WAYS if way} == {*every_command().commands, *every_command().groups}


@given(plain_lines())
def test_a_plain_line_is_read_by_the_lane_as_typer_reads_it(line: list[str]) -> None:
    read = by_lane(line)
    assert read is not None
    assert read == by_the_other(line)


@given(spoilt_lines())
def test_what_the_lane_takes_typer_takes_with_the_same_values(line: list[str]) -> None:
    read = by_lane(line)
    event("taken" if read else "left to Typer")
    if read is not None:
        assert read == by_the_other(line)


@pytest.mark.parametrize(
    "line",
    [
        ("log", "--walk", "x"),
        ("log", "--walk", "1_0"),
        ("log", "--pain", "4", "--pain", "5"),
        ("log", "--note"),
        ("log", "--note", "-x"),
        ("log", "--all-clear=1"),
        ("log", "--wal", "3"),
        ("log", "walk"),
        ("log", "-h"),
        ("lgo",),
        ("meds", "clear"),
        ("--home",),
        ("content",),
        ("log", "--", "x"),
        ("log", "--note", "a\0b"),
        ("log", "--note", "\ud800"),
    ],
    ids=" ".join,
)
def test_what_is_not_plain_is_left_to_typer(line: tuple[str, ...]) -> None:
    assert read_line(line, PROGRAM) is None


def test_the_folder_behind_a_command_counts_before_the_one_in_front() -> None:
    line = read_line(("--home", "a", "goals", "--home", "b", "drop", "1", "--home", "c"), every_command())
    assert line is not None
    assert line.home() == Path("c")
    line = read_line(("--home", "a", "goals", "drop", "1"), every_command())
    assert line is not None
    assert line.home() == Path("a")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ((), ""),
        (("log", "--walk", "3"), "log"),
        (("--home", "x", "log"), "log"),
        (("--accessible", "--home", "x", "goals", "set"), "goals"),
        (("--home",), ""),
        (("--hom", "x", "log"), "--hom"),
    ],
)
def test_the_word_that_names_the_command_is_found(line: tuple[str, ...], word: str) -> None:
    assert first_word(line) == word


@pytest.mark.parametrize("line", [("goals", "drop", "1"), ("log",), ("goals",)], ids=" ".join)
def test_a_folder_named_in_front_is_where_a_command_works(line: tuple[str, ...]) -> None:
    for front, behind, home in ((("--home", "a"), (), "a"), (("--home", "a"), ("--home", "b"), "b")):
        for read in (by_lane((*front, *line, *behind)), by_the_other((*front, *line, *behind))):
            assert read is not None
            assert read[1][-1][1]["home"] == Path(home)
