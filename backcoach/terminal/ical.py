"""Events as the text of an iCalendar file (RFC 5545).

Only this module knows icalendar, which escapes and folds; a text stays one text whatever is in it. When the
clocks change is worked out here, from the same zone that the times come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from backcoach.flows.calendar_marks import Issued, Worded
from backcoach.share.zones import changes
from backcoach.terminal.screens.calendar import title_of

if TYPE_CHECKING:
    from icalendar import Event, Timezone

PRODUCT = "-//Day plan//Calendar 1//EN"
"""Names no program: its name alone would tell about health."""

_ZEROES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"})


def calendar_bytes(events: Sequence[Issued], zone: tzinfo, name: str, today: date) -> bytes:
    """The file with all `events`, times by the clock on the wall of a zone and its name."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if name not in _ZEROES:
        calendar.add_component(_zone(zone, name, (*(_day(one) for one in events), today)))
    for one in events:
        calendar.add_component(_event(one, zone, is_zero=name in _ZEROES))
    return bytes(calendar.to_ical())


def _event(one: Issued, zone: tzinfo, *, is_zero: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    stamped_at = one.stamped_at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", stamped_at)
    event.add("last-modified", stamped_at)
    event.add("dtstart", _start(one.starts, zone, is_zero=is_zero or one.event is None))
    event.add("summary", title_of(one))
    event.add("status", "CONFIRMED" if one.event else "CANCELLED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if one.event is not None:
        _fill(event, one.event)
    return event


def _fill(event: Event, words: Worded) -> None:
    if words.minutes is not None:
        event.add("duration", timedelta(minutes=words.minutes))
    if words.text:
        event.add("description", words.text)
    if words.alarm is not None:
        event.add_component(_alarm(words.alarm, words.title))


def _alarm(trigger: timedelta, title: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", trigger)
    alarm.add("description", title)
    return alarm


def _start(starts: datetime | date, zone: tzinfo, *, is_zero: bool) -> datetime | date:
    """A day; or local time, but UTC where the same local time comes twice and this is the second one.

    What is called off stands in UTC too (`is_zero`), so that it stays the same wherever the person moves.
    """
    if not isinstance(starts, datetime):
        return starts
    local = starts.astimezone(zone)
    return local.astimezone(UTC) if is_zero or local.fold else local


def _zone(zone: tzinfo, name: str, days: Iterable[date]) -> Timezone:
    """How the clocks of a zone go in all years of these days."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    years = [day.year for day in days]
    first, last = (datetime.combine(date(year, 1, 1), time(), UTC) for year in (min(years), max(years) + 1))
    made = Timezone()
    made.add("tzid", name)
    for change in changes(zone, first - timedelta(days=1), last + timedelta(days=1)):
        part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
        part.add("dtstart", change.on_wall)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.offset)
        part.add("tzname", change.name)
        made.add_component(part)
    return made


def _day(one: Issued) -> date:
    return one.starts.date() if isinstance(one.starts, datetime) else one.starts
