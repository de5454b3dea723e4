"""The page of `make bench`: ratios beside their limits, and a plain word where one is missed."""

from __future__ import annotations

import sys

import pytest

from tests.bench.__main__ import BARS, FIRST_PROMPT, LINES, NAME, page
from tests.bench.costs import Cost, Job, floor, measure, middle, run
from tests.bench.peers import ADD

FLOOR = Cost(0.01, 0.01, 8.0)


def costs(log: float, many: float = 0.04) -> dict[Job, Cost]:
    """What would have been measured: each command at 0.02 s, but `log`."""
    found = {floor(): FLOOR, Job("jrnl", ADD, 10, ()): Cost(0.2, 0.2, 20.0)}
    for entries, cost in ((10, log), (100_000, many)):
        for what in (*LINES, FIRST_PROMPT):
            seconds = cost if what == "log" else 0.02
            found[Job(NAME, what, entries, ())] = Cost(seconds, seconds, 15.0)
    return found


def row(lines: list[str], begin: str) -> str:
    return next(line for line in lines if line.startswith(f"| {begin} |"))


def test_a_ratio_within_its_limit_and_one_above_it() -> None:
    lines = list(page(costs(0.04), 9))
    assert row(lines, "`log`") == "| `log` | 4.00 F | 4.5 F |  |"
    assert row(lines, "`log` beside jrnl") == "| `log` beside jrnl | 0.20 times | 0.4 times |  |"
    lines = list(page(costs(0.05, 0.06), 9))
    assert row(lines, "`log`") == "| `log` | 5.00 F | 4.5 F | falls short |"
    assert row(lines, "`log` at 100,000 beside 10").endswith("| 1.20 times | 1.1 times | falls short |")


def test_every_limit_and_every_line_stands_there_and_what_was_not_measured_is_a_dot() -> None:
    text = "\n".join(page(costs(0.04), 9))
    assert all(f"| `{bar.what}` |" in text for bar in BARS)
    assert all(f"| {NAME} {what} |" in text for what in LINES)
    assert f"| jrnl {ADD} | 20.0 (20.0; 20) | . |" in text
    assert "watson" not in text


def test_programs_are_started_in_turns_and_one_that_fails_is_no_fast_one() -> None:
    again = Job("again", "start", 0, (sys.executable, "-c", "pass"))
    found = measure([floor(), again], 2)
    assert set(found) == {floor(), again}
    assert all(cost.wall > 0 and cost.memory > 1 for cost in found.values())
    with pytest.raises(RuntimeError, match="no no ended with 3"):
        run(Job("no", "no", 0, (sys.executable, "-c", "raise SystemExit(3)")))


def test_the_middle_is_taken_of_each_figure() -> None:
    assert middle([Cost(1, 9, 5), Cost(2, 7, 6), Cost(3, 8, 4)]) == Cost(2, 8, 5)
