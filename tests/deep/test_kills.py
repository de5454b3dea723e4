from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.deep.kills import CALL, WORKS, Found, kill
from tests.deep.syscalls import why_not

KILLS = 200
SILENT = "an erasing"
"""The one kind of work that acknowledges no entry."""


def test_nothing_acknowledged_is_lost_when_the_program_is_killed_two_hundred_times(tmp_path: Path) -> None:
    found = kill(KILLS, tmp_path)
    print(found.line())  # noqa: T201 - the figures belong to the output

    assert found.faults == []
    assert found.kills == KILLS
    assert {name for name, number in found.acknowledged.items() if number} == {
        work.name for work in WORKS if work.name != SILENT
    }
    assert len(found.ways) == (2 if why_not() else 3)
    assert why_not() or {"pwrite64", "fdatasync", "openat", "unlink"} <= set(found.calls)


def test_a_loss_is_counted_and_said() -> None:
    found = Found(Counter({CALL: 1}), Counter(write=1), Counter(doses=2), ["lost"])

    assert found.line().endswith("1 kills (1 at calls), 2 acknowledged entries, 1 losses or faults")
