"""A strict reader of iCalendar files (RFC 5545), which knows nothing of the library that writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST = 75
_LINE = re.compile(
    r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[A-Za-z0-9/_+-]+)*):(?P<value>.*)", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)")
_MEANS = {"n": "\n", "N": "\n", ",": ",", ";": ";", "\\": "\\"}
_TEXTS = ("SUMMARY", "DESCRIPTION")


@dataclass
class Part:
    """One component: its properties by name, each with its parameters and value, and the parts in it."""

    name: str
    lines: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A text as it was before it was escaped."""
        return unescaped(self.lines[name][1])

    @property
    def uid(self) -> str:
        return self.lines["UID"][1]

    @property
    def sequence(self) -> int:
        return int(self.lines["SEQUENCE"][1])

    @property
    def is_cancelled(self) -> bool:
        return self.lines["STATUS"][1] == "CANCELLED"

    @property
    def starts(self) -> datetime | date:
        """When it begins: a day, or an aware instant by the name of its zone."""
        parameters, value = self.lines["DTSTART"]
        if parameters.get("VALUE") == "DATE":
            return datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date()
        if value.endswith("Z"):
            return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(parameters["TZID"]))

    @property
    def minutes(self) -> int | None:
        found = self.lines.get("DURATION")
        return None if found is None else span(found[1]) // timedelta(minutes=1)


def span(text: str) -> timedelta:
    """A length of time."""
    found = re.fullmatch(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text)
    assert found, text
    days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length


def unescaped(value: str) -> str:
    """A text; nothing in it may be escaped otherwise, and no separator may stand in it bare."""
    bare = _ESCAPED.sub("", value)
    assert not set(bare) & set(";,\\"), value
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", bare), value
    return _ESCAPED.sub(lambda one: _MEANS[one[1]], value)


def read(data: bytes) -> Part:
    """The calendar; every line ends with CR LF, is folded at 75 octets, and no letter is cut in two."""
    assert data.endswith(b"\r\n")
    rows = data[:-2].split(b"\r\n")
    assert not [row for row in rows if b"\n" in row or b"\r" in row or len(row) > LONGEST]
    lines: list[str] = []
    for row in (row.decode("utf-8") for row in rows):
        if row.startswith(" "):
            lines[-1] += row[1:]
        else:
            lines.append(row)
    root = _part(iter(lines))
    assert root.name == "VCALENDAR"
    return root


def _part(rows: Iterator[str]) -> Part:
    first = next(rows)
    assert first.startswith("BEGIN:")
    root = Part(first.removeprefix("BEGIN:"))
    open_ones = [root]
    for row in rows:
        found = _LINE.fullmatch(row)
        assert found, row
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            inner = Part(value)
            open_ones[-1].parts.append(inner)
            open_ones.append(inner)
        elif name == "END":
            assert open_ones.pop().name == value
        else:
            given = [one.split("=") for one in found["parameters"].split(";") if one]
            assert name not in open_ones[-1].lines, row
            open_ones[-1].lines[name] = (dict(given), value)
    assert not open_ones
    return root


def events(data: bytes) -> list[Part]:
    """The events of a file, each with its own name, and all that an event must have."""
    root = read(data)
    assert (root.lines["VERSION"][1], "PRODID" in root.lines) == ("2.0", True)
    zones = {one.lines["TZID"][1] for one in root.parts if one.name == "VTIMEZONE"}
    found = [one for one in root.parts if one.name == "VEVENT"]
    assert len({one.uid for one in found}) == len(found)
    for one in found:
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"} <= set(one.lines)
        zone = one.lines["DTSTART"][0].get("TZID")
        assert zone is None or zone in zones
    return found


def texts(data: bytes) -> list[str]:
    """Every title and every text below it, those of alarms too."""
    root, found = read(data), []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        waiting += part.parts
        found += [part.text(name) for name in _TEXTS if name in part.lines]
    return found
