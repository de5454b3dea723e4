"""The tables of patterns and milestones, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from backcoach.coach.bout import Bout
from backcoach.coach.cases import Case
from backcoach.coach.cases import replies_of as case_replies
from backcoach.coach.patterns import fitting
from backcoach.coach.screening import derived_modifiers, screen
from backcoach.coach.timeline import TOO_FEW, due_any_time, due_milestone
from backcoach.coach.week import DayRecord
from backcoach.handbook.cases import load_cases
from backcoach.handbook.screening_book import ScreeningBook
from tests.flows.people import real_book
from tests.spec.tables import positives, replies_of, rows

PATTERNS = rows("signposts/patterns.toml", "row")
MILESTONES = rows("signposts/milestones.toml", "row")
ANY_TIME = rows("signposts/milestones.toml", "any_time")
CASES = load_cases(real_book()).cases
ONSET = date(2026, 3, 2)


def named(row: dict[str, Any]) -> str:
    return str(row["name"])


@pytest.mark.parametrize("row", PATTERNS, ids=named)
def test_each_set_of_answers_fits_its_patterns(row: dict[str, Any], screening: ScreeningBook) -> None:
    fits = fitting(replies_of(row, screening.rules), screening.rules, screening.signposts.patterns)

    assert [fit.pattern.id for fit in fits] == row["fits"]


def test_every_pattern_has_rows_that_fit_and_near_misses(screening: ScreeningBook) -> None:
    fitted = [id_ for row in PATTERNS for id_ in row["fits"]]

    assert set(fitted) == {one.id for one in screening.signposts.patterns}
    assert sum("near miss" in row["name"] for row in PATTERNS) >= 3 * len(screening.signposts.patterns)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number:03} {case.name}")
def test_what_a_pattern_says_about_the_plan_is_so(case: Case, screening: ScreeningBook) -> None:
    replies = case_replies(case, screening.rules)
    modifiers = derived_modifiers(replies, screening.rules, screening.derived)

    for fit in fitting(replies, screening.rules, screening.signposts.patterns):
        assert fit.pattern.modifier is None or fit.pattern.modifier in modifiers


@pytest.mark.parametrize("row", PATTERNS, ids=named)
def test_the_long_and_the_slow_pattern_are_never_milder_than_a_visit(
    row: dict[str, Any], screening: ScreeningBook
) -> None:
    decision = screen(replies_of(row, screening.rules), screening.rules)
    fired = {reason.rule for reason in decision.reasons}

    if "pattern_slow_morning" in row["fits"]:
        assert "R95_IBP" in fired
    if "pattern_long" in row["fits"]:
        assert "R94_PERSIST" in fired
    if "pattern_walking" in row["fits"]:
        assert "R96_STENOSIS" in fired


def scores(text: str, day: int) -> list[float | None]:
    """One score for each day from day 0 to `day`; None for a dot and for what is not written."""
    read = [None if one == "." else float(one) for one in text.split()]
    return [*read, *[None] * (day + 1 - len(read))]


def bout_of(row: dict[str, Any]) -> Bout:
    day = row["day"]
    columns = [scores(row.get(name, ""), day) for name in ("pain", "function", "leg")]
    records = tuple(
        DayRecord(ONSET + timedelta(days=number), pain_average=pain, function=function, leg_pain=leg)
        for number, (pain, function, leg) in enumerate(zip(*columns, strict=True))
        if (pain, function, leg) != (None, None, None)
    )
    told_on = ONSET + timedelta(days=row["told_on_day"]) if "told_on_day" in row else None
    replies = positives(row.get("answers", ""))
    return Bout(ONSET, ONSET + timedelta(days=day), records, replies, told_on, row.get("told"))


@pytest.mark.parametrize("row", MILESTONES, ids=named)
def test_each_day_says_what_it_should(row: dict[str, Any], screening: ScreeningBook) -> None:
    due = due_milestone(screening.signposts.milestones, bout_of(row), screening.rules, frozenset())

    assert (due.told_id if due else "") == row["says"]


def any_time_bout(row: dict[str, Any]) -> Bout:
    """`distress` as the scores of `bout_of`; `doses` are the days of the bout with a dose."""
    day = row["day"]
    records = tuple(
        DayRecord(ONSET + timedelta(days=number), distress=score)
        for number, score in enumerate(scores(row.get("distress", ""), day))
        if score is not None
    )
    doses = tuple(ONSET + timedelta(days=number) for number in row.get("doses", ()))
    today = ONSET + timedelta(days=day)
    return Bout(ONSET, today, records, {}, ONSET, None, row.get("confidence"), doses)


@pytest.mark.parametrize("row", ANY_TIME, ids=named)
def test_what_is_of_any_time_is_said_when_it_holds(row: dict[str, Any], screening: ScreeningBook) -> None:
    due = due_any_time(screening.signposts.milestones, any_time_bout(row), screening.rules, frozenset())

    assert [one.told_id for one in due] == row["says"]


def test_every_milestone_is_said_in_a_row_and_left_open_in_one_where_it_leads(
    screening: ScreeningBook,
) -> None:
    said = {row["says"] for row in MILESTONES} | {id_ for row in ANY_TIME for id_ in row["says"]}
    timed = [one for one in screening.signposts.milestones if not one.is_any_time]
    first_of_day = {one.from_day: one.id for one in reversed(timed)}

    assert {one.id for one in screening.signposts.milestones} <= said
    assert {f"{first_of_day[day]}{TOO_FEW}" for day in (2, 7, 14, 84)} <= said


def test_no_milestone_is_more_urgent_than_the_fact_it_rests_on(screening: ScreeningBook) -> None:
    levels = {one.id: one.level.value for one in screening.signposts.milestones}

    assert {id_: level for id_, level in levels.items() if level != "routine"} == {"week_6_leg": "soon_14"}
