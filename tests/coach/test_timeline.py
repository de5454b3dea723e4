"""Milestones: each said once, the latest one first, and open where the record does not tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcoach.coach.bout import INPUTS, NUMBERS, Bout, figures_of
from backcoach.coach.screening import Reply
from backcoach.coach.timeline import TOO_FEW, Due, due_any_time, due_milestone
from backcoach.coach.values import Answer
from backcoach.coach.week import DayRecord
from tests.spec.conftest import real_screening

BOOK = real_screening()
ONSET = date(2026, 3, 2)
LAST_DAY = 100


def records(pains: list[float | None]) -> tuple[DayRecord, ...]:
    """One record for each day from the onset with this pain; none where it is None."""
    return tuple(
        DayRecord(ONSET + timedelta(days=day), pain_average=pain, function=3)
        for day, pain in enumerate(pains)
        if pain is not None
    )


def said_until(pains: list[float | None], last_day: int) -> list[tuple[int, str]]:
    """Every (day, id) that is said when each day is looked at in turn."""
    told: list[tuple[int, str]] = []
    for day in range(last_day + 1):
        due = due_on(day, pains, frozenset(id_ for _, id_ in told))
        if due:
            told.append((day, due.told_id))
    return told


def due_on(day: int, pains: list[float | None], told: frozenset[str] = frozenset()) -> Due | None:
    bout = Bout(ONSET, ONSET + timedelta(days=day), records(pains[: day + 1]), {})
    return due_milestone(BOOK.signposts.milestones, bout, BOOK.rules, told)


def test_unchanging_pain_brings_each_milestone_of_a_bout_once() -> None:
    told = said_until([6.0] * (LAST_DAY + 1), LAST_DAY)

    assert told == [
        (14, "week_2"),
        (21, "week_3"),
        (42, "week_6"),
        (84, "week_12"),
    ]


@given(
    st.lists(st.none() | st.integers(0, 20).map(lambda half: half / 2), min_size=91, max_size=91),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_said_twice_and_the_time_never_goes_back(pains: list[float | None]) -> None:
    told = said_until(pains, 90)
    ids = [id_ for _, id_ in told]
    order = [one.id for one in BOOK.signposts.milestones if not one.is_any_time]
    places = [order.index(id_.removesuffix(TOO_FEW)) for id_ in ids]

    assert len(ids) == len(set(ids))
    assert places == sorted(places)


def test_a_milestone_that_was_said_is_not_left_open_afterwards() -> None:
    assert due_on(20, [], frozenset({"week_2"})) is None


def test_what_was_left_open_is_said_once_the_record_tells() -> None:
    open_ids = frozenset({"week_2:too_few"})

    assert due_on(20, [], open_ids) is None
    due = due_on(20, [6.0] * 21, open_ids)
    assert due is not None
    assert (due.told_id, due.is_open) == ("week_2", False)


def test_of_two_milestones_that_were_missed_only_the_later_is_said() -> None:
    due = due_on(50, [6.0] * 51)

    assert due is not None
    assert due.milestone.id == "week_6"
    assert due_on(50, [6.0] * 51, frozenset({"week_6_leg"})) is None


def test_a_bout_that_begins_tomorrow_has_no_milestone() -> None:
    bout = Bout(ONSET, ONSET - timedelta(days=1), (), {})

    assert due_milestone(BOOK.signposts.milestones, bout, BOOK.rules, frozenset()) is None


def test_the_reason_says_how_many_days_stand_behind_each_figure() -> None:
    due = due_on(20, [6.0] * 21)
    assert due is not None
    inputs = dict(due.reason.inputs)

    assert due.reason.sources
    assert (inputs["day"], inputs["window_days"], inputs["days_needed"]) == ("20", "7", "4")
    assert (inputs["pain_first"], inputs["pain_first_days"]) == ("6.00", "7")
    assert (inputs["pain_last"], inputs["pain_last_days"]) == ("6.00", "7")
    assert inputs["leg_excess_days"] == "0"
    assert "leg_excess" not in inputs


def test_where_too_few_days_are_logged_the_reason_says_how_many_there_are() -> None:
    due = due_on(20, [*[None] * 19, 6.0, 6.0])
    assert due is not None
    inputs = dict(due.reason.inputs)

    assert due.is_open
    assert inputs["pain_last_days"] == "2"
    assert "pain_last" not in inputs


def test_answers_that_a_closed_gate_had_dropped_are_unknown_and_not_no() -> None:
    replies: dict[str, Reply] = {"course_weeks": 1.0, "course_cant_do": Answer.NO}
    fine = tuple(
        DayRecord(ONSET + timedelta(days=day), pain_average=6.0 if day < 7 else 1.0, function=8)
        for day in range(15)
    )
    bout = Bout(ONSET, ONSET + timedelta(days=14), fine, replies)
    due = due_milestone(BOOK.signposts.milestones, bout, BOOK.rules, frozenset())

    assert due is not None
    assert due.is_open


@pytest.mark.parametrize(
    ("started_day", "is_used"),
    [(0, True), (7, True), (8, False), (13, False)],
    ids=["at once", "just early", "late", "within the last days"],
)
def test_pain_told_at_the_start_stands_for_the_beginning_only_if_told_early(
    started_day: int, is_used: bool
) -> None:
    bout = Bout(ONSET, ONSET + timedelta(days=18), (), {}, ONSET + timedelta(days=started_day), 6.0)
    figures = figures_of(bout, 7, 4, day_limit=7)

    assert figures.pain_first.value == (6.0 if is_used else None)
    assert figures.pain_first.days == 0


def test_pain_told_within_the_last_days_does_not_stand_for_the_beginning() -> None:
    bout = Bout(ONSET, ONSET + timedelta(days=9), (), {}, ONSET + timedelta(days=5), 6.0)

    assert figures_of(bout, 7, 4, day_limit=7).pain_first.value is None


def test_a_record_that_begins_late_says_nothing_about_the_beginning() -> None:
    pains: list[float | None] = [*[None] * 10, *[6.0] * 30]
    bout = Bout(ONSET, ONSET + timedelta(days=39), records(pains), {})

    assert figures_of(bout, 7, 4, day_limit=9).pain_first.value is None
    assert figures_of(bout, 7, 4, day_limit=10).pain_first.value == 6


def test_days_of_an_earlier_bout_are_not_counted() -> None:
    before = tuple(DayRecord(ONSET - timedelta(days=day), pain_average=9.0) for day in range(1, 8))
    bout = Bout(ONSET, ONSET + timedelta(days=13), (*before, *records([3.0] * 14)), {})

    assert figures_of(bout, 7, 4, day_limit=7).pain_first.value == 3
    assert figures_of(bout, 7, 4, day_limit=7).pain_first.days == 7


def test_the_figures_have_the_names_that_content_uses() -> None:
    pains = [6.0, 6.0, 6.0, 3.0, 4.0, 5.0]
    days = tuple(
        DayRecord(ONSET + timedelta(days=day), pain_average=pain, leg_pain=pain + 1, function=float(day))
        for day, pain in enumerate(pains)
    )
    bout = Bout(ONSET, ONSET + timedelta(days=5), days, {})

    assert tuple(figures_of(bout, 3, 2, day_limit=1).numbers()) == NUMBERS
    assert figures_of(bout, 2, 2, day_limit=1).numbers() == {
        "pain_fall": 25.0,
        "pain_mean": 4.5,
        "function_gain": 4.0,
        "function_mean": 4.5,
        "leg_excess": 1.0,
        "worse_days": 1.0,
        "distress_most": None,
        "medicine_days": 0,
        "confidence": None,
    }


@pytest.mark.parametrize(
    ("pains", "worse"),
    [([4, 5, 6], 2), ([6, 5, 6], 1), ([4, 5, 5], 0), ([5, 6], None)],
    ids=["every day", "only the last", "not the last", "a day is missing"],
)
def test_days_in_a_row_are_counted_from_the_last_one_back(pains: list[float], worse: int | None) -> None:
    bout = Bout(ONSET, ONSET + timedelta(days=2), records([None] * (3 - len(pains)) + pains), {})

    assert figures_of(bout, 3, 2, day_limit=1).worse_days == worse


def upset(scores: list[float | None]) -> tuple[DayRecord, ...]:
    return tuple(
        DayRecord(ONSET + timedelta(days=day), distress=score)
        for day, score in enumerate(scores)
        if score is not None
    )


@pytest.mark.parametrize(
    ("scores", "most", "days"),
    [
        ([8, 8, 2], 8, 3),
        ([8, 2, 2], 2, 3),
        ([8, 8, 2, 2], 2, 4),
        ([8, 8, 8, 2], 8, 4),
        ([9, None, 8], 8, 2),
        ([9, None, None], None, 1),
    ],
    ids=["two of three", "one of three", "half", "three of four", "the lower of two", "one day is too few"],
)
def test_most_days_are_more_than_half_of_those_logged(
    scores: list[float | None], most: float | None, days: int
) -> None:
    last = ONSET + timedelta(days=len(scores) - 1)
    found = figures_of(Bout(ONSET, last, upset(scores), {}), 4, 2, day_limit=1).distress_most

    assert (found.value, found.days) == (most, days)


def test_days_with_a_dose_are_counted_once_each_and_within_the_window_only() -> None:
    today = ONSET + timedelta(days=30)
    offsets = (-1, 0, 0, 1, 20, 21)
    doses = tuple(today - timedelta(days=offset) for offset in offsets)
    figures = figures_of(Bout(ONSET, today, (), {}, doses_on=doses), 21, 15, day_limit=1)

    assert figures.medicine_days == 3


def concerns(bout: Bout, told: frozenset[str] = frozenset()) -> list[str]:
    return [due.told_id for due in due_any_time(BOOK.signposts.milestones, bout, BOOK.rules, told)]


def test_what_is_of_any_time_waits_for_no_milestone_and_stops_none() -> None:
    bout = Bout(ONSET, ONSET + timedelta(days=20), records([6.0] * 21), {}, confidence=2)

    assert concerns(bout, frozenset({"week_12"})) == ["hard_weeks"]
    assert concerns(bout, frozenset({"hard_weeks"})) == []
    due = due_milestone(BOOK.signposts.milestones, bout, BOOK.rules, frozenset({"hard_weeks"}))
    assert due is not None
    assert due.milestone.id == "week_2"


def test_what_is_of_any_time_and_not_known_is_not_said() -> None:
    bout = Bout(ONSET, ONSET + timedelta(days=20), (), {})

    assert concerns(bout) == []
    assert concerns(Bout(ONSET, ONSET - timedelta(days=1), (), {}, confidence=1)) == []


def test_every_figure_of_a_reason_has_a_name_and_its_days() -> None:
    scores = upset([8.0] * 14)
    bout = Bout(ONSET, ONSET + timedelta(days=13), scores, {}, confidence=2)
    (due,) = due_any_time(BOOK.signposts.milestones, bout, BOOK.rules, frozenset())
    inputs = dict(due.reason.inputs)

    assert set(inputs) <= set(INPUTS)
    assert (inputs["window_days"], inputs["distress_most_days"]) == ("14", "14")
    assert (inputs["distress_most"], inputs["confidence"]) == ("8", "2")
