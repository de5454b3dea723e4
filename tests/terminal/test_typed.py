"""What is typed and what is made of it: every reader takes what is meant and refuses the rest with words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

import pytest

from backcoach.coach.intake import NOT_SURE, IntakeQuestion
from backcoach.coach.thoughts import Extent
from backcoach.coach.values import Answer
from backcoach.terminal.ask import (
    Ticks,
    read_answer,
    read_choice,
    read_line_answer,
    read_several,
    read_several_known,
    read_ticks,
)
from backcoach.terminal.typed import (
    read_extent,
    read_intake,
    read_screening_number,
    read_waking_text,
    read_weeks,
)
from backcoach.terminal.typed_amounts import read_clock_time, read_number
from backcoach.terminal.typed_done import read_did
from tests.terminal.keyboard import book

SUNDAY = date(2026, 11, 22)
HUGE = "9" * 5000
OTHER_DIGITS = "\u0663"

Table = Sequence[tuple[str, Any]]


def check(read: Callable[[str], Any], good: Table, bad: Sequence[str]) -> None:
    """Every good row gives its value, in its very type; every bad one a sentence for the person."""
    for text, value in good:
        found = read(text)
        assert (found, type(found)) == (value, type(value)), repr(text)
    for text in bad:
        with pytest.raises(ValueError, match=r"[a-z]") as error:
            read(text)
        said = str(error.value)
        assert "could not convert" not in said, repr(text)
        assert "invalid literal" not in said, repr(text)
        assert "set_int_max_str_digits" not in said, repr(text)


def test_yes_no_and_not_sure_are_never_guessed() -> None:
    good = [
        ("y", Answer.YES),
        ("YES", Answer.YES),
        (" n ", Answer.NO),
        ("No", Answer.NO),
        ("?", Answer.NOT_SURE),
        ("not sure", Answer.NOT_SURE),
        ("NS", Answer.NOT_SURE),
    ]
    bad = ["", " ", "1", "0", "maybe", "Y E S", "yy", "yn", "ja", "nope", "??", "true", "\x1b[A", "y\x00"]
    check(read_answer, good, bad)


def test_a_line_of_a_list_also_takes_none_of_these() -> None:
    assert read_line_answer("0") is None
    assert read_line_answer(" 0 ") is None
    check(read_line_answer, [("y", Answer.YES), ("?", Answer.NOT_SURE)], ["", "00", "none", "1", "0 0"])


def test_ticks_are_numbers_a_doubt_or_none() -> None:
    good = [
        ("0", Ticks(frozenset(), is_unsure=False)),
        ("1 3", Ticks(frozenset({0, 2}), is_unsure=False)),
        ("3,1", Ticks(frozenset({0, 2}), is_unsure=False)),
        ("2 2", Ticks(frozenset({1}), is_unsure=False)),
        ("?", Ticks(frozenset(), is_unsure=True)),
        ("2 ?", Ticks(frozenset({1}), is_unsure=True)),
    ]
    bad = ["", " ", ",", "0 1", "0 ?", "4", "-1", "1.5", "1;2", "y", "n", "all", OTHER_DIGITS, HUGE, "00"]
    check(lambda text: read_ticks(text, 3), good, bad)
    for text in bad:
        with pytest.raises(ValueError, match=r"^Please type numbers from 1 to 3, \? if not sure, or 0 alone"):
            read_ticks(text, 3)


def test_a_choice_is_one_number_of_those_shown() -> None:
    bad = ["", "0", "13", "-1", "1 2", "1.0", "+1", "a", OTHER_DIGITS, "\u00b2", HUGE]
    check(lambda text: read_choice(text, 12), [("1", 0), (" 12 ", 11)], bad)


def test_in_a_list_that_may_be_passed_over_enter_is_neither_none_nor_not_sure() -> None:
    good = [("0", []), ("2 1", [1, 0]), ("?", None), (" not sure ", None), ("NS", None)]
    check(lambda text: read_several_known(text, 3), good, ["", " ", ",", "0 1", "4", "x", "1 ?", HUGE])


def test_how_far_a_line_fits_is_typed_and_passing_over_is_no_no() -> None:
    good = [("y", Extent.YES), (" B ", Extent.A_BIT), ("a bit", Extent.A_BIT), ("no", Extent.NO), ("0", None)]
    good += [(text, Extent.NOT_SURE) for text in ("", " ", "?", "-", "not sure")]
    check(read_extent, good, ["maybe", "1", "yy", "y n", "a_bi", "00", OTHER_DIGITS, HUGE])


def test_several_keep_the_order_in_which_they_are_typed() -> None:
    good = [("0", []), ("2 1", [1, 0]), ("3,3, 1", [2, 0])]
    check(lambda text: read_several(text, 3), good, ["", ",", "0 1", "4", "x", HUGE])


def test_numbers_take_a_point_or_a_comma() -> None:
    good = [("7", 7.0), (" 7.5 ", 7.5), ("7,5", 7.5), ("-2", -2.0), ("+2", 2.0), ("007", 7.0)]
    bad = [
        "",
        "x",
        "1e3",
        "nan",
        "inf",
        "1_0",
        "1.2.3",
        "1,000,000",
        "1 000",
        "0x10",
        ".",
        OTHER_DIGITS,
        HUGE,
    ]
    check(read_number, good, bad)


def test_spans_of_time_become_weeks() -> None:
    good = [
        ("3", 3.0),
        ("3 weeks", 3.0),
        ("1 week", 1.0),
        ("2w", 2.0),
        ("5 days", 0.7),
        ("1 day", 0.1),
        ("10d", 1.4),
        ("14 days", 2.0),
        ("84 days", 12.0),
        ("1,5 weeks", 1.5),
        ("2 Months", 8.7),
        ("3 months", 13.0),
        ("1 year", 52.2),
        ("0", 0.0),
    ]
    bad = [
        "",
        "long",
        "-2",
        "3 fortnights",
        "weeks",
        "two weeks",
        "3 weeks ago",
        "1e9",
        "nan",
        OTHER_DIGITS,
        HUGE,
    ]
    check(read_weeks, good, bad)


def test_a_span_just_under_a_limit_in_weeks_is_not_rounded_over_it() -> None:
    for days, weeks in ((13, 2), (41, 6), (83, 12)):
        assert read_weeks(f"{days} days") < weeks


def test_screening_numbers_keep_to_their_limits_and_may_be_unknown() -> None:
    questions = book().screening.rules.questions
    age, weeks = questions["age_years"], questions["course_weeks"]
    good = [("41", 41.0), ("0", 0.0), ("120", 120.0), ("?", NOT_SURE), ("Not sure", NOT_SURE)]
    check(lambda text: read_screening_number(age, text), good, ["", "-1", "121", "forty", "y", "nan", HUGE])
    for text in ("", "121", "forty"):
        with pytest.raises(ValueError, match=r"^Please type a number.*, or \? if you do not know\.$"):
            read_screening_number(age, text)
    good = [("10 days", 1.4), ("2 weeks", 2.0), ("?", NOT_SURE)]
    check(lambda text: read_screening_number(weeks, text), good, ["", "-1 weeks", "999999999", "a while"])


def question(name: str) -> IntakeQuestion:
    return next(one for one in book().intake if one.id == name)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "pain_average",
            [
                ("5", 5.0),
                ("5,5", 5.5),
                ("0", 0.0),
                ("10", 10.0),
                ("", NOT_SURE),
                ("-", NOT_SURE),
                ("?", NOT_SURE),
            ],
            ["10.5", "-1", "3.3", "bad", "nan", "5 of 10"],
        ),
        ("confidence", [("6", 6.0), ("", NOT_SURE)], ["6.5", "11", "-1", "six"]),
        (
            "walk_minutes",
            [("15", 15.0), ("0", 0.0), ("600", 600.0), ("?", NOT_SURE)],
            ["601", "-5", "1e2", "15 min"],
        ),
        (
            "own_activity_1",
            [
                ("tie my shoes 3", {"name": "tie my shoes", "ability": 3}),
                ("  walk 2 km   10 ", {"name": "walk 2 km", "ability": 10}),
            ],
            ["", "3", "tie my shoes", "shoes 11", "shoes -1", "shoes 3.5", "shoes x", f"shoes {HUGE}"],
        ),
        ("own_activity_2", [("", NOT_SURE), ("sit 4", {"name": "sit", "ability": 4})], ["sit", "4"]),
        (
            "waking",
            [("7-23", "07:00-23:00"), ("7:30 - 23:00", "07:30-23:00"), ("2pm to 6am", "14:00-06:00")],
            ["", "?", "7", "7-", "7-25", "7-7", "morning-night", "7-23-24"],
        ),
    ],
)
def test_replies_beside_the_screening_keep_to_their_kind(name: str, good: Table, bad: Sequence[str]) -> None:
    check(lambda text: read_intake(question(name), text), good, bad)


def test_waking_hours_are_two_times() -> None:
    good = [
        ("7-23", "07:00-23:00"),
        ("07:00-23:00", "07:00-23:00"),
        ("7am-11pm", "07:00-23:00"),
        ("7.30 until 22.15", "07:30-22:15"),
        ("6h30-22h00", "06:30-22:00"),
        ("8\u201324", "08:00-00:00"),
        ("14:00-06:00", "14:00-06:00"),
    ]
    check(read_waking_text, good, ["", "7", "7-8-9", "7-25", "a-b", "-", "7:60-23"])


def test_times_of_day_are_read_in_the_usual_spellings() -> None:
    good = [
        ("7", time(7)),
        ("7:30", time(7, 30)),
        ("19.30", time(19, 30)),
        ("7pm", time(19)),
        ("7 PM", time(19)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("24:00", time(0)),
        ("0", time(0)),
    ]
    bad = ["", "25", "24:01", "7:5", "7:60", "13pm", "0am", "noon", "-1", "7:30:15", OTHER_DIGITS]
    check(read_clock_time, good, bad)


def test_a_thing_done_may_have_its_amount() -> None:
    good = [
        ("bridge", ("bridge", None, "")),
        ("bridge=2", ("bridge", 2, "")),
        ("cycle=15", ("cycle", 15, "")),
        ("x=0", ("x", 0, "")),
        ("steps=3500 Steps", ("steps", 3500, "steps")),
        ("lifting=3kg", ("lifting", 3, "kg")),
    ]
    bad = [
        "bridge=",
        "bridge=-1",
        "bridge=1.5",
        "bridge=two",
        "bridge=steps",
        "x=1=2",
        f"x={HUGE}",
        f"x={OTHER_DIGITS}",
    ]
    check(read_did, good, bad)
