"""Colours: readable on white and on black, and never the only thing that tells something."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.color import ColorType
from rich.style import Style
from rich.text import Text

from backcoach.terminal.ask import PROMPT_STYLE
from backcoach.terminal.rich_console import READABLE, console
from tests.terminal.keyboard import at_terminal

ROOM = Path(__file__).parents[2] / "backcoach" / "terminal"
LEAST_CONTRAST = 3.0
"""What the accessibility guidelines of the web ask for of bold text and of signs."""

COLOURS = ("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow")
_NAMED = re.compile(rf'"(?:(?:not )?(?:bold|dim) )*(?:bright_)?({"|".join(COLOURS)})"')


def used() -> set[str]:
    """Every colour that the code of the screens names."""
    found = [_NAMED.findall(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py")]
    return {colour for one in found for colour in one}


def luminance(red: float, green: float, blue: float) -> float:
    parts = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_search_for_colours_finds_those_that_warn() -> None:
    assert {"yellow", "red", "cyan"} <= used()


@pytest.mark.parametrize("colour", sorted(used()))
def test_each_colour_can_be_read_on_white_and_on_black(colour: str) -> None:
    style = console(io.StringIO()).get_style(f"bold {colour}")
    assert style.bold
    assert style.color is not None
    assert style.color.type is ColorType.EIGHT_BIT
    shade = luminance(*(part / 255 for part in style.color.get_truecolor()))
    assert 1.05 / (shade + 0.05) >= LEAST_CONTRAST
    assert (shade + 0.05) / 0.05 >= LEAST_CONTRAST


def test_every_shade_is_of_a_colour_that_is_used_and_other_words_of_a_style_stay() -> None:
    assert used() <= set(READABLE)
    made = console(io.StringIO())
    assert made.get_style("bold yellow") == Style.parse(f"bold {READABLE['yellow']}")
    assert made.get_style("dim") == Style.parse("dim")
    assert made.get_style(Style(bold=True)) == Style(bold=True)


def test_without_colour_every_word_is_there() -> None:
    plain = io.StringIO()
    console(plain).print(Text("Call now.", style="bold red"))
    assert plain.getvalue() == "Call now.\n"


def test_a_reply_has_no_colour_of_its_own() -> None:
    assert all("fg:default" in style for _, style in PROMPT_STYLE)


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_wrong_is_broken_between_words_at_a_terminal(columns: int, home: Path) -> None:
    with at_terminal("dose", "paracetamol", "lots", columns=columns) as terminal:
        terminal.expect_text("backcoach")
        assert terminal.exit_code() in (2, 3)
        lines = terminal.written().decode().split("\r\n")
    assert max(map(len, lines)) <= columns
    assert not home.exists()
