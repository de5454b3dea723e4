"""Days as people name them: up to today for what was done, from today on for what is planned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.terminal.typed_days import is_today, read_day, read_day_ahead

SUNDAY = date(2026, 11, 22)
OTHER_DIGITS = "\u0663"
BACK = [
    ("today", SUNDAY),
    (" Now ", SUNDAY),
    ("Yesterday", date(2026, 11, 21)),
    ("day before yesterday", date(2026, 11, 20)),
    ("0", SUNDAY),
    ("3", date(2026, 11, 19)),
    ("2 days ago", date(2026, 11, 20)),
    ("2  DAYS  ago", date(2026, 11, 20)),
    ("one day ago", date(2026, 11, 21)),
    ("a week ago", date(2026, 11, 15)),
    ("2 weeks ago", date(2026, 11, 8)),
    ("sun", SUNDAY),
    ("last sunday", date(2026, 11, 15)),
    ("mon", date(2026, 11, 16)),
    ("last monday", date(2026, 11, 16)),
    ("last Sat", date(2026, 11, 21)),
    ("Saturday", date(2026, 11, 21)),
    ("3 march", date(2026, 3, 3)),
    ("3rd march", date(2026, 3, 3)),
    ("march 3", date(2026, 3, 3)),
    ("3 mar 2025", date(2025, 3, 3)),
    ("Mar. 3, 2025", date(2025, 3, 3)),
    ("24 december", date(2025, 12, 24)),
    ("22 nov", SUNDAY),
    ("2026-03-02", date(2026, 3, 2)),
]
AHEAD = [
    ("today", SUNDAY),
    ("tomorrow", date(2026, 11, 23)),
    ("day after tomorrow", date(2026, 11, 24)),
    ("7", date(2026, 11, 29)),
    ("in 3 days", date(2026, 11, 25)),
    ("in a week", date(2026, 11, 29)),
    ("sun", SUNDAY),
    ("next sunday", date(2026, 11, 29)),
    ("fri", date(2026, 11, 27)),
    ("24 december", date(2026, 12, 24)),
    ("3 march", date(2027, 3, 3)),
    ("22 nov", SUNDAY),
    ("2026-12-24", date(2026, 12, 24)),
]
NO_DAY = ["", "m", "mo", "monkey", "2026-02-30", "31 april", "29 feb", "02.03.2026", "-1", "1.5", "9999"]
NO_DAY += [OTHER_DIGITS, "9" * 400, "soon", "3 marchember", "many days ago", "last", "last week", "3 days"]
TO_COME = ["tomorrow", "in 2 days", "next monday", "2026-11-23", "9999-12-31", "24 december 2026"]


@pytest.mark.parametrize(("text", "day"), BACK)
def test_a_day_that_was_is_read_as_people_name_it(text: str, day: date) -> None:
    assert read_day(text, SUNDAY) == day


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_a_day_to_come_is_read_as_people_name_it(text: str, day: date) -> None:
    assert read_day_ahead(text, SUNDAY) == day


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_is_said_with_what_would_be_one(text: str) -> None:
    for read, such in ((read_day, "2 days ago"), (read_day_ahead, "in 3 days")):
        with pytest.raises(ValueError, match=f"is not a day; use .*{such}"):
            read(text, SUNDAY)


@pytest.mark.parametrize("text", TO_COME)
def test_a_day_still_to_come_is_refused_as_such(text: str) -> None:
    with pytest.raises(ValueError, match="is still to come; name today or a day before"):
        read_day(text, SUNDAY)


@given(st.text(max_size=40), st.dates(date(1970, 1, 1), date(2999, 12, 31)))
def test_any_text_is_a_day_up_to_today_or_is_refused(text: str, today: date) -> None:
    try:
        assert read_day(text, today) <= today
    except ValueError as error:
        assert "is not a day" in str(error) or "still to come" in str(error)  # noqa: PT017 - either of two


@given(st.integers(0, 999), st.dates(date(1980, 1, 1), date(2990, 12, 31)))
def test_the_words_the_number_and_the_date_are_the_same_day(days: int, today: date) -> None:
    day = today - timedelta(days=days)
    written = [str(days), f"{days} days ago", day.isoformat(), f"{day.day} {day:%B} {day.year}"]
    assert {read_day(text, today) for text in written} == {day}


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        *((text, True) for text in ("today", " Today ", "0", "now")),
        *((text, False) for text in ("", "yesterday", "1", "2 days ago", "nonsense")),
    ],
)
def test_today_is_known_by_its_word_and_number(text: str, is_so: bool) -> None:
    assert is_today(text) is is_so
