"""The first screen of `start`."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from backcoach.handbook.welcome import Welcome
from backcoach.terminal.screens.advice import NOT_REVIEWED


def welcome_screen(welcome: Welcome, emergency: str, *, is_draft: bool) -> RenderableType:
    """What this is and is not."""
    parts: list[RenderableType] = [Text(), Text(welcome.title, style="bold cyan"), Text()]
    parts += [_point("+", line) for line in welcome.it_is]
    parts.append(Text())
    parts += [_point("-", line) for line in welcome.it_is_not]
    parts += [Text(), Text(welcome.private), Text(welcome.how), Text()]
    parts.append(Text(welcome.emergency.format(emergency=emergency), style="bold"))
    if is_draft:
        parts += [Text(), Text(NOT_REVIEWED, style="dim")]
    return Group(*parts)


def _point(sign: str, text: str) -> RenderableType:
    return Padding(Text(f"{sign} {text}"), (0, 0, 0, 2), expand=False)
