"""`exercises --json`: with and without a record, while the plan rests, and for one exercise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.share.machine import Machine


def one_of(document: Any, id_: str) -> Any:
    return next(one for one in document["exercises"] if one["id"] == id_)


def test_without_a_record_every_exercise_is_there_and_stands_for_nobody(machine: Machine, home: Path) -> None:
    document = machine.run("exercises", "--json").fits("exercises")
    assert [one["id"] for one in document["exercises"]] == [one.id for one in real_book().activity.exercises]
    assert {one["place"] for one in document["exercises"]} == {"unknown"}
    assert (document["disposition"], document["plan_allowed"], document["phase"]) == (None, None, None)
    assert document["status"] == "draft"
    assert not home.exists()


def test_with_a_plan_the_week_and_the_present_rung_are_marked(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    document = machine.run("exercises", "--json").fits("exercises")
    planned = {item["id"] for item in machine.run("plan", "--json").document["week"]["items"]}
    marked = {one["activity"] or one["id"] for one in document["exercises"] if one["place"] == "in_plan"}
    assert marked == planned
    rolls = one_of(document, "mob_knee_roll")
    assert [rung["text"] for rung in rolls["ladder"] if rung["is_now"]] == ["5 to each side"]
    assert rolls["item"]["amount"] == 5


def test_what_speaks_against_an_exercise_is_told_with_its_reason(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE, modifiers=["hip"])).fits("start")
    document = machine.run("exercises", "clam", "--json").fits("exercises")
    assert [one["id"] for one in document["exercises"]] == ["str_clam"]
    clam = one_of(document, "str_clam")
    assert clam["place"] == "not_for_you"
    assert [reason["rule"] for reason in clam["reasons"]] == ["hip"]


def test_while_the_plan_rests_all_of_them_rest_and_the_exit_code_says_where_to_go(machine: Machine) -> None:
    machine.starts(answers_for(inf_fever="yes")).fits("start", 11)
    document = machine.run("exercises", "--json").fits("exercises", 11)
    assert document["is_resting"]
    assert {one["place"] for one in document["exercises"]} == {"rests"}
    assert document["left"]["verdict"] == "withhold"


def test_a_kind_and_a_phase_narrow_the_list_and_nothing_else_is_taken(machine: Machine) -> None:
    document = machine.run("exercises", "--phase", "Build", "--kind", "mind-body", "--json").fits("exercises")
    assert [one["id"] for one in document["exercises"]] == ["mb_yoga_easy"]
    for options in (("--phase", "moon"), ("--kind", "moon"), ("bridge", "--phase", "build"), ("moonwalk",)):
        ran = machine.run("exercises", *options, "--json")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err
