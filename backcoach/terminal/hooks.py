"""Telling hooks: programs of the person that hear of a check-in, a dose or a review once it is safe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from backcoach.terminal.session import find_home, settings_of

CHECK_IN, DOSE, REVIEW = "check-in", "dose", "review"
EVENTS = (CHECK_IN, DOSE, REVIEW)


class Hook:
    """What one command has for its hook. Use it as a context manager around all that has the record open.

    Nothing is made, read or imported for it where hooks are off, as they usually are. At the end of the block
    the hook is called, if something was given for it; it never changes how the command ends.
    """

    def __init__(self, given: Path | None, event: str) -> None:
        self._home = find_home(given)[0]
        self._event = event
        self._document: dict[str, Any] | None = None

    def __enter__(self) -> Self:
        return self

    def give(self, document: Callable[[], dict[str, Any]]) -> None:
        """Have the command's document told; only what is on the disk by now is given."""
        if settings_of(self._home).has_hooks:
            self._document = document()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._document is not None:
            from backcoach.terminal.hook_programs import call

            call(self._home, self._event, self._document)
