"""`thoughts --json`, and what `start` and `status` tell about the check."""

from __future__ import annotations

from tests.flows.people import NO_MEDICINE, answers_for, real_book
from tests.share.machine import Machine

IDS = real_book().activity.thoughts.ids
ALL_NO = dict.fromkeys(IDS, "no")


def check(machine: Machine, said: dict[str, object], code: int = 0) -> dict[str, object]:
    path = machine.file(said, "thoughts.json")
    document: dict[str, object] = machine.run("thoughts", "--answers", path, "--json").fits("thoughts", code)
    return document


def test_a_check_has_its_document(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    document = check(machine, {"low_mood": "yes", "poor_sleep": "a_bit", "doing_less": "no"})
    assert "not a validated test" in str(document["notice"])
    assert (document["yes"], document["a_bit"], document["no"]) == (
        ["low_mood"],
        ["poor_sleep"],
        ["doing_less"],
    )
    assert len(document["not_sure"]) == len(IDS) - 3  # type: ignore[arg-type]
    assert [one["kind"] for one in document["contacts"]] == ["crisis", "health_line"]  # type: ignore[attr-defined]
    assert [one["id"] for one in document["lessons"]] == ["lesson_mood", "lesson_sleep"]  # type: ignore[attr-defined]
    assert document["is_cautious"] is True


def test_nine_times_no_changes_nothing(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE)).fits("start")
    document = check(machine, dict(ALL_NO))
    assert (document["reasons"], document["lessons"], document["contacts"]) == ([], [], [])
    assert (document["is_cautious"], document["is_visit"]) == (False, False)


def test_beside_a_grave_result_the_exit_code_is_its_own_and_there_are_no_lessons(machine: Machine) -> None:
    machine.starts(answers_for(inf_fever="yes"))
    document = check(machine, {"worries": list(IDS)}, code=11)
    assert document["disposition"] == "same_day"
    assert document["lessons"] == []


def test_start_tells_what_follows_from_it(machine: Machine) -> None:
    worries = ALL_NO | {"fear_of_movement": "a_bit"}
    document = machine.starts(answers_for(worries=worries, **NO_MEDICINE)).fits("start")
    assert document["thoughts"]["is_cautious"] is True
    assert [one["id"] for one in document["thoughts"]["lessons"]] == ["lesson_moving"]


def test_a_start_without_a_plan_tells_nothing_about_it(machine: Machine) -> None:
    assert machine.starts(answers_for(inf_fever="yes")).fits("start", 11)["thoughts"] is None


def test_status_tells_since_when_it_is_due(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert machine.run("status", "--json").fits("status")["thoughts_due_on"] is None
    machine.waits(days=5)
    machine.logs("--all-clear", "--walk", "5")
    assert machine.run("status", "--json").fits("status")["thoughts_due_on"] == "2026-11-27"


def test_a_file_that_cannot_be_used_names_its_faults_and_records_nothing(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    ran = machine.run("thoughts", "--answers", machine.file({"mood": "yes"}, "t.json"), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "  - mood: unknown line" in ran.err


def test_before_start_there_is_nothing_to_add_it_to(machine: Machine) -> None:
    ran = machine.run("thoughts", "--answers", machine.file(dict(ALL_NO), "t.json"), "--json")
    assert (ran.code, ran.out) == (3, "")
