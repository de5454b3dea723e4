"""Weeks are issued like prescriptions, and shown only while a plan may be shown."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console

from backcoach.coach.done import DoneAmount
from backcoach.coach.limits import Medicine
from backcoach.coach.record import CheckIn
from backcoach.coach.values import Disposition
from backcoach.coach.week import WeekPlan
from backcoach.flows.dose_guard import DoseWish, check_doses
from backcoach.flows.doses import keep_doses
from backcoach.flows.due_sets import due_sets
from backcoach.flows.errors import BadInput, NotStarted
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import LogWish, log
from backcoach.flows.plan import PlanView, Withheld, plan_view
from backcoach.flows.status import status
from backcoach.terminal.screens.plan import plan_screen
from tests.flows.people import MONDAY, MORNING, NO_MEDICINE, YES, Person


def shown(person: Person, number: int | None = None) -> PlanView:
    view = plan_view(person.desk, number)
    assert isinstance(view, PlanView)
    return view


def goes_well(person: Person, days: int, *, pain: float = 2) -> None:
    """Do all that is planned for some days from today on, and log it in the evening."""
    for _ in range(days):
        items = shown(person).items
        person.is_at(person.now.replace(hour=20))
        done = tuple(DoneAmount(one.item.id, one.item.daily_amount) for one in items)
        check_in = CheckIn(function=7, pain=pain, done=done)
        log(person.desk, LogWish(person.desk.moment.today, is_clear=True, check_in=check_in))
        person.is_at(person.now.replace(hour=9))
        person.waits(days=1)
        if due_sets(person.desk):
            person.reviews()


def test_before_start_there_is_no_plan(person: Person) -> None:
    with pytest.raises(NotStarted, match="started"):
        plan_view(person.desk)


def test_a_screening_alone_is_no_plan(person: Person) -> None:
    person.screens()
    with pytest.raises(NotStarted, match="no plan yet"):
        plan_view(person.desk)


def test_the_week_of_today_shows_what_is_done_and_what_is_open(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert {one.done for one in shown(person).items} == {None}
    person.logs(walk=7)
    view = shown(person)
    assert {one.item.id: one.done for one in view.items}["walk"] == 7
    assert {one.done for one in view.items if one.item.id != "walk"} == {0}
    assert (view.day, view.is_current, view.course, view.doses) == (MONDAY, True, None, ())


def test_week_two_comes_with_its_reason_after_week_one(person: Person) -> None:
    first = person.starts(**NO_MEDICINE).week
    assert first is not None
    goes_well(person, 7)
    second = shown(person).week
    assert (second.number, second.starts_on) == (2, MONDAY + timedelta(days=7))
    assert second.outcome == "progress"
    assert second.reasons[0].rule == "progress"
    for item in first.items:
        after = second.latest(item.id)
        assert after is None or after.amount >= item.amount
    assert any(
        item.amount > first_item.amount for item in second.items if (first_item := first.latest(item.id))
    )


def test_on_the_last_day_of_a_week_the_next_is_not_issued_yet(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.logs()
    assert [week.number for week in issue_due_weeks(person.desk)] == [1]
    person.waits(hours=18)  # three in the morning of the day after
    assert [week.number for week in issue_due_weeks(person.desk)] == [1]
    person.waits(hours=1)
    assert [week.number for week in issue_due_weeks(person.desk)] == [1]
    person.reviews()
    assert [week.number for week in issue_due_weeks(person.desk)] == [1, 2]


def test_the_next_week_waits_for_the_weekly_safety_questions_and_the_plan_says_so(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    goes_well(person, 6)
    person.waits(days=1)
    waiting = shown(person)
    assert (waiting.week.number, waiting.day, waiting.is_review_due) == (1, person.desk.moment.today, True)
    assert waiting.items == ()
    person.reviews()
    assert (shown(person).week.number, shown(person).is_review_due) == (2, False)


def test_a_sign_in_the_weekly_questions_rests_the_plan(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    goes_well(person, 6)
    person.waits(days=1)
    assert person.reviews(ces_saddle_numb=YES, ces_recent=YES).disposition is Disposition.EMERGENCY_NOW
    assert isinstance(plan_view(person.desk), Withheld)


def test_an_issued_week_stays_as_it_is_whatever_is_logged_afterwards(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    goes_well(person, 7)
    issued = issue_due_weeks(person.desk)
    kept = person.desk.journal.entries(WeekPlan)
    for day in range(7):
        wish = LogWish(
            MONDAY + timedelta(days=day), is_clear=True, check_in=CheckIn(pain=9, is_flare=True, done=())
        )
        log(person.desk, wish)
    person.logs(pain=2, walk=0)
    assert issue_due_weeks(person.desk) == issued
    assert person.desk.journal.entries(WeekPlan) == kept
    assert shown(person, 2).week == issued[1]


def test_looking_twice_issues_once(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    goes_well(person, 7)
    for _ in range(3):
        shown(person)
    assert [entry.body.number for entry in person.desk.journal.entries(WeekPlan)] == [1, 2]


def test_without_enough_days_logged_the_week_stays_as_it_was(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6)
    person.logs()
    person.waits(days=1)
    person.reviews()
    second = shown(person).week
    assert second.outcome == "hold_data"
    assert ("pain_days", "0") in second.reasons[0].inputs
    walks = [week.latest("walk") for week in issue_due_weeks(person.desk)]
    assert walks[0] is not None
    assert walks[1] is not None
    assert walks[1].amount <= walks[0].amount


def test_after_three_weeks_away_one_smaller_week_begins_today(person: Person) -> None:
    first = person.starts(**NO_MEDICINE).week
    assert first is not None
    person.waits(days=27)
    person.screens()
    view = shown(person)
    assert (view.week.number, view.week.starts_on) == (2, MONDAY + timedelta(days=27))
    assert view.week.outcome == "gap_restart"
    assert view.week.minutes < first.minutes
    assert len(person.desk.weeks()) == 2


def test_a_day_late_the_week_still_begins_when_it_was_due(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=5)
    person.logs()
    person.waits(days=4)
    person.reviews()
    assert shown(person).week.starts_on == MONDAY + timedelta(days=7)


def test_no_plan_is_shown_nor_issued_while_a_red_flag_of_a_check_in_stands(person: Person) -> None:
    person.starts()
    person.waits(days=5)
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={"inf_fever": YES}))
    for _ in range(2):
        person.waits(days=3)
        person.logs()
        view = plan_view(person.desk)
        assert isinstance(view, Withheld)
        assert view.standing.disposition is Disposition.SAME_DAY
        assert view.screened is not None
        assert "R31_INF_TODAY" in [reason.rule for reason in view.screened.reasons]
    assert [week.number for week in issue_due_weeks(person.desk)] == [1]

    person.waits(days=6)
    person.screens()
    assert isinstance(plan_view(person.desk), Withheld)
    person.waits(minutes=1)
    person.was_seen()
    assert isinstance(plan_view(person.desk), Withheld)
    person.waits(hours=1)
    person.screens()
    week = shown(person).week
    assert week.number == 2
    assert week.outcome not in ("progress", "progress_large")


def test_answers_of_a_week_ago_withhold_the_plan(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(days=6, hours=23)
    assert isinstance(plan_view(person.desk), PlanView)
    person.waits(hours=1)
    view = plan_view(person.desk)
    assert isinstance(view, Withheld)
    assert view.standing.is_stale
    assert view.standing.disposition is Disposition.SELF_CARE
    person.waits(days=30)
    assert len(issue_due_weeks(person.desk)) == len(person.desk.journal.entries(WeekPlan)) == 1

    person.screens()
    assert isinstance(plan_view(person.desk), PlanView)


def test_an_earlier_week_can_be_looked_at_and_one_to_come_cannot(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    goes_well(person, 7)
    shown(person)
    first = shown(person, 1)
    assert (first.week.number, first.is_current, first.day) == (1, False, None)
    assert (first.items, first.doses) == ((), ())
    for number in (0, 3, -1):
        with pytest.raises(BadInput, match="not been issued"):
            plan_view(person.desk, number)


# Medicine in the plan


def test_the_doses_of_the_day_are_ticked_off_as_they_are_taken(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    today = [dose for dose in course.doses if dose.at.date() == MONDAY]
    assert [one.state for one in shown(person).doses] == ["to come"] * len(today)
    person.is_at(today[0].at + timedelta(minutes=20))
    person.asks_for(today[0].mg)
    assert [one.state for one in shown(person).doses] == ["taken", *["to come"] * (len(today) - 1)]


def test_a_dose_nobody_spoke_of_is_called_not_logged_and_never_missed(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(course.doses[0].at + timedelta(hours=3))
    assert shown(person).doses[0].state == "to come"
    person.waits(minutes=1)
    assert shown(person).doses[0].state == "not logged"


def test_one_tablet_ticks_off_one_planned_dose_only(person: Person) -> None:
    course = person.starts().course
    assert course is not None
    person.is_at(course.doses[0].at)
    person.asks_for(course.doses[0].mg)
    assert [one.state for one in shown(person).doses].count("taken") == 1


def test_a_dose_to_come_is_shown_at_the_first_time_the_guard_allows(person: Person) -> None:
    course = person.starts(took_last_24h="no").course
    assert course is not None
    first = next(dose for dose in course.doses if dose.at > person.now + timedelta(hours=3.5))
    person.is_at(first.at - timedelta(hours=3.5))
    person.asks_for(first.mg)
    (one, *_) = [one for one in shown(person).doses if one.dose == first]
    assert (one.state, one.local - first.at) == ("to come", timedelta(minutes=30))
    told = status(person.desk).next_dose
    assert told is not None
    assert told.local == one.local
    person.is_at(one.local)
    check_doses(person.desk, [DoseWish(course.medicine, first.mg, person.now, is_taken=False)])


def test_a_dose_that_would_come_after_bed_is_left_out(person: Person) -> None:
    course = person.starts(took_last_24h="no").course
    assert course is not None
    last = [dose for dose in course.doses if dose.at.date() == MONDAY][-1]
    person.is_at(last.at - timedelta(hours=3.5))
    person.swallows(last.mg)
    assert shown(person).doses[-1].state == "left out"
    assert status(person.desk).next_dose is None


def test_no_dose_is_shown_while_the_medicine_is_locked(person: Person) -> None:
    person.starts(took_last_24h="no")
    person.swallows(1500)
    assert {one.state for one in shown(person).doses} == {"left out"}
    assert status(person.desk).next_dose is None


def test_no_dose_is_shown_beside_another_anti_inflammatory(person: Person) -> None:
    person.starts(medicine="ibuprofen", took_last_24h="no")
    assert "to come" in {one.state for one in shown(person).doses}
    keep_doses(person.desk, [DoseWish(Medicine.NAPROXEN, 250, person.now, is_taken=True)])
    assert {one.state for one in shown(person).doses} == {"left out"}


def test_dose_times_are_shown_by_the_clock_on_the_wall(person: Person) -> None:
    person.moves_to("Europe/Berlin")
    course = person.starts(region="DE").course
    assert course is not None
    local = [one.local for one in shown(person).doses]
    assert local
    assert {one.utcoffset() for one in local} == {timedelta(hours=1)}
    assert {7 <= one.hour <= 23 for one in local} == {True}


def test_a_course_is_not_part_of_a_week_it_does_not_touch(person: Person) -> None:
    person.starts()
    goes_well(person, 8)
    assert shown(person).course is None
    assert shown(person, 1).course is not None
    assert {day for day, _ in shown(person, 1).course_days} <= set(shown(person, 1).week.days)


@pytest.mark.parametrize(("region", "days"), [("DE", [2]), ("NZ", [])])
def test_on_day_3_the_plan_asks_in_one_line_whether_the_medicine_helps(
    person: Person, region: str, days: list[int]
) -> None:
    course = person.starts(region=region, took_last_24h="no").course
    assert course is not None
    assert course.started_on == MONDAY
    words = person.desk.book.medicine.rule("day_3_today").why
    found = []
    for day in range(5):
        console = Console(width=80, file=StringIO(), record=True)
        console.print(plan_screen(shown(person), person.desk.book, region))
        lines = console.export_text().splitlines()
        found += [day for line in lines if line.startswith(words)]
        person.waits(days=1)
    assert found == days


# Status


def test_status_counts_what_is_done_today(person: Person) -> None:
    with pytest.raises(NotStarted):
        status(person.desk)
    person.starts()
    before = status(person.desk)
    assert (before.week, before.done, before.planned) == (1, 0, len(shown(person).items))
    assert before.next_item == "Walking"
    assert not before.is_logged_today
    walk = next(one.item for one in shown(person).items if one.item.id == "walk")
    person.logs(walk=walk.daily_amount)
    after = status(person.desk)
    assert (after.done, after.is_logged_today) == (1, True)
    assert after.next_item != before.next_item


def test_status_of_a_resting_plan_tells_the_disposition_and_nothing_of_the_plan(person: Person) -> None:
    person.starts()
    person.waits(days=1)
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={"inf_fever": YES}))
    found = status(person.desk)
    assert (found.disposition, found.is_plan_allowed) == (Disposition.SAME_DAY, False)
    assert (found.week, found.next_dose, found.next_item) == (None, None, None)
    assert found.is_logged_today


def test_status_of_stale_answers_says_so(person: Person) -> None:
    person.starts()
    person.is_at(MORNING + timedelta(days=8))
    found = status(person.desk)
    assert (found.is_stale, found.is_plan_allowed) == (True, False)
