"""The documents of `history`, `undo`, `edit` and `void` for another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backcoach.journal.faults import RecordFull
from backcoach.journal.journal import Journal
from tests.flows.people import answers_for
from tests.share.machine import Machine

BAD_INPUT, REFUSED = 2, 4


@pytest.fixture
def logged(machine: Machine) -> Machine:
    """Somebody with paracetamol who has logged a day and a dose."""
    machine.starts(answers_for(medicine="paracetamol"))
    machine.waits(minutes=1)
    machine.logs("--all-clear", "--walk", "12", "--pain", "4", "--note", "bus")
    machine.waits(minutes=1)
    machine.run("dose", "paracetamol", "500", "--json").fits("dose")
    machine.waits(minutes=1)
    return machine


def kept(machine: Machine, kind: str) -> Any:
    entries = machine.run("history", "--json").fits("history")["entries"]
    return next(one for one in entries if one["kind"] == kind and one["state"] == "current")


def test_a_day_lists_what_may_be_taken_back_and_what_stays(logged: Machine) -> None:
    day = logged.run("history", "--json").fits("history")
    whole = logged.run("history", "--all", "--json").fits("history")

    assert (day["entry"], whole["left_out"]) == (None, 0)
    assert len(whole["entries"]) == len(day["entries"]) + day["left_out"]
    may = {one["kind"]: one["may_take_back"] for one in day["entries"]}
    assert (may["check_in"], may["dose"], may["screened"], may["week_plan"]) == (True, True, False, False)
    assert kept(logged, "check_in")["fields"]["did"] == [{"item": "walk", "amount": 12}]


def test_a_correction_tells_what_stands_and_what_it_changes(logged: Machine) -> None:
    id_ = kept(logged, "check_in")["short_id"]
    found = logged.run("edit", id_, "--pain", "6", "--why", "a slip", "--json").fits("correction")
    assert (found["action"], found["entries"][0]["fields"]["pain"], found["dose"]) == ("edit", 6, None)
    logged.run("edit", id_, "--did", "walk=15", "--json").fits("correction")
    story = logged.run("history", id_, "--json").fits("history")

    assert [one["state"] for one in story["entries"]] == ["corrected", "corrected", "current"]
    assert (story["entries"][0]["why"], story["entry"]) == ("a slip", story["entries"][0]["id"])
    assert story["entries"][0]["by"] == story["entries"][1]["id"]
    assert story["planned"] == [{"about": "Walking", "planned": "20 min", "actual": "15 min"}]


def test_taking_back_and_bringing_back_change_the_next_dose_there_and_back(logged: Machine) -> None:
    taken = logged.run("undo", "--json").fits("correction")
    logged.waits(minutes=1)
    brought = logged.run("undo", "--redo", "--json").fits("correction")

    assert [one["action"] for one in (taken, brought)] == ["undo", "redo"]
    (gone,) = [one for one in taken["changes"] if one["matter"] == "taken_24h"]
    (back,) = [one for one in brought["changes"] if one["matter"] == "taken_24h"]
    assert (gone["before"], gone["after"], back["before"], back["after"]) == ("500", None, None, "500")
    assert taken["entries"][0]["state"] == "voided"
    assert brought["entries"][0]["state"] == "current"
    assert [one["is_back"] for one in logged.run("history", "--json").document["entries"]].count(True) == 1


def test_a_dose_corrected_to_too_much_is_an_emergency_and_stays_one(logged: Machine) -> None:
    id_ = kept(logged, "dose")["short_id"]
    assert logged.run("edit", id_, "--mg", "9000", "--json").code == REFUSED
    found = logged.run("edit", id_, "--mg", "9000", "--taken", "--json")
    document = found.fits("correction", found.code)
    assert found.code > REFUSED
    assert (document["dose"]["outcome"], document["plan_allowed"]) == ("above_limit", False)
    logged.waits(minutes=1)
    assert logged.run("undo", "--json").code == REFUSED
    back = logged.run("undo", "--mistake", "--json")
    assert back.code == found.code
    assert back.document["plan_allowed"] is False


def test_safety_answers_and_what_was_issued_are_refused_without_a_document(logged: Machine) -> None:
    for kind in ("screened", "week_plan", "course", "profile", "medicine_checked"):
        id_ = kept(logged, kind)["short_id"]
        for arguments in (("void", id_, "--why", "x"), ("edit", id_, "--pain", "1")):
            ran = logged.run(*arguments, "--json")
            assert (ran.code, ran.out) == (REFUSED, "")
    assert logged.run("edit", kept(logged, "check_in")["short_id"], "--json").code == BAD_INPUT


def test_too_much_that_cannot_be_kept_as_a_correction_is_not_hidden(
    logged: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = kept(logged, "dose")["short_id"]

    def full(*_: object) -> None:
        raise RecordFull(Path("record"))

    monkeypatch.setattr(Journal, "append", full)
    ran = logged.run("edit", id_, "--mg", "9000", "--taken", "--json")
    assert ran.fits("correction", ran.code)["saved"] is False
    assert ran.code > REFUSED
    assert "NOT SAVED" in ran.err
    assert logged.run("undo", "--json").code == BAD_INPUT
