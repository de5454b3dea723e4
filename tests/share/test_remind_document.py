"""The document of `remind`: what is due, item by item; nothing is recorded by looking."""

from __future__ import annotations

from pathlib import Path

from tests.flows.people import answers_for
from tests.share.machine import Machine, record_bytes

NOTHING_STARTED, NOTHING_DUE, SAME_DAY = 3, 7, 11


def test_it_tells_each_thing_with_its_line_and_its_command(machine: Machine, home: Path) -> None:
    machine.starts(answers_for())
    machine.waits(hours=8)
    before = record_bytes(home)
    document = machine.run("remind", "--json").fits("remind")
    assert record_bytes(home) == before
    kinds = [one["kind"] for one in document["due"]]
    assert {"check_in", "dose", "session"} <= set(kinds)
    assert document["quiet"] == {"begins": "23:00", "ends": "07:00"}
    (dose,) = (one for one in document["due"] if one["kind"] == "dose")
    assert (dose["medicine"], dose["mg"], dose["line"]) == ("paracetamol", 1000, "backcoach plan")
    assert all(one["items"] for one in document["due"] if one["kind"] == "session")


def test_in_quiet_hours_it_is_empty(machine: Machine) -> None:
    machine.starts(answers_for())
    document = machine.run("remind", "--json", "--quiet", "08:00-18:00").fits("remind", NOTHING_DUE)
    assert (document["is_quiet"], document["due"]) == (True, [])
    assert machine.run("remind", "--json", "--quiet", "none").fits("remind")["quiet"] is None


def test_with_a_grave_sign_it_holds_that_alone_and_ends_with_its_code(machine: Machine) -> None:
    machine.starts(answers_for())
    machine.waits(minutes=1)
    assert machine.logs("--flag", "inf_fever").code == SAME_DAY
    document = machine.run("remind", "--json").fits("remind", SAME_DAY)
    assert [(one["kind"], one["see"]) for one in document["due"]] == [("sign", "backcoach status")]


def test_without_a_record_there_is_nothing_to_say(machine: Machine, home: Path) -> None:
    ran = machine.run("remind", "--json")
    assert (ran.code, ran.out) == (NOTHING_STARTED, "")
    assert not home.exists()
