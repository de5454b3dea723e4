"""Which day an instant belongs to, through clock changes, travel and the ends of years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backcoach.coach.days import (
    DAY_START,
    MIDNIGHT,
    calendar_day,
    calendar_day_for,
    day_of,
    instant_of_wall,
    wall_day,
)

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
NEW_YORK, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
LORD_HOWE, BEIRUT = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Beirut")
ZONES = (BERLIN, AUCKLAND, NEW_YORK, TOKYO, LORD_HOWE, BEIRUT, ZoneInfo("America/Havana"), ZoneInfo("UTC"))
STARTS = tuple(time(half // 2, half % 2 * 30) for half in range(25))


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        (datetime(2026, 11, 23, 4, 0, tzinfo=BERLIN), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 3, 59, 59, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 0, 1, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=BERLIN), date(2026, 11, 22)),
        (datetime(2027, 1, 1, 1, 30, tzinfo=BERLIN), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 4, 0, tzinfo=BERLIN), date(2027, 1, 1)),
        (datetime(2028, 2, 29, 3, 59, tzinfo=BERLIN), date(2028, 2, 28)),
        (datetime(2028, 3, 1, 3, 59, tzinfo=BERLIN), date(2028, 2, 29)),
        (datetime(2027, 3, 1, 3, 59, tzinfo=BERLIN), date(2027, 2, 28)),
    ],
)
def test_a_day_begins_at_four_in_the_morning_by_the_wall(wall: datetime, day: date) -> None:
    assert day_of(wall, DAY_START) == day


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        (datetime(2026, 3, 29, 3, 59, tzinfo=BERLIN), date(2026, 3, 28)),  # an hour is lost this night
        (datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 59, tzinfo=BERLIN), date(2026, 10, 24)),  # an hour comes twice
        (datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), date(2026, 10, 24)),
        (datetime(2026, 9, 27, 3, 59, tzinfo=AUCKLAND), date(2026, 9, 26)),
        (datetime(2026, 9, 27, 4, 0, tzinfo=AUCKLAND), date(2026, 9, 27)),
        (datetime(2026, 4, 5, 2, 30, tzinfo=AUCKLAND, fold=1), date(2026, 4, 4)),
        (datetime(2026, 10, 4, 4, 0, tzinfo=LORD_HOWE), date(2026, 10, 4)),  # half an hour
        (datetime(2026, 4, 5, 1, 45, tzinfo=LORD_HOWE, fold=1), date(2026, 4, 4)),
    ],
)
def test_a_clock_change_does_not_move_the_beginning_of_the_day(wall: datetime, day: date) -> None:
    assert day_of(wall, DAY_START) == day


def test_a_person_may_begin_the_day_at_another_time() -> None:
    assert day_of(datetime(2026, 11, 23, 5, 29, tzinfo=UTC), time(5, 30)) == date(2026, 11, 22)
    assert day_of(datetime(2026, 11, 23, 5, 30, tzinfo=UTC), time(5, 30)) == date(2026, 11, 23)
    assert day_of(datetime(2026, 11, 23, 0, 0, tzinfo=UTC), time(0, 0)) == date(2026, 11, 23)


def test_a_day_may_begin_before_midnight_where_the_middle_of_a_sleep_says_so() -> None:
    assert day_of(datetime(2026, 11, 22, 22, 0, tzinfo=UTC), timedelta(hours=-2)) == date(2026, 11, 23)
    assert day_of(datetime(2026, 11, 22, 21, 59, tzinfo=UTC), timedelta(hours=-2)) == date(2026, 11, 22)


def test_a_day_that_has_begun_is_not_left_where_the_clock_goes_back_over_its_beginning() -> None:
    begins = time(2, 30)
    before = datetime(2026, 10, 25, 2, 29, tzinfo=BERLIN)
    assert day_of(before, begins) == date(2026, 10, 24)
    assert day_of(before.replace(minute=30), begins) == date(2026, 10, 25)
    assert day_of(before.replace(fold=1), begins) == date(2026, 10, 25)


def test_the_calendar_day_goes_from_midnight_to_midnight_where_the_person_is() -> None:
    late = datetime(2026, 11, 23, 4, 59, tzinfo=UTC)
    assert calendar_day(late, NEW_YORK) == date(2026, 11, 22)
    assert calendar_day(late + timedelta(minutes=1), NEW_YORK) == date(2026, 11, 23)


def test_a_wall_time_without_a_place_has_its_day_too() -> None:
    assert wall_day(datetime(2026, 11, 23, 3, 59), DAY_START) == date(2026, 11, 22)  # noqa: DTZ001


def test_a_clock_time_before_the_day_begins_is_of_the_night_after_it() -> None:
    on = date(2026, 12, 31)
    assert calendar_day_for(on, time(3, 59), DAY_START) == date(2027, 1, 1)
    assert calendar_day_for(on, time(4, 0), DAY_START) == on
    assert calendar_day_for(on, time(0, 0), MIDNIGHT) == on


@pytest.mark.parametrize(
    ("now", "clock", "instant"),
    [
        # 02:30 comes twice: at 00:30 and at 01:30 UTC. The later one, unless it is still to come.
        (datetime(2026, 10, 25, 8, 0, tzinfo=BERLIN), time(2, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (
            datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1),
            time(2, 30),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),
        (datetime(2026, 10, 25, 8, 0, tzinfo=BERLIN), time(4, 30), datetime(2026, 10, 25, 3, 30, tzinfo=UTC)),
    ],
)
def test_of_a_time_that_comes_twice_it_is_the_later_one_that_is_not_to_come(
    now: datetime, clock: time, instant: datetime
) -> None:
    assert instant_of_wall(date(2026, 10, 25), clock, now) == instant


def test_a_time_that_the_night_leaves_out_is_as_long_after_its_beginning() -> None:
    now = datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN)
    assert instant_of_wall(date(2026, 3, 29), time(2, 30), now) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
NIGHTS = st.sampled_from(
    [
        datetime(2026, 3, 28, 20, tzinfo=UTC),
        datetime(2026, 10, 24, 20, tzinfo=UTC),
        datetime(2026, 4, 4, 10, tzinfo=UTC),
        datetime(2026, 9, 26, 10, tzinfo=UTC),
        datetime(2026, 10, 3, 12, tzinfo=UTC),
    ]
)
"""When a night with a clock change begins, in one zone or another."""

NEAR_CHANGES = st.builds(lambda at, minutes: at + timedelta(minutes=minutes), NIGHTS, st.integers(0, 720))
ANY = st.one_of(INSTANTS, NEAR_CHANGES)


@given(one=ANY, minutes=st.integers(0, 3000), zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS))
@example(one=datetime(2026, 10, 25, 0, 45, tzinfo=UTC), minutes=20, zone=BERLIN, start=time(2, 30))
@example(one=datetime(2026, 4, 4, 14, 50, tzinfo=UTC), minutes=20, zone=LORD_HOWE, start=time(2, 0))
def test_a_later_instant_never_has_an_earlier_day(
    one: datetime, minutes: int, zone: tzinfo, start: time
) -> None:
    later = one + timedelta(minutes=minutes)
    assert day_of(one.astimezone(zone), start) <= day_of(later.astimezone(zone), start)


@given(at=ANY, zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS))
def test_the_day_is_the_calendar_day_or_the_one_before(at: datetime, zone: tzinfo, start: time) -> None:
    local = at.astimezone(zone)
    assert local.date() - day_of(local, start) in (timedelta(0), timedelta(days=1))
    assert calendar_day(at, zone) == local.date()


@given(at=ANY, zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS))
def test_every_instant_has_one_day_however_it_is_written(at: datetime, zone: tzinfo, start: time) -> None:
    there_and_back = at.astimezone(TOKYO).astimezone(zone)
    assert day_of(at.astimezone(zone), start) == day_of(there_and_back, start)


@given(at=ANY, zone=st.sampled_from(ZONES), clock=st.times())
def test_the_instant_of_a_wall_time_is_one_that_shows_it_or_follows_a_lost_hour(
    at: datetime, zone: tzinfo, clock: time
) -> None:
    now = at.astimezone(zone)
    found = instant_of_wall(now.date(), clock, now).astimezone(zone)
    assert (
        timedelta(0) <= found.replace(tzinfo=None) - datetime.combine(now.date(), clock) <= timedelta(hours=1)
    )
