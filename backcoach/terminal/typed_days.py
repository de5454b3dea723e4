"""From how somebody names a day to the day. Readers raise `ValueError` with what would do."""

from __future__ import annotations

import re
from datetime import date, timedelta

from backcoach.flows.errors import quoted

HOW = "use today, yesterday, 2 days ago, mon, last monday, 3 march, 2026-03-02 or 3 (days ago)"
HOW_AHEAD = "use tomorrow, in 3 days, mon, next monday, 24 december, 2026-12-24 or 7 (days from now)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_BACK = {"today": 0, "now": 0, "yesterday": 1, "day before yesterday": 2, "the day before yesterday": 2}
_AHEAD = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_UNITS = {"day": 1, "week": 7}
_SPAN = r"(?P<count>[a-z]+|[0-9]{1,3})\s*(?P<unit>day|week)s?"
_AGO = rf"{_SPAN}\s+ago"
_IN = rf"in\s+{_SPAN}"
_DAY_FIRST = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>[0-9]{4}))?"
_MONTH_FIRST = r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>[0-9]{4}))?"
_LONGEST_COUNT = 3
_SHORTEST_WORD = 3


def read_day(text: str, today: date) -> date:
    """A day up to today, as people name it: `yesterday`, `2 days ago`, `mon`, `3 march`, `2026-03-02`, `3`.

    A weekday is the last one, today included; with `last` in front, or a month without its year, it is the
    newest one that is over.
    """
    word = " ".join(text.lower().split())
    found = _counted(word, today, _BACK, _AGO, -1) or _weekday_before(word, today)
    found = found or _in_month(word, today, latest=today) or _written(word)
    if found is None and (_counted(word, today, _AHEAD, _IN, 1) or _weekday_after(word, today)):
        found = date.max
    if found is None:
        raise ValueError(f"{quoted(text)} is not a day; {HOW}")
    if found > today:
        raise ValueError(f"{quoted(text)} is still to come; name today or a day before")
    return found


def is_today(text: str) -> bool:
    """Whether somebody names today by a word or number for it, whatever day it is."""
    return _counted(" ".join(text.lower().split()), date.max, _BACK, _AGO, -1) == date.max


def read_day_ahead(text: str, today: date) -> date:
    """A day from today on: `tomorrow`, `in 3 days`, `fri` (the next one), `24 december`, `2026-12-24`, `7`.

    A day written out may also be over; whoever asks says what becomes of it.
    """
    word = " ".join(text.lower().split())
    found = _counted(word, today, _AHEAD, _IN, 1) or _weekday_after(word, today)
    found = found or _in_month(word, today, latest=None) or _written(word)
    if found is None:
        raise ValueError(f"{quoted(text)} is not a day; {HOW_AHEAD}")
    return found


def _counted(word: str, today: date, named: dict[str, int], span: str, direction: int) -> date | None:
    """A day by its distance: a word for it, a span in words, or a bare number of days."""
    if word in named:
        days: int | None = named[word]
    elif match := re.fullmatch(span, word):
        count = _count(match["count"])
        days = None if count is None else count * _UNITS[match["unit"]]
    else:
        days = _count(word) if word.isdigit() else None
    return None if days is None else today + timedelta(days=direction * days)


def _count(word: str) -> int | None:
    is_number = word.isascii() and word.isdigit() and len(word) <= _LONGEST_COUNT
    return int(word) if is_number else _COUNTS.get(word)


def _weekday_before(word: str, today: date) -> date | None:
    name = word.removeprefix("last ")
    place = _place(name, _WEEKDAYS)
    if place is None:
        return None
    back = (today.weekday() - place) % 7
    return today - timedelta(days=7 if back == 0 and name != word else back)


def _weekday_after(word: str, today: date) -> date | None:
    name = word.removeprefix("next ")
    place = _place(name, _WEEKDAYS)
    if place is None:
        return None
    ahead = (place - today.weekday()) % 7
    return today + timedelta(days=7 if ahead == 0 and name != word else ahead)


def _in_month(word: str, today: date, latest: date | None) -> date | None:
    """A day by its month; without a year the newest one up to `latest`, else the first one from today on."""
    match = re.fullmatch(_DAY_FIRST, word) or re.fullmatch(_MONTH_FIRST, word)
    month = _place(match["month"], _MONTHS) if match else None
    if match is None or month is None:
        return None
    years = (today.year, today.year + (1 if latest is None else -1))
    for year in [int(match["year"])] if match["year"] else years:
        found = _date(year, month + 1, int(match["day"]))
        if found and (match["year"] or (found >= today if latest is None else found <= latest)):
            return found
    return None


def _written(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if word.isascii() else None
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Which of these names it is, or begins with three letters or more."""
    fitting = [place for place, name in enumerate(names) if name.startswith(word)]
    return fitting[0] if len(word) >= _SHORTEST_WORD and fitting else None
