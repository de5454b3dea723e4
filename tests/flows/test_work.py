"""The way back to normal hours over days: what is kept, what is issued, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backcoach.coach.activity_record import FlareDeclared, Paused, Resumed
from backcoach.coach.record import CheckIn
from backcoach.coach.values import Answer
from backcoach.coach.work_decision import Move
from backcoach.coach.work_record import Went, WorkDone, WorkRung, WorkSet, WorkStep
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.plan import Withheld
from backcoach.flows.why import explain
from backcoach.flows.work import WorkView, told_work, work_days, work_running, work_view
from backcoach.flows.work_told import WorkWish, keep_work_day, set_work
from tests.flows.people import MONDAY, NO_MEDICINE, NOT_SURE, YES, Person, real_book


def view_of(person: Person) -> WorkView:
    view = work_view(person.desk)
    assert isinstance(view, WorkView)
    return view


def begins(person: Person, normal: float = 40, now: float = 8, **said: object) -> None:
    person.starts(**NO_MEDICINE, **said)
    set_work(person.desk, normal, now, 5, None)


def works(person: Person, hours: float, went: Went | None = None) -> None:
    keep_work_day(person.desk, WorkWish(hours=hours, went=went))


def has_settled(person: Person, answer: Answer = YES) -> None:
    keep_work_day(person.desk, WorkWish(settled=answer))


def has_a_good_day(person: Person, hours: float, days: int = 2) -> None:
    """Work today, and say on the next morning that it settled; come back so many days later."""
    works(person, hours)
    person.waits(days=1)
    has_settled(person)
    person.waits(days=days - 1)


def steps(person: Person) -> list[WorkRung]:
    return [one.body.rung for one in person.desk.journal.entries(WorkStep)]


def test_before_start_nothing_is_told_and_nothing_is_kept(person: Person) -> None:
    with pytest.raises(NotStarted, match="Nothing is started"):
        work_view(person.desk)
    for tell in (lambda: set_work(person.desk, 40, 8, 5, None), lambda: works(person, 4)):
        with pytest.raises(NotStarted, match="no plan yet"):
            tell()
    assert person.desk.journal.history() == ()


def test_with_a_plan_but_without_hours_the_way_to_tell_them_is_named(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert work_running(person.desk) is None
    with pytest.raises(NotStarted) as raised:
        work_view(person.desk)
    assert raised.value.next_step == "Such as: backcoach work --normal 40 --now 8"
    with pytest.raises(NotStarted, match="No work hours"):
        works(person, 4)


def test_the_golden_case_starts_at_12_hours_and_is_issued_once(person: Person) -> None:
    begins(person)
    first, again = view_of(person), view_of(person)
    assert first.step is not None
    assert (first.step.rung, first.step.starts_on) == (WorkRung(12, 25), MONDAY)
    assert first.above == WorkRung(20, 25)
    assert first.above_on == MONDAY + timedelta(days=3)
    assert again == first
    assert steps(person) == [WorkRung(12, 25)]


def test_two_good_days_in_three_go_up_and_an_unknown_morning_does_not(person: Person) -> None:
    begins(person)
    view_of(person)
    has_a_good_day(person, 4)
    works(person, 4)
    person.waits(days=1)
    assert view_of(person).rung == WorkRung(12, 25)
    has_settled(person, NOT_SURE)
    assert view_of(person).rung == WorkRung(12, 25)
    has_settled(person)
    view = view_of(person)
    assert view.rung == WorkRung(20, 25)
    assert view.step is not None
    assert view.step.reasons[0].rule == "work_hours_up"
    assert view.decision.reasons[0].rule == "work_wait"
    assert steps(person) == [WorkRung(12, 25), WorkRung(20, 25)]


def test_two_red_days_repeat_the_step_from_tomorrow_and_are_not_counted_again(person: Person) -> None:
    begins(person)
    view_of(person)
    works(person, 4, Went.RED)
    person.waits(days=2)
    works(person, 4, Went.RED)
    view = view_of(person)
    assert view.step is not None
    assert (view.step.reasons[0].rule, view.step.starts_on) == ("work_repeat", MONDAY + timedelta(days=3))
    person.waits(days=1)
    has_settled(person, Answer.NO)
    assert view_of(person).decision.value.move is Move.STAY
    assert len(steps(person)) == 2


def test_red_days_that_are_told_after_the_step_up_count_in_the_new_step(person: Person) -> None:
    begins(person)
    view_of(person)
    has_a_good_day(person, 4)
    has_a_good_day(person, 4, days=1)
    assert view_of(person).rung == WorkRung(20, 25)
    for day in (MONDAY, MONDAY + timedelta(days=2)):
        keep_work_day(person.desk, WorkWish(day, went=Went.RED))
    view = view_of(person)
    assert view.step is not None
    assert (view.step.reasons[0].rule, view.rung) == ("work_repeat", WorkRung(20, 25))


def test_a_week_reviewed_as_a_step_back_takes_work_one_step_down_once(person: Person) -> None:
    begins(person, now=20)
    view_of(person)
    for _day in range(3):
        has_a_good_day(person, 4, days=1)
    assert view_of(person).rung == WorkRung(30, 25)
    (week,) = person.desk.weeks()
    person.desk.keep(replace(week, number=2, outcome="hold"))
    assert view_of(person).rung == WorkRung(30, 25)
    person.desk.keep(replace(week, number=3, outcome="step_back"))
    view = view_of(person)
    assert view.step is not None
    assert (view.step.rung, view.step.reasons[0].rule) == (WorkRung(20, 25), "work_step_back")
    assert view.step.reasons[0].inputs == (("review", "step_back"),)
    person.waits(days=1)
    assert view_of(person).step == view.step


def test_in_a_flare_up_nothing_goes_up(person: Person) -> None:
    begins(person)
    view_of(person)
    has_a_good_day(person, 4)
    has_a_good_day(person, 4, days=1)
    person.desk.keep(FlareDeclared())
    view = view_of(person)
    assert (view.rung, view.decision.reasons[0].rule) == (WorkRung(12, 25), "work_light")


def test_days_of_a_pause_are_neither_missed_nor_silent_and_nothing_goes_up_in_it(person: Person) -> None:
    begins(person)
    view_of(person)
    has_a_good_day(person, 4)
    has_a_good_day(person, 4, days=1)
    person.desk.keep(Paused("holiday"))
    for _day in range(13):
        assert view_of(person).decision.reasons[0].rule == "work_light"
        person.waits(days=1)
        person.logs(walk=10)
    person.desk.keep(Resumed())
    assert view_of(person).decision.reasons[0].rule != "work_silent"
    assert view_of(person).step is not None


def test_while_the_plan_rests_the_hours_rest_and_what_is_told_is_kept(person: Person) -> None:
    begins(person)
    view_of(person)
    person.screens(inf_fever="yes")
    works(person, 4)
    assert isinstance(work_view(person.desk), Withheld)
    assert work_running(person.desk) is None
    assert [one.body for one in work_days(person.desk)] == [WorkDone(4, Went.FINE)]
    assert steps(person) == [WorkRung(12, 25)]


def test_who_needs_a_clinician_first_gets_no_hours_and_no_step(person: Person) -> None:
    begins(person, modifiers=["inflammatory_arthritis"])
    view = view_of(person)
    assert (view.step, view.rung, view.above, view.above_on) == (None, None, None, None)
    assert view.decision.reasons[0].rule == "work_clinician_first"
    assert steps(person) == []


def test_after_two_weeks_without_a_word_the_hours_are_to_be_told_anew(person: Person) -> None:
    begins(person)
    view_of(person)
    for _day in range(14):
        person.waits(days=1)
        person.logs(walk=10)
    view = view_of(person)
    assert (view.step, view.decision.reasons[0].rule) == (None, "work_silent")
    assert [one.id for one in view.checks] == ["work_half_late"]
    set_work(person.desk, 40, 16, 5, None)
    assert view_of(person).rung == WorkRung(16, 25)


def test_the_checks_count_from_the_day_the_pain_began_and_are_not_set_back_by_telling_anew(
    person: Person,
) -> None:
    begins(person, course_weeks=3)
    assert [one.id for one in view_of(person).checks] == ["work_half_late"]
    set_work(person.desk, 40, 12, 5, None)
    assert [one.id for one in view_of(person).checks] == ["work_half_late"]


def test_a_new_bout_begins_without_hours(person: Person) -> None:
    begins(person)
    view_of(person)
    works(person, 4)
    person.waits(hours=1)
    person.starts(**NO_MEDICINE)
    assert work_running(person.desk) is None
    assert work_days(person.desk) == ()
    assert len(person.desk.journal.entries(WorkDone)) == 1


def test_a_day_told_again_keeps_what_is_left_out_and_the_old_words_stay_in_the_record(person: Person) -> None:
    begins(person)
    works(person, 4, Went.RED)
    works(person, 6)
    (day,) = work_days(person.desk)
    assert day.body == WorkDone(6, Went.RED)
    keep_work_day(person.desk, WorkWish(went=Went.HARD))
    assert work_days(person.desk)[0].body == WorkDone(6, Went.HARD)
    kept = [one.body for one in person.desk.journal.history() if isinstance(one.body, WorkDone)]
    assert kept == [WorkDone(4, Went.RED), WorkDone(6, Went.RED), WorkDone(6, Went.HARD)]


def test_the_morning_alone_is_about_the_last_work_day_before_today(person: Person) -> None:
    begins(person)
    with pytest.raises(BadInput, match="No work day before today"):
        has_settled(person)
    works(person, 4)
    person.waits(days=2)
    works(person, 5)
    has_settled(person)
    assert [(one.day_on, one.body.settled) for one in work_days(person.desk)] == [
        (MONDAY, YES),
        (MONDAY + timedelta(days=2), None),
    ]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (WorkWish(hours=4, settled=YES), "known the next morning"),
        (WorkWish(MONDAY + timedelta(days=1), hours=4), "still to come"),
        (WorkWish(MONDAY - timedelta(days=15), hours=4), "more than 14 days ago"),
        (WorkWish(hours=25), "hours of a day are from 0 to 24"),
        (WorkWish(hours=3.3), "whole or .5"),
        (WorkWish(went=Went.RED), "Nothing is told of that work day"),
        (WorkWish(date(2026, 11, 20), settled=YES), "Nothing is told of that work day"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(
    person: Person, wish: WorkWish, words: str
) -> None:
    begins(person)
    before = person.desk.journal.history()
    with pytest.raises(BadInput, match=words):
        keep_work_day(person.desk, wish)
    assert person.desk.journal.history() == before


def test_hours_and_loads_that_cannot_be_are_refused(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    with pytest.raises(BadInput, match="present hours"):
        set_work(person.desk, 40, 41, 5, None)
    with pytest.raises(BadInput, match="no load called 'feathers'"):
        set_work(person.desk, 40, 8, 5, "feathers")
    assert person.desk.journal.latest(WorkSet) is None


@pytest.mark.parametrize(("work", "load"), [("heavy", "heavy"), ("off", "any"), ("none", "any")])
def test_the_load_is_that_of_start_unless_it_is_told(person: Person, work: str, load: str) -> None:
    begins(person, work=work)
    assert view_of(person).told.load == load
    set_work(person.desk, 40, 8, 5, "sitting")
    assert view_of(person).told.load == "sitting"


@pytest.mark.parametrize(("said", "load"), [({}, 50), ({"preg_possible": "yes"}, 25)])
def test_the_load_goes_up_at_normal_hours_unless_there_may_be_a_pregnancy(
    person: Person, said: dict[str, str], load: int
) -> None:
    begins(person, now=40, **said)
    assert view_of(person).rung == WorkRung(40, 25)
    for _day in range(4):
        works(person, 8)
        person.waits(days=1)
        has_settled(person)
    view = view_of(person)
    assert view.rung == WorkRung(40, load)
    assert (view.decision.reasons[0].rule == "work_held") is (load == 25)


@pytest.mark.parametrize(
    "id_", ["work_wait", "work_no_lifting", "work_half_late", "work_example_small", "work_red"]
)
def test_why_explains_each_kind_of_thing_about_work(id_: str) -> None:
    told = explain(id_, real_book())
    assert told.is_draft
    assert told.sources


def test_why_tells_what_a_step_was_issued_on(person: Person) -> None:
    begins(person)
    view_of(person)
    told = explain("work_start", real_book(), person.desk)
    assert ("present_hours", "8") in told.inputs
    assert told.decided == f"work step from {MONDAY}"


def test_a_check_in_without_work_changes_no_step(person: Person) -> None:
    begins(person)
    first = view_of(person).step
    person.logs(walk=10, pain=2)
    assert person.desk.journal.latest(CheckIn) is not None
    assert view_of(person).step == first


def test_what_was_recorded_last_about_work_holds_whatever_the_clock_said(person: Person) -> None:
    begins(person, 40, 30)
    person.waits(minutes=-30)
    set_work(person.desk, 40, 4, 5, None)
    told = told_work(person.desk)
    assert told is not None
    assert told.body.present_hours == 4


def test_a_day_that_two_machines_told_counts_once_and_as_the_worse_of_both(person: Person) -> None:
    begins(person)
    person.waits(days=1)
    person.desk.keep(WorkDone(2, Went.FINE, YES), WorkDone(4, Went.HARD, None))
    (day,) = work_days(person.desk)
    assert day.body == WorkDone(2, Went.HARD, None)
