"""A plain line looks the same whether Rich printed it or not."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from backcoach.terminal.output import Output, drawn
from backcoach.terminal.plain_line import _CODES, Row, printed
from backcoach.terminal.rich_console import console

STYLES = sorted(_CODES)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
WORDS = ("", " ", "a", "back", "0800 611 116", "backcoach log --pain 4", "x" * 30, "- ", "(no)", "  ")


class Stream(io.StringIO):
    """A stream that is a terminal, or none."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


ENVIRONMENTS: tuple[Mapping[str, str], ...] = (
    {"TERM": "xterm-256color"},
    {"TERM": "xterm"},
    {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"},
    {"TERM": "dumb"},
    {"TERM": "unknown"},
    {"TERM": "linux", "FORCE_COLOR": "1"},
    {},
)


@given(
    st.builds(
        Row,
        st.lists(st.sampled_from(WORDS) | st.text("abc ,.'", max_size=9), max_size=20).map(" ".join),
        st.sampled_from(STYLES),
        st.sampled_from(("", "  - ", "1) ")),
    ),
    st.sampled_from(ENVIRONMENTS),
    st.sampled_from(("1", "12", "40", "80", "200", "", "x")),
    st.booleans(),
    st.booleans(),
)
def test_it_is_what_rich_prints(
    row: Row, environment: Mapping[str, str], columns: str, is_terminal: bool, is_accessible: bool
) -> None:
    with pytest.MonkeyPatch.context() as during:
        for name in ("TERM", "NO_COLOR", "FORCE_COLOR", "COLORTERM"):
            during.delenv(name, raising=False)
        for name, value in {**environment, "COLUMNS": columns}.items():
            during.setenv(name, value)
        stream = Stream(is_terminal=is_terminal)
        mine = printed(row, stream, is_accessible=is_accessible)
        event("plain" if mine is not None else "left to Rich")
        console(stream, is_accessible=is_accessible).print(drawn(row))
    if mine is not None:
        assert _bare(mine, row.head) == _bare(stream.getvalue(), row.head)


def _bare(text: str, head: str) -> str:
    """What is printed; behind a head without the spaces with which Rich fills its column up."""
    if not head:
        return text
    return re.sub(r" +((?:\x1b\[0m)?) *$", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("text", ["na\u00efve", "a\tb", "a\nb", "\x1b[1m", "x" * 81])
def test_what_is_not_plain_is_left_to_rich(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert printed(Row(text), Stream(is_terminal=False), is_accessible=False) is None


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_lines_of_a_daily_command_are_plain(is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    text = "Saved for Fri 27 Nov: Walking 10 min, pain 4 of 10."
    found = printed(Row(text, "bold yellow"), Stream(is_terminal=is_terminal), is_accessible=False)
    assert found is not None
    assert ESCAPE.sub("", found).split() == text.split()
    assert ("\x1b[1;38;5;130m" in found) is is_terminal


def test_without_a_terminal_and_a_told_width_there_are_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)

    def none(_number: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", none)
    text = "a word and more " * 10
    found = printed(Row(text), Stream(is_terminal=False), is_accessible=False)
    assert found is not None
    assert max(map(len, found.splitlines())) <= 80


@pytest.mark.parametrize(
    ("line", "wrapped"),
    [
        ("- If you feel unwell, ask now.", ["- If you feel", "  unwell, ask", "  now."]),
        ("  Last day: Thu, or any day.", ["  Last day: Thu,", "  or any day."]),
        ("Last day: Thu, or any day.", ["Last day: Thu,", "or any day."]),
    ],
)
def test_the_rest_of_a_line_goes_on_under_its_words(line: str, wrapped: list[str]) -> None:
    stream = io.StringIO()
    results = console(stream, is_accessible=False, columns=16)
    Output(results, results, columns=16).line(line)
    assert [one.rstrip() for one in stream.getvalue().splitlines()] == wrapped
