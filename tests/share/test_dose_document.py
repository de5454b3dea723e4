"""`dose`: documents that fit, exit codes, and no fault that hides too much of a medicine."""

from __future__ import annotations

import json

import pytest

from tests.flows.people import answers_for
from tests.share.machine import Machine, faults

DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, EMERGENCY = 0, 2, 3, 4, 12


@pytest.fixture
def started(machine: Machine) -> Machine:
    machine.starts(answers_for()).fits("start")
    return machine


def doses(machine: Machine, *words: str, code: int = DONE) -> dict[str, object]:
    found: dict[str, object] = machine.run("dose", *words, "--json").fits("dose", code)
    return found


def test_a_dose_is_asked_about_taken_and_then_too_early(started: Machine) -> None:
    checked = doses(started, "paracetamol", "1000", "--check")
    assert (checked["action"], checked["is_allowed"], checked["is_recorded"]) == ("check", True, False)
    taken = doses(started, "paracetamol", "1000")
    assert (taken["action"], taken["is_recorded"]) == ("take", True)
    assert [one["outcome"] for one in taken["doses"]] == ["fine"]  # type: ignore[attr-defined]
    started.waits(hours=1)
    ran = started.run("dose", "paracetamol", "1000", "--check", "--json")
    refused = ran.fits("dose", REFUSED)
    assert refused["is_allowed"] is False
    assert refused["doses"][0]["next_allowed_at"] == "2026-11-23T13:00+00:00"
    assert [one["rule"] for one in refused["doses"][0]["reasons"]] == ["spacing"]
    assert "allowed from Mon 23 Nov 13:00" in ran.err
    assert "backcoach why spacing" in ran.err
    ran = started.run("dose", "paracetamol", "1000", "--json")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert doses(started, "next")["medicines"][0]["sum_24h_mg"] == 1000  # type: ignore[index]


def test_a_pack_of_two_substances_names_what_is_in_it(started: Machine) -> None:
    document = doses(started, "nuromol", "1", "tablet", "@", "08:30", "--taken")
    found = [(one["medicine"], one["mg"], one["at"]) for one in document["doses"]]  # type: ignore[attr-defined]
    assert found == [
        ("paracetamol", 500, "2026-11-23T08:30+00:00"),
        ("ibuprofen", 200, "2026-11-23T08:30+00:00"),
    ]


def test_what_comes_next_and_what_is_left_out(started: Machine) -> None:
    before = doses(started, "next")
    skipped = doses(started, "skip")
    assert skipped["skipped"] == before["upcoming"]
    assert [one["rule"] for one in skipped["reasons"]] == ["dose_skipped"]  # type: ignore[attr-defined]
    assert doses(started, "next")["upcoming"] != before["upcoming"]
    assert started.run("dose", "skip", "03:33", "--json").code == BAD_INPUT
    assert started.run("dose", "skip", "soon", "--json").code == BAD_INPUT
    vomited = doses(started, "vomited")
    assert [one["rule"] for one in vomited["reasons"]] == ["dose_vomited"]  # type: ignore[attr-defined]


def test_a_missed_dose_is_named_with_what_to_do(started: Machine) -> None:
    started.waits(hours=10)
    (late,) = started.run("dose", "next", "--json").document["late"]
    assert late["reason"]["rule"] == ("missed_take" if late["is_to_take"] else "missed_leave_out")


def test_too_much_ends_with_the_code_of_the_emergency_and_is_not_undone_lightly(started: Machine) -> None:
    document = doses(started, "paracetamol", "9000", "--taken", code=EMERGENCY)
    assert [one["outcome"] for one in document["doses"]] == ["above_limit"]  # type: ignore[attr-defined]
    assert document["plan_allowed"] is False
    for option in ("--json", "--yes"):
        assert started.run("dose", "undo", option).code == REFUSED
    undone = doses(started, "undo", "--mistake", code=EMERGENCY)
    assert [one["mg"] for one in undone["undone"]] == [9000]  # type: ignore[attr-defined]
    assert started.run("dose", "undo", "--json").code == BAD_INPUT


@pytest.mark.parametrize("words", [(), ("paracetamol", "1000")])
def test_on_purpose_closes_the_medicine_part(started: Machine, words: tuple[str, ...]) -> None:
    document = doses(started, *words, "--on-purpose", code=EMERGENCY)
    assert document["is_on_purpose"] is True
    assert [one["rule"] for one in document["reasons"]] == ["medicine_closed"]  # type: ignore[attr-defined]
    assert started.run("dose", "paracetamol", "500", "--check", "--json").code == REFUSED


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("paracetamol",),
        ("paracetamol", "0"),
        ("paracetamol", "-500"),
        ("paracetamol", "2", "tablets"),
        ("paracetamol", "5", "ml"),
        ("paracetamol", "1000000"),
        ("nothing known", "2"),
        ("paracetamol", "500", "@", "25:00"),
        ("paracetamol", "500", "--date", "yesterday"),
        ("paracetamol", "500", "@", "10:00", "--taken"),
        ("paracetamol", "500", "--taken", "--tekan"),
    ],
)
def test_what_cannot_be_used_says_why_and_leaves_the_record_as_it_is(
    started: Machine, words: tuple[str, ...]
) -> None:
    ran = started.run("dose", *words, "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert "recorded" in ran.err or "saved" in ran.err
    assert "Traceback" not in ran.err
    assert doses(started, "next")["medicines"][0]["sum_24h_mg"] == 0  # type: ignore[index]


def test_too_much_is_not_hidden_by_a_record_that_is_not_there(machine: Machine) -> None:
    ran = machine.run("dose", "paracetamol", "9000", "--taken", "--json")
    document = ran.fits("dose", EMERGENCY)
    assert document["saved"] is False
    assert "NOT SAVED" in ran.err
    assert machine.run("dose", "--on-purpose", "--json").fits("dose", EMERGENCY)["saved"] is False
    for words in (("paracetamol", "500", "--taken"), ("paracetamol", "9000"), ("next",), ("x", "--taken")):
        assert machine.run("dose", *words, "--json").code == NOTHING_STARTED


def test_the_schema_refuses_what_is_no_such_document(started: Machine) -> None:
    document = json.loads(started.run("dose", "next", "--json").out)
    for name in document:
        assert faults("dose", {key: value for key, value in document.items() if key != name}), name
    assert faults("dose", document | {"action": "other"})
