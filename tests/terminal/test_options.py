"""Options at a real terminal: the list, side by side, one under the other, and the choice in the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, at_terminal, run

pytestmark = pytest.mark.terminal

LATER = "2026-11-25T09:30:00+00:00"
DRAFT = "Not yet reviewed by a clinician."


def at(home: Path, now: str = NOW) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


def test_the_list_has_groups_with_waiting_first_and_what_is_advised_against_last(with_plan: Path) -> None:
    shown = run("options", env=at(with_plan)).stdout
    groups = ("May be tried\n", "Open, but not known if it helps", "Advised against")
    places = [shown.index(one) for one in ("Options for pain", *groups)]
    assert places == sorted(places)
    assert shown.index("Wait and see (o_waiting)") < shown.index("o_walking")
    assert shown.index("Days in bed") > places[-1]
    assert "Nothing here is a" in shown
    assert DRAFT in shown


def test_what_matters_is_said_above_and_told_for_each(with_plan: Path) -> None:
    shown = run("options", "--matters", "effort,cost", env=at(with_plan)).stdout
    assert "Sorted within each group by: little effort, low cost" in shown
    assert "effort: none; cost: none; how sure: not known" in shown
    hands = run("options", "--matters", "hands-on,side-effects,function", env=at(with_plan)).stdout
    assert "hands-on; harm: low; doing more: not known" in hands


def test_one_option_is_shown_whole_with_reasons_guidelines_and_sources(with_plan: Path) -> None:
    shown = run("options", "needles", env=at(with_plan)).stdout
    for text in ("What to expect: pain up to 12 weeks", "How sure? low", "Harms: some.", "Effort: some."):
        assert text in shown
    for text in ("NICE (UK): Do not offer.", "Sources: ACP17", "backcoach why o_needles", DRAFT):
        assert text in shown
    surgery = run("options", "disc_surgery", env=at(with_plan)).stdout
    assert "advised against" in surgery
    assert "With leg pain worse than back pain: It is a question if" in " ".join(surgery.split())


@pytest.mark.parametrize("columns", [80, 60])
def test_a_comparison_stands_side_by_side_or_one_under_the_other_with_waiting(
    columns: int, with_plan: Path
) -> None:
    env = at(with_plan) | {"COLUMNS": str(columns)}
    lines = run("options", "--compare", "heat", "massage", env=env).stdout.splitlines()
    heads = [line for line in lines if "Wait and see" in line]
    assert len(heads) == 1
    assert ("Massage" in heads[0]) == (columns == 80)
    assert max(map(len, lines)) <= columns
    with at_terminal("options", "--compare", "heat", env=at(with_plan), columns=columns) as terminal:
        terminal.expect_text(DRAFT)
        assert terminal.exit_code() == 0


def test_a_choice_stands_in_one_line_of_the_plan_and_comes_up_on_its_day(with_plan: Path) -> None:
    kept = run("options", "--choose", "walking", "--look-again", "2026-11-25", env=at(with_plan)).stdout
    assert "My choice: Walking more, step by step; look again on Wed 25 Nov" in " ".join(kept.split())
    assert "no promise" in kept
    plan = run("plan", env=at(with_plan)).stdout
    assert plan.count("My choice: Walking more") == 1
    assert "backcoach options" not in run("status", env=at(with_plan)).stdout
    assert "My choice" in run("options", env=at(with_plan)).stdout
    due = " ".join(run("plan", env=at(with_plan, LATER)).stdout.split())
    assert "the day to look again has come (25 Nov 2026)" in due
    assert "due: backcoach options" in run("status", env=at(with_plan, LATER)).stdout
    assert "my choice: Walking more, step by step" in run("history", env=at(with_plan)).stdout
    assert "Noted: nothing is chosen." in run("options", "--choose", "none", env=at(with_plan)).stdout
    assert "My choice" not in run("plan", env=at(with_plan)).stdout


def test_what_asks_first_says_so_when_it_is_kept(with_plan: Path) -> None:
    kept = run("options", "--choose", "muscle relaxants", env=at(with_plan)).stdout
    assert "For you: ask a doctor, physio or pharmacist first." in kept


def test_a_choice_can_be_undone(with_plan: Path) -> None:
    run("options", "--choose", "walking", env=at(with_plan))
    assert run("undo", env=at(with_plan)).returncode == 0
    assert "My choice" not in run("plan", env=at(with_plan)).stdout


def test_in_an_emergency_the_action_stands_and_no_option(in_emergency: Path) -> None:
    for words in ((), ("heat",), ("--compare", "heat", "massage"), ("--choose", "waiting")):
        ran = run("options", *words, env=at(in_emergency))
        assert ran.returncode == 12
        assert "111" in ran.stdout
        for text in ("Warmth", "Massage", "Wait and see", "Kept"):
            assert text not in ran.stdout


def test_without_a_record_the_safety_questions_come_first(home: Path) -> None:
    ran = run("options")
    assert ran.returncode == 3
    assert "backcoach start" in ran.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    "line",
    [
        ("options", "x" * 10_000),
        ("report", "--since", "x" * 10_000),
        ("log", "--walk", "1", "--date", "x" * 10_000),
        ("log", "--did", "x" * 10_000),
        ("exercises", "x" * 10_000),
        ("history", "x" * 10_000),
    ],
)
def test_of_very_long_input_a_message_repeats_only_the_beginning(
    line: tuple[str, ...], with_plan: Path
) -> None:
    done = run(*line, env={"BACKCOACH_HOME": str(with_plan), "BACKCOACH_NOW": NOW, "TZ": "UTC"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "xxx...'" in done.stderr
    assert len(done.stderr) < 700
