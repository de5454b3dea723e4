"""The documents of `close`, and what `plan`, `status` and `start` say of a bout that was closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

NOTHING_STARTED, REFUSED, SAME_DAY = 3, 4, 11


def closes(machine: Machine, *options: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("close", *options, "--json").fits("close", code)
    return document


def recovers(machine: Machine, days: int = 7) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    for day in range(days):
        if day:
            machine.waits(days=1)
        machine.logs("--all-clear", "--walk", "15", "--pain", "1")


def test_where_the_bout_stands_is_shown_and_nothing_is_changed(machine: Machine, home: Path) -> None:
    recovers(machine, 6)
    before = record_bytes(home)
    document = closes(machine)
    assert (document["ending"], document["may_close"], document["closed_on"]) == (None, False, None)
    pain = next(one for one in document["endings"] if one["ending"] == "pain")
    assert pain["reasons"][0]["inputs"]["quiet_days"] == "6"
    refused = machine.run("close", "--yes", "--json")
    assert (refused.code, refused.out) == (REFUSED, "")
    assert record_bytes(home) == before


def test_closed_by_yes_and_told_as_closed_from_then_on(machine: Machine) -> None:
    recovers(machine)
    assert closes(machine)["may_close"] is True
    assert machine.run("plan", "--json").document["closed_on"] is None
    document = closes(machine, "--yes")
    assert (document["why"], document["closed_on"], document["is_recorded"]) == ("pain", "2026-11-29", True)
    how = document["stay_well"]
    assert how["look_on"] == "2026-12-27"
    assert how["days_per_week"] == 5
    assert "between 3 and 7 in 10" in " ".join(line["text"] for line in how["lines"])
    again = closes(machine, "--yes")
    assert (again["closed_on"], again["is_recorded"], again["may_close"]) == ("2026-11-29", False, False)
    assert machine.run("plan", "--json").fits("plan")["closed_on"] == "2026-11-29"
    status = machine.run("status", "--json").fits("status")
    assert (status["closed_on"], status["check_in_by"]) == ("2026-11-29", "2026-12-05")


def test_start_after_a_closed_bout_needs_no_anew_and_says_what_the_return_is(machine: Machine) -> None:
    recovers(machine)
    machine.run("sheet", "--set", "keep=walks with Ann", "--json")
    running = machine.starts(answers_for(**NO_MEDICINE))
    assert (running.code, running.out) == (2, "")
    closes(machine, "--yes")
    machine.waits(days=60)
    back = machine.starts(answers_for(course_weeks=0.3, **NO_MEDICINE)).fits("start")["came_back"]
    assert (back["value"], back["closed_on"]) == ("unsure", "2026-11-29")
    assert back["reasons"][0]["rule"] == "return_unknown"
    assert back["sheet"] == ["What I keep doing: walks with Ann"]
    assert back["likes"]


def test_beside_a_grave_result_nothing_is_closed(machine: Machine, home: Path) -> None:
    recovers(machine)
    machine.logs("--flag", "inf_fever")
    code = machine.run("plan", "--json").code
    before = record_bytes(home)
    document = closes(machine, "--yes", code=code)
    assert code >= SAME_DAY
    assert (document["may_close"], document["is_recorded"], document["stay_well"]) == (False, False, None)
    assert record_bytes(home) == before


def test_with_answers_that_are_too_old_nothing_is_closed(machine: Machine) -> None:
    recovers(machine)
    machine.waits(days=8)
    document = closes(machine, "--yes", code=REFUSED)
    assert (document["plan_allowed"], document["may_close"], document["closed_on"]) == (False, False, None)


def test_without_a_plan_there_is_nothing_to_close(machine: Machine, home: Path) -> None:
    assert machine.run("close", "--json").code == NOTHING_STARTED
    assert not home.exists()
