"""Faults in when questions are asked again: each is named with its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.rescreening import FILE
from backcoach.handbook.screening import read_screening
from tests.handbook.museum import Damage, break_it, copy_of, faults_of

DAILY = "screening/daily.toml"


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            Damage(FILE, '  "inf_sweats",\n', ""),
            "weekly: 'inf_sweats' is marked 'weekly' and is not asked again",
            id="a weekly question left out",
        ),
        pytest.param(
            Damage(FILE, '  "ca_ever",\n', ""),
            "monthly: 'ca_ever' is marked 'once' and is not asked again",
            id="a question asked once and never again",
        ),
        pytest.param(
            Damage(FILE, '  "inf_unwell",\n', '  "inf_unwell", "inf_gone",\n'),
            "weekly.questions: unknown question 'inf_gone'",
            id="a question nobody knows",
        ),
        pytest.param(
            Damage(FILE, "rests_after_days = 14", "rests_after_days = 6"),
            "weekly: the plan would rest before the questions are due",
            id="resting before it is due",
        ),
        pytest.param(
            Damage(DAILY, 'event = "event_injury"', 'event = "event_gone"'),
            "event: a daily gate tells of 'event_gone', which is no event",
            id="a gate that tells of nothing",
        ),
        pytest.param(
            Damage(DAILY, 'event = "event_injury"\n', ""),
            "event_injury: nothing tells of this event",
            id="an event nobody tells of",
        ),
        pytest.param(
            Damage(FILE, 'sign = "leg_up"', 'sign = "flare"'),
            "event: exactly one event has the sign 'flare'",
            id="one sign twice",
        ),
        pytest.param(
            Damage(FILE, 'id = "gap"', 'id = "pause"'),
            "event: 'gap' is missing",
            id="an event of time left out",
        ),
        pytest.param(
            Damage(FILE, '"R71_PREG_TODAY"', '"R72_PREG"'),
            "midwife: 'R72_PREG' is no rule that allows no plan",
            id="a clinician for a rule that asks for none",
        ),
        pytest.param(
            Damage(FILE, 'id = "treated"', 'id = "nothing_urgent"'),
            "nothing_urgent: this id stands more than once",
            id="one finding twice",
        ),
    ],
)
def test_a_fault_in_asking_again_is_named(tmp_path: Path, damage: Damage, fault: str) -> None:
    root = copy_of("screening", tmp_path)
    break_it(root, damage)
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert f"{FILE}: {fault}" in faults_of(reader)
