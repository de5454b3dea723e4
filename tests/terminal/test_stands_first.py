"""While something grave stands, whatever is typed begins with where to go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.keyboard import NOW, run

EMERGENCY = "Get emergency help now: call 111 or go to the emergency department."
POISON = "Get poison advice now: National Poisons Centre (0800 764 766)."


def env(home: Path, now: str = NOW) -> dict[str, str]:
    return {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now, "TZ": "UTC"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("dose paracetamol 500", 4),
        ("dose paracetamol 500 --check", 4),
        ("flare --today", 12),
        ("flare --again", 2),
        ("pause --for holiday", 12),
        ("review", 12),
        ("goals", 12),
    ],
)
def test_whatever_is_refused_where_to_go_comes_first(in_emergency: Path, line: str, code: int) -> None:
    """Without a plan the code is that of the result: it is not to begin anew."""
    done = run(*line.split(), env=env(in_emergency))
    assert done.stderr.startswith(EMERGENCY)
    assert "backcoach start" not in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize(
    ("line", "code"), [("pause --for holiday", 4), ("flare --today", 4), ("dose paracetamol 500", 4)]
)
def test_a_plan_that_rests_for_a_grave_sign_is_not_paused_nor_halved(
    with_plan: Path, line: str, code: int
) -> None:
    assert run("log", "--flag", "ces_saddle_numb=not_sure", env=env(with_plan)).returncode == 12
    done = run(*line.split(), env=env(with_plan))
    assert done.returncode == code
    assert done.stderr.startswith(EMERGENCY)
    assert "waits" not in done.stdout


def test_a_flare_up_told_in_an_emergency_shows_where_to_go_and_records_nothing(with_plan: Path) -> None:
    run("log", "--flag", "ces_saddle_numb=not_sure", env=env(with_plan))
    before = run("history", env=env(with_plan)).stdout
    done = run("flare", env=env(with_plan))
    assert done.returncode == 12
    assert EMERGENCY in done.stdout
    assert run("history", env=env(with_plan)).stdout == before


@pytest.mark.parametrize("word", ["next", "vomited"])
def test_after_an_overdose_every_form_of_dose_shows_where_to_go(with_plan: Path, word: str) -> None:
    assert run("dose", "paracetamol", "5000", "--taken", env=env(with_plan)).returncode == 12
    done = run("dose", word, env=env(with_plan))
    assert done.returncode == 12
    assert done.stdout.lstrip().startswith(POISON)
    for comfort in ("next dose", "You can stop any day", "Ask a pharmacist"):
        assert comfort not in done.stdout


def test_a_document_of_a_dose_that_came_up_waits_for_no_next_one(with_plan: Path) -> None:
    run("dose", "paracetamol", "5000", "--taken", env=env(with_plan))
    done = run("dose", "vomited", "--json", env=env(with_plan))
    assert '"rule": "dose_vomited_resting"' in done.stdout
