"""When the clocks change, told for those who do not know a zone by its name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backcoach.share.zones import changes

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
ZONES = ("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Casablanca", "America/St_Johns")


def told(zone: str) -> list[tuple[str, float, float]]:
    found = changes(ZoneInfo(zone), FIRST, LAST)
    hour = timedelta(hours=1)
    return [(f"{one.on_wall:%d %b %H:%M}", one.before / hour, one.offset / hour) for one in found]


def test_each_change_is_told_by_the_clock_as_it_was_before() -> None:
    assert told("Europe/Berlin") == [
        ("01 Jan 01:00", 1, 1),
        ("29 Mar 02:00", 1, 2),
        ("25 Oct 03:00", 2, 1),
    ]
    assert told("Australia/Lord_Howe") == [
        ("01 Jan 11:00", 11, 11),
        ("05 Apr 02:00", 11, 10.5),
        ("04 Oct 02:00", 10.5, 11),
    ]


def test_a_zone_without_changes_tells_one_offset() -> None:
    assert told("Asia/Kolkata") == [("01 Jan 05:30", 5.5, 5.5)]


@pytest.mark.parametrize("name", ZONES)
def test_the_changes_give_the_offset_of_every_hour_of_a_year(name: str) -> None:
    zone = ZoneInfo(name)
    found = list(changes(zone, FIRST, LAST))
    at = FIRST
    while at < LAST:
        wall_before = [one for one in found if one.on_wall - one.before <= at.replace(tzinfo=None)]
        assert (wall_before or found[:1])[-1].offset == at.astimezone(zone).utcoffset(), at
        at += timedelta(hours=1)
