"""The first screen of `start`."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.handbook.welcome import Welcome
from backcoach.terminal.output import hanging
from backcoach.terminal.words import NOT_REVIEWED


def welcome_screen(welcome: Welcome, emergency: str, *, is_draft: bool) -> RenderableType:
    """What this is and is not."""
    parts: list[RenderableType] = [Text(), Text(welcome.title, style="bold cyan"), Text()]
    parts += [hanging("  + ", line) for line in welcome.it_is]
    parts.append(Text())
    parts += [hanging("  - ", line) for line in welcome.it_is_not]
    parts += [Text(), Text(welcome.private), Text(welcome.how), Text()]
    parts.append(Text(welcome.emergency.format(emergency=emergency), style="bold"))
    if is_draft:
        parts += [Text(), Text(NOT_REVIEWED, style="dim")]
    return Group(*parts)
