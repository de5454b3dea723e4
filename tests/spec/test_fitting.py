"""What a plan is fitted to beside safety, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from backcoach.coach.person import Fitting, Profile
from backcoach.coach.week import ItemKind
from backcoach.coach.weekplan import first_week
from tests.spec.activity.people import MONDAY, person, real_book, rows


def told(row: dict[str, Any], name: str) -> tuple[str, ...] | None:
    """A list of ids; None for what was not told."""
    text = str(row.get(name, "-"))
    return None if text == "-" else tuple(text.split())


def somebody(row: dict[str, Any]) -> Profile:
    """The person of a row."""
    return person(
        row["days"],
        age_years=row.get("age", 40),
        likes=told(row, "likes") or (),
        modifiers=told(row, "modifiers") or (),
        fitting=Fitting(equipment=told(row, "equipment")),
    )


@pytest.mark.parametrize("row", rows("fitting.toml", "week"), ids=lambda row: str(row["name"]))
def test_a_first_week_is_fitted_to_what_was_told(row: dict[str, Any]) -> None:
    week = first_week(somebody(row), MONDAY, real_book())

    assert " ".join(one.id for one in week.items if one.kind is ItemKind.EXERCISE) == row["exercises"]
    for id_, rule in row["rules"].items():
        assert rule in [reason.rule for reason in week.reasons_for(id_)]
