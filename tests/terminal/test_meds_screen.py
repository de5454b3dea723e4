"""The picture of medicine, its history and what is used without pills, on a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

LATER = "2026-11-22T09:30:00+00:00"
END = "reviewed by a clinician."


def at(home: Path) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": LATER, "TZ": "UTC"}


@pytest.mark.parametrize("columns", [80, 60])
def test_the_picture_stands_on_one_screen(columns: int, with_plan: Path) -> None:
    run(
        "log",
        "--all-clear",
        "--dose",
        "paracetamol 1000",
        "--taken",
        env=at(with_plan) | {"BACKCOACH_NOW": NOW},
    )
    with at_terminal("meds", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text(END)
        for text in (
            "Medicine, Sun 22 Nov 09:30",
            "Last day",
            "Today, 1000 mg (2 tablets) each",
            "Last 24 hours, all packs",
            "1000 (at 09:00) of at most",
            "Next 1000 mg: not before",
            "You can stop today.",
            "Ask a pharmacist.",
            "Too much, even if you feel well",
            "backcoach meds history",
        ):
            terminal.expect_text(text)
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("columns", [80, 60])
def test_what_is_used_without_pills_stands_on_one_screen(columns: int, with_plan: Path) -> None:
    with at_terminal("comfort", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text(END)
        terminal.expect_text("Heat wrap or pad: fine, with care.")
        if columns == 80:
            terminal.expect_text("Without pills")
        assert terminal.exit_code() == 0


def test_one_thing_is_told_with_what_trials_found_and_who_should_not(with_plan: Path) -> None:
    ran = run("comfort", "--about", "tens", env=at(with_plan))

    assert ran.returncode == 0
    for text in ("What trials found", "pacemaker", "Not if", "How"):
        assert text in ran.stdout


def test_what_was_chosen_stands_in_the_plan_in_one_line_each(with_plan: Path) -> None:
    kept = run("comfort", "heat wrap", "keep_moving", env=at(with_plan))
    assert "Kept, for your plan: backcoach plan." in kept.stdout
    assert "Not if the skin there is broken" in kept.stdout
    shown = run("plan", env=at(with_plan)).stdout.splitlines()

    assert "Heat wrap or pad: up to 8 hours in 24, 7 days at most; look at the skin" in shown
    assert "Moving: a bit, often; see your plan" in shown
    assert run("comfort", "none", env=at(with_plan)).stdout.strip() == "Noted: none of these."
    unclear = run("comfort", "or", env=at(with_plan))
    assert (unclear.returncode, unclear.stderr.splitlines()[0]) == (
        2,
        "'or' fits more than one thing; nothing was saved.",
    )


def test_in_an_emergency_the_action_stands_alone(in_emergency: Path) -> None:
    for command in (("meds",), ("comfort",), ("comfort", "--about", "tens")):
        ran = run(*command, env=at(in_emergency))
        assert ran.returncode == 12
        assert "Last 24 hours" not in ran.stdout
        assert "What trials found" not in ran.stdout


def test_the_history_is_told_by_day(with_plan: Path) -> None:
    ran = run("meds", "history", env=at(with_plan))

    assert ran.returncode == 0
    assert ran.stdout.splitlines()[0] == "Sun 22 Nov 2026"
    assert "course planned: paracetamol" in ran.stdout
