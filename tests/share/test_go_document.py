"""What a guided session goes through, as a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, SAME_DAY, EMERGENCY = 0, 2, 3, 4, 11, 12


def listed(machine: Machine, *options: str, code: int = DONE) -> dict[str, object]:
    document: dict[str, object] = machine.run("go", "--list", "--json", *options).fits("go", code)
    return document


def test_the_list_holds_every_step_and_records_nothing(machine: Machine, home: Path) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    document = machine.run("go", "--list", "--json").fits("go")
    assert [one["exercise"] for one in document["tasks"]] == [
        "mob_knee_roll",
        "mob_pelvic_tilt",
        "ctrl_heel_slide",
    ]
    for task in document["tasks"]:
        assert task["seconds"] == sum(step["seconds"] for step in task["steps"])
    assert document["seconds"] == sum(task["seconds"] for task in document["tasks"])
    first = document["tasks"][0]
    places = [(one["round"], one["side"], one["repeat"]) for one in first["steps"] if one["kind"] == "hold"]
    assert places == [(1, side, repeat) for side in (1, 2) for repeat in range(1, 6)]
    assert (document["is_check_due"], document["other"], document["relaxation"]) == (False, None, None)
    assert record_bytes(home) == before


def test_what_is_done_is_left_out_and_an_other_one_is_named(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.logs("--all-clear", "--did", "knee_roll=3", "--did", "pelvic_tilt=3", "--did", "heel_slide=1")
    document = machine.run("go", "--list", "--json").fits("go")
    assert (document["tasks"], document["seconds"]) == ([], 0)
    assert {one["rule"] for one in document["left_out"]} == {"done"}
    assert document["other"]
    other = machine.run("go", document["other"], "--list", "--json").fits("go")
    assert [one["exercise"] for one in other["tasks"]] == [document["other"]]


def test_a_script_stands_beside_the_exercises(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert listed(machine, "--relax", "r_micro")["relaxation"] == {
        "id": "r_micro",
        "title": "One minute",
        "seconds": 70,
    }


def test_the_next_morning_the_questions_are_due(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=1)
    assert listed(machine)["is_check_due"] is True


@pytest.mark.parametrize(("said", "code"), [("inf_fever", SAME_DAY), ("em_chest_pain", EMERGENCY)])
def test_while_the_plan_rests_there_is_nothing_to_do(machine: Machine, said: str, code: int) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.logs("--all-clear", "--flag", said)
    document = listed(machine, code=code)
    assert (document["plan_allowed"], document["tasks"], document["is_check_due"]) == (False, [], None)


def test_with_answers_that_are_too_old_it_is_refused_with_a_document(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=9)
    assert listed(machine, code=REFUSED)["plan_allowed"] is False


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--list", "moonwalk"), BAD_INPUT, "No exercise is called"),
        (("--list", "plank_incline"), REFUSED, "is not for now"),
        (("--list", "--relax", "moon"), BAD_INPUT, "no page called"),
        ((), BAD_INPUT, "--json belongs to --list"),
    ],
)
def test_what_cannot_be_listed_is_said(
    machine: Machine, options: tuple[str, ...], code: int, words: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    ran = machine.run("go", *options, "--json")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_without_a_record_nothing_is_started(machine: Machine, home: Path) -> None:
    assert machine.run("go", "--list", "--json").code == NOTHING_STARTED
    assert not home.exists()
