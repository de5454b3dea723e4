"""`meds prescribed` and its commands: documents that fit, exit codes, and no amount of our own making."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.flows.test_prescribed import LABEL
from tests.handbook.test_prescribed_content import AMOUNT, doses_told
from tests.share.machine import Machine


@pytest.fixture
def started(machine: Machine) -> Machine:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    return machine


def adds(machine: Machine, code: int = 0, **more: Any) -> Any:
    path = machine.file(LABEL | more, "label.json")
    return machine.run("meds", "prescribed", "add", "--answers", path, "--json").fits("prescribed_kept", code)


def test_what_was_copied_comes_back_as_it_was_given(started: Machine) -> None:
    document = adds(started, told="makes you sleepy")
    label = document["prescribed"]["label"]
    assert {name: label[name] for name in LABEL if name != "ingredients"} == {
        name: value for name, value in LABEL.items() if name != "ingredients"
    }
    assert label["ingredients"] == [{"name": "paracetamol", "mg": 500}, {"name": "codeine", "mg": 30}]
    assert (label["id"], label["told"]) == ("panadeine_forte", "makes you sleepy")
    assert document["ended_course"] is None
    listed = started.run("meds", "prescribed", "--json").fits("prescribed")
    assert listed["prescribed"] == [document["prescribed"]]
    assert listed["never_planned"]["rule"] == "never_planned"
    assert started.run("meds", "prescribed", "list", "--json").document == listed


def test_the_course_that_ends_is_named(machine: Machine) -> None:
    machine.starts(answers_for()).fits("start")
    document = adds(machine)
    assert document["ended_course"] == "paracetamol"
    assert [one["rule"] for one in document["reasons"]] == ["prescribed_same"]


def test_units_are_logged_and_the_end_is_noted(started: Machine) -> None:
    adds(started)
    take = ("meds", "prescribed", "take", "panadeine_forte")
    first = started.run(*take, "2", "@", "08:30", "--json").fits("prescribed_taken")
    assert (first["units"], first["at"]) == (2, "2026-11-23T08:30+00:00")
    assert first["next_at"] == "2026-11-23T14:30+00:00"
    early = started.run(*take, "--json").fits("prescribed_taken")
    assert [one["rule"] for one in early["reasons"]] == ["prescribed_too_early"]
    ended = started.run("meds", "prescribed", "end", "panadeine_forte", "--json").fits("prescribed_kept")
    assert ended["prescribed"]["ended_at"] == "2026-11-23T09:00+00:00"
    assert ended["prescribed"]["units_24h"] == 4


def test_too_much_ends_with_the_code_of_an_emergency_and_the_poison_number(started: Machine) -> None:
    adds(started)
    take = ("meds", "prescribed", "take", "panadeine_forte", "9")
    assert started.run(*take, "--json").fits("prescribed_taken", 12)["is_overdose"] is True
    shown = started.run(*take, "--taken")
    assert shown.code == 12
    assert "0800 764 766" in shown.out
    assert "Not swallowed yet?" not in shown.out
    assert "Do not try to vomit." in " ".join(shown.out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x",), "Write the number of units"),
        (("2", "@", "25:00"), "Please type a time"),
        (("2", "--date", "yesterday"), "needs its time"),
        (("0",), "0 units cannot be right"),
        (("1", "@", "23:00"), "still to come"),
    ],
)
def test_what_cannot_be_logged_is_said_and_nothing_is_saved(
    started: Machine, words: tuple[str, ...], said: str
) -> None:
    adds(started)
    ran = started.run("meds", "prescribed", "take", "panadeine_forte", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    listed = started.run("meds", "prescribed", "--json").document
    assert listed["prescribed"][0]["units_24h"] == 0


def test_a_day_that_has_passed_is_told_in_status_and_plan(started: Machine) -> None:
    adds(started, review_on="2026-11-24")
    assert "call your clinician" not in started.run("status").out
    started.waits(days=2)
    started.logs("--all-clear", "--walk", "5")
    assert "call your clinician" in " ".join(started.run("status").out.split())
    assert started.run("status", "--json").fits("status")["prescribed_review_passed"] == ["panadeine_forte"]
    assert "call your clinician" in " ".join(started.run("plan").out.split())


def test_undo_says_what_it_took_back(started: Machine) -> None:
    adds(started)
    started.run("meds", "prescribed", "take", "panadeine_forte")
    assert started.run("meds", "prescribed", "undo", "panadeine_forte").out == "Taken back: 2 at Mon 09:00.\n"


def test_too_much_is_not_taken_back_without_saying_it_was_a_slip(started: Machine) -> None:
    adds(started)
    started.run("meds", "prescribed", "take", "panadeine_forte", "12")
    undo = ("meds", "prescribed", "undo", "panadeine_forte")
    for words in (undo, (*undo, "--yes")):
        refused = started.run(*words)
        assert (refused.code, refused.out) == (4, "")
        assert "--mistake" in refused.err
    assert started.run(*undo, "--mistake").out == "Taken back: 12 at Mon 09:00.\n"


@pytest.mark.parametrize("words", ["panadol 40", "paracetamol 30"])
def test_a_number_that_may_count_tablets_is_asked_about_and_not_recorded(
    started: Machine, words: str
) -> None:
    ran = started.run("dose", *words.split(), "--taken")
    assert (ran.code, ran.out) == (2, "")
    assert "mg or" in ran.err
    assert f"{words} mg" in " ".join(ran.err.split())


CLASSES = tuple(one.id for one in real_book().prescribed.classes)


@pytest.mark.parametrize("kind", [*CLASSES, "never_planned"])
def test_no_screen_tells_an_amount_of_a_prescribers_medicine(started: Machine, kind: str) -> None:
    """A label without any figure is copied, so that every amount on the screen would be the program's own."""
    bare = {"name": "Mine", "dose_text": "as told", "ingredients": "new thing ?", "holds": "not_sure"}
    label = {name: LABEL[name] for name in ("form", "prescriber", "prescribed_on", "starts_on", "reason")}
    label |= bare | {"units_per_dose": 1, "medicine_class": kind if kind in CLASSES else "opioid"}
    path = started.file(label, "label.json")
    runs = [
        started.run("meds", "prescribed", "add", "--answers", path),
        started.run("meds", "prescribed"),
        started.run("meds", "prescribed", "take", "mine"),
        started.run("why", kind),
        started.run("plan"),
    ]
    for ran in runs:
        assert ran.code == 0, ran.err
        assert doses_told(" ".join(ran.out.split())) == []
    told = " ".join(" ".join(ran.out.split()) for ran in runs[:3])
    assert AMOUNT.findall(re.sub(r"24 hours", "", told)) == []


@pytest.mark.parametrize("columns", ["60", "80"])
def test_hostile_text_on_a_label_does_nothing(
    started: Machine, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    hostile = "\x1b]52;c;aGk=\x07[/red]\u202ex\nyz"
    fields = ("name", "form", "dose_text", "prescriber", "reason", "food", "contact", "told")
    path = started.file(LABEL | dict.fromkeys(fields, hostile), "label.json")
    outputs = [started.run("meds", "prescribed", "add", "--answers", path)]
    id_ = started.run("meds", "prescribed", "--json").document["prescribed"][0]["label"]["id"]
    outputs += [
        started.run("meds", "prescribed"),
        started.run("meds", "prescribed", "take", id_),
        started.run("meds", "prescribed", "end", id_),
        started.run("meds", "prescribed"),
    ]
    for ran in outputs:
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)
