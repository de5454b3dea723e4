"""What is withheld, as another program reads it."""

from __future__ import annotations

from typing import Any

from backcoach.terminal.exits import Exit
from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, faults

SAME_DAY = 11


def verdicts(document: dict[str, Any]) -> dict[str, str]:
    return {one["part"]: one["verdict"] for one in document["withheld"]["parts"]}


def test_with_a_plan_every_part_and_every_tag_is_there_with_its_reason(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE, neuro_numb_leg="yes"))
    document = machine.run("plan", "--json").fits("plan")

    assert verdicts(document)["heat_or_cold"] == "withhold"
    (tag,) = document["withheld"]["tags"]
    assert (tag["tag"], tag["because"][0]["inputs"]) == ("numb_skin", {"neuro_numb_leg": "yes"})
    assert document["withheld"]["items"] == []


def test_an_ordinary_person_has_no_tag_and_no_part_withheld(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    document = machine.run("plan", "--json").fits("plan")

    assert document["withheld"]["tags"] == []
    assert "withhold" not in verdicts(document).values()


def test_without_a_plan_the_withheld_parts_name_their_level(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=1)
    machine.logs("--all-clear", "--flag", "inf_fever")
    document = machine.run("plan", "--json").fits("plan", SAME_DAY)
    heat = next(one for one in document["withheld"]["parts"] if one["part"] == "heat_or_cold")

    assert heat["verdict"] == "withhold"
    assert heat["because"][0]["inputs"]["level"] == "same_day"
    assert verdicts(document)["action_message"] == "show"


def test_every_part_and_tag_of_a_document_can_be_asked_about(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE, neuro_numb_leg="yes"))
    withheld = machine.run("plan", "--json").document["withheld"]
    ids = [one["part"] for one in withheld["parts"]] + [one["tag"] for one in withheld["tags"]]
    for id_ in ids:
        assert machine.run("why", id_, "--json").code == Exit.DONE


def test_the_schema_knows_no_other_verdict(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    document = machine.run("plan", "--json").document
    assert faults("plan", document) == []
    document["withheld"]["parts"][0]["verdict"] = "perhaps"

    assert faults("plan", document) != []
