"""The settings: what each is, and where its value comes from."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.flows.settings import InForce
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible

HEAD = "Settings"
HOW = "Set one: backcoach settings NAME VALUE. Back to what is usual: backcoach settings NAME --unset"
KEPT_HERE = "They are for this machine alone: no backup and no export holds them."
FROM = {"default": "as usual", "file": "from {file}", "environment": "from {variable}"}


def settings_screen(shown: tuple[InForce, ...], file: str) -> RenderableType:
    """Every setting with its value."""
    return Group(Text(HEAD, style="bold"), *_lines(shown, file), Text(HOW), Text(KEPT_HERE))


def _lines(shown: tuple[InForce, ...], file: str) -> Iterator[RenderableType]:
    for one in shown:
        where = FROM[one.comes_from].format(file=file, variable=one.setting.variable)
        yield hanging("  ", visible(f"{one.setting.name} = {one.value} ({where}): {one.setting.what}."))
        yield hanging("      ", f"It is {one.setting.may_be}; usually {one.default}.")
