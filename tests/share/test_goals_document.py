"""The documents of `goals`, and what of goals stands in `log`, `plan` and `progress`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, SAME_DAY = 2, 3, 11
PLAN = ("--if", "it is Monday after lunch", "--then", "I walk", "--days", "mon,thu")


@pytest.fixture
def begun(machine: Machine) -> Machine:
    machine.starts(answers_for(**NO_MEDICINE))
    return machine


def shows(machine: Machine, *options: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("goals", *options, "--json").fits("goals", code)
    return document


def test_the_own_activities_stand_there_without_a_plan(begun: Machine) -> None:
    document = shows(begun)
    assert [one["name"] for one in document["goals"]] == [
        "tie my shoes",
        "sit through a meeting",
        "carry the shopping",
    ]
    assert {one["plan"] for one in document["goals"]} == {None}
    assert (document["is_recorded"], document["mean_gain"], document["status"]) == (False, None, "draft")
    assert document["examples"][0]["if"] == "it is Tuesday after lunch"


def test_a_plan_is_kept_and_stands_in_the_plan_of_its_days(begun: Machine) -> None:
    goal = shows(begun, "set", "1", *PLAN, "--obstacle", "it rains")["goals"][0]
    plan = {
        "if": "it is Monday after lunch",
        "then": "I walk",
        "obstacle": "it rains",
        "instead": None,
        "days": ["mon", "thu"],
        "times_a_week": None,
    }
    assert (goal["plan"], goal["is_due"], goal["may_wait"]) == (plan, True, False)
    (due,) = begun.run("plan", "--json").fits("plan")["goals"]
    assert (due["number"], due["plan"], due["told"], due["may_wait"]) == (1, plan, None, False)
    assert begun.run("plan", "--week", "1", "--json").fits("plan")["goals"] != []
    begun.waits(days=1)
    assert begun.run("plan", "--json").document.get("goals", []) == []


def test_what_is_told_is_counted_and_what_is_skipped_is_not(begun: Machine) -> None:
    shows(begun, "set", "1", *PLAN)
    said = begun.logs("--all-clear", "--goal", "1=yes", "--goal", "2=not today", "--goal", "3=skip").fits(
        "log"
    )
    assert [(one["number"], one["did"]) for one in said["goals"]] == [(1, "yes"), (2, "not_today")]
    counts = [one["last_14_days"] for one in shows(begun)["goals"]]
    assert [(one["days_done"], one["days_told"], one["days_put_off"]) for one in counts] == [
        (1, 1, 0),
        (0, 0, 1),
        (0, 0, 0),
    ]
    first = begun.run("progress", "--json").fits("progress")["goals"][0]
    assert (first["before"], first["now"], first["has_plan"]) == (4, None, True)
    assert first["weeks"][0]["days_done"] == 1


def test_days_or_times_alone_are_a_plan(begun: Machine) -> None:
    goal = shows(begun, "set", "1", "--times-a-week", "2")["goals"][0]
    assert (goal["plan"]["if"], goal["plan"]["times_a_week"], goal["is_due"]) == (None, 2, True)
    assert "Goal 1, tie my shoes. Planned: 2 times a week." in begun.run("plan", "--today").out


def test_a_flare_up_lets_goals_wait(begun: Machine) -> None:
    shows(begun, "set", "1", *PLAN)
    begun.logs("--all-clear", "--pain", "3")
    begun.run("flare", "--today", "--json")
    goal = shows(begun)["goals"][0]
    assert (goal["is_due"], goal["may_wait"]) == (False, True)
    assert begun.run("plan", "--json").fits("plan")["goals"][0]["may_wait"]


def test_another_activity_takes_a_place_and_its_score_begins_anew(begun: Machine) -> None:
    shows(begun, "set", "1", *PLAN)
    goal = shows(begun, "set", "1", "--name", "swim", "--score", "2")["goals"][0]
    assert (goal["name"], goal["before"], goal["now"], goal["plan"]) == ("swim", 2, None, None)
    assert [one["number"] for one in shows(begun, "drop", "1")["goals"]] == [2, 3]
    undone = begun.run("undo", "--json")
    assert undone.code == 0, undone.err
    assert shows(begun)["goals"][0]["name"] == "swim"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("set",), "nothing is asked"),
        (("set", "--if", "x"), "Name the goal"),
        (("set", "1"), "nothing is asked"),
        (("set", "1", "--days", "moon"), "mon,thu"),
        (("set", "1", "--days", "mon", "--times-a-week", "2"), "not both"),
        (("set", "2", "--name", "swim"), "How well does it go now"),
        (("set", "swim", "--score", "3"), "3 goals already"),
        (("set", "1", "--if", "x" * 10_001), "10000 characters"),
        (("drop", "moon"), "no such goal"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_said_and_nothing_is(
    begun: Machine, home: Path, options: tuple[str, ...], words: str
) -> None:
    before = record_bytes(home)
    ran = begun.run("goals", *options, "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert words in ran.err
    assert record_bytes(home) == before


@pytest.mark.parametrize("text", ["1=maybe", "7=yes", "moon=yes", "1"])
def test_a_goal_that_cannot_be_told_of_keeps_the_whole_line_out(
    begun: Machine, home: Path, text: str
) -> None:
    before = record_bytes(home)
    ran = begun.logs("--all-clear", "--pain", "3", "--goal", text)
    assert ran.code == BAD_INPUT
    assert "--goal" in ran.err
    assert record_bytes(home) == before


def test_of_a_day_before_it_began_nothing_can_be_told(begun: Machine) -> None:
    begun.waits(days=1)
    begun.logs("--all-clear", "--goal", "1=yes", "--date", "yesterday").fits("log")
    shows(begun, "set", "1", "--name", "swim", "--score", "2")
    late = begun.logs("--all-clear", "--goal", "1=yes", "--date", "yesterday")
    assert late.code == BAD_INPUT
    assert "began on 2026-11-24" in late.err


def test_beside_a_grave_result_nothing_is_shown_and_nothing_is_kept(begun: Machine, home: Path) -> None:
    shows(begun, "set", "1", *PLAN)
    begun.logs("--all-clear", "--flag", "inf_fever")
    before = record_bytes(home)
    for options in ((), ("set", "1", "--if", "at ten"), ("drop", "1")):
        document = shows(begun, *options, code=SAME_DAY)
        assert (document["goals"], document["is_recorded"]) == ([], False)
    assert record_bytes(home) == before


def test_without_a_record_there_are_none(machine: Machine, home: Path) -> None:
    assert machine.run("goals", "--json").code == NOTHING_STARTED
    assert machine.run("goals", "set", "1", "--if", "x", "--json").code == NOTHING_STARTED
    assert not home.exists()


def test_goals_go_out_with_the_record_and_come_in_as_they_were(
    begun: Machine, tmp_path: Path, home: Path
) -> None:
    shows(begun, "set", "1", "--name", "swim \x1b[2J", "--score", "2", *PLAN)
    begun.logs("--all-clear", "--goal", "1=yes")
    shown = shows(begun)
    assert begun.run("export", str(tmp_path / "record.json")).code == 0
    home.rename(tmp_path / "other machine")
    ran = begun.run("import", str(tmp_path / "record.json"), "--yes", "--json")
    assert ran.code == 0, ran.err
    assert shows(begun) == shown
