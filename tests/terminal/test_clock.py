"""The clock is the machine's, unless a rehearsal sets it, and never a pretended one for the real record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzlocal

from backcoach.flows.errors import BadInput
from backcoach.terminal import clock
from backcoach.terminal.clock import REHEARSAL, read_clock

FAR = ("0001-01-01T00:00:00Z", "1969-12-31T23:00:00Z", "3000-01-01T00:00:00Z", "9999-12-31T23:59:59-11:00")


@pytest.fixture
def _in_auckland(_utc: None) -> Iterator[None]:
    """A machine in New Zealand; the zone is remembered within a process, so it is read anew."""
    with pytest.MonkeyPatch.context() as during:
        during.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        tzlocal.reload_localzone()
        yield
    tzlocal.reload_localzone()


@pytest.mark.usefixtures("_in_auckland")
def test_without_a_rehearsal_it_is_now_in_the_zone_of_the_machine() -> None:
    for is_default_home in (True, False):
        moment = read_clock({}, is_default_home=is_default_home)
        assert abs(moment.now - datetime.now(tz=UTC)) < timedelta(seconds=10)
        assert moment.zone == "Pacific/Auckland"
        assert moment.now.utcoffset() in (timedelta(hours=12), timedelta(hours=13))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T08:30:00+13:00", datetime(2026, 3, 1, 19, 30, tzinfo=UTC)),
        ("2026-11-22T09:00:00Z", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),
        ("2026-11-22T09:00+00:00", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),
        ("2026-11-22 09:00:00.5-05:00", datetime(2026, 11, 22, 14, 0, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_a_rehearsal_sets_the_instant(text: str, instant: datetime) -> None:
    moment = read_clock({REHEARSAL: text}, is_default_home=False)
    assert moment.now == instant
    assert moment.now.utcoffset() is not None


@pytest.mark.usefixtures("_in_auckland")
def test_the_day_of_a_rehearsal_is_the_day_in_the_zone_of_the_machine() -> None:
    moment = read_clock({REHEARSAL: "2026-11-22T20:00:00+00:00"}, is_default_home=False)
    assert moment.today.isoformat() == "2026-11-23"
    early = read_clock({REHEARSAL: "2026-11-23T03:30:00+13:00"}, is_default_home=False)
    assert early.today.isoformat() == "2026-11-22", "a day begins at four in the morning"


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-11-22", "2026-11-22T09:00:00", "09:00+00:00", "1763802000", "2026-02-30T00:00Z", *FAR],
)
def test_what_is_no_aware_instant_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not an instant with its offset") as refusal:
        read_clock({REHEARSAL: text}, is_default_home=False)
    assert "2026-03-02T08:30:00+13:00" in refusal.value.next_step


@pytest.mark.parametrize("zone", ["UTC-25", ":/etc/none", "Nowhere/Land", "/etc/none"])
def test_a_time_zone_that_nobody_knows_is_refused(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr(tzlocal, "get_localzone", tzlocal.reload_localzone)  # what was found before is kept
    with pytest.raises(BadInput, match="time zone of this machine cannot be told") as refusal:
        read_clock({}, is_default_home=True)
    assert "TZ=Pacific/Auckland" in refusal.value.next_step


@pytest.mark.parametrize("text", ["", "rubbish", "2026-11-22T09:00:00+00:00"])
def test_no_rehearsal_with_the_real_record(text: str) -> None:
    with pytest.raises(BadInput, match="this is your real record"):
        read_clock({REHEARSAL: text}, is_default_home=True)


def test_a_zone_that_is_plainly_named_is_the_one_that_tzlocal_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    zone = clock._plainly_named()
    if zone is None:
        pytest.skip("this machine names its zone in another way")
    assert zone.key == tzlocal.reload_localzone().key


@pytest.mark.parametrize("target", ["../zone", "/usr/share/zoneinfo/No/Where", "/usr/share/zoneinfo/", None])
def test_a_link_that_names_no_zone_is_left_to_tzlocal(
    target: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(clock, "OTHER_WAYS", ())
    monkeypatch.setattr(clock, "LINK", str(tmp_path / "localtime"))
    if target:
        (tmp_path / "localtime").symlink_to(target)
    assert clock._plainly_named() is None


def test_a_link_that_names_a_zone_says_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "LINK", str(tmp_path / "localtime"))
    monkeypatch.setattr(clock, "OTHER_WAYS", (str(tmp_path / "clock"),))
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Pacific/Auckland")
    monkeypatch.delenv("TZ", raising=False)
    assert clock._plainly_named() == ZoneInfo("Pacific/Auckland")
    (tmp_path / "clock").touch()
    assert clock._plainly_named() is None
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert clock._plainly_named() == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "EST5EDT"])
def test_the_zone_that_tz_names_is_the_one_that_tzlocal_finds(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", name)
    assert clock._plainly_named() == ZoneInfo(name) == tzlocal.reload_localzone()


@pytest.mark.parametrize(
    "name", [":Europe/Berlin", "/etc/localtime", "No/Where", "../etc/passwd", "CET-1CEST"]
)
def test_another_text_in_tz_is_left_to_tzlocal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)
    assert clock._plainly_named() is None
