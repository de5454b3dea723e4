"""The tables of endings and returns, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from backcoach.coach.coming_back import Back, comes_back
from backcoach.coach.done import DoneAmount
from backcoach.coach.person import OwnActivity
from backcoach.coach.recovery import BoutSoFar, Ending, LookBack, endings, recovered_on
from backcoach.coach.staying_well import steps_to_goal
from backcoach.coach.values import Decision
from backcoach.coach.week import DayRecord
from backcoach.coach.weekplan import first_week
from tests.flows.people import real_book
from tests.spec.activity.people import MONDAY, days_from, person, rows, walking_week

BOOK = real_book().recovery


def table(key: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows("recovery.toml", key), ids=lambda row: str(row["name"]))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def own(levels: list[int]) -> tuple[OwnActivity, ...]:
    return tuple(OwnActivity(f"activity {place}", level) for place, level in enumerate(levels))


def ending(bout: BoutSoFar, which: Ending) -> Decision[bool]:
    return dict(endings(bout, BOOK))[which]


@table("recovered")
def test_pain_has_gone_when_the_table_says_so(row: dict[str, Any]) -> None:
    today = day(row.get("today", len(row["pain"])) - 1)
    found = recovered_on(days_from(MONDAY, row["pain"]), today, BOOK)
    assert found.value == (day(row["since"] - 1) if row["since"] else None)
    assert found.reasons[0].rule == ("recovery_pain" if row["since"] else "recovery_pain_open")


@table("function")
def test_daily_life_is_back_when_the_table_says_so(row: dict[str, Any]) -> None:
    scores = row.get("function", [])
    days = tuple(
        DayRecord(day(place - len(scores) + 1), function=None if score == "-" else score)
        for place, score in enumerate(scores)
    )
    wanted = tuple(f"Activity {place}" for place in range(row.get("wanted", len(row["own"]))))
    held = LookBack(MONDAY - timedelta(days=row.get("days_ago", 0)), own(row["own"]))
    found = ending(BoutSoFar(MONDAY, days, wanted, held), Ending.FUNCTION)
    assert (found.value, found.reasons[0].rule) == (row["is_met"], row["rule"])


@table("over")
def test_a_bout_is_over_when_the_table_says_so(row: dict[str, Any]) -> None:
    scores = [sign if sign == "-" else float(sign) for sign in "".join(row["weeks"])]
    bout = BoutSoFar(day(len(scores) - 1), days_from(MONDAY, scores), ())
    found = ending(bout, Ending.OVER)
    assert found.value is (row["quiet"] == 4)
    assert ("quiet_weeks", str(row["quiet"])) in found.reasons[0].inputs


@table("back")
def test_a_return_is_what_the_table_says(row: dict[str, Any]) -> None:
    pairs = (one.split() for one in row["logged"])
    days = tuple(DayRecord(day(int(number)), pain_average=float(score)) for number, score in pairs)
    found = comes_back(Back(MONDAY, day(row["onset"]), day(row["today"]), own(row["own"]), days), BOOK)
    assert (found.value.value, found.reasons[0].rule) == (row["value"], row["rule"])
    assert found.value.starts_lower is (row["value"] != "reopened")


@table("again")
def test_the_first_amount_of_a_new_bout_is_what_the_table_says(row: dict[str, Any]) -> None:
    reached = (DoneAmount("walk", row["reached"]),) if "reached" in row else ()
    somebody = person(days_since_onset=20, walk_minutes=row.get("managed"))
    week = first_week(somebody, MONDAY, real_book().activity, reached)
    walk = week.latest("walk")
    assert walk is not None
    assert walk.amount == row["minutes"]
    assert row["rule"] in [reason.rule for reason in week.reasons_for("walk")]


@table("steps")
def test_walks_grow_by_the_steps_of_a_review_and_end_at_the_goal(row: dict[str, Any]) -> None:
    week = walking_week(minutes=row["minutes"], times_per_day=row.get("times", 1))
    steps = steps_to_goal(week.items[0], person(age_years=row.get("age", 40)), real_book().activity)
    assert list(steps) == row["steps"]
    assert len(steps) - 1 <= BOOK.limits.by_weeks
