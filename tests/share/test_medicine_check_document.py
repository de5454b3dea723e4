"""`meds answer`, `meds clear` and `meds plan`: documents that fit, and exit codes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.people import answers_for
from tests.share.machine import Machine


@pytest.fixture
def asthma(machine: Machine) -> Machine:
    machine.starts(answers_for(medicine="ibuprofen", asthma="yes")).fits("start")
    return machine


def clears(machine: Machine, *more: str, code: int = 0) -> Any:
    ran = machine.run("meds", "clear", "ibuprofen", *more, "--json")
    return ran.fits("meds_cleared", code) if code == 0 else ran.code


def test_a_yes_is_noted_and_a_course_made(asthma: Machine) -> None:
    refused = asthma.run("meds", "plan", "--json").fits("meds_planned", 4)
    assert refused["course"] is None
    assert [one["rule"] for one in refused["no_course"]] == ["asthma"]
    listed = asthma.run("meds", "clear", "ibuprofen", "--list", "--json").fits("meds_clear_list")
    assert any("asthma" in line for line in listed["lines"])
    yes = clears(asthma, "--who", "Ms Rata", "--role", "pharmacist")
    assert yes == {
        "medicine": "ibuprofen",
        "who": "Ms Rata",
        "role": "pharmacist",
        "on": "2026-11-23",
        "hits": ["asthma"],
    }
    planned = asthma.run("meds", "plan", "--json").fits("meds_planned")
    assert planned["course"]["medicine"] == "ibuprofen"
    assert asthma.run("meds", "plan", "--json").code == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--who", "Ann", "--role", "friend"), 2),
        (("--who", "Ann", "--role", "doctor", "--on", "2026-11-24"), 2),
        (("--who", "Ann", "--role", "doctor", "--on", "someday"), 2),
    ],
)
def test_a_yes_that_cannot_be_is_refused(asthma: Machine, options: tuple[str, ...], code: int) -> None:
    assert clears(asthma, *options, code=code) == code


def test_a_new_yes_to_a_line_ends_the_course(machine: Machine) -> None:
    machine.starts(answers_for(medicine="ibuprofen")).fits("start")
    told = machine.run("meds", "answer", "--set", "warfarin=yes", "--json").fits("meds_answered")
    assert told["ended"] == {"medicine": "ibuprofen", "why": "not_cleared"}
    assert (told["verdict"], told["screening"]) == ("avoid", None)
    assert machine.run("meds", "clear", "ibuprofen", "--who", "A", "--role", "doctor", "--json").code == 4
    text = machine.run("meds", "answer", "--set", "asthma=not_sure")
    assert "not for you" in text.out


def test_a_sign_among_the_lines_is_an_emergency(machine: Machine) -> None:
    machine.starts(answers_for()).fits("start")
    told = machine.run("meds", "answer", "--set", "gi_bleed_now=yes", "--json").fits("meds_answered", 12)
    assert told["screening"]["disposition"] == "emergency_now"


@pytest.mark.parametrize("line", ["warfarin=no", "warfarin=maybe", "nonsense=yes"])
def test_a_line_that_cannot_be_is_refused(machine: Machine, line: str) -> None:
    machine.starts(answers_for()).fits("start")
    assert machine.run("meds", "answer", "--set", line, "--json").code == 2


def test_what_is_not_planned_here_has_no_course(machine: Machine) -> None:
    machine.starts(answers_for()).fits("start")
    for words in (
        ("plan", "diclofenac"),
        ("clear", "morphine", "--list"),
        ("answer", "--medicine", "x", "--set", "a"),
    ):
        assert machine.run("meds", *words, "--json").code == 2
