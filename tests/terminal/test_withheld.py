"""`backcoach plan` at a real terminal while the plan rests: the action, then what is fine and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.keyboard import ENTER, PROMPT_BEGINS, PROMPT_IS_DRAWN, at_terminal, run
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal

EVENING = "2026-11-23T20:00:00+00:00"
FINE, WAITS = "Fine for now:", "Not for now:"
RESTS = "backcoach screen --assessed"
MOST_PAGES = 12


@pytest.fixture(autouse=True)
def _second_day(with_plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it makes the record
    """It is the evening of the day after somebody started."""
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)


def pages(terminal: Terminal) -> Iterator[str]:
    """Each page as it stands when the program waits for Enter, and the last one when it has ended."""
    for number in range(1, MOST_PAGES):

        def waits(written: bytes, number: int = number) -> bool:
            drawn = written.rfind(PROMPT_IS_DRAWN) > written.rfind(PROMPT_BEGINS)
            return written.count(PROMPT_BEGINS) >= number and drawn

        if not terminal.read_until(waits):
            break
        yield terminal.screen()
        terminal.type(ENTER)
    yield terminal.screen()


@pytest.mark.parametrize("columns", [80, 60])
def test_the_list_comes_after_the_action_which_stays_at_the_top_of_every_page(columns: int) -> None:
    assert run("log", "--all-clear", "--flag", "inf_fever").returncode == 11
    with at_terminal("plan", columns=columns) as plan:
        seen = list(pages(plan))
    listed = [page for page in seen if FINE in page or WAITS in page or "_library" in page]

    assert "Sleep and calm" in listed[0]
    assert any("(exercise_library)" in page for page in listed)
    assert FINE not in seen[0]
    assert len(seen) < MOST_PAGES
    for page in seen:
        assert "Talk to a doctor today. Call now." in " ".join(page.split())
    assert RESTS in " ".join(seen[-1].split())


def test_in_an_emergency_no_such_list_is_shown() -> None:
    done = run("log", "--all-clear", "--flag", "em_chest_pain")
    assert done.returncode == 12
    shown = run("plan")

    assert shown.returncode == 12
    assert FINE not in shown.stdout
    assert WAITS not in shown.stdout


def test_without_a_terminal_all_is_printed_at_once_the_action_first() -> None:
    run("log", "--all-clear", "--flag", "inf_fever")
    out = run("plan").stdout

    assert out.index("Say") < out.index(FINE) < out.index(WAITS)
    assert "(heat_or_cold)" in out
