"""A program in the accessible mode whose replies come down a pipe: one line for each prompt."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from backcoach.terminal.lines import PROMPT
from tests import program
from tests.terminal.keyboard import ENTER, Person, backcoach
from tests.terminal.screen import Terminal

ASKS = PROMPT.encode()
_PATIENCE_SECONDS = 30.0


class Pipe:
    """One program with its replies in a pipe, and what it says and prints in another.

    What `Person` needs of a terminal is here as well.
    """

    def __init__(self, *args: str, env: Mapping[str, str] | None = None, argv: Sequence[str] = ()) -> None:
        reading, self._replies = os.pipe()
        self._said, writing = os.pipe()
        environment = {**os.environ, **(env or {})}
        command = argv or backcoach("--accessible", *args)
        self._program = program.start(command, (reading, writing, writing), env=environment)
        for one in (reading, writing):
            os.close(one)
        self._written = bytearray()
        self._open = {self._replies, self._said}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in tuple(self._open):
            self._close(one)
        if self._program.wait(1.0) is None:
            self._program.kill()

    def read_until(self, is_there: Callable[[bytes], bool]) -> bool:
        """Read until `is_there` holds for every byte; False when the program ended without it."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not is_there(bytes(self._written)):
            ready, _, _ = select.select([self._said], [], [], max(end - time.monotonic(), 0))
            assert ready, f"not there in time:\n{self._written.decode()[-2000:]}"
            chunk = os.read(self._said, 65536)
            self._written += chunk
            if not chunk:
                return False
        return True

    def send(self, keys: str) -> None:
        """Write a reply; Enter ends a line."""
        os.write(self._replies, keys.replace(ENTER, "\n").encode())

    def end_input(self) -> None:
        """No more replies come."""
        self._close(self._replies)

    def interrupt(self, signal: int) -> None:
        """Send a signal, as Ctrl-C does at a keyboard."""
        os.kill(self._program.pid, signal)

    @property
    def written_so_far(self) -> bytes:
        """Every byte that was read up to now."""
        return bytes(self._written)

    def screen(self) -> str:
        """What was written, as text."""
        return self._written.decode()

    def exit_code(self) -> int:
        """Read to the end; the exit code."""
        self.read_until(lambda _: False)
        code = self._program.wait(_PATIENCE_SECONDS)
        assert code is not None, "it still runs after it closed its streams"
        return code

    def _close(self, one: int) -> None:
        if one in self._open:
            self._open.discard(one)
            os.close(one)


class Reader(Person):
    """Somebody who is read to, and replies line by line, at a pipe or at a terminal."""

    terminal: Pipe | Terminal  # type: ignore[assignment]

    def _is_next_drawn(self, written: bytes) -> bool:
        return written.endswith(ASKS) and len(written) > self._seen
