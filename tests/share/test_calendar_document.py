"""The document of `calendar`: what was written, event by event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.flows.people import NO_MEDICINE, answers_for
from tests.ical_reader import events
from tests.share.machine import Machine, record_bytes

NOTHING_STARTED, REFUSED, SAME_DAY = 3, 4, 11


def writes(machine: Machine, path: Path, *options: str, code: int = 0) -> dict[str, Any]:
    ran = machine.run("calendar", str(path), "--force", "--json", *options)
    document: dict[str, Any] = ran.fits("calendar", code)
    return document


def test_it_tells_what_stands_in_the_file(machine: Machine, tmp_path: Path) -> None:
    machine.starts(answers_for())
    path = tmp_path / "plan.ics"
    document = writes(machine, path)
    told = {one["uid"]: (one["sequence"], one["title"]) for one in document["events"]}
    assert told == {one.uid: (one.sequence, one.text("SUMMARY")) for one in events(path.read_bytes())}
    assert document["counts"] == {"new": len(told), "changed": 0, "same": 0, "cancelled": 0}
    assert (document["plan_allowed"], document["is_full"], document["path"]) == (True, False, str(path))
    assert all((one["on"] is None) != (one["at"] is None) for one in document["events"])


def test_again_all_is_the_same_and_the_record_too(machine: Machine, home: Path, tmp_path: Path) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    first = writes(machine, tmp_path / "plan.ics")
    before = record_bytes(home)
    again = writes(machine, tmp_path / "plan.ics")
    assert record_bytes(home) == before
    assert again["counts"] == {"new": 0, "changed": 0, "same": first["counts"]["new"], "cancelled": 0}


def test_a_grave_sign_calls_everything_off_with_its_own_exit_code(machine: Machine, tmp_path: Path) -> None:
    machine.starts(answers_for())
    first = writes(machine, tmp_path / "plan.ics")
    machine.waits(minutes=1)
    assert machine.logs("--flag", "inf_fever").code == SAME_DAY
    after = writes(machine, tmp_path / "plan.ics", code=SAME_DAY)
    assert after["counts"]["cancelled"] == len(after["events"]) == first["counts"]["new"]
    assert {(one["status"], one["title"]) for one in after["events"]} == {("cancelled", "cancelled")}
    assert (after["plan_allowed"], after["disposition"]) == (False, "same_day")


def test_answers_that_are_too_old_refuse_a_plan(machine: Machine, tmp_path: Path) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=8)
    document = writes(machine, tmp_path / "plan.ics", code=REFUSED)
    assert (document["plan_allowed"], document["events"]) == (False, [])


def test_without_a_record_there_is_nothing_to_write(machine: Machine, home: Path, tmp_path: Path) -> None:
    assert machine.run("calendar", str(tmp_path / "plan.ics"), "--json").code == NOTHING_STARTED
    assert not home.exists()
