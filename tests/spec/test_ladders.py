"""How everything that a person takes into the plan grows and shrinks, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.activity import ActivityType
from backcoach.coach.ladder import Stint, climb, step_down
from tests.spec.activity.people import real_book, rows

BOOK = real_book()


def name(row: dict[str, Any]) -> str:
    return str(row["name"])


def stint(plain: list[int]) -> Stint:
    days, amount, load_kg, level = plain
    return Stint(days, amount, load_kg if load_kg >= 0 else None, level if level >= 0 else None)


def named(row: dict[str, Any]) -> ActivityType:
    one = BOOK.type(row["item"])
    assert one is not None
    return one


@pytest.mark.parametrize("row", rows("ladders.toml", "ladder"), ids=name)
def test_a_ladder_is_climbed_one_thing_at_a_time(row: dict[str, Any]) -> None:
    wanted = [stint(plain) for plain in row["rungs"]]
    reached = [wanted[0]]
    for _review in wanted[1:]:
        reached.append(climb(reached[-1], named(row), row["percent"], BOOK.parameters, row["top_level"])[0])

    assert reached == wanted


@pytest.mark.parametrize("row", rows("ladders.toml", "down"), ids=name)
def test_a_cut_lowers_one_thing_and_stops_at_the_floor(row: dict[str, Any]) -> None:
    wanted = [stint(plain) for plain in row["rungs"]]
    reached = [wanted[0]]
    for _review in wanted[1:]:
        reached.append(step_down(reached[-1], named(row), row["percent"], BOOK.parameters)[0])

    assert reached == wanted
