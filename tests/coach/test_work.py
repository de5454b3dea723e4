"""The way back to normal hours: the tables of the fact sheet, and limits that hold whatever is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.phases import Track
from backcoach.coach.values import Answer
from backcoach.coach.work import Pace, StepFacts, WorkBook
from backcoach.coach.work_decision import ROWS, Move, checks_due, decide_step, first_step
from backcoach.coach.work_evidence import WorkEvidence, least_days
from backcoach.coach.work_ladder import first_hours, hours_by_weekday, ladder, planned_days, rung_below
from backcoach.coach.work_record import Went, WorkDay, WorkDone, WorkRung, WorkSet, WorkStep
from tests.flows.people import real_book
from tests.spec.activity.people import MONDAY, rows

FULL_TIME = WorkSet(40.0, 8.0, "any")
TOLD = {"g": (False, True), "r": (True, None), "u": (False, None), "n": (False, False), "z": (False, True)}
CASES = rows("work.toml", "case")


def book() -> WorkBook:
    return real_book().work


def days_of(letters: str, hours: float) -> tuple[WorkDay, ...]:
    """One work day for each letter of a case."""
    return tuple(
        WorkDay(MONDAY + timedelta(days=place), 0.0 if letter == "z" else hours, *TOLD[letter])
        for place, letter in enumerate(letters)
        if letter != "-"
    )


def evidence_of(row: dict[str, Any]) -> WorkEvidence:
    hours, load = row.get("at", (12, 25))
    return WorkEvidence(
        FULL_TIME,
        WorkStep(MONDAY, WorkRung(float(hours), load), ()),
        days_of(row["days"], row.get("hours", 6 if hours == 30 else 4)),
        MONDAY + timedelta(days=row["today"]),
        Track(row.get("track", "acute")),
        silent_days=row.get("silent", 0),
        is_gentle=row.get("gentle", False),
        is_light=row.get("light", False),
        is_stopped=row.get("stopped", False),
        is_clinician_first=row.get("clinician_first", False),
        stepped_down_by=row.get("review"),
        tags=frozenset(row.get("tags", ())),
    )


def name(row: dict[str, Any]) -> str:
    return str(row.get("name", "-".join(str(value) for value in row.values())))


# The tables


@pytest.mark.parametrize("row", rows("work.toml", "ladder"), ids=name)
def test_the_ladder_holds_hours_first_and_then_the_load(row: dict[str, Any]) -> None:
    told = WorkSet(row["normal"], row["now"], "any")
    found = ladder(told, book().steps)

    assert [one.hours for one in found if one.load_percent == 25] == row["hours"]
    assert found[-3:] == tuple(WorkRung(row["normal"], load) for load in (50, 75, 100))
    assert first_hours(told, book().steps) == row["hours"][0]


@pytest.mark.parametrize("row", rows("work.toml", "week"), ids=name)
def test_the_hours_lie_on_every_second_day_first(row: dict[str, Any]) -> None:
    told = WorkSet(row["normal"], 0, "any", row["days"])

    assert hours_by_weekday(row["hours"], told) == tuple(row["on"])


@pytest.mark.parametrize("row", CASES, ids=name)
def test_each_case_comes_out_as_it_should(row: dict[str, Any]) -> None:
    evidence = evidence_of(row)
    found = decide_step(evidence, book())
    hours, load = row.get("to", row.get("at", (12, 25)))

    assert (found.reasons[0].rule, found.value.move) == (row["rule"], Move(row["move"]))
    assert found.value.rung == (None if row["move"] == "rest" else WorkRung(hours, load))
    assert [one.rule for one in found.reasons[1:]] == row.get("closed", [])
    assert all(one.why and one.sources for one in found.reasons)


def test_every_row_decides_a_case() -> None:
    assert {row["rule"] for row in CASES} == {id_ for id_, _move, _row in ROWS}


@pytest.mark.parametrize("row", rows("work.toml", "check"), ids=name)
def test_whom_to_ask_follows_from_the_days_and_the_hours(row: dict[str, Any]) -> None:
    found = checks_due(row["hours"], FULL_TIME, row["day"], book())

    assert [one.id for one in found] == row["ids"]


@pytest.mark.parametrize(("track", "usual", "gentle"), [("acute", 3, 7), ("subacute", 7, 14)])
def test_the_least_days_follow_from_the_track_and_the_pace(track: str, usual: int, gentle: int) -> None:
    evidence = replace(evidence_of(CASES[0]), track=Track(track))

    assert least_days(evidence, book()) == usual
    assert least_days(replace(evidence, is_gentle=True), book()) == gentle


def test_days_on_which_the_plan_rested_were_not_planned() -> None:
    until = MONDAY + timedelta(days=7)
    assert planned_days(12, FULL_TIME, MONDAY, until) == (4, 4, 4)
    assert planned_days(12, FULL_TIME, MONDAY, until, frozenset({MONDAY})) == (4, 4)
    assert planned_days(12, FULL_TIME, until, MONDAY) == ()


def test_a_red_day_of_an_earlier_step_that_is_told_late_counts_now() -> None:
    late = WorkDay(MONDAY - timedelta(days=1), 4, is_red=True, is_settled=None)
    evidence = evidence_of(CASES[0])
    found = decide_step(replace(evidence, days=(late, *days_of("r-g", 4))), book())

    assert found.reasons[0].rule == "work_repeat"


def test_of_a_long_step_only_its_last_days_are_looked_at() -> None:
    evidence = evidence_of({"days": "-" * 14 + "g-g-g--g-g-g--", "today": 28})

    assert decide_step(evidence, book()).value.move is Move.UP


def test_a_step_of_which_every_day_was_rested_is_no_reason_to_go_up() -> None:
    evidence = evidence_of(CASES[0])
    rested = frozenset(MONDAY + timedelta(days=offset) for offset in range(3))

    assert decide_step(replace(evidence, rested=rested), book()).value.move is Move.STAY


# What can be told


@pytest.mark.parametrize(
    ("normal", "now", "days"),
    [
        *((0, 0, 5), (0.5, 0, 5), (80.5, 8, 6), (40, 40.5, 5), (40, -1, 5), (40, 8.25, 5), (40.3, 8, 5)),
        *(
            (40, 8, 0),
            (40, 8, 8),
            (40, 8, 2),
            (float("nan"), 8, 5),
            (float("inf"), 8, 5),
            (40, float("nan"), 5),
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(normal: float, now: float, days: int) -> None:
    with pytest.raises(ValueError, match=r"hours|work days"):
        WorkSet(normal, now, "any", days)


@pytest.mark.parametrize("hours", [-0.5, 24.5, 3.3, float("nan")])
def test_a_day_that_cannot_be_is_refused(hours: float) -> None:
    with pytest.raises(ValueError, match="hours of a day"):
        WorkDone(hours, Went.FINE, Answer.YES)


def test_what_was_not_said_of_a_morning_is_not_known() -> None:
    assert WorkDone(4.5, Went.HARD).settled is None
    assert not WorkDay(MONDAY, 4.5, is_red=False, is_settled=None).is_good


@pytest.mark.parametrize("percents", [(), (30,), (50, 30, 100), (0, 100), (30, 30, 100)])
def test_a_ladder_that_does_not_rise_to_100_cannot_be_built(percents: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="percents rise"):
        StepFacts(percents, (100,), ("D",))


@pytest.mark.parametrize(("least", "gentle"), [(0, 7), (7, 3)])
def test_a_gentle_pace_is_never_the_faster_one(least: int, gentle: int) -> None:
    with pytest.raises(ValueError, match="gentle_days"):
        Pace(Track.ACUTE, least, gentle, ("D",))


def test_a_load_that_is_not_known_stands_for_any() -> None:
    assert book().load("moonwalk") == book().load("any")
    assert book().load("heavy").words.startswith("heavy lifting")


# What holds for everybody

halves = st.integers(0, 160).map(lambda half: half / 2)


@st.composite
def told_sets(draw: st.DrawFn) -> WorkSet:
    days = draw(st.integers(1, 7))
    normal = draw(st.integers(2, min(160, days * 32))) / 2
    return WorkSet(normal, draw(st.integers(0, int(normal * 2))) / 2, "any", days)


work_days = st.builds(
    WorkDay,
    st.integers(0, 20).map(lambda offset: MONDAY + timedelta(days=offset)),
    st.integers(0, 24).map(lambda half: half / 2),
    st.booleans(),
    st.sampled_from([None, True, False]),
)


@st.composite
def any_evidence(draw: st.DrawFn) -> WorkEvidence:
    told = draw(told_sets())
    days = draw(st.lists(work_days, max_size=15, unique_by=lambda day: day.day_on))
    return WorkEvidence(
        told,
        WorkStep(MONDAY, draw(st.sampled_from(ladder(told, book().steps))), ()),
        tuple(days),
        MONDAY + timedelta(days=draw(st.integers(-1, 20))),
        draw(st.sampled_from(Track)),
        is_gentle=draw(st.booleans()),
        stepped_down_by=draw(st.sampled_from([None, "step_back", "hold"])),
        tags=frozenset(draw(st.sets(st.sampled_from(["cancer", "fracture_risk"])))),
    )


def test_the_way_back_begins_on_the_lowest_place_and_says_from_which_hours() -> None:
    step = first_step(replace(FULL_TIME, present_hours=12.0), MONDAY, book())
    assert (step.starts_on, step.rung.hours) == (MONDAY, 12.0)
    assert dict(step.reasons[0].inputs) == {"normal_hours": "40", "present_hours": "12"}


@given(told_sets(), halves)
def test_hours_never_pass_the_normal_ones_and_their_days_add_up(told: WorkSet, hours: float) -> None:
    assert all(
        one.hours <= told.normal_hours and one.load_percent <= 100 for one in ladder(told, book().steps)
    )
    rung = first_step(told, MONDAY, book()).rung
    assert told.present_hours <= rung.hours <= told.normal_hours
    assert rung_below(rung, told, book().steps) == rung
    if hours <= told.normal_hours:
        shares = hours_by_weekday(hours, told)
        assert sum(shares) == hours
        assert sum(share > 0 for share in shares) <= told.days


@given(any_evidence())
def test_no_decision_goes_up_more_than_one_place_or_before_the_least_days(evidence: WorkEvidence) -> None:
    places = ladder(evidence.told, book().steps)
    found = decide_step(evidence, book()).value
    assert found.rung is not None
    moved = places.index(found.rung) - places.index(evidence.step.rung)
    assert moved <= 1
    if moved == 1:
        assert (evidence.today - evidence.step.starts_on).days >= least_days(evidence, book())
        assert sum(day.is_good for day in evidence.days) >= 2
        assert found.move is Move.UP


@given(any_evidence(), st.data())
def test_a_day_that_is_unknown_red_or_not_told_never_leads_higher(
    evidence: WorkEvidence, data: st.DataObject
) -> None:
    before = decide_step(evidence, book()).value.rung
    if not evidence.days or before is None:
        return
    place = data.draw(st.integers(0, len(evidence.days) - 1))
    day = evidence.days[place]
    worse = data.draw(
        st.sampled_from(
            [
                (replace(day, is_settled=None if day.is_settled else day.is_settled),),
                (replace(day, is_settled=False),),
                (replace(day, is_red=True),),
                (replace(day, hours=0.0),),
            ]
        )
    )
    days = (*evidence.days[:place], *worse, *evidence.days[place + 1 :])
    after = decide_step(replace(evidence, days=days), book()).value.rung
    assert after is not None
    assert after <= before


@given(any_evidence())
def test_what_is_not_known_at_all_never_goes_up(evidence: WorkEvidence) -> None:
    unknown = tuple(replace(day, is_settled=None) for day in evidence.days)
    found = decide_step(replace(evidence, days=unknown), book()).value

    assert found.move is not Move.UP


@given(any_evidence())
def test_the_order_in_which_days_were_told_does_not_matter(evidence: WorkEvidence) -> None:
    turned = replace(evidence, days=evidence.days[::-1])

    assert decide_step(turned, book()) == decide_step(evidence, book())


@given(any_evidence())
def test_while_the_plan_rests_no_hours_are_proposed(evidence: WorkEvidence) -> None:
    for shut in (replace(evidence, is_stopped=True), replace(evidence, is_clinician_first=True)):
        assert decide_step(shut, book()).value.rung is None


SAID = st.sampled_from((Answer.YES, Answer.NO, Answer.NOT_SURE, None))
DONE = st.builds(WorkDone, st.sampled_from((0.0, 2.0, 4.5)), st.sampled_from(Went), SAID)


@given(DONE, DONE)
def test_a_day_told_twice_promises_no_more_than_either(one: WorkDone, other: WorkDone) -> None:
    joined = one.joined(other)
    assert joined == other.joined(one)
    assert joined.hours == min(one.hours, other.hours)
    assert (joined.went is Went.RED) == (Went.RED in (one.went, other.went))
    assert (joined.settled is Answer.YES) == (one.settled is other.settled is Answer.YES)
    assert (joined.settled is Answer.NO) == (Answer.NO in (one.settled, other.settled))


def test_of_a_day_told_twice_the_less_promising_answers_hold() -> None:
    told, other = WorkDone(4, Went.FINE, Answer.YES), WorkDone(2, Went.HARD, None)
    assert told.joined(other) == WorkDone(2, Went.HARD, None)
