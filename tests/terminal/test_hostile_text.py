"""Text of a person or a file can do nothing to the terminal it is shown on, and stops no command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.terminal.safe import visible
from tests.terminal.keyboard import run as program

CLIPBOARD = "\x1b]52;c;aGk=\x07"
CLEAR = "\x1b[2J\x1b[H"
ONE_BYTE_ESCAPE = "\x9b31m"
MARKUP = "[/red][bold]x :fire:"
TURNED_ROUND = "\u202egnp.exe"

HOSTILE_NOTE = f"{CLIPBOARD} {CLEAR} {ONE_BYTE_ESCAPE} {MARKUP} {TURNED_ROUND} two\nlines"
HOSTILE_NAMES = (f"{MARKUP} {CLEAR}{TURNED_ROUND}", f"{CLIPBOARD}{ONE_BYTE_ESCAPE}")
OBEYED = {"\x1b", "\x9b", "\x07", "\x00", "\r", "\u202e"}


@given(st.text())
def test_nothing_a_terminal_would_obey_is_shown(text: str) -> None:
    shown = visible(text)
    assert not [one for one in shown if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")]
    assert not OBEYED & set(shown)
    assert len(shown) == len(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_ordinary_text_of_any_language_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def run(*args: str) -> str:
    """What a command prints to both streams; it must end as it should."""
    done = program(*args, env={"BACKCOACH_NOW": "2026-11-23T09:00:00+00:00"})
    assert done.returncode == 0, f"{args}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "for machines"])
def test_a_hostile_note_and_name_reach_no_output_and_stop_no_command(tmp_path: Path, as_json: bool) -> None:
    options = ["--json"] if as_json else []
    answers, example = tmp_path / "answers.toml", run("start", "--example")
    for name, text in zip(("tie my shoes", "sit through a meeting"), HOSTILE_NAMES, strict=True):
        assert f'"{name}"' in example
        example = example.replace(f'"{name}"', json.dumps(text))
    answers.write_text(example, encoding="utf-8")
    outputs = [
        run("start", "--answers", str(answers), *options),
        run("log", "--all-clear", "--walk", "5", "--note", HOSTILE_NOTE, *options),
        *(run(command, *options) for command in ("plan", "progress", "status")),
    ]
    for output in outputs:
        assert not OBEYED & set(output)
