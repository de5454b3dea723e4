"""What is wrong with the settings, in lines for stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.terminal.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backcoach.flows.settings import Settings

USUAL = "Until that is put right the usual value counts."


def fault_lines(found: Settings) -> Iterator[str]:
    """Each fault, and what counts meanwhile; nothing where there is none."""
    if found.faults:
        yield from (visible(one) for one in found.faults)
        yield USUAL
