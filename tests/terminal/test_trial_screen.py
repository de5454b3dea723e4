"""What is to be tried out, on a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

END = "reviewed by a clinician."


def at(home: Path, now: str = NOW) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [80, 60])
def test_what_to_try_how_and_when_to_stop_stands_on_one_screen(columns: int, with_plan: Path) -> None:
    with at_terminal("trial", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text(END)
        for text in (
            "Walking (walk): tried on 0 of 3 days; 3 more days to go",
            "Sitting (sitting)",
            "Stop when you would choose to, because of pain or because you are tired.",
            "backcoach trial ID AMOUNT",
        ):
            terminal.expect_text(text)
        if columns == 80:
            terminal.expect_text("What you manage now")
        assert terminal.exit_code() == 0
        assert all(len(line) <= columns for line in terminal.screen().splitlines())


def test_the_last_day_of_trial_tells_what_the_next_week_starts_from_and_so_does_the_plan(
    with_plan: Path,
) -> None:
    said = [run("trial", "walk", *one, env=at(with_plan)) for one in (["12"], ["9", "--date", "1"])]
    last = run("trial", "walk", "15", "--date", "2", env=at(with_plan))

    assert [ran.returncode for ran in (*said, last)] == [0, 0, 0]
    assert "Kept: Walking, 12 min." in said[0].stdout
    assert "because you are tired" in said[0].stdout
    assert "About 12 min over 3 days; your next week can start from 9 min." in last.stdout
    assert "Walking: about 12 min over 3 days; your next week can start from 9 min" in run(
        "plan", env=at(with_plan)
    ).stdout.replace("\n", " ")


def test_what_does_not_count_and_what_starts_as_it_is_is_said_so(with_plan: Path) -> None:
    little = run("trial", "steps", "400", env=at(with_plan)).stdout
    assert "Less than 500 steps does not count as a day of trial." in little
    assert "because you are tired" not in little
    for back in ("0", "1", "2"):
        counted = run("trial", "steps", "3000", "--date", back, env=at(with_plan)).stdout
    assert "your next week can start from 3000 steps" in " ".join(counted.split())
    assert "Taken back: Steps in a day." in run("trial", "steps", "--undo", env=at(with_plan)).stdout


def test_what_is_not_for_the_person_now_is_refused_with_its_reason(with_plan: Path) -> None:
    ran = run("trial", "sport", "5", env=at(with_plan))

    assert ran.returncode == 4
    assert "comes later in the plan: strengthen" in ran.stderr


def test_in_an_emergency_nothing_is_tried(in_emergency: Path) -> None:
    ran = run("trial", env=at(in_emergency))

    assert (ran.returncode, ran.stdout) == (4, "")
    assert "backcoach plan" in ran.stderr
