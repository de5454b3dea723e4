"""The documents of `sheet`: all of what is given is kept, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, SAME_DAY = 2, 3, 11


def shows(machine: Machine, *options: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("sheet", *options, "--json").fits("sheet", code)
    return document


def texts(document: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["text"] for one in document["fields"] if one["text"]}


def test_what_is_given_is_kept_with_its_lines(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    empty = shows(machine)
    assert (empty["is_filled"], empty["is_recorded"], texts(empty)) == (False, False, {})
    both = shows(machine, "--set", "keep=short walks\nthe bus", "--set", "flare_tell=my boss = Ann")
    assert (both["is_filled"], both["is_recorded"]) == (True, True)
    assert texts(both) == {"flare_keep": "short walks\nthe bus", "flare_tell": "my boss = Ann"}
    assert texts(shows(machine, "--set", "keep=")) == {"flare_tell": "my boss = Ann"}
    assert texts(shows(machine, "--show")) == {"flare_tell": "my boss = Ann"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--set", "moon=x"), "It has: signs, checks"),
        (("--set", "keep"), "FIELD=TEXT"),
        (("--set", "=x"), "FIELD=TEXT"),
        (("--set", "keep=x", "--set", "keep=y"), "given twice"),
        (("--set", "keep=" + "x" * 10_001), "10000 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is(
    machine: Machine, home: Path, options: tuple[str, ...], words: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("sheet", *options, "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert words in ran.err
    assert record_bytes(home) == before


def test_beside_a_grave_result_nothing_is_kept(machine: Machine, home: Path) -> None:
    machine.starts(answers_for(inf_fever="yes"))
    before = record_bytes(home)
    document = shows(machine, "--set", "keep=walks", code=SAME_DAY)
    assert (document["is_recorded"], document["is_filled"]) == (False, False)
    assert record_bytes(home) == before


def test_without_a_record_there_is_nothing_to_write_into(machine: Machine, home: Path) -> None:
    assert machine.run("sheet", "--json").code == NOTHING_STARTED
    assert machine.run("sheet", "--set", "keep=x", "--json").code == NOTHING_STARTED
    assert not home.exists()
