"""Trials for another program: they fit their schema, ask nothing, and are refused where they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.people import NO_MEDICINE, answers_for
from tests.share.machine import Machine, record_bytes

BAD_INPUT, NOTHING_STARTED, REFUSED = 2, 3, 4


def test_trials_are_kept_and_the_plan_says_what_the_next_week_starts_from(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    assert machine.run("plan", "--json").fits("plan")["trials"] == []
    for back, amount in enumerate((12, 9, 15)):
        ran = machine.run("trial", "walk", str(amount), "--date", str(back), "--json")
        (kept,) = ran.fits("trial")["trials"]
        assert (kept["days_done"], kept["days_missing"]) == (back + 1, 2 - back)
        assert (kept["baseline"] is None) is (back < 2)
    assert (kept["baseline"], kept["first_amount"], kept["rule"]) == (12, 9, "trials_default")
    assert machine.run("plan", "--json").fits("plan")["trials"] == [kept]


def test_what_is_worth_trying_and_everything_there_is(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    some = machine.run("trial", "--json").fits("trial")["trials"]
    every = machine.run("trial", "--all", "--json").fits("trial")["trials"]

    assert [one["id"] for one in some] == ["walk", "cycle", "garden", "sitting"]
    assert {one["id"] for one in some} < {one["id"] for one in every}
    assert {one["unit"] for one in every} >= {"minutes", "reps", "steps", "flights"}
    assert all(one["how"] for one in every)
    (sport,) = [one for one in every if one["id"] == "sport"]
    assert sport["against"] == "comes later in the plan: strengthen"


def test_a_slip_is_taken_back(machine: Machine) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    machine.run("trial", "walk", "120", "--json").fits("trial")
    (left,) = machine.run("trial", "walk", "--undo", "--json").fits("trial")["trials"]

    assert left["days_done"] == 0
    assert machine.run("trial", "walk", "--undo", "--json").code == BAD_INPUT


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("walk",), BAD_INPUT),
        (("moon", "5"), BAD_INPUT),
        (("walk", "twelve"), BAD_INPUT),
        (("walk", "-1"), BAD_INPUT),
        (("walk", "5", "--date", "someday"), BAD_INPUT),
        (("walk", "5", "--date", "2026-11-24"), BAD_INPUT),
        (("sport", "5"), REFUSED),
    ],
)
def test_what_cannot_be_or_is_not_for_the_person_now_leaves_no_trace(
    arguments: tuple[str, ...], code: int, machine: Machine, home: Path
) -> None:
    machine.starts(answers_for(**NO_MEDICINE))
    before = record_bytes(home)
    ran = machine.run("trial", *arguments, "--json")

    assert (ran.code, ran.out) == (code, "")
    assert ran.err
    assert record_bytes(home) == before


def test_before_start_and_while_the_plan_rests_there_is_no_trial(machine: Machine) -> None:
    assert machine.run("trial", "--json").code == NOTHING_STARTED
    machine.starts(answers_for(inf_fever="yes"))
    ran = machine.run("trial", "walk", "12", "--json")

    assert (ran.code, ran.out) == (REFUSED, "")
    assert "12" not in ran.err
