"""The documents of `options` fit their schema in every state, and waiting is in every comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.share.machine import Machine, record_bytes
from tests.share.test_machine_schema import screening_answers

BAD_INPUT, NOTHING_STARTED, REFUSED, SOON, SAME_DAY, EMERGENCY = 2, 3, 4, 10, 11, 12


def options(machine: Machine, *words: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = machine.run("options", *words, "--json").fits("options", code)
    return document


def ids(document: dict[str, Any]) -> list[str]:
    return [one["id"] for one in document["options"]]


def test_before_the_safety_questions_nothing_is_offered_and_nothing_kept(
    machine: Machine, home: Path
) -> None:
    assert machine.run("options", "--json").code == NOTHING_STARTED
    assert not home.exists()


def test_the_list_holds_every_option_of_the_region_with_its_sources(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    document = options(machine)
    assert (document["status"], document["choice"], document["pain"]) == ("draft", None, ["acute"])
    elsewhere = {one.id for one in real_book().options.options if one.regions}
    assert {*ids(document)} == {one.id for one in real_book().options.options} - elsewhere
    assert all(row["sources"] for one in document["options"] for row in one["rows"])


@pytest.mark.parametrize("names", [("heat",), ("heat", "massage"), ("o_disc_surgery", "walking", "nsaid")])
def test_waiting_stands_in_every_comparison(machine: Machine, names: tuple[str, ...]) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    found = ids(options(machine, "--compare", *names))
    assert found[0] == "o_waiting"
    assert len(found) == len(names) + 1


def test_waiting_that_was_named_stands_where_it_was_named(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert ids(options(machine, "--compare", "heat", "waiting")) == ["o_heat", "o_waiting"]


def test_what_matters_is_told_and_orders(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    document = options(machine, "--matters", "Side-effects, effort")
    assert document["matters"] == ["side_effects", "effort"]
    assert ids(document)[0] == "o_stay_active"


def test_a_choice_stands_in_the_plan_is_due_on_its_day_and_can_be_taken_back(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    kept = options(machine, "--choose", "walking", "--look-again", "2", "--matters", "function")["choice"]
    assert (kept["id"], kept["look_again_on"], kept["is_due"]) == ("o_walking", "2026-11-25", False)
    assert kept["matters"] == ["function"]
    assert machine.run("plan", "--json").fits("plan")["choice"] == kept
    assert machine.run("status", "--json").fits("status")["choice_due_on"] is None

    machine.waits(days=2)
    assert machine.run("plan", "--json").fits("plan")["choice"]["is_due"]
    assert machine.run("status", "--json").fits("status")["choice_due_on"] == "2026-11-25"

    assert options(machine, "--choose", "none")["choice"] is None
    assert machine.run("plan", "--json").fits("plan")["choice"] is None


@pytest.mark.parametrize(("said", "code"), [("inf_fever", SAME_DAY), ("em_chest_pain", EMERGENCY)])
def test_beside_a_serious_sign_no_option_is_offered_and_none_is_kept(
    machine: Machine, home: Path, said: str, code: int
) -> None:
    machine.starts(answers_for(**{said: "yes"}))
    before = record_bytes(home)
    for words in ((), ("heat",), ("--compare", "heat", "massage"), ("--choose", "waiting")):
        document = options(machine, *words, code=code)
        assert (document["options"], document["choice"]) == ([], None)
    assert record_bytes(home) == before


def test_a_choice_made_before_a_serious_sign_is_no_longer_for_now(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    options(machine, "--choose", "walking")
    machine.waits(hours=1)
    machine.run("screen", "--answers", machine.file(screening_answers(inf_fever="yes")), "--json")
    assert options(machine, code=SAME_DAY)["choice"]["stance"] is None


def test_with_old_answers_no_option_is_offered_and_it_is_said_why(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.waits(days=40)
    document = options(machine, code=REFUSED)
    assert document["options"] == []
    assert "Answer again with" in document["because"][0]["why"]
    ran = machine.run("options")
    assert "No options are offered now." in ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("moon",), BAD_INPUT, "no option called"),
        (("masage",), BAD_INPUT, "Did you mean: o_massage"),
        (("operation",), BAD_INPUT, "more than one"),
        (("--compare",), BAD_INPUT, "Name what to compare"),
        (("--compare", "waiting"), BAD_INPUT, "one to three"),
        (("--compare", "heat", "cold", "massage", "tape"), BAD_INPUT, "one to three"),
        (("--matters", "luck"), BAD_INPUT, "not sorted by"),
        (("--choose", "heat", "--look-again", "soon"), BAD_INPUT, "is not a day"),
        (("--choose", "heat", "--look-again", "today"), BAD_INPUT, "must lie ahead"),
        (("--choose", "heat", "--look-again", "2036-01-01"), BAD_INPUT, "must lie ahead"),
        (("--look-again", "7"), BAD_INPUT, "goes with --choose"),
        (("--choose", "none", "--look-again", "7"), BAD_INPUT, "goes with --choose"),
        (("heat", "--choose", "heat"), BAD_INPUT, "by itself"),
        (("--choose", "bed_rest"), REFUSED, "not for you now"),
        (("--choose", "disc_surgery"), REFUSED, "not for you now"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    machine: Machine, home: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("options", *words, "--json")
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert record_bytes(home) == before
