"""Whatever is changed in the dose guard, some row of the clinical tables notices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutation.guard import CHANGE_NOTHING, changes, holds, main, survivors, table


@pytest.mark.parametrize("row", table(), ids=lambda row: row["name"])
def test_every_row_holds_for_the_guard_as_it_is(row: dict[str, Any]) -> None:
    assert holds(row)


def test_any_change_of_the_guard_is_noticed_but_for_those_that_change_nothing() -> None:
    assert {one.key for one in survivors()} == set(CHANGE_NOTHING)


def test_every_limit_and_window_of_the_guard_is_among_what_is_changed() -> None:
    changed = {one.function for one in changes()}

    assert {"_blocks", "_locked_until", "_is_above_plan", "_window", "_own", "judge_taken"} <= changed
    checks = [one for one in changes() if one.function == "_blocks" and one.before.startswith("checks =")]
    assert len(checks) >= 5


def test_the_script_ends_well_and_says_how_many_it_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert (
        f"changes of the guard, {len(CHANGE_NOTHING)} change nothing, 0 survivors" in capsys.readouterr().out
    )
