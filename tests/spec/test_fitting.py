"""What a plan is fitted to beside safety, row by row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from backcoach.coach.person import Fitting, MustDo, Profile
from backcoach.coach.week import ItemKind, WeekPlan
from backcoach.coach.weekplan import first_week
from tests.spec.activity.people import MONDAY, person, real_book, rows


def told(row: dict[str, Any], name: str) -> tuple[str, ...] | None:
    """A list of ids; None for what was not told."""
    text = str(row.get(name, "-"))
    return None if text == "-" else tuple(text.split())


def task_of(row: dict[str, Any]) -> MustDo | None:
    """The must-do task: its kind and how well it goes, "?" where that is not known."""
    kind, *ability = told(row, "task") or ("",)
    return MustDo(kind, "", None if ability == ["?"] else int(ability[0])) if kind else None


def somebody(row: dict[str, Any]) -> Profile:
    """The person of a row."""
    return person(
        row["days"],
        age_years=row.get("age", 40),
        likes=told(row, "likes") or (),
        modifiers=told(row, "modifiers") or (),
        walk_minutes=row.get("walked"),
        work=row.get("work", "none"),
        fitting=Fitting(told(row, "equipment"), told(row, "free"), task_of(row), row.get("eases")),
    )


def days_of(week: WeekPlan, id_: str) -> list[date]:
    """The days on which an item stands."""
    return [day for item in week.items if item.id == id_ for day in item.days]


@pytest.mark.parametrize("row", rows("fitting.toml", "week"), ids=lambda row: str(row["name"]))
def test_a_first_week_is_fitted_to_what_was_told(row: dict[str, Any]) -> None:
    week = first_week(somebody(row), MONDAY, real_book())

    assert " ".join(one.id for one in week.items if one.kind is ItemKind.EXERCISE) == row["exercises"]
    walk = week.latest("walk")
    assert walk is not None
    assert row.get("walks", [walk.amount, walk.times_per_day]) == [walk.amount, walk.times_per_day]
    for id_, days in row.get("on", {}).items():
        assert " ".join(f"{day:%a}".lower() for day in days_of(week, id_)) == days
    assert row.get("of_the_week", "") in {"", *(reason.rule for reason in week.reasons)}
    for id_, rule in row.get("rules", {}).items():
        assert rule in [reason.rule for reason in week.reasons_for(id_)]
