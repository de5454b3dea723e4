"""The hooks that are there: which of them are run, and why others are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType

from backcoach.terminal.hook_programs import Program, why_not
from backcoach.terminal.hooks import EVENTS
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible

NONE = "There is no hook yet. Its place: {folder}, its name: {events}."
RUN = "is run"
NOT_RUN = "is not run, {reason}"


def hooks_screen(found: Sequence[Program], folder: Path, *, is_on: bool) -> RenderableType:
    """Each hook in a line; where there is none, how to have one, once they are wanted."""
    if is_on and not found:
        return hanging("  ", visible(NONE.format(events=" or ".join(EVENTS), folder=folder)))
    return Group(*(_line(one, is_on=is_on) for one in found))


def _line(one: Program, *, is_on: bool) -> RenderableType:
    reason = why_not(one, is_on=is_on)
    state = RUN if reason is None else NOT_RUN.format(reason=reason)
    return hanging("  ", visible(f"hook {one.event} {state}: {one.path}"))
