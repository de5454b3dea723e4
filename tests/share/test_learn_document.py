"""The documents of `learn` fit their schema in every state of a record, and nothing is picked without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, REFUSED, SAME_DAY, EMERGENCY = 2, 3, 4, 11, 12
PAGES = [one.id for one in real_book().lessons.topics] + [one.id for one in real_book().lessons.relaxations]


def learns(machine: Machine, *options: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("learn", *options, "--json").fits("learn", code)
    return document


def states(document: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["state"] for one in document["pages"]}


@pytest.mark.parametrize("options", [(), ("--list",), ("e05_heat",), ("r_breath",), ("lesson_mood",)])
def test_without_a_record_everything_is_read_and_nothing_is_kept(
    machine: Machine, home: Path, options: tuple[str, ...]
) -> None:
    document = learns(machine, *options)
    assert (document["disposition"], document["next_on"], document["reasons"]) == (None, None, [])
    assert (document["is_today"], document["is_recorded"]) == (False, False)
    assert {*PAGES} <= {*states(document)}
    assert {*states(document).values()} == {"unread"}
    assert not home.exists()


def test_the_page_of_today_is_shown_once_and_then_the_next_day_is_named(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    first = learns(machine)
    assert first["is_today"]
    assert first["is_recorded"]
    assert first["reasons"][0]["rule"] == "lesson_for_need"
    assert first["next_on"] == "2026-11-24"
    assert states(first)[first["page"]["id"]] == "read"

    second = learns(machine)
    assert (second["page"], second["is_today"]) == (None, False)
    assert [one["rule"] for one in second["reasons"]] == ["lesson_one_a_day"]
    assert states(second)[first["page"]["id"]] == "read"

    machine.waits(days=1)
    assert learns(machine)["page"]["id"] != first["page"]["id"]


@pytest.mark.parametrize("id_", PAGES)
def test_every_page_can_be_opened_beside_a_plan(machine: Machine, id_: str) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    page = learns(machine, id_)["page"]
    assert page["id"] == id_
    assert page["evidence"]
    if page["kind"] == "relaxation":
        last = page["steps"][-1]
        assert last["at_second"] + last["seconds"] == page["seconds"]


def test_a_page_is_muted_and_unmuted(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert states(learns(machine, "--mute", "smoking"))["e20_smoke"] == "muted"
    assert states(learns(machine, "--unmute", "e20_smoke"))["e20_smoke"] == "unread"


def test_what_an_answer_narrows_says_so_and_what_it_closes_is_refused(machine: Machine, home: Path) -> None:
    machine.starts(answers_for(neuro_numb_leg="yes", **NO_MEDICINE))
    assert learns(machine, "e14_lift")["page"]["for_you"] == ["Only what fits your answers."]
    before = record_bytes(home)
    refused = machine.run("learn", "e05_heat", "--json")
    assert (refused.code, refused.out) == (REFUSED, "")
    assert "Your skin may not feel a burn." in refused.err
    assert record_bytes(home) == before


@pytest.mark.parametrize(("said", "code"), [("inf_fever", SAME_DAY), ("em_chest_pain", EMERGENCY)])
def test_beside_a_grave_result_nothing_is_offered_and_no_closed_page_is_shown(
    machine: Machine, said: str, code: int
) -> None:
    machine.starts(answers_for(**{said: "yes"}))
    for options in ((), ("--list",), ("e01_common",), ("lesson_outlook",), ("e16_medicine",)):
        document = learns(machine, *options, code=code)
        assert (document["page"], document["is_recorded"]) == (None, False)
    assert learns(machine, "e30_help", code=code)["page"]["id"] == "e30_help"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("moon",), BAD_INPUT, "no page called"),
        (("e05_haet",), BAD_INPUT, "Did you mean: e05_heat"),
        (("sleep",), BAD_INPUT, "more than one"),
        (("scan", "--list"), BAD_INPUT, "Give one page"),
        (("--mute", "r_breath"), BAD_INPUT, "never offered"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    machine: Machine, home: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("learn", *options, "--json")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert record_bytes(home) == before


def test_muting_needs_a_record(machine: Machine, home: Path) -> None:
    assert machine.run("learn", "--mute", "e20_smoke", "--json").code == NOTHING_STARTED
    assert not home.exists()


def test_a_lesson_that_is_due_changes_no_document_of_the_plan_and_none_of_the_log(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert "learn" not in machine.run("plan", "--json").out
    logged = machine.run("log", "--all-clear", "--walk", "5")
    assert "learn" not in logged.out + logged.err
