r"""A terminal for tests: a program runs on a pseudo-terminal and its screen is read as a person would.

>>> with Terminal(["backcoach", "start"]) as terminal:
...     terminal.expect_text("How old are you?")
...     terminal.type("44\r")
"""

from __future__ import annotations

import fcntl
import os
import resource
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests import program

_LOOK_SECONDS = 0.05
_HANG_UP_SECONDS = 0.5
_PATIENCE_SECONDS = 15.0


class _AnsweringScreen(pyte.Screen):
    """A screen that answers the program's questions about the cursor, as a real terminal does."""

    def __init__(self, columns: int, rows: int, keyboard: int) -> None:
        super().__init__(columns, rows)
        self._keyboard = keyboard

    def write_process_input(self, data: str) -> None:
        """Send the terminal's own reply to the program."""
        os.write(self._keyboard, data.encode())


class Terminal:
    """One program on a terminal of `rows` by `columns`. `env` is added to the environment of the test.

    With `is_fresh` it is a true start of a new process, see `tests.program`.

    Every wait is bounded; a wait in vain raises `AssertionError` with the screen as it was.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        rows: int = 24,
        columns: int = 80,
        cwd: Path | None = None,
        *,
        is_fresh: bool = False,
    ) -> None:
        self._keyboard, inside = os.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._program = program.start(
            argv,
            (inside, inside, inside),
            env={**os.environ, "TERM": "xterm-256color", **(env or {})},
            cwd=cwd,
            has_terminal=True,
            is_fresh=is_fresh,
        )
        os.close(inside)
        self._is_open = True
        self._screen = _AnsweringScreen(columns, rows, self._keyboard)
        self._stream = pyte.ByteStream(self._screen)
        self._written = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def expect_text(self, text: str, *, seconds: float = _PATIENCE_SECONDS) -> None:
        """Wait until `text` stands on the screen; spaces and line breaks between words do not matter."""
        wanted = _flat(text)
        end = time.monotonic() + seconds
        while wanted not in _flat(self._look()):
            over = time.monotonic() > end
            if over or self.has_ended():
                if wanted in _flat(self._look()):
                    return
                why = f"not seen within {seconds} s" if over else "not seen before the program ended"
                raise AssertionError(f"{text!r} {why}. The screen:\n{self._framed()}")

    def type(self, keys: str) -> None:
        r"""Press `keys`; Enter is `\r`, an arrow its escape sequence."""
        self._look()
        self.send(keys)

    def ctrl_c(self) -> None:
        """Press Ctrl-C."""
        self.type("\x03")

    def ctrl_d(self) -> None:
        """Press Ctrl-D."""
        self.type("\x04")

    def screen(self) -> str:
        """What stands on the screen now, line by line, without spaces at the ends of lines."""
        return self._look()

    def written(self) -> bytes:
        """Every byte the program has written so far, also what has scrolled away."""
        self._look()
        return bytes(self._written)

    def read_until(self, is_there: Callable[[bytes], bool], *, seconds: float = _PATIENCE_SECONDS) -> bool:
        """Read until `is_there` holds for every byte written; False when the program ended without it."""
        end = time.monotonic() + seconds
        while not is_there(bytes(self._written)):
            if time.monotonic() > end:
                raise AssertionError(f"not there within {seconds} s. The screen:\n{self._framed()}")
            if not self._read() and self.has_ended() and not self._read():
                return is_there(bytes(self._written))
        return True

    def send(self, keys: str) -> None:
        """Press `keys` without looking at the screen first."""
        os.write(self._keyboard, keys.encode())

    @property
    def written_so_far(self) -> bytes:
        """Every byte that was read up to now, without waiting for more."""
        return bytes(self._written)

    def exit_code(self, *, seconds: float = _PATIENCE_SECONDS) -> int:
        """Wait for the end of the program; its exit code, or the negative number of the signal."""
        end = time.monotonic() + seconds
        while not self.has_ended():
            self._look()
            if time.monotonic() > end:
                raise AssertionError(f"still running after {seconds} s. The screen:\n{self._framed()}")
        self._look()
        code = self._program.exit_code
        assert code is not None
        return code

    def has_ended(self) -> bool:
        """Whether the program has come to its end."""
        return self._program.wait(0) is not None

    def kill(self) -> None:
        """End the program without a warning, as a power cut would."""
        self._program.kill()

    def fill_disk(self) -> None:
        """From now on the program can write no byte into any file."""
        resource.prlimit(self._program.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def close(self) -> None:
        """Hang up, which ends a program that still runs."""
        if self._is_open:
            self._is_open = False
            os.close(self._keyboard)
        if self._program.wait(_HANG_UP_SECONDS) is None:
            self._program.kill()
            self._program.wait()

    def _look(self) -> str:
        """Take in what the program has written, waiting a moment for more."""
        while self._read():
            pass
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def _read(self) -> bool:
        """Take in some of what the program has written; False if nothing came for a moment."""
        if not self._is_open or not select.select([self._keyboard], [], [], _LOOK_SECONDS)[0]:
            return False
        try:
            chunk = os.read(self._keyboard, 4096)
        except OSError:  # nobody is at the other end any more
            self._program.wait(_LOOK_SECONDS)
            return False
        self._written += chunk
        self._stream.feed(chunk)
        return True

    def _framed(self) -> str:
        edge = "+" + "-" * self._screen.columns + "+"
        return "\n".join([edge, *(f"|{line}|" for line in self._screen.display), edge])


def _flat(text: str) -> str:
    return " ".join(text.split())
