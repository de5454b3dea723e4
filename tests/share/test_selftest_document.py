"""`selftest`: its document and its screen, from the shipped content and from content with a lowered rule."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backcoach.coach.cases import CaseGroup
from backcoach.coach.triage import URGENCIES
from backcoach.handbook.faults import find_content
from backcoach.terminal.commands.selftest import FAILED, NEXT
from backcoach.terminal.screens.selftest import FLATTERS, NOT_CHECKED
from tests.handbook.museum import Damage, break_it
from tests.share.machine import Machine, Ran, faults, schema

ROOT = Path(__file__).parents[2]
PASSED, OUR_FAULT = 0, 1
LOWERED = Damage(
    "screening/rules_emergency_signs.toml",
    'id = "R05_AAA_MIMIC_60"\nlevel = "emergency_now"',
    'id = "R05_AAA_MIMIC_60"\nlevel = "same_day"',
)
RAISED = Damage(
    "screening/rules_emergency_signs.toml",
    'id = "R06_SUDDEN_60"\nlevel = "same_day"',
    'id = "R06_SUDDEN_60"\nlevel = "emergency_now"',
)
Installed = Callable[..., Ran]


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    """Runs a copy of the whole program whose content was damaged."""

    def run(damages: tuple[Damage, ...], *arguments: str) -> Ran:
        place = tmp_path / "installed"
        shutil.copytree(ROOT / "backcoach", place / "backcoach")
        shutil.copytree(find_content(), place / "content")
        break_it(place / "content", *damages)
        command = [sys.executable, "-m", "backcoach", *arguments]
        env = os.environ | {"PYTHONPATH": str(place), "COLUMNS": "80"}
        done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_the_self_test_of_the_shipped_content_passes(machine: Machine, home: Path) -> None:
    document = machine.run("selftest", "--json").fits("selftest")
    assert document["passed"] is True
    assert document["status"] == "draft"
    assert document["cases"] == document["exact"] > 300
    assert document["under"] == document["over"] == document["emergencies_missed"] == 0
    assert 0 < document["ordinary_above_routine"] < document["ordinary"] / 10
    assert document["elsewhere"] == []
    assert document["below_first_thought"]
    assert not home.exists()


def test_the_table_adds_up(machine: Machine) -> None:
    document = machine.run("selftest", "--json").document
    rows: dict[str, Any] = document["table"]
    assert tuple(rows) == URGENCIES
    assert sum(sum(row.values()) for row in rows.values()) == document["cases"]
    assert rows["emergency_now"]["emergency_now"] == document["emergencies"]


def test_the_schema_knows_every_urgency_and_group_and_refuses_less(machine: Machine) -> None:
    document = machine.run("selftest", "--json").document
    assert set(schema("selftest")["properties"]["table"]["required"]) == set(URGENCIES)
    groups = schema("selftest")["$defs"]["case"]["properties"]["group"]["enum"]
    assert groups == [group.value for group in CaseGroup]
    for name in document:
        assert faults("selftest", {key: value for key, value in document.items() if key != name}), name
    assert faults("selftest", document | {"miss_limit": 0})


def test_a_lowered_rule_fails_the_self_test_of_an_installation(installed: Installed) -> None:
    ran = installed((LOWERED,), "selftest", "--json")
    document = ran.fits("selftest", OUR_FAULT)
    assert document["passed"] is False
    assert document["under"] == document["under_by_steps"][1] == document["emergencies_missed"] == 2
    assert document["miss_limit"] is None
    assert {one["number"] for one in document["elsewhere"]} == {46, 301}
    assert spaced(ran.err) == f"{FAILED} {NEXT}"


def test_the_screen_names_who_went_elsewhere_and_what_to_do(installed: Installed) -> None:
    ran = installed((LOWERED, RAISED), "selftest")
    said = spaced(ran.out)
    assert ran.code == OUR_FAULT
    assert "Sent too low: 2 (steps: 2 by 1)." in said
    assert "46 First colic ever at 68: should go to emergency now, went to same day" in said
    assert "Emergencies missed: 2 of " in said
    assert "95 % limit" not in said
    assert spaced(ran.err) == f"{FAILED} {NEXT}"


def test_the_screen_says_how_little_it_proves(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ran = machine.run("selftest")
    said = spaced(ran.out)
    assert ran.code == PASSED
    assert ran.err == ""
    assert NOT_CHECKED in said
    assert FLATTERS in said
    assert "Sent too low: 0. Sent too high: 0." in said
    assert "95 % limit" in said
    assert "Ordinary back pain sent above routine:" in said
    assert "Went elsewhere" not in said
    assert max(map(len, ran.out.splitlines())) <= 60


def test_a_case_that_is_wrong_stops_the_self_test_and_the_content_check(installed: Installed) -> None:
    wrong = Damage("cases/ordinary.toml", 'answers = "', 'answers = "moon=y, ')
    ran = installed((wrong,), "selftest")
    assert (ran.code, ran.out) == (OUR_FAULT, "")
    assert "cases/ordinary.toml" in ran.err
    assert "'moon' is not a question" in ran.err


def test_the_content_check_looks_at_the_cases_too(machine: Machine, tmp_path: Path) -> None:
    content = Path(shutil.copytree(find_content(), tmp_path / "content"))
    break_it(content, Damage("cases/ordinary.toml", "weeks = ", 'weeks = "long" #'))
    ran = machine.run("content", "check", str(content))
    assert ran.code == 2
    assert "cases/ordinary.toml" in ran.err
    sound = machine.run("content", "check")
    assert " triage cases, " in spaced(sound.out)
