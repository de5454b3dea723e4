"""The break timer for another program, and without a terminal: the length at once, and no waiting."""

from __future__ import annotations

from pathlib import Path

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, REFUSED = 2, 3, 4


def test_the_length_is_told_and_nothing_is_waited_for_or_kept(machine: Machine, home: Path) -> None:
    assert machine.run("sit", "--json").code == NOTHING_STARTED
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    document = machine.run("sit", "--minutes", "45", "--times", "2", "--json").fits("sit")

    assert (document["minutes"], document["most_minutes"], document["times"]) == (30, 30, 2)
    assert [one["id"] for one in document["movements"]] == ["mob_stand_back_bend", "mob_sit_tall"]
    ran = machine.run("sit", "--bell")
    assert ran.code == 0
    assert "Sit for 30 min, then get up." in ran.out
    assert "\a" not in ran.out + ran.err
    assert record_bytes(home) == before


def test_no_length_and_a_resting_plan_are_refused(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert machine.run("sit", "--minutes", "0", "--json").code == BAD_INPUT
    assert machine.run("sit", "--times", "0", "--json").code == BAD_INPUT
    machine.run("log", "--flag", "inf_fever", "--all-clear", "--json")
    assert machine.run("sit", "--json").code == REFUSED
