from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.deep.kills import WORKS, Found, kill

KILLS = 200


def test_nothing_acknowledged_is_lost_when_the_program_is_killed_two_hundred_times(tmp_path: Path) -> None:
    found = kill(KILLS, tmp_path)
    print(found.line())  # noqa: T201 - the figures belong to the output

    assert found.faults == []
    assert found.kills == KILLS
    assert {work.name for work in WORKS if found.acknowledged[work.name] > KILLS // 20} == {
        work.name for work in WORKS
    }


def test_a_loss_is_counted_and_said() -> None:
    assert (
        Found(1, Counter(doses=2), ["lost"]).line() == "1 kills, 2 acknowledged entries, 1 losses or faults"
    )
