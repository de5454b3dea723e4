"""A part of the record is read where the whole of it would say the same."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from backcoach.coach.record import AnswerGiven, Assessed, Screened, ScreeningDue, SittingEnded
from backcoach.coach.rescreening import sets_due
from backcoach.coach.standing import History
from backcoach.coach.values import Disposition, Reason
from backcoach.flows.desk import Desk
from backcoach.flows.due_sets import due_sets
from backcoach.flows.kinds import KINDS
from backcoach.flows.withheld import counting
from backcoach.journal.codec import Draft
from backcoach.journal.journal import Journal
from backcoach.journal.looking_up import Among
from backcoach.journal.migrations import STEPS
from tests.flows.people import MONDAY, MORNING, Person, real_book

OCCASIONS = ("start", "screen", "review", "daily", "overdose", "stopped", "of a later version")
RESCREENING = real_book().screening.rescreening
SETS = tuple(one.id for one in RESCREENING.sets)
EVENTS = tuple(one.id for one in RESCREENING.events)


def _screening(
    occasion: str, disposition: Disposition, *, is_allowed: bool = True, sets: tuple[str, ...] = ()
) -> Screened:
    return Screened(
        occasion,
        {},
        {"course_weeks": 2.0},
        disposition,
        is_allowed and disposition.allows_plan,
        reasons=(Reason("R01", "why", (), ("D",)),),
        sets=sets if occasion == "review" else (),
    )


screenings = st.builds(
    _screening,
    st.sampled_from(OCCASIONS),
    st.sampled_from([*Disposition, *[Disposition.SELF_CARE] * 6]),
    is_allowed=st.sampled_from([True, True, True, False]),
    sets=st.lists(st.sampled_from(SETS), unique=True).map(tuple),
)
assessments = st.builds(
    Assessed,
    st.just("my GP"),
    st.just("said so"),
    st.sampled_from([*(one.id for one in RESCREENING.clinicians), ""]),
    st.sampled_from([*(one.id for one in RESCREENING.findings), ""]),
)
events = st.sampled_from(EVENTS).map(ScreeningDue)
signs = st.builds(
    AnswerGiven,
    st.sampled_from(["a", "b"]),
    st.sampled_from(tuple(real_book().screening.rules.questions)[:8]),
    st.sampled_from(["yes", "no", "not_sure"]),
)
ends = st.sampled_from(["a", "b"]).map(SittingEnded)
spans = st.sampled_from([0.0, 0.2, 1.0, 3.0, 6.0, 6.5, 9.0, 13.0, 40.0, 100.0, -2.0, -400.0])
pasts = st.lists(
    st.tuples(screenings | screenings | assessments | events | signs | ends, spans), min_size=1, max_size=14
)


@settings(max_examples=150, deadline=None)
@given(pasts, st.sampled_from([-3.0, 0.0, 1.0, 8.0, 30.0]), st.lists(st.integers(0, 13), max_size=2))
def test_what_stands_rests_and_counts_is_the_same_as_by_the_whole_record(
    past: list[tuple[object, float]], later: float, mistakes: list[int]
) -> None:
    with _in_memory() as journal:
        now = _live(journal, past) + timedelta(days=later)
        for entry in {
            one.id: one for one in (journal.history()[place % len(past)] for place in mistakes)
        }.values():
            journal.void(entry.id, "a slip", zone="UTC", day_on=now.date(), recorded_at=now)
        part = Person(journal, now).desk
        whole = _Whole(part.book, journal, part.moment)
        assert part.standing() == whole.standing()
        assert part.rest_days() == whole.rest_days()
        assert part.rests_because() == whole.rests_because()
        if part.history().screenings:
            assert counting(part) == counting(whole)


@settings(max_examples=100, deadline=None)
@given(pasts)
def test_the_sets_that_are_due_are_the_same_as_by_the_whole_record(past: list[tuple[object, float]]) -> None:
    with _in_memory() as journal:
        desk = Person(journal, _live(journal, past)).desk
        known = [one for one in journal.entries(Screened) if one.at <= desk.moment.now]
        assert list(due_sets(desk)) == sets_due(RESCREENING.sets, known, desk.moment.today)


@settings(max_examples=100, deadline=None)
@given(pasts)
def test_the_few_among_many_are_those_that_a_screening_says_it_is(past: list[tuple[object, float]]) -> None:
    with _in_memory() as journal:
        _live(journal, past)
        every = journal.entries(Screened)
        for among, holds in (
            (Among.GRAVE, lambda body: not body.disposition.allows_plan),
            (Among.FULL, lambda body: body.is_full),
            (Among.SETTLED, lambda body: body.is_settled),
        ):
            wanted = [one for one in every if holds(one.body)]
            assert list(journal.entries(Screened, among=among)) == wanted
            assert journal.last(Screened, among) == (wanted[-1] if wanted else None)
            by_place = sorted(wanted, key=lambda one: one.place)
            assert journal.latest(Screened, among=among) == (by_place[-1] if by_place else None)
            earlier = [one for one in by_place if one.place < len(past)]
            assert journal.latest(Screened, among=among, before=len(past)) == (earlier or [None])[-1]


@pytest.mark.parametrize(
    "grave",
    [_screening("screen", Disposition.EMERGENCY_NOW), AnswerGiven("a", "ces_saddle_numb", "yes")],
    ids=["decided", "broken off"],
)
def test_a_result_from_before_the_last_full_screening_made_the_plan_rest_until_the_first(
    grave: object,
) -> None:
    clean = _screening("screen", Disposition.SELF_CARE)
    settled = Assessed("my GP", "nothing grave", "doctor", "nothing_urgent")
    with _in_memory() as journal:
        now = _live(journal, [(clean, 0), (grave, 1), (settled, 2), (clean, 1), (clean, 30), (clean, 30)])
        desk = Person(journal, now).desk
        assert desk.rest_days() == {MONDAY + timedelta(days=days) for days in (1, 2, 3)}
        assert desk.standing().is_plan_allowed


class _Whole(Desk):
    """A desk that reads the whole record."""

    def history(self) -> History:
        return self.whole_history()


def _in_memory() -> Journal:
    """A record on no disk: many of them are made here."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in STEPS:
        for statement in step.statements:
            connection.execute(statement)
    return Journal(connection, Path("record.sqlite3"), KINDS)


def _live(journal: Journal, past: list[tuple[object, float]]) -> datetime:
    """Record what happened, each so many days after the last; the moment after it."""
    now = MORNING
    for body, days in past:
        now += timedelta(days=days)
        journal.append([Draft(body, now, "UTC", now.date())], now)
    return now
