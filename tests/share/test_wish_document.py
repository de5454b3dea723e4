"""Setting amounts of the plan for another program: the new week at once, or a refusal and no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, REFUSED = 2, 4


def test_the_plan_has_the_new_amount_from_today_on_and_says_why(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=1)
    machine.logs("--all-clear").fits("log")
    document = machine.run("plan", "--set", "walk=60", "--set", "knee-roll=6", "--json").fits("plan")

    walks = [(one["amount"], len(one["days"])) for one in document["week"]["items"] if one["id"] == "walk"]
    assert [days for _amount, days in walks] == [1, 6]
    assert walks[0][0] < walks[1][0] < 60
    last = document["week"]["reasons"][-3:]
    assert [one["rule"] for one in last] == ["quota_wished", "wish_capped", "quota_wished"]
    assert last[0]["inputs"]["wished"] == "60"
    assert machine.run("plan", "--json").fits("plan") == document
    assert machine.run("why", "walk", "--json").fits("why")


@pytest.mark.parametrize(
    "options",
    [
        ("--set", "walk"),
        ("--set", "walk=0"),
        ("--set", "walk=-1"),
        ("--set", "walk=1.5"),
        ("--set", "moon=5"),
        ("--set", "str_lift_box=5"),
        ("--set", "steps=4000km"),
        ("--set", "walk=5", "--set", "moon=5"),
        ("--set", "walk=5", "--week", "1"),
    ],
)
def test_what_cannot_be_set_changes_nothing(options: tuple[str, ...], machine: Machine, home: Path) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("plan", *options, "--json")

    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert ran.err
    assert record_bytes(home) == before


def test_while_the_plan_rests_nothing_is_set(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.run("log", "--flag", "inf_fever", "--all-clear", "--json")

    assert machine.run("plan", "--set", "walk=5", "--json").code == REFUSED


def test_steps_and_lifting_are_in_every_document_with_their_unit(machine: Machine) -> None:
    machine.starts(answers_for(**(NO_MEDICINE | {"course_weeks": 20})))
    machine.logs("--all-clear").fits("log")
    wishes = ("--set", "steps=4000", "--set", "sitting=20", "--set", "lifting=3", "--set", "lifting=2kg")
    plan = machine.run("plan", *wishes, "--json").fits("plan")
    machine.logs("--did", "steps=3500").fits("log")

    found = {one["id"]: one for one in plan["week"]["items"]}
    assert [found["steps"][name] for name in ("kind", "unit", "amount")] == ["task", "steps", 4000]
    assert [found["sitting"][name] for name in ("kind", "daily_amount")] == ["limit", 0]
    assert [found["lifting"][name] for name in ("load_kg", "level", "unit")] == [2, 0, "reps"]
    (week,) = machine.run("progress", "--json").fits("progress")["weeks"]
    steps = next(one for one in week["tasks"] if one["id"] == "steps")
    assert [steps[name] for name in ("planned", "days_told", "done_mean")] == [4000, 1, 3500]
    also = machine.run("go", "--list", "--json").fits("go")["also"]
    assert "steps" in [one["id"] for one in also]
