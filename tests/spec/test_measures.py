"""The tables of the measures, row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from backcoach.coach.measures import is_week_due, level_of, score_change, score_of
from tests.flows.people import real_book
from tests.spec.activity.people import MONDAY, rows

BOOK = real_book()


def table(key: str) -> pytest.MarkDecorator:
    def name(row: dict[str, Any]) -> str:
        return str(row.get("name", "-".join(str(value) for value in row.values())))

    return pytest.mark.parametrize("row", rows("measures.toml", key), ids=name)


@table("score")
def test_the_score_is_the_mean_of_all_numbers_and_nothing_with_one_missing(row: dict[str, Any]) -> None:
    values = tuple(None if one == "-" else float(one) for one in row["values"])
    assert score_of(values) == (None if row["score"] == "-" else row["score"])


@table("change")
def test_a_change_means_what_the_table_says(row: dict[str, Any]) -> None:
    limits = BOOK.activity.parameters.change
    found = score_change(BOOK.measures.measure(row["measure"]), row["before"], row["after"], limits)
    assert found.points == row["points"]
    assert (found.words.value if found.words else "-") == row["words"]
    assert found.is_low_start is row.get("low_start", False)


@table("due")
def test_peg_is_due_when_the_table_says_so(row: dict[str, Any]) -> None:
    last = None if row["last"] == "-" else MONDAY + timedelta(days=row["last"])
    today = MONDAY + timedelta(days=row["day"])
    assert is_week_due(BOOK.measures.measure("peg"), MONDAY, today, last) is row["due"]


@table("level")
def test_a_score_has_the_level_that_the_table_says(row: dict[str, Any]) -> None:
    found = level_of(BOOK.measures.measure(row["measure"]), row["score"])
    assert (found.text if found else "-") == row["text"]
