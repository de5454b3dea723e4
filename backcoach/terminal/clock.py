"""The only place that reads the time."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backcoach.flows.errors import BadInput
from backcoach.flows.moment import Moment

REHEARSAL = "BACKCOACH_NOW"
YEARS = range(1970, 3000)
"""Those of a rehearsal: there must be days before it and after it."""

LINK = "/etc/localtime"
OTHER_WAYS = ("/etc/sysconfig/clock", "/etc/conf.d/clock", "/system/bin/getprop")
"""Files of some systems that say the zone too."""


def read_clock(environment: Mapping[str, str], *, is_default_home: bool) -> Moment:
    """The present moment in the person's zone.

    `BACKCOACH_NOW` sets it for rehearsals and tests. That is refused with the default home, so that a
    real record never holds pretended times. Raises `BadInput`.
    """
    zone = _zone()
    pretended = environment.get(REHEARSAL)
    if pretended is None:
        return Moment(datetime.now(tz=zone), zone.key)
    if is_default_home:
        raise BadInput(
            f"{REHEARSAL} is set, and this is your real record.",
            "Unset it, or choose another place with --home or BACKCOACH_HOME.",
        )
    return Moment(_instant(pretended).astimezone(zone), zone.key)


def ticks() -> float:
    """Seconds that only go forward, for how long something lasts; they tell no date."""
    return time.monotonic()


def wait(seconds: float) -> None:
    """Let time pass."""
    time.sleep(seconds)


def _zone() -> ZoneInfo:
    """The zone of this machine. Raises `BadInput` where it names none, or two."""
    if plain := _plainly_named():
        return plain
    import tzlocal

    try:
        zone = tzlocal.get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            "The time zone of this machine cannot be told.",
            "Set TZ to the name of your time zone, such as: TZ=Pacific/Auckland",
        ) from None
    return zone if zone.key else ZoneInfo("UTC")


def _plainly_named() -> ZoneInfo | None:
    """The zone that TZ names, or the usual link where nothing else does. The rest is left to `tzlocal`."""
    name = os.environ.get("TZ")
    if not name and any(os.path.exists(one) for one in OTHER_WAYS):  # noqa: PTH110 - no path is made
        return None
    try:
        return ZoneInfo(name or os.readlink(LINK).partition("/zoneinfo/")[2])  # noqa: PTH115 - the same
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in YEARS:
        raise BadInput(
            f"{REHEARSAL} is not an instant with its offset.",
            "Write it like this: 2026-03-02T08:30:00+13:00",
        )
    return instant
