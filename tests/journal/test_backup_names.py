"""Which backups are kept: the newest always, a few of long ago, and never more than was said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.journal.backup_names import (
    DAYS,
    MONTHS,
    MOST_BEFORE,
    WEEKS,
    BackupName,
    backup_name,
    daily_stem,
    kept,
)

MONDAY = date(2026, 3, 2)
MOST = DAYS + WEEKS + MONTHS


def daily(day_on: date) -> str:
    return f"{daily_stem(day_on)}.sqlite3"


DATES = st.dates(date(2019, 1, 1), date(2031, 12, 31))
DAILY_NAMES = st.sets(DATES.map(daily), min_size=1, max_size=60)
BEFORE_NAMES = st.sets(
    st.builds(
        "before-{}-{}{}.sqlite3".format,
        st.sampled_from(["schema", "restore", "import"]),
        st.one_of(DATES.map(str), st.integers(1, 20).map(str)),
        st.sampled_from(["", "-2", "-13"]),
    ),
    max_size=40,
)
FOREIGN = [
    "unfinished.sqlite3",
    "day-2026-02-30.sqlite3",
    "day-3.sqlite3",
    "mine.sqlite3",
    "day-2026-03-02.sqlite3.txt",
    "before-Schema-1.sqlite3",
    "day-2026-03-02.sqlite3\n",
    "",
]


def test_a_name_tells_its_occasion_and_day() -> None:
    assert backup_name("day-2026-03-02.sqlite3") == BackupName("day-2026-03-02.sqlite3", "day", MONDAY, 0, 1)
    assert backup_name("before-restore-2026-03-02-2.sqlite3") == BackupName(
        "before-restore-2026-03-02-2.sqlite3", "before-restore", MONDAY, 0, 2
    )
    assert backup_name("before-schema-3.sqlite3") == BackupName(
        "before-schema-3.sqlite3", "before-schema", None, 3, 1
    )


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_no_backup_of_ours_is_never_deleted(text: str) -> None:
    assert backup_name(text) is None
    assert kept([text, daily(MONDAY)], MONDAY) == {text, daily(MONDAY)}


@given(DAILY_NAMES, DATES)
def test_the_newest_and_the_one_just_made_are_kept_and_never_too_many(names: set[str], made: date) -> None:
    names = names | {daily(made)}
    left = kept(names, made)
    assert left <= names
    assert {max(names), daily(made)} <= left
    assert len(left) <= MOST
    assert len(left) >= min(len(names), DAYS)
    assert kept(left, made) == left


@given(DAILY_NAMES, BEFORE_NAMES, DATES)
def test_those_before_a_change_rotate_by_themselves(names: set[str], before: set[str], made: date) -> None:
    left = kept(names | before, made)
    assert left & names == kept(names, made)
    for occasion in ("schema", "restore", "import"):
        of_one = [name for name in before if f"-{occasion}-" in name]
        kept_of_one = [name for name in left if f"-{occasion}-" in name]
        assert len(kept_of_one) == min(len(of_one), MOST_BEFORE)


def test_numbers_are_counted_and_not_spelled() -> None:
    names = [f"before-schema-{number}.sqlite3" for number in range(1, 13)]
    assert kept(names, MONDAY) == set(names[2:])


@given(DATES, st.integers(1, 800), st.integers(0, 3))
def test_after_any_run_of_days_each_day_week_and_month_that_was_promised_is_there(
    first: date, days: int, gap: int
) -> None:
    names: frozenset[str] = frozenset()
    made = [first + timedelta(days=number) for number in range(0, days, gap + 1)]
    for day_on in made:
        names = kept(names | {daily(day_on)}, day_on)
    assert {daily(day_on) for day_on in made[-DAYS:]} <= names
    left = [date.fromisoformat(name[4:14]) for name in names]
    weeks, months = ({day.isocalendar()[:2] for day in left}, {(day.year, day.month) for day in left})
    assert set(sorted({day.isocalendar()[:2] for day in made})[-WEEKS:]) <= weeks
    assert set(sorted({(day.year, day.month) for day in made})[-MONTHS:]) <= months
    assert len(names) <= MOST


@pytest.mark.parametrize("wrong", [date(1970, 1, 1), date(2099, 12, 31)])
def test_a_clock_that_was_wrong_for_days_costs_no_backup_of_the_last_weeks(wrong: date) -> None:
    names: frozenset[str] = frozenset()
    real = [MONDAY + timedelta(days=number) for number in range(40)]
    for day_on in real:
        names = kept(names | {daily(day_on)}, day_on)
    for number in range(3):
        day_on = min(wrong, date.max - timedelta(days=number)) + timedelta(days=number)
        names = kept(names | {daily(day_on)}, day_on)
    after = real[-1] + timedelta(days=1)
    names = kept(names | {daily(after)}, after)
    assert {daily(after), daily(real[-1])} <= names
