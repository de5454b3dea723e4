"""What is wrong with a reply, below the prompt, in as many lines as a narrow screen needs."""

from __future__ import annotations

import textwrap
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Always, has_validation_error
from prompt_toolkit.layout import ConditionalContainer, Window, walk


def in_lines(text: str) -> str:
    """The text in lines that the screen of the running prompt holds."""
    return textwrap.fill(text, max(get_app().output.get_size().columns - 1, 1))


def let_wrap(prompt: Application[Any]) -> None:
    """Let these lines of a prompt be several; there is one otherwise, cut at the edge."""
    parts = (one for one in walk(prompt.layout.container) if isinstance(one, ConditionalContainer))
    for window in (one.content for one in parts if one.filter is has_validation_error):
        if isinstance(window, Window):
            window.height = None
            window.dont_extend_height = Always()
