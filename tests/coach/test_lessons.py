"""Lessons, relaxation scripts and figures that contradict themselves cannot be built."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.lessons import LessonPace, Need, Topic
from backcoach.coach.relaxation import Block, Relaxation, Step
from tests.coach.learning import BOOK

WORDS: dict[str, Any] = {"id": "t", "title": "T", "text": ("a",), "sources": ("D",), "group": "back"}


def topic(**said: Any) -> Topic:
    return Topic(**WORDS, part="reassurance", evidence="none", **({"from_day": 5} | said))


@pytest.mark.parametrize(
    "said",
    [
        {"from_day": -1},
        {"needs": (Need.FLARE,)},
        {"need_from_day": 2},
        {"needs": (Need.FLARE,), "need_from_day": -1},
        {"needs": (Need.FLARE,), "need_from_day": 6},
        {"only_with_need": True},
    ],
)
def test_a_lesson_whose_days_or_needs_contradict_each_other_cannot_be_built(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"day|need"):
        topic(**said)


def test_a_lesson_may_be_for_those_who_need_it_alone() -> None:
    assert topic(needs=(Need.FLARE,), need_from_day=5, only_with_need=True).only_with_need
    assert BOOK.topic("no such lesson") is None


@pytest.mark.parametrize("figures", [(0, 3, 2, 21), (14, 0, 2, 21), (14, 3, 0, 21), (14, 3, 2, 0)])
def test_a_pace_without_an_end_cannot_be_built(figures: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        LessonPace(*figures, sources=("D",))


@pytest.mark.parametrize(("seconds", "text"), [(0, "a"), (121, "a"), (5, " "), (1, "one two three four")])
def test_a_step_that_nobody_can_read_in_its_time_cannot_be_built(seconds: int, text: str) -> None:
    with pytest.raises(ValueError, match="second"):
        Step(seconds, text)


@pytest.mark.parametrize(("steps", "times"), [((), 1), ((Step(5, "a"),), 0)])
def test_a_block_without_a_step_or_a_turn_cannot_be_built(steps: tuple[Step, ...], times: int) -> None:
    with pytest.raises(ValueError, match="at least once"):
        Block(steps, times)


@pytest.mark.parametrize(("least", "most"), [(61, 90), (30, 59)])
def test_a_script_whose_steps_do_not_fit_its_length_cannot_be_built(least: int, most: int) -> None:
    block = Block((Step(10, "in"), Step(20, "out")), times=2)
    with pytest.raises(ValueError, match="60 seconds"):
        Relaxation("r", "R", "b", least, most, "daily", ("sit",), "none", (block,), ("D",))


@pytest.mark.parametrize("script", BOOK.relaxations, ids=lambda one: one.id)
def test_the_lines_of_a_script_follow_each_other_until_its_end(script: Relaxation) -> None:
    lines = list(script.timeline())
    ends = [at + step.seconds for at, step in lines]
    assert [at for at, _ in lines] == [0, *ends[:-1]]
    assert ends[-1] == script.seconds
