"""The screen of progress as it was looked at: for records of every length, narrow and wide, also in ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.people import MORNING
from tests.terminal.keyboard import run
from tests.terminal.progress_pictures import A_DAY, DAYS, FOLDER, WIDTHS, make, path, shown

MOST_WIDE = 100


@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("days", DAYS)
def test_progress_looks_as_it_was_looked_at(days: int, width: int, *, is_ascii: bool) -> None:
    text = shown(days, width, is_ascii=is_ascii)
    assert text == path(days, width, is_ascii=is_ascii).read_text(encoding="utf-8"), (
        "look at it, then: python -m tests.terminal.progress_pictures"
    )
    assert max(map(len, text.splitlines())) <= min(width, MOST_WIDE)
    assert text.isascii() or not is_ascii
    assert "\x1b" not in text
    assert "\u2026" not in text


def test_no_other_picture_is_kept() -> None:
    wanted = {path(days, width, is_ascii=flag) for days in DAYS for width in WIDTHS for flag in (False, True)}
    assert {*FOLDER.glob("progress-*.txt")} == wanted


@pytest.mark.parametrize("days", [0, 60])
def test_the_program_shows_it_so_and_colour_is_all_that_colour_adds(days: int, tmp_path: Path) -> None:
    make(tmp_path / "record", days)
    coloured, plain = (_run(tmp_path / "record", days, **wish) for wish in ({}, {"NO_COLOR": "1"}))
    assert "\x1b[" in coloured
    assert "\x1b" not in plain.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert _letters(plain) == _letters(coloured) == shown(days, 80, is_ascii=False)


def _run(home: Path, days: int, **more: str) -> str:
    env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": (MORNING + days * A_DAY).isoformat(), "TZ": "UTC"}
    done = run("progress", env={**env, "COLUMNS": "80", "FORCE_COLOR": "1", **more})
    assert done.returncode == 0, done.stderr
    return done.stdout


def _letters(text: str) -> str:
    """Without what sets colour or weight."""
    parts = text.split("\x1b[")
    return parts[0] + "".join(part.split("m", 1)[1] for part in parts[1:])
