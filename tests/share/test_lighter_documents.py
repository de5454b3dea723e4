"""`flare`, `pause`, `review` and `plan --diff` with `--json`."""

from __future__ import annotations

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine

BAD_INPUT, NOTHING_STARTED = 2, 3


def begun(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")


def test_a_flare_up_says_what_is_due_and_holds_no_amounts_until_then(machine: Machine) -> None:
    assert machine.run("flare", "--json").code == NOTHING_STARTED
    begun(machine)
    document = machine.run("flare", "--show", "--json").fits("flare")
    assert document["flare"] is None
    assert document["items"]
    document = machine.run("flare", "--json").fits("flare")
    assert document["screening_due"] == ["event_flare"]
    assert (document["plan_allowed"], document["items"]) == (False, [])
    assert document["flare"]["percent"] == 50
    assert [one["percent"] for one in document["flare"]["ahead"]] == [50, 75, 75, 90, 100, 100]
    assert document["flare"]["is_declared"]


def test_half_a_day_holds_half(machine: Machine) -> None:
    begun(machine)
    whole = {one["id"]: one["amount"] for one in machine.run("flare", "--show", "--json").document["items"]}
    document = machine.run("flare", "--today", "--json").fits("flare")
    assert document["is_half_day"]
    assert {one["id"]: one["amount"] for one in document["items"]} == {
        id_: max(1, amount // 2) for id_, amount in whole.items()
    }
    assert machine.run("flare", "--again", "--json").code == BAD_INPUT
    assert machine.run("flare", "--again", "--show", "--json").code == BAD_INPUT


def test_a_pause_and_its_end(machine: Machine) -> None:
    begun(machine)
    document = machine.run("pause", "--for", "holiday", "--until", "3", "--json").fits("pause")
    assert (document["why"], document["paused_from"]) == ("holiday", "2026-11-23")
    assert document["until"] == "2026-11-26"
    assert machine.run("pause", "--json").fits("pause") == document
    gone = machine.run("pause", "--end", "--json").fits("pause")
    assert gone == {"paused_from": None, "until": None, "why": None, "lines": []}
    for options in (("--until", "3"), ("--for", "moon"), ("--for", "holiday", "--until", "soon"), ("--end",)):
        assert machine.run("pause", *options, "--json").code == BAD_INPUT
    assert machine.run("pause", "--end", "--for", "holiday", "--json").code == BAD_INPUT


def test_a_look_back_and_the_week_after_it(machine: Machine) -> None:
    assert machine.run("review", "--easy", "yes", "--json").code == NOTHING_STARTED
    begun(machine)
    assert machine.run("review", "--easy", "yes", "--json").code == BAD_INPUT
    assert machine.run("plan", "--diff", "--json").code == BAD_INPUT
    for _ in range(6):
        machine.waits(days=1)
        machine.logs("--all-clear", "--walk", "20", "--pain", "5")
    machine.waits(days=1)
    waits = machine.run("review", "--easy", "no", "--confidence", "7", "--json")
    assert (waits.code, waits.out) == (BAD_INPUT, "")
    assert "What you said is saved." in waits.err
    machine.reviews().fits("screening")
    document = machine.looks_back().fits("review")
    assert (document["before"]["number"], document["after"]["number"]) == (1, 2)
    assert document["outcome"] in {"progress", "hold"}
    assert [one["rule"] for one in document["reasons"]] == [document["outcome"]]
    assert {one["id"] for one in document["changes"]} >= {item["id"] for item in document["after"]["items"]}
    assert machine.run("plan", "--diff", "--json").fits("review") == document
    assert machine.looks_back("--easy", "yes").code == BAD_INPUT, "the new week has only begun"


def test_a_look_back_that_cannot_be_read_is_refused(machine: Machine) -> None:
    begun(machine)
    machine.waits(days=4)
    machine.logs("--all-clear")
    machine.waits(days=3)
    for options in (
        ("--easy", "perhaps"),
        ("--overall", "5"),
        ("--confidence", "11"),
        ("--own", "1"),
        ("--barrier", "moon"),
        ("--swap", "moonwalk"),
    ):
        refused = machine.looks_back(*options)
        assert (refused.code, refused.out) == (BAD_INPUT, "")
        assert "nothing was saved" in refused.err
