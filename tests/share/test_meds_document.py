"""The documents of `meds`, `meds history` and `comfort` fit their schemas in every state of a record."""

from __future__ import annotations

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine

DONE, BAD_INPUT, NOTHING_STARTED, REFUSED, SOON, SAME_DAY, EMERGENCY = 0, 2, 3, 4, 10, 11, 12
EACH = ((("meds",), "meds"), (("meds", "history"), "meds_history"), (("comfort",), "comfort"))


def test_before_a_start_there_is_no_document(machine: Machine) -> None:
    for command, _ in EACH:
        ran = machine.run(*command, "--json")
        assert (ran.code, ran.out) == (NOTHING_STARTED, "")


@pytest.mark.parametrize("medicine", ["none", "paracetamol", "ibuprofen", "naproxen"])
def test_with_each_medicine_the_documents_fit(machine: Machine, medicine: str) -> None:
    machine.starts(answers_for(medicine=medicine))
    for command, name in EACH:
        machine.run(*command, "--json").fits(name)
    document = machine.run("meds", "--json").document
    assert document["wanted"] == (None if medicine == "none" else medicine)


def test_a_dose_stands_in_the_sum_and_in_the_history(machine: Machine) -> None:
    machine.starts(answers_for(took_last_24h="no"))
    machine.logs("--all-clear", "--dose", "paracetamol 1000")
    (one,) = machine.run("meds", "--json").fits("meds")["sums"]
    assert (one["taken_24h_mg"], one["next_mg"]) == (1000, 1000)
    assert one["next_at"] > one["taken"][0]["at"]
    events = machine.run("meds", "history", "--days", "1", "--json").fits("meds_history")["events"]
    assert [(event["mg"], event["medicine"]) for event in events if event["kind"] == "dose"] == [
        (1000, "paracetamol")
    ]


@pytest.mark.parametrize(("sign", "code"), [("inf_fever", SAME_DAY), ("em_chest_pain", EMERGENCY)])
def test_while_a_serious_sign_stands_no_time_and_no_comfort_of_the_part_is_given(
    machine: Machine, sign: str, code: int
) -> None:
    machine.starts(answers_for())
    machine.logs("--all-clear", "--flag", sign)
    document = machine.run("meds", "--json").fits("meds", code)
    assert document["course"] is None
    assert {one["next_at"] for one in document["sums"]} == {None}
    things = machine.run("comfort", "--json").fits("comfort", code)["things"]
    assert {one["fit"] for one in things if one["id"].startswith("heat")} == {"not_now"}
    assert machine.run("comfort", "heat_wrap", "--json").code == REFUSED


def test_what_was_chosen_stands_in_the_plan(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert machine.run("plan", "--json").fits("plan")["comforts"] == []
    chosen = machine.run("comfort", "heat_wrap", "tens", "--json").fits("comfort")["chosen"]
    assert chosen == ["heat_wrap", "tens"]
    comforts = machine.run("plan", "--json").fits("plan")["comforts"]
    assert [one["id"] for one in comforts] == chosen
    about = machine.run("comfort", "--about", "tens", "--json").fits("comfort")["things"]
    assert [one["id"] for one in about] == ["tens"]
    assert about[0]["open"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("comfort", "moon"),
        ("comfort", "--about", "moon"),
        ("meds", "history", "--days", "0"),
        ("meds", "history", "--days", "99999999999"),
    ],
)
def test_what_cannot_be_is_said_in_words(machine: Machine, wrong: tuple[str, ...]) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    ran = machine.run(*wrong, "--json")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert ran.err.strip()


def test_a_prescribed_medicine_stands_in_the_picture(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    label = {
        "name": "Codrex",
        "ingredients": "codeine 30 mg, paracetamol 500 mg",
        "dose_text": "1 tablet up to 4 times a day",
        "units_per_dose": 1,
        "min_interval_hours": 6,
        "max_units_24h": 4,
        "prescriber": "Dr Ode",
        "prescribed_on": "2026-11-20",
        "starts_on": "2026-11-20",
        "form": "tablet",
        "reason": "back pain",
    }
    machine.run("meds", "prescribed", "add", "--answers", machine.file(label, "label.json"), "--json")
    machine.run("meds", "prescribed", "take", "codrex", "--json")
    document = machine.run("meds", "--json").fits("meds")
    assert [one["label"]["name"] for one in document["prescribed"]] == ["Codrex"]
    assert [(one["medicine"], one["taken_24h_mg"]) for one in document["sums"]] == [("paracetamol", 500)]
