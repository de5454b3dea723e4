"""Goals at a real terminal, narrow and wide: asked one by one, kept at once, and never pressed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.goal_record import Did, GoalPlan, GoalSet, GoalTold
from backcoach.flows.kinds import KINDS
from backcoach.journal.opening import open_journal
from tests.terminal.keyboard import NOW, ORDINARY, Person, at_terminal, plain, run

SHORT = 8
"""So many lines hold an action, whom to call, and where the rest is."""

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("with_plan")]

HOSTILE = "walk [bold]x[/] \x1b[2J\x1b]52;c;aGk=\x07 \u202etxt\nthen rest"
SUNDAY = ("--if", "it is Sunday after lunch", "--then", "I walk", "--days", "sun")
EVENING = "2026-11-23T20:00:00+00:00"
NEXT_SUNDAY = "2026-11-29T20:00:00+00:00"
WEEKLY_PROMPTS = 12 + 1
"""As in any look back, and one more where a plan was made."""

WHEN, ACTION, OBSTACLE, INSTEAD, DAYS = (
    "When and where?",
    "Then I ...",
    "get in the way?",
    "do then?",
    "which days?",
)


@pytest.fixture(autouse=True)
def _on_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKCOACH_NOW", NOW)


def kept(home: Path, kind: type[Any]) -> list[Any]:
    with open_journal(home, KINDS) as journal:
        return [entry.body for entry in journal.entries(kind)]


def shown(*command: str) -> str:
    ran = run(*command)
    assert ran.returncode == 0, ran.stderr
    return " ".join(ran.stdout.split())


@pytest.mark.parametrize("columns", [80, 60])
def test_each_answer_is_asked_and_kept_at_once_and_ctrl_c_loses_nothing(home: Path, columns: int) -> None:
    replies = {
        "Which one?": "1",
        WHEN: "If it is Tuesday after lunch",
        ACTION: "then I walk.",
        OBSTACLE: "rain",
    }
    with at_terminal("goals", "set", columns=columns) as terminal:
        person = Person(terminal, replies)
        person.play(until=INSTEAD)
        assert "Such as: I walk ten minutes indoors" in person.blocks[-1]
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    (goal,) = kept(home, GoalSet)
    assert goal.plan == GoalPlan("it is Tuesday after lunch", "I walk", "rain")

    with at_terminal("goals", "set", "1", columns=columns) as terminal:
        person = Person(
            terminal, {WHEN: "", ACTION: "-", OBSTACLE: "", INSTEAD: "I walk indoors", DAYS: "tue thu"}
        )
        assert person.play_to_the_end() == 0
        assert max(map(len, terminal.screen().splitlines())) <= columns
    assert "Now: it is Tuesday after lunch" in person.blocks[0]
    plan = kept(home, GoalSet)[-1].plan
    assert plan == GoalPlan("it is Tuesday after lunch", "", "rain", "I walk indoors", ("tue", "thu"))
    assert "If rain, then I walk indoors." in shown("goals")


def test_another_activity_is_named_scored_and_begins_anew(home: Path) -> None:
    dropped = run("goals", "drop", "2")
    assert dropped.returncode == 0
    assert "Take it back: backcoach undo" in " ".join(dropped.stderr.split())
    with at_terminal("goals", "set") as terminal:
        person = Person(terminal, {"Which one?": "3", "How well does it go now?": "4", DAYS: "2"})
        person.play(until="What do you want to get back to?")
        for rubbish in ("7", "tie my shoes", " "):
            terminal.type(rubbish + "\r")
            terminal.expect_text("Please type a name")
            terminal.type("\x15")
        person.reply("swim")
        person.play(until="How well does it go now?")
        for rubbish in ("11", "half", ""):
            terminal.type(rubbish + "\r")
            terminal.expect_text("Please type a")
            terminal.type("\x15")
        person.reply("4")
        assert person.play_to_the_end() == 0
    goal = kept(home, GoalSet)[-1]
    assert (goal.number, goal.name, goal.ability, goal.plan) == (2, "swim", 4, GoalPlan(times_a_week=2))

    replaced = run("goals", "set", "1", "--name", "dance", "--score", "2")
    assert "its score begins anew" in " ".join(replaced.stderr.split())
    assert "1. dance" in replaced.stdout


def test_a_name_alone_is_kept_before_its_score_is_told(home: Path) -> None:
    with at_terminal("goals", "set", "1", "--name", "dance") as terminal:
        Person(terminal, {}).play(until="How well does it go now?")
        assert "begins anew" in plain(terminal.written_so_far)
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    assert [(one.name, one.ability) for one in kept(home, GoalSet)] == [("dance", None)]
    assert "not told yet. Tell it: backcoach goals set 1 --score 4" in shown("goals")
    assert "Score: 6 of 10 at the start" in shown("goals", "set", "1", "--score", "6")


@pytest.mark.parametrize("columns", [80, 60])
def test_words_of_a_person_are_shown_as_text_and_obeyed_by_nothing(columns: int) -> None:
    long = "x" * 10_000
    options = ("--if", HOSTILE, "--then", long, "--obstacle", HOSTILE, "--instead", HOSTILE)
    assert run("goals", "set", "1", "--name", HOSTILE, "--score", "3").returncode == 0
    assert run("goals", "set", "1", *options).returncode == 0
    assert run("log", "--all-clear", "--goal", "1=yes").returncode == 0
    for command in (("goals",), ("plan", "--today"), ("progress", "--no-plot"), ("history",)):
        with at_terminal(*command, columns=columns) as terminal:
            terminal.expect_text("backcoach" if command != ("progress", "--no-plot") else "n is the number")
            assert terminal.exit_code() == 0
            assert b"\x1b]52" not in terminal.written()
            assert b"\x1b[2J\x1b]" not in terminal.written()
            assert "\u202e" not in terminal.screen()
            assert max(map(len, terminal.screen().splitlines())) <= columns
    today = run("plan", "--today").stdout
    assert "[bold]x[/]" in today
    assert long not in "".join(today.split())
    assert long in "".join(run("goals").stdout.split())


@pytest.mark.parametrize("columns", [80, 60])
def test_the_check_in_asks_one_short_question_for_a_goal_that_is_due(
    home: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    assert run("goals", "set", "1", "--if", "at ten", "--then", "I tie them", "--days", "mon").returncode == 0
    assert run("goals", "set", "2", "--if", "at ten", "--days", "tue").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)
    with at_terminal("log", columns=columns) as terminal:
        person = Person(terminal, {**ORDINARY, "Which of these doses": "0"})
        person.play(until="Goal 1, tie my shoes: done?")
        terminal.type("maybe\r")
        terminal.expect_text("Please type y, n, t for not today")
        terminal.type("\x15")
        person.reply("y")
        assert person.play_to_the_end() == 0
        assert "Goal 1, tie my shoes: done." in plain(terminal.written())
    assert person.count_of("Goal 2") == 0
    assert [one.did for one in kept(home, GoalTold)] == [Did.YES]
    assert "[x] Goal 1, tie my shoes. If at ten, then I tie them. (done)" in shown("plan", "--today")
    with at_terminal("log", columns=columns) as terminal:
        again = Person(terminal, {**ORDINARY, "Which of these doses": "0"})
        assert again.play_to_the_end() == 0
    assert again.count_of("Goal 1") == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9=yes", "It names no goal."),
        ("1=maybe", "1=yes, 1=no, 1=not_today or 1=skip"),
        ("my own", "no goal"),
    ],
)
def test_what_cannot_be_read_of_a_goal_is_refused_without_anybodys_words(typed: str, words: str) -> None:
    ran = run("log", "--all-clear", "--goal", typed)
    assert ran.returncode == 2
    assert words in ran.stderr
    for own in ("tie my shoes", "own"):
        assert own not in ran.stderr


def test_what_is_passed_over_stays_unknown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("goals", "set", "1", "--if", "at ten").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)
    with at_terminal("log") as terminal:
        person = Person(terminal, {**ORDINARY, "Which of these doses": "0"})
        assert person.play_to_the_end() == 0
    assert person.count_of("Goal 1") == 1
    assert kept(home, GoalTold) == []
    assert "Last 14 days: not told." in shown("goals")


def test_on_a_bad_day_goals_wait_and_are_not_asked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("goals", "set", "1", "--if", "at ten").returncode == 0
    monkeypatch.setenv("BACKCOACH_NOW", EVENING)
    assert run("log", "--all-clear", "--pain", "4").returncode == 0
    assert run("flare", "--today").returncode == 0
    today = shown("plan", "--today")
    assert "Your goals may wait now. Nothing is lost." in today
    assert "If at ten" not in today
    assert "When and where: at ten. (every day)" in shown("goals")
    with at_terminal("log") as terminal:
        person = Person(terminal, {**ORDINARY, "Which of these doses": "0"})
        assert person.play_to_the_end() == 0
    assert person.count_of("Goal 1") == 0
    assert kept(home, GoalTold) == []


def test_while_a_serious_sign_stands_nothing_of_goals_is_shown() -> None:
    assert run("goals", "set", "1", *SUNDAY).returncode == 0
    assert run("log", "--all-clear", "--flag", "inf_fever").returncode == 11
    for command in (("goals",), ("plan",), ("goals", "set", "1", "--if", "now"), ("goals", "drop", "1")):
        ran = run(*command)
        assert ran.returncode == 11, command
        assert "after lunch" not in ran.stdout
        assert "Talk to a doctor today" in " ".join(ran.stdout.split())


@pytest.mark.parametrize(("reply", "dropped"), [("", False), ("change 1", False), ("drop 1", True)])
def test_a_look_back_shows_what_was_told_and_asks_once_if_the_plans_fit(
    home: Path, monkeypatch: pytest.MonkeyPatch, reply: str, *, dropped: bool
) -> None:
    assert run("goals", "set", "1", "--if", "at ten").returncode == 0
    for day, did in ((25, "yes"), (28, "no")):
        monkeypatch.setenv("BACKCOACH_NOW", f"2026-11-{day}T20:00:00+00:00")
        ran = run("log", "--all-clear", "--walk", "20", "--pain", "4", "--goal", f"1={did}")
        assert ran.returncode == 0, ran.stderr
    monkeypatch.setenv("BACKCOACH_NOW", NEXT_SUNDAY)
    replies = {
        "plan easy?": "y",
        "missing in the log": "n",
        "against the start": "5",
        "How well can you do this now?": "6",
        "How sure are you": "7",
        "What stood in the way?": "2",
        "changed for something else?": "0",
        "Small steps": "n",
    }
    with at_terminal("review") as terminal:
        person = Person(terminal, replies)
        person.play(until="Do your plans for these still fit?")
        assert "Goal 1, tie my shoes: done on 1 of 2 days told" in person.blocks[-1]
        terminal.type("drop 3\r")
        terminal.expect_text("Please type change 1 or drop 1")
        terminal.type("\x15")
        person.reply(reply)
        assert person.play_to_the_end() == 0
        said = plain(terminal.written())
    first = next(place for place, block in enumerate(person.blocks) if "plan easy?" in block)
    assert len(person.blocks) - first <= WEEKLY_PROMPTS
    assert ("backcoach goals set 1" in said) == (reply == "change 1")
    assert kept(home, GoalSet)[-1].is_dropped is dropped
    assert kept(home, ReviewHeld)[-1].said.own[0].ability == 6
    goals = json.loads(run("goals", "--json").stdout)["goals"]
    assert [one["name"] for one in goals if one["number"] == 1] == ([] if dropped else ["tie my shoes"])
    if not dropped:
        assert "Score: 4 of 10 at the start, 6 on Sun 29 Nov: 2 more." in shown("goals")
        assert "tie my shoes: 4 -> 6" in shown("progress")
        assert "done on 1 of 2 days told; by week, the last ones: 1 of 2" in shown("progress")


def test_what_was_told_is_taken_back_and_corrected(home: Path) -> None:
    assert run("log", "--all-clear", "--goal", "1=no").returncode == 0
    listed = json.loads(run("history", "--json").stdout)
    told = next(one["id"] for one in listed["entries"] if one["kind"] == "goal_told")
    assert run("edit", told[:8], "--told", "not_today").returncode == 0
    assert [one.did for one in kept(home, GoalTold)] == [Did.NOT_TODAY]
    assert "put off on 1" in shown("goals")
    assert run("edit", told[:8], "--told", "maybe").returncode == 2
    assert run("goals", "set", "1", "--if", "at ten").returncode == 0
    assert run("undo").returncode == 0
    assert kept(home, GoalSet) == []


def test_without_a_terminal_nothing_is_asked() -> None:
    ran = run("goals", "set", "1")
    assert ran.returncode == 2
    assert "backcoach goals set 1 --if TEXT --then TEXT" in ran.stderr


def test_a_dropped_goal_that_is_taken_back_stands_again_and_the_screen_says_so(with_plan: Path) -> None:
    env = {"BACKCOACH_HOME": str(with_plan), "BACKCOACH_NOW": NOW, "TZ": "UTC"}
    assert run("goals", "drop", "1", env=env).returncode == 0
    told = run("undo", env=env).stdout
    assert "Goal 1 stands again as it was: tie my shoes" in told
    assert "Nothing stands in its place." not in told


def test_in_an_emergency_the_action_stands_alone_and_names_where_the_rest_is() -> None:
    assert run("log", "--flag", "em_tearing", env={"BACKCOACH_NOW": NOW, "TZ": "UTC"}).returncode == 12
    shown = run("goals", env={"BACKCOACH_NOW": NOW, "TZ": "UTC"})
    assert shown.returncode == 12
    assert "Get emergency help now: call 111" in " ".join(shown.stdout.split())
    assert "backcoach plan" in shown.stdout
    assert len(shown.stdout.splitlines()) <= SHORT
    prepared = run("report", "--prepare", env={"BACKCOACH_NOW": NOW, "TZ": "UTC"})
    assert prepared.returncode == 12
    assert "Get emergency help now: call 111" in " ".join(prepared.stderr.split())
    assert len(prepared.stderr.splitlines()) <= SHORT + 2
