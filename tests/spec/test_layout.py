"""How a day and a course are laid out, against tables: time awake, days by cap, and clock times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from backcoach.coach.course_layout import course_days, daily_times
from backcoach.coach.person import Waking
from tests.spec.tables import rows

WINDOWS = rows("medicine/layout.toml", "window")
CAPS = rows("medicine/layout.toml", "cap")
EXAMPLES = rows("medicine/layout.toml", "example")
ANY_DAY = date(2026, 11, 23)
MOST_AWAKE_HOURS = 23


def awake(hours: int, minutes: int = 0) -> Waking:
    """Waking at midnight for so long."""
    bed = datetime.combine(ANY_DAY, time()) + timedelta(hours=hours, minutes=minutes)
    return Waking(time(), bed.time())


@pytest.mark.parametrize("row", WINDOWS, ids=lambda row: f"{row['doses']}x{row['gap']}h")
def test_as_many_doses_are_planned_as_the_time_awake_holds(row: dict[str, Any]) -> None:
    shortest = row.get("awake")
    if shortest is None:
        assert len(daily_times(awake(MOST_AWAKE_HOURS, 59), row["doses"], row["gap"], 12)) < row["doses"]
        return
    assert len(daily_times(awake(shortest), row["doses"], row["gap"], 12)) == row["doses"]
    assert len(daily_times(awake(shortest - 1, 59), row["doses"], row["gap"], 12)) == row["doses"] - 1


@pytest.mark.parametrize("row", CAPS, ids=lambda row: f"{row['wanted']} of {row['cap']}")
def test_the_days_of_a_course_follow_from_its_cap(row: dict[str, Any]) -> None:
    days = course_days(row["cap"], row["wanted"])
    found = f"{days.regular}+{days.step_1}+{days.step_2}" if days else None
    assert found == row.get("days")


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['doses']}x{row['gap']}h {row['wake']}")
def test_the_doses_of_a_day_stand_at_these_times(row: dict[str, Any]) -> None:
    waking = Waking(time.fromisoformat(row["wake"]), time.fromisoformat(row["bed"]))
    wake = datetime.combine(ANY_DAY, waking.wake)
    times = daily_times(waking, row["doses"], row["gap"], row["longest"])
    clocks = [f"{wake + timedelta(minutes=one):%H:%M}" for one in times]
    assert clocks == row["times"].split()
