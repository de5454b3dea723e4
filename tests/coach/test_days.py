"""Which day an instant belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.days import day_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        (datetime(2026, 11, 23, 4, 0, tzinfo=BERLIN), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 3, 59, 59, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2027, 1, 1, 1, 30, tzinfo=BERLIN), date(2026, 12, 31)),
    ],
)
def test_a_day_begins_at_four_in_the_morning_by_the_wall(wall: datetime, day: date) -> None:
    assert day_of(wall) == day


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        (datetime(2026, 3, 29, 3, 59, tzinfo=BERLIN), date(2026, 3, 28)),  # an hour is lost this night
        (datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 59, tzinfo=BERLIN), date(2026, 10, 24)),  # an hour comes twice
        (datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), date(2026, 10, 24)),
    ],
)
def test_a_clock_change_does_not_move_the_beginning_of_the_day(wall: datetime, day: date) -> None:
    assert day_of(wall) == day


def test_a_person_may_begin_the_day_at_another_time() -> None:
    assert day_of(datetime(2026, 11, 23, 5, 29, tzinfo=UTC), time(5, 30)) == date(2026, 11, 22)
    assert day_of(datetime(2026, 11, 23, 5, 30, tzinfo=UTC), time(5, 30)) == date(2026, 11, 23)
    assert day_of(datetime(2026, 11, 23, 0, 0, tzinfo=UTC), time(0, 0)) == date(2026, 11, 23)


@given(st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_the_day_is_the_calendar_day_or_the_one_before(wall: datetime) -> None:
    day = day_of(wall.replace(tzinfo=UTC))

    assert day == (wall.date() if wall.hour >= 4 else wall.date() - timedelta(days=1))
