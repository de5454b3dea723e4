"""An amount that was set is said with the plan, with the reason where it was capped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [80, 60])
def test_a_wish_above_the_caps_is_said_with_its_reason(columns: int, with_plan: Path) -> None:
    with at_terminal("plan", "--set", "walk=60", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text("You set: Walking, 12 min at one go from Sun 22 Nov on (before: 10).")
        terminal.expect_text("You wished for 60.")
        terminal.expect_text("(why wish_capped)")
        assert terminal.exit_code() == 0
        assert all(len(line) <= columns for line in terminal.screen().splitlines())


def test_a_wish_for_less_is_met_and_stays_with_the_plan(with_plan: Path) -> None:
    run("plan", "--set", "walk=4", env=at(with_plan))
    shown = run("plan", env=at(with_plan)).stdout

    assert "Walking: 4 min, 2 times a day" in shown
    assert "You set: Walking, 4 min at one go from Sun 22 Nov on (before: 10)." in shown
    assert "wished" not in shown


def test_nought_is_not_an_amount_and_the_refusal_says_what_to_do_instead(with_plan: Path) -> None:
    ran = run("plan", "--set", "walk=0", env=at(with_plan))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "What you leave out on a day needs no number: leave it." in ran.stderr
