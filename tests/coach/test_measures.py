"""What a look back measures, and what cannot be an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.measures import Measured, due_measures, refuse_values
from tests.flows.people import real_book
from tests.spec.activity.people import MONDAY

BOOK = real_book().measures
WEEKLY = ("pain_recalled", "sleep", "distress", "work_hours")


def due(day: int, told: frozenset[str] = frozenset(), **asked: int) -> list[str]:
    last = {id_: MONDAY + timedelta(days=number) for id_, number in asked.items()}
    return [one.id for one in due_measures(BOOK, MONDAY, MONDAY + timedelta(days=day), last, told)]


def test_where_the_three_numbers_are_asked_the_pain_of_the_week_is_not_asked_twice() -> None:
    assert due(14, peg=0) == ["peg", "sleep", "distress", "work_hours"]
    assert due(14, peg=8) == ["peg", "sleep", "distress", "work_hours"]
    assert due(21, peg=14) == list(WEEKLY)


def test_the_three_numbers_of_this_week_stand_for_the_pain_of_the_week() -> None:
    assert due(20, peg=14) == ["sleep", "distress", "work_hours"]


def test_what_the_days_told_is_not_asked() -> None:
    assert due(7, frozenset(WEEKLY), peg=0) == []
    assert due(7, frozenset({"sleep"}), peg=0) == ["pain_recalled", "distress", "work_hours"]


@pytest.mark.parametrize("values", [(), (-0.5,), (6.3,), (None, -1.0)])
def test_numbers_below_nought_or_between_halves_are_no_answer(values: tuple[float | None, ...]) -> None:
    with pytest.raises(ValueError, match="whole or"):
        Measured("peg", values)


@pytest.mark.parametrize(
    ("id_", "values", "fault"),
    [
        ("peg", (7.0, 6.0), "it takes 3 numbers"),
        ("peg", (7.0, 6.0, 10.5), "from 0 to 10"),
        ("peg", (7.0, None, 6.2), "whole or .5"),
        ("sleep", (7.0, 6.0), "it takes one number"),
        ("work_hours", (80.5,), "from 0 to 80"),
    ],
)
def test_numbers_that_a_measure_cannot_have_are_refused(
    id_: str, values: tuple[float | None, ...], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        refuse_values(BOOK.measure(id_), values)


@pytest.mark.parametrize(
    ("id_", "values"), [("peg", (0.0, 10.0, 6.5)), ("peg", (None, None, None)), ("work_hours", (37.5,))]
)
def test_numbers_that_a_measure_can_have_are_taken(id_: str, values: tuple[float | None, ...]) -> None:
    refuse_values(BOOK.measure(id_), values)
    assert Measured(id_, values).values == values
