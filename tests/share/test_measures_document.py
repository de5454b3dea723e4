"""`measures --json`, and what `review` and `progress` say of measures to another program."""

from __future__ import annotations

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine

BAD_INPUT, NOTHING_STARTED = 2, 3


def begun(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")


def due(machine: Machine) -> list[str]:
    return [
        one["id"] for one in machine.run("measures", "--json").fits("measures")["measures"] if one["is_due"]
    ]


def test_without_a_record_everything_is_told_and_nothing_is_due(machine: Machine) -> None:
    assert due(machine) == []
    document = machine.run("measures", "peg", "--json").fits("measures")
    (peg,) = document["measures"]
    assert (peg["weeks"], len(peg["items"])) == ([0, 2, 4, 6, 8, 12], 3)
    assert {one["known"] for one in peg["figures"]} == {"read", "recalled", "ours"}
    assert [one["id"] for one in document["left_out"]] == ["rmdq", "odi", "pseq_2"]
    assert machine.run("measures", "moon", "--json").code == BAD_INPUT
    assert machine.run("measures", "--peg", "7,6,8", "--json").code == NOTHING_STARTED


def test_numbers_of_a_line_are_kept_and_shown_with_their_change(machine: Machine) -> None:
    begun(machine)
    assert due(machine) == ["peg"]
    machine.run("measures", "--peg", "7,6,8", "--json").fits("measures")
    assert due(machine) == []
    machine.waits(days=14)
    assert due(machine) == ["peg"]
    machine.run("measures", "--peg", "4,3,5", "--work-hours", "12.5", "--json").fits("measures")
    shown = {one["id"]: one for one in machine.run("progress", "--json").fits("progress")["measures"]}
    assert list(shown) == ["peg", "pain_recalled", "work_hours"]
    assert [one["score"] for one in shown["peg"]["points"]] == [7, 4]
    assert (shown["peg"]["change"]["points"], shown["peg"]["change"]["words"]) == (-3, "likely better")
    assert (shown["work_hours"]["unit"], shown["work_hours"]["change"]) == ("hours", None)


def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(machine: Machine) -> None:
    begun(machine)
    for options in (("--peg", "7,6"), ("--peg", "7,6,8", "--sleep", "11"), ("peg", "--peg", "7,6,8")):
        refused = machine.run("measures", *options, "--json")
        assert (refused.code, refused.out) == (BAD_INPUT, "")
    assert machine.run("progress", "--json").fits("progress")["measures"] == []


def test_a_look_back_keeps_measures_too_and_refuses_all_of_a_line_with_one_fault(machine: Machine) -> None:
    begun(machine)
    machine.waits(days=4)
    machine.logs("--all-clear")
    machine.waits(days=3)
    machine.reviews().fits("screening")
    refused = machine.looks_back("--confidence", "3", "--peg", "7,6")
    assert (refused.code, refused.out) == (BAD_INPUT, "")
    assert "nothing was saved" in refused.err
    assert machine.looks_back("--confidence", "11", "--peg", "7,6,8").code == BAD_INPUT
    document = machine.run("progress", "--json").fits("progress")
    assert (document["measures"], document["confidence"]["now"]) == ([], None)
    machine.looks_back("--confidence", "3", "--peg", "7,6,8", "--distress", "8", "--sleep", "-").fits(
        "review"
    )
    document = machine.run("progress", "--json").fits("progress")
    levels = {one["id"]: one["level"] for one in document["measures"]}
    assert levels == {"peg": None, "pain_recalled": None, "distress": "high: talk to somebody about it"}
    assert document["confidence"] == {"before": 6, "now": 3, "on": "2026-11-30"}
