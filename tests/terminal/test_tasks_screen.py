"""Steps and the like on the screen: in their unit, with their reasons, and with clear words for bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, run


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": NOW, "TZ": "UTC"}


def test_steps_are_taken_in_logged_and_taken_out_on_the_screen(with_plan: Path) -> None:
    taken = run("plan", "--set", "steps=4000", "--set", "sitting=20", env=at(with_plan)).stdout
    assert "Steps in a day: 4000 steps" in taken
    assert "Steps in a day (steps)" in taken
    assert "You set: Steps in a day, 4000 steps from Sun 22 Nov on (new; out again:" in " ".join(
        taken.split()
    )
    assert " -   Sitting: 20 min at most, then get up" in taken

    logged = run(
        "log", "--all-clear", "--did", "steps=3500 steps", "--did", "stairs=1", env=at(with_plan)
    ).stdout
    assert "Steps in a day 3500 steps, Stairs in a day 1 flight" in logged
    assert "3500 of 4000 steps" in run("plan", env=at(with_plan)).stdout
    assert "week 1 3500 of 4000 (n 1)" in run("progress", env=at(with_plan)).stdout
    assert "Also today: " in run("go", "--list", env=at(with_plan)).stdout
    out = run("plan", "--set", "steps=0", env=at(with_plan)).stdout
    assert "Out of your plan: Steps in a day." in out
    assert "Steps in a day: 4000" not in out


def test_a_wish_above_what_is_known_is_capped_with_its_reason(with_plan: Path) -> None:
    shown = " ".join(run("plan", "--set", "steps=20000", env=at(with_plan)).stdout.split())

    assert "Steps in a day, 7500 steps" in shown
    assert "You wished for 20000. You have not tried it out on enough days" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("plan", "--set", "steps=4km"), "Steps is counted in steps, not in km. Nothing was changed."),
        (("plan", "--set", "steps=100001"), "Nothing was changed."),
        (("plan", "--set", "steps"), "needs an amount; nothing was changed."),
        (("log", "--did", "steps=4km"), "steps is counted in steps, not in km"),
        (("log", "--did", "steps"), "needs its steps, such as steps=3500"),
        (("log", "--did", "walk=1441"), "walk=1441 is too much for a day; 1440 minutes is the most"),
        (("log", "--did", "steps=4000", "--date", "2099-01-01"), "is still to come"),
        (("trial", "walk", "10", "--kg", "3"), "Walk has no weight; nothing was saved."),
    ],
)
def test_what_cannot_be_is_said_in_clear_words(
    arguments: tuple[str, ...], words: str, with_plan: Path
) -> None:
    ran = run(*arguments, env=at(with_plan))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_nothing_of_it_so_far_is_said_with_what_to_do(with_plan: Path) -> None:
    for day in ("today", "yesterday", "2"):
        shown = run("trial", "steps", "600", "--date", day, env=at(with_plan)).stdout
    assert "your next week can start from 600 steps" in " ".join(shown.split())


def test_on_a_narrow_screen_a_week_of_thousands_stands_in_two_pieces_with_no_word_cut(
    with_plan: Path,
) -> None:
    run("plan", "--set", "steps=4000", "--set", "sitting=20", env=at(with_plan))
    lines = run("plan", env=at(with_plan) | {"COLUMNS": "40"}).stdout.splitlines()
    heads = [line.split() for line in lines if line.lstrip().startswith(("Sun  ", "Thu  "))]
    assert heads == [["Sun", "Mon", "Tue", "Wed"], ["Thu", "Fri", "Sat"]]
    assert [line.split()[-1] for line in lines if line.startswith("Steps in a day")] == ["4000", "4000"]
    assert {"Exercises", "Walking"} <= {line.split()[0] for line in lines if line.strip()}
    assert max(map(len, lines)) <= 40
