"""The manual pages: what the real `man` and `groff` make of them, and that nothing is left out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from backcoach.terminal.app import every_command
from backcoach.terminal.declared import Command
from backcoach.terminal.exits import Exit
from docs.man import FOLDER, escaped, man_pages
from tests.terminal.ways import every_way, words_of

PAGES = sorted(FOLDER.glob("*.1"))
SECTIONS = ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO")


WAYS = every_way()


def done(*command: str) -> str:
    """What a program prints that has nothing to complain of; the test is skipped where there is none."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} on this machine")
    environment = {**os.environ, "MANWIDTH": "200", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANROFFOPT": ""}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, ""), command
    return run.stdout


@cache
def shown(name: str) -> str:
    """A page as a person reads it, with single spaces."""
    return " ".join(re.sub(".\b", "", done("man", "--warnings", "-l", str(FOLDER / f"{name}.1"))).split())


def page_of(way: tuple[str, ...]) -> str:
    return "-".join(("backcoach", *way[:1]))


def test_there_is_a_page_for_the_program_and_each_of_its_commands_and_no_other() -> None:
    program = every_command()
    names = {"backcoach", *(f"backcoach-{one}" for one in (*program.commands, *program.groups))}
    assert {page.stem for page in PAGES} == names
    assert set(man_pages()) == set(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_man_and_groff_find_no_fault_in_a_page(page: Path) -> None:
    done("groff", "-man", "-ww", "-z", str(page))
    text = shown(page.stem)
    assert all(f" {section} " in f" {text} " for section in SECTIONS)
    assert all(f" {one.value} " in text for one in Exit)


@pytest.mark.parametrize(("way", "command"), WAYS, ids=words_of)
def test_every_command_and_every_option_stands_on_its_page(way: tuple[str, ...], command: Command) -> None:
    text = shown(page_of(way))
    assert " ".join(("backcoach", *way)) in text
    start = text.index(" ".join((" backcoach", *way, "[OPTIONS]")), text.index("COMMANDS") if way[1:] else 0)
    for one in command.parameters():
        for flag in (*one.on, *one.off):
            assert f" {flag} " in text[start:].replace(",", " "), flag
        assert " ".join(one.says.help.split()) in text[start:]
    for line in command.help.partition("Examples:")[2].splitlines():
        assert " ".join(line.split()) in text[start:]


def test_the_first_page_names_all_commands_and_the_danger_signs() -> None:
    text = shown("backcoach")
    assert all(f" {name} " in text for way, _ in WAYS for name in way[:1])
    assert "call your local emergency number or a doctor now" in text
    assert "no clinician has checked it yet" in text
    for name in (
        "BACKCOACH_HOME",
        "BACKCOACH_NOW",
        "NO_COLOR",
        "ACCESSIBLE",
        "record.sqlite3",
        "settings.toml",
    ):
        assert name in text


@pytest.mark.parametrize(
    "text",
    [
        "a\\b",
        ".start",
        "'start",
        "--walk-on",
        '~/x^2 `y` "z"',
        "it's",
        "\\&",
        "caf\u00e9 \u2026",
        "a.b",
        ".",
        "-.5",
    ],
)
def test_a_text_is_shown_as_it_is(text: str, tmp_path: Path) -> None:
    page = tmp_path / "x.1"
    page.write_text(f'.TH X 1 "" "x" "x"\n.SH NAME\nx \\- y\n.PP\n{escaped(text)}\nend\n', encoding="utf-8")
    found = " ".join(done("man", "--warnings", "-l", str(page)).split())
    assert f" {text} end " in found


def test_a_hyphen_of_a_flag_can_be_copied_from_a_page() -> None:
    assert all("\u2010" not in line for line in shown("backcoach-log").split() if line.startswith("-"))
