"""`plan --answers FILE` as another program uses it: what the plan is fitted to, kept and shown."""

from __future__ import annotations

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine


def test_a_file_changes_what_the_plan_is_fitted_to_and_shows_the_plan(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    path = machine.file({"equipment": ["mat"], "free_days": ["mon", "thu"]}, "fit.json")

    document = machine.run("plan", "--answers", path, "--json").fits("plan")
    assert document["plan_allowed"] is True


def test_a_file_that_will_not_do_is_refused_with_what_is_wanted(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    ran = machine.run("plan", "--answers", machine.file({"free_days": ["someday"]}, "fit.json"), "--json")

    assert ran.code == 2
    assert "free_days: must be a list of mon" in ran.err + ran.out
