"""`docs/machine.md` leaves out no command and no option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backcoach.terminal.app import every_command
from backcoach.terminal.by_typer import made
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "machine.md").read_text(encoding="utf-8")
SAID_ONCE_FOR_ALL = {"--help", "--home", "--accessible", "--plain"}
USUAL = {"--save"}
"""What is so anyway; the page names its opposite."""


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something by itself, with its whole name."""
    for name, command in group.commands.items():
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")


def parts_about(name: str, page: str) -> str:
    """What the page says of a command: the parts under its name, and rows that begin with it."""
    begins = re.compile(rf"{re.escape(name)}(?: (?![a-z])| [a-z]+\||$| \w+=|(?= --)|(?= [A-Z\[]))")
    sections = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    titled = [
        one
        for one in sections
        if any(begins.match(span) for span in re.findall(r"`([^`]+)`", one.split("\n")[0]))
    ]
    without = page.partition("### Commands without a document")[2].partition("\n### ")[0]
    rows = [row for row in without.splitlines() if row.startswith(f"| `{name}")]
    return "\n".join((*titled, *rows))


def left_out(page: str) -> list[str]:
    """Every command and option that the page does not name in its place."""
    missing = []
    for name, command in commands(made(every_command())):
        told = parts_about(name, page)
        if not told:
            missing.append(name)
        known = {one for each in command.params for one in (*each.opts, *each.secondary_opts)}
        wanted = {one for one in known if one.startswith("--")} - SAID_ONCE_FOR_ALL - USUAL
        missing += [
            f"{name} {one}" for one in sorted(wanted) if told and not re.search(rf"{one}(?![\w-])", told)
        ]
    return missing


def test_every_command_and_every_option_of_it_stands_on_the_page() -> None:
    assert left_out(PAGE) == []


def test_what_is_not_on_the_page_is_found() -> None:
    assert left_out(PAGE.replace("--dry-run", "--dry")) == [
        "log --dry-run",
        "import --dry-run",
        "restore --dry-run",
    ]
    assert "doctor" in left_out(PAGE.replace("`doctor --", "`nurse --"))


def test_what_is_said_once_is_said() -> None:
    assert {one for one in SAID_ONCE_FOR_ALL - {"--help"} if f"`{one}" not in PAGE} == set()
