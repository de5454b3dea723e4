"""Made-up people who drift and forget: with the guard no limit breaks, and the page says what was counted."""

from __future__ import annotations

import pytest

from tests.coach import legality
from tests.deep.population import PAGE, SAMPLE, Tally, block, main, people, simulate, with_guard


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return simulate(SAMPLE)


def test_with_the_guard_nobody_breaks_a_limit_and_without_it_many_do(tallies: dict[str, Tally]) -> None:
    counts = tallies["all"].counts

    assert counts["people"] == SAMPLE
    assert counts["broken"] == 0
    assert counts["taken"] > 0.8 * counts["comes"]
    assert counts["alone_people"] > SAMPLE / 2
    assert counts["alone_overdose"] > 0


def test_the_page_says_what_is_counted(tallies: dict[str, Tally]) -> None:
    is_there = "\n".join(block(SAMPLE, tallies)) in PAGE.read_text(encoding="utf-8")
    assert is_there, "python -m tests.deep.population --write"


def test_somebody_who_asks_takes_nothing_that_is_refused() -> None:
    for person in people(20):
        taken = with_guard(person)
        assert taken
        assert len(taken) <= len(person.comes)
        assert legality.taken_faults(person.pack, person.own, taken) == []


def test_the_script_ends_well_only_while_no_limit_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["20"]) == 0
    assert "20 people, seed" in capsys.readouterr().out
