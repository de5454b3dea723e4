"""Somebody at the keyboard: reads each prompt, types a reply, and counts how often a reply was waited for."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from backcoach.coach.record import AnswerGiven
from backcoach.flows.kinds import KINDS
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook
from backcoach.journal.opening import open_journal
from tests import program
from tests.terminal.screen import Terminal

NOW = "2026-11-22T09:00:00+00:00"
ENTER = "\r"
CLEAR_LINE = "\x15"
PAGE_ENDS = "Ctrl-C to leave"
PROMPT_BEGINS = b"\x1b[?2004h"
PROMPT_IS_DRAWN = b"\x1b[?25h"
_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[()].|[=>])")

ORDINARY: Mapping[str, str | tuple[str, ...]] = {
    "region": "5",
    "scope_self": "y",
    "age_years": "41",
    "course_weeks": "10 days",
    "scope_low_back": "y",
    "F1": "2",
    "pain_average": "5",
    "own_activity_1": "tie my shoes 3",
    "own_activity_2": "sit through a meeting 4",
    "own_activity_3": "carry the shopping 2",
    "likes": "1 2",
    "walk_minutes": "15",
    "liked_minutes": "10",
    "confidence": "6",
    "work": "2",
    "waking": "7-23",
    "medicine": "1",
}
"""41 years old, in New Zealand, ten days after lifting something; no medicine. Everything else is a no."""

EVERYTHING_ELSE = {
    "Go on?": "1",
    "And the others: no to all of them?": "y",
    "none of these (no to every line left": "0",
    "Enter to pass": "",
    "0 none": "0",
    "? not sure": "n",
    "Enter to go on": "",
    "Enter for": "",
    "line ": "n",
}
"""What is typed at prompts no reply is named for, by what stands in them."""


def backcoach(*args: str) -> list[str]:
    """The command line of the program under test."""
    return [sys.executable, "-m", "backcoach", *args]


def run(*args: str, env: Mapping[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run one command without a terminal. `is_fresh` and `limits` are those of `tests.program`."""
    return program.run(backcoach(*args), env={**os.environ, **(env or {})}, **more)


def at_terminal(*args: str, env: Mapping[str, str] | None = None, columns: int = 80) -> Terminal:
    """Start one command at a terminal of 24 lines."""
    return Terminal(backcoach(*args), env=env, columns=columns)


def plain(written: bytes) -> str:
    """What was written, without escape sequences, as one line with single spaces."""
    return " ".join(_ESCAPE.sub("", written.decode()).split())


@cache
def book() -> Handbook:
    """The content as it is shipped."""
    return load_handbook()


@cache
def prompt_texts() -> Mapping[str, str]:
    """What stands on the screen for each id: the question, or the stem of a list."""
    content = book()
    stems = {prompt.id: prompt.stem for prompt in content.screening.interview.all_prompts() if prompt.stem}
    medicine = {prompt.id: prompt.stem for prompt in content.medicine.prompts}
    return (
        medicine
        | {one.id: one.text for one in content.screening.rules.questions.values()}
        | stems
        | {one.id: one.text for one in content.intake}
    )


class Person:
    """Plays a command at a terminal with `replies` by question or prompt id.

    A tuple holds the replies to that prompt and to those that come right after it, and is used once.
    """

    def __init__(self, terminal: Terminal, replies: Mapping[str, str | tuple[str, ...]]) -> None:
        self.terminal = terminal
        self.blocks: list[str] = []
        self._replies = {prompt_texts().get(name, name): reply for name, reply in replies.items()}
        self._queue: list[str] = []
        self._seen = 0

    @property
    def prompts(self) -> int:
        """How often a reply was waited for."""
        return len(self.blocks)

    @property
    def questions(self) -> list[str]:
        """What stood at the prompts that asked something, without the pauses between pages."""
        return [block for block in self.blocks if PAGE_ENDS not in block]

    def count_of(self, text: str) -> int:
        """In how many prompts `text` stood."""
        return sum(" ".join(text.split()) in block for block in self.blocks)

    def was_asked(self, question: str) -> bool:
        """Whether the question with this id stood on the screen."""
        return self.count_of(prompt_texts()[question]) > 0

    def wait(self) -> bool:
        """Wait for the next prompt; False when the program ended instead."""
        if not self.terminal.read_until(self._is_next_drawn):
            return False
        written = self.terminal.written_so_far
        self.blocks.append(plain(written[self._seen :]))
        self._seen = len(written)
        return True

    def _is_next_drawn(self, written: bytes) -> bool:
        return written.endswith(PROMPT_IS_DRAWN) and written.count(PROMPT_BEGINS) > self.prompts

    def reply(self, keys: str) -> None:
        """Type a reply to the prompt that waits, and Enter."""
        self.terminal.send(keys + ENTER)

    def answer(self) -> None:
        """Type to the prompt that waits what this person replies to it."""
        self.reply(self._next_reply(self.blocks[-1]))

    def play(self, until: str | None = None) -> None:
        """Reply to prompt after prompt, up to the end or to the prompt of `until`, which is left open."""
        stop = prompt_texts().get(until, until) if until else None
        while self.wait():
            if stop and " ".join(stop.split()) in self.blocks[-1]:
                return
            self.answer()
        assert stop is None, f"{until!r} was never asked. The screen:\n{self.terminal.screen()}"

    def play_to_the_end(self) -> int:
        """Reply until the program ends; its exit code."""
        self.play()
        return self.terminal.exit_code()

    def _next_reply(self, block: str) -> str:
        if self._queue:
            return self._queue.pop(0)
        for text, reply in (*self._replies.items(), *EVERYTHING_ELSE.items()):
            if " ".join(text.split()) in block:
                if isinstance(reply, str):
                    return reply
                first, *self._queue = self._replies.pop(text)
                return first
        raise AssertionError(f"no reply is known for: {block}")


def answers_in(home: Path) -> list[tuple[str, object]]:
    """The answers kept in a record, in order."""
    with open_journal(home, KINDS) as journal:
        return [(one.body.question, one.body.value) for one in journal.entries(AnswerGiven)]


def rows_in(home: Path) -> list[Sequence[object]]:
    """Every row of a record, to see that nothing came or went."""
    with closing(sqlite3.connect(home / "record.sqlite3")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return [row for table in sorted(tables) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def lines_of(text: str) -> Iterator[str]:
    """The lines that hold something."""
    return (line for line in text.splitlines() if line.strip())
