"""The document of `report` fits its schema in every state, and `--prepare` tells nobody to wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backcoach.handbook.visit import SECTIONS
from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, SAME_DAY, EMERGENCY = 2, 3, 11, 12


def report(machine: Machine, *words: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("report", *words, "--json").fits("report", code)
    return document


def ids(document: dict[str, Any]) -> list[str]:
    return [one["id"] for one in document["sections"]]


def test_before_the_safety_questions_there_is_none_and_nothing_is_kept(machine: Machine, home: Path) -> None:
    assert machine.run("report", "--question", "why?", "--json").code == NOTHING_STARTED
    assert not home.exists()


def test_it_holds_every_section_in_order_for_a_visit_and_for_oneself(machine: Machine) -> None:
    machine.starts(answers_for(medicine="paracetamol"))
    machine.logs("--all-clear", "--pain", "4", "--walk", "10")
    for purpose in ("visit", "self"):
        document = report(machine, "--for", purpose)
        assert ids(document) == list(SECTIONS)
        assert (document["for"], document["since"], document["left_out"]) == (purpose, None, [])
        kinds = {block["kind"] for one in document["sections"] for block in one["blocks"]}
        assert kinds == {"line", "table", "plot"}


def test_what_is_noted_is_kept_once_and_stands_in_the_next_report(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    for _ in range(2):
        document = report(machine, "--question", "Do I need a\nscan?", "--worry", "my job")
        own = [one["text"] for one in document["sections"][1]["blocks"] if one["is_own"]]
        assert own == ["Do I need a scan?", "my job"]
    machine.waits(minutes=1)
    assert machine.run("undo", "--yes").code == 0
    assert [one["is_own"] for one in report(machine)["sections"][1]["blocks"]].count(True) < 2


def test_since_and_left_out_are_named(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    document = report(machine, "--since", "2026-11-22", "--leave-out", "own", "--leave-out", "work")
    assert document["since"] == "2026-11-22"
    assert document["left_out"] == ["Work", "Thoughts and worries"]
    assert not {"own", "work"} & {*ids(document)}


@pytest.mark.parametrize(("said", "code"), [("inf_fever", SAME_DAY), ("em_chest_pain", EMERGENCY)])
def test_beside_a_serious_sign_the_report_is_made_and_preparing_is_not(
    machine: Machine, said: str, code: int
) -> None:
    machine.starts(answers_for(**{said: "yes"}))
    assert ids(report(machine, code=code)) == list(SECTIONS)
    assert ids(report(machine, "--prepare", code=code)) == []
    shown = machine.run("report")
    assert shown.code == code
    assert shown.out.startswith("LOW BACK PAIN")
    assert shown.err


def test_before_a_visit_it_tells_what_to_ask_and_to_expect(machine: Machine) -> None:
    machine.starts(answers_for(pat_leg_worse="yes", **NO_MEDICINE))
    assert ids(report(machine, "--prepare")) == ["ask", "expect", "patterns"]
    assert ids(report(machine, "--prepare", "--worry", "my job"))[0] == "own_words"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--for", "everybody"), "visit or self"),
        (("--since", "soon"), "is not a day"),
        (("--since", "2036-01-01"), "is still to come"),
        (("--leave-out", "moon"), "no section 'moon'"),
        (("--format", "html"), "--json prints a document"),
        (("--out", "x.html"), "--json prints a document"),
        (("--open",), "--json prints a document"),
        (("--prepare", "--for", "self"), "do not go with --prepare"),
        (("--prepare", "--leave-out", "own"), "do not go with --prepare"),
        (("--question", " "), "Nothing was saved"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    machine: Machine, home: Path, words: tuple[str, ...], told: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("report", "--worry", "mine", *words, "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert told in ran.err
    assert record_bytes(home) == before
