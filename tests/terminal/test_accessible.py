"""The accessible mode: plain lines at a pipe and at a terminal, nothing drawn, and no figure lost."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.week import Session
from backcoach.flows.desk import KINDS
from backcoach.journal.opening import open_journal
from tests import program
from tests.terminal.keyboard import (
    NOW,
    ORDINARY,
    Person,
    answers_in,
    at_terminal,
    backcoach,
    book,
    rows_in,
    run,
)
from tests.terminal.piped import Pipe, Reader
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

EVENING = "2026-11-23T20:00:00+00:00"
NEXT_WEEK = "2026-11-29T20:00:00+00:00"
WIDTHS = (40, 60, 80, 120, 200)
DONE = "What did you do today?"
DAY = {
    DONE: "1=20 2",
    "How well did daily life go?": "6",
    "How was your sleep last night?": "7.5",
    "How bad was the pain on average?": "4",
    "Which of these doses did you take?": "0",
}
REVIEW = {"plan easy?": "y", "against the start": "4", "What stood in the way": "0"}
PAIN = "How bad is the pain right now?"


@pytest.fixture(autouse=True)
def _at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_HOME", str(home))
    monkeypatch.setenv("BACKCOACH_NOW", NOW)
    monkeypatch.setenv("TZ", "UTC")


def walk(*args: str, replies: Mapping[str, str | tuple[str, ...]]) -> tuple[int, str, Reader]:
    """Reply to every prompt of a command at a pipe; its exit code, and all that was written."""
    with Pipe(*args) as pipe:
        person = Reader(pipe, replies)  # type: ignore[arg-type]
        code = person.play_to_the_end()
        return code, pipe.screen(), person


def is_plain(text: str) -> bool:
    """Whether nothing in it is obeyed by a terminal, and nothing is drawn of boxes, blocks or dots."""
    return not [one for one in text if one != "\n" and (unicodedata.category(one) in ("Cc", "Cf") or is_drawn(one))]


def is_drawn(letter: str) -> bool:
    """Whether it is a line or a block of a box or a plot, or a pattern of braille."""
    return 0x2500 <= ord(letter) <= 0x25FF or 0x2800 <= ord(letter) <= 0x28FF


def entries(home: Path) -> list[Any]:
    """What every entry of a record says, without its id and its times."""
    with open_journal(home, KINDS) as journal:
        return [(one.kind, re.sub(r"'[0-9a-f]{32}'", "ID", repr(one.body))) for one in journal.entries()]


# Walking through whole commands


def test_start_by_lines_keeps_the_same_as_start_at_the_usual_prompts(tmp_path: Path, home: Path) -> None:
    usual = tmp_path / "usual"
    with at_terminal("start", env={"BACKCOACH_HOME": str(usual)}) as terminal:
        assert Person(terminal, ORDINARY).play_to_the_end() == 0
    code, written, person = walk("start", replies=ORDINARY)

    assert (code, is_plain(written)) == (0, True)
    assert person.prompts > 20
    assert entries(home) == entries(usual)
    assert "Week 1" in written
