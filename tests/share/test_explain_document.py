"""`screen --explain --json` fits its schema, saves nothing, and ends as urgent as what it explains."""

from __future__ import annotations

import pytest

from tests.flows.people import answers_for, real_book
from tests.share.machine import Machine

SCREENING_IDS = tuple(real_book().screening.rules.questions)


def file_of(machine: Machine, **said: str) -> str:
    return machine.file({name: plain for name, plain in answers_for(**said).items() if name in SCREENING_IDS})


@pytest.mark.parametrize(
    ("said", "code"),
    [({}, 0), ({"inf_fever": "yes"}, 11), ({"em_chest_pain": "yes"}, 12), ({"scope_known_cause": "yes"}, 0)],
)
def test_a_file_is_explained_and_nothing_is_saved(machine: Machine, said: dict[str, str], code: int) -> None:
    document = machine.run("screen", "--answers", file_of(machine, **said), "--explain", "--json").fits(
        "explain", code
    )
    assert (document["day_on"], document["stands"]) == (None, None)
    assert bool(document["near"]) == (code < 12)
    assert machine.run("screen", "--explain", "--json").code == 3


def test_the_last_screening_of_the_record_is_explained(machine: Machine) -> None:
    machine.starts(answers_for(inf_fever="yes"))
    document = machine.run("screen", "--explain", "--json").fits("explain", 11)
    assert document["day_on"] == "2026-11-23"
    assert document["stands"] == "same_day"
    assert [one["rule"] for one in document["rules"]] == ["R31_INF_TODAY"]
    why = machine.run("why", "R31_INF_TODAY", "--json").fits("why")
    assert why["when"] == document["rules"][0]["when"]
    assert why["verdicts"][0]["held"] is True


def test_the_screen_says_what_held_what_was_near_and_excludes_nothing(machine: Machine) -> None:
    shown = machine.run("screen", "--answers", file_of(machine, inf_fever="yes"), "--explain")
    said = " ".join(shown.out.split())
    assert shown.code == 11
    assert "R31_INF_TODAY same_day" in said
    assert "exclude nothing" in said
    assert "Not yet reviewed by a clinician." in said
    quiet = " ".join(machine.run("screen", "--answers", file_of(machine), "--explain").out.split())
    assert "That does not mean that nothing is there." in quiet


def test_why_tells_a_rule_in_words_and_what_it_lacked(machine: Machine) -> None:
    machine.starts(answers_for(inf_fever="yes"))
    said = " ".join(machine.run("why", "R37_VERY_ILL_EMERGENCY").out.split())
    assert "It holds when:" in said
    assert "which stand now: it did not hold." in said
    assert "What it still lacked." in said
    assert "it held." in " ".join(machine.run("why", "R31_INF_TODAY").out.split())
