"""The activity rules over months of made-up diaries: what must hold does, and each check can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcoach.coach import review, weekplan
from backcoach.coach.frame import Frame
from backcoach.coach.review_rules import RULES
from backcoach.coach.values import Decision
from backcoach.coach.week import PlanItem
from tests.deep import issued, simulate
from tests.deep.checks import checks
from tests.deep.diaries import MUCH, SEED, STEADY, WORSENING, Shape
from tests.deep.simulate import PAGE, PEOPLE, SAMPLE, block, main, tally
from tests.deep.tally import Tally

Items = tuple[PlanItem, ...]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return simulate.simulate(SAMPLE, workers=1)


def wrong_with(tallies: dict[str, Tally], shape: Shape, one: Tally) -> str:
    """The names of the checks that are wrong when one shape comes out otherwise."""
    return "\n".join(check.name for check in simulate.wrong({**tallies, shape.name: one}))


def test_everything_is_as_it_should_be(tallies: dict[str, Tally]) -> None:
    assert [check.line() for check in checks(tallies) if not check.holds] == []
    assert all(one.counts["people"] == SAMPLE for one in tallies.values())


def test_the_page_says_what_comes_out_and_names_the_command(tallies: dict[str, Tally]) -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert "\n".join(block(SAMPLE, tallies)) in page, "python -m tests.deep.simulate --write"
    for number in (SAMPLE, PEOPLE):
        assert f"`python -m tests.deep.simulate {number}`, seed {SEED}:" in page
    assert "`make simulate`" in page


def test_without_the_rule_for_a_slow_rise_it_is_not_seen(
    tallies: dict[str, Tally], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "RULES", tuple(rule for rule in RULES if rule[0] != "drift_review"))
    blind = tally(WORSENING, SAMPLE)

    assert "seen by week 12" in wrong_with(tallies, WORSENING, blind)
    assert blind.share("progress") > tallies[WORSENING.name].share("progress") + 5


def test_a_review_that_steps_back_too_soon_is_seen(
    tallies: dict[str, Tally], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(issued.BOOK.parameters.review, step_back_rise=0.5)
    strict = replace(issued.BOOK, parameters=replace(issued.BOOK.parameters, review=limits))
    monkeypatch.setattr(issued, "BOOK", strict)

    assert "stepped back by chance" in wrong_with(tallies, STEADY, tally(STEADY, SAMPLE))


def test_without_the_caps_they_are_broken(tallies: dict[str, Tally], monkeypatch: pytest.MonkeyPatch) -> None:
    def anything(items: Items, _frame: Frame) -> Decision[Items]:
        return Decision(items, ())

    monkeypatch.setattr(weekplan, "within_caps", anything)
    wrong = wrong_with(tallies, MUCH, tally(MUCH, 2))

    assert "no week above 300 minutes" in wrong


@pytest.mark.parametrize(
    ("count", "name"),
    [
        ("above_go", "no go above 60 minutes"),
        ("above_rise", "no rise above 20 %"),
        ("empty_weeks", "no week without activity"),
        ("light_nothing", "keeps 1 at least"),
        ("light_no_walk", "never loses its walk"),
    ],
)
def test_one_case_is_enough_to_fail(tallies: dict[str, Tally], count: str, name: str) -> None:
    one = Tally()
    one.counts.update({"people": 1, count: 1})

    assert name in wrong_with(tallies, MUCH, one)


def test_the_script_ends_with_1_when_a_check_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulate, "simulate", lambda _number: {})
    monkeypatch.setattr(simulate, "block", lambda _number, _tallies: [""])
    monkeypatch.setattr(simulate, "wrong", lambda _tallies: [])
    assert main(["1"]) == 0

    monkeypatch.setattr(simulate, "wrong", lambda _tallies: ["a check"])
    assert main(["1"]) == 1
    capsys.readouterr()
