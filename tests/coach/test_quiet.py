"""Quiet hours hold over midnight, and over the nights in which the clock is changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.person import Waking
from backcoach.coach.quiet import USUAL, QuietHours, quiet_while_asleep

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("clock", "is_quiet"),
    [
        ("20:59", False),
        ("21:00", True),
        ("23:59", True),
        ("00:00", True),
        ("07:59", True),
        ("08:00", False),
        ("12:00", False),
    ],
)
def test_the_usual_quiet_hours_go_over_midnight(clock: str, is_quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{clock}+00:00")
    assert USUAL.holds_at(at) is is_quiet


@pytest.mark.parametrize(
    ("clock", "is_quiet"), [("12:59", False), ("13:00", True), ("14:29", True), ("14:30", False)]
)
def test_quiet_hours_within_a_day_end_on_it(clock: str, is_quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{clock}+00:00")
    assert QuietHours(time(13), time(14, 30)).holds_at(at) is is_quiet


def test_quiet_hours_that_begin_when_they_end_are_none() -> None:
    with pytest.raises(ValueError, match="different times"):
        QuietHours(time(8), time(8))


def test_who_said_when_they_sleep_has_quiet_from_bed_to_getting_up() -> None:
    assert quiet_while_asleep(Waking(time(7), time(0, 30))) == QuietHours(time(0, 30), time(7))


@pytest.mark.parametrize(
    ("quiet", "at", "is_quiet"),
    [
        # The clock goes from 02:00 to 03:00: an end in the hour that is left out is as long after 02:00.
        (QuietHours(time(21), time(2, 30)), "2026-03-29T01:15:00+00:00", True),
        (QuietHours(time(21), time(2, 30)), "2026-03-29T01:30:00+00:00", False),
        (QuietHours(time(2, 30), time(8)), "2026-03-29T00:30:00+00:00", True),
        (QuietHours(time(2, 30), time(8)), "2026-03-29T00:29:00+00:00", False),
        # The clock goes from 03:00 back to 02:00: what comes twice is quiet both times.
        (QuietHours(time(21), time(2, 30)), "2026-10-25T00:45:00+00:00", True),
        (QuietHours(time(21), time(2, 30)), "2026-10-25T01:29:00+00:00", True),
        (QuietHours(time(21), time(2, 30)), "2026-10-25T01:30:00+00:00", False),
        (QuietHours(time(2, 30), time(8)), "2026-10-25T00:30:00+00:00", True),
        (QuietHours(time(2, 30), time(8)), "2026-10-25T01:05:00+00:00", True),
    ],
)
def test_over_a_clock_change_the_quiet_hours_are_the_longer_ones(
    quiet: QuietHours, at: str, is_quiet: bool
) -> None:
    assert quiet.holds_at(datetime.fromisoformat(at).astimezone(BERLIN)) is is_quiet


@given(
    minutes=st.integers(0, 3 * 24 * 60),
    begins=st.times(),
    ends=st.times(),
    night=st.sampled_from(["2026-03-28T12:00:00+00:00", "2026-10-24T12:00:00+00:00"]),
)
def test_whatever_the_night_it_is_quiet_where_the_wall_says_so(
    minutes: int, begins: time, ends: time, night: str
) -> None:
    if begins == ends:
        return
    local = (datetime.fromisoformat(night) + timedelta(minutes=minutes)).astimezone(BERLIN)
    wall = local.time()
    by_wall = begins <= wall < ends if begins < ends else not ends <= wall < begins
    if by_wall:
        assert QuietHours(begins, ends).holds_at(local)
    elif (
        local.utcoffset()
        == (local - timedelta(hours=26)).utcoffset()
        == (local + timedelta(hours=26)).utcoffset()
    ):
        assert not QuietHours(begins, ends).holds_at(local)


def test_an_instant_of_utc_is_read_by_its_own_wall() -> None:
    assert USUAL.holds_at(datetime(2026, 11, 23, 22, tzinfo=UTC))
