"""Flare-ups, bad days, pauses and the look back in the record, and what they do to the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from backcoach.coach.activity_record import ReviewHeld
from backcoach.coach.done import DoneAmount, LegReach, Session
from backcoach.coach.phases import Phase
from backcoach.coach.record import CheckIn
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekSaid
from backcoach.flows.bad_day import is_bad_today
from backcoach.flows.days import day_records
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.flare import declare, flare_view, half_of, may_declare, pause, repeat, resume, take_half
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.lighter import flare_now, pause_now, said_of, situation, swapped
from backcoach.flows.log import LogWish, log
from backcoach.flows.looking_back import (
    days_not_logged,
    keep_said,
    last_change,
    next_after,
    week_to_review,
)
from backcoach.flows.plan import PlanView, Withheld, plan_view
from tests.flows.people import NO_MEDICINE, Person


@pytest.fixture
def begun(person: Person) -> Person:
    """Somebody who began yesterday."""
    person.starts(**NO_MEDICINE)
    person.waits(days=1)
    person.logs(pain=5)
    return person


def shown(person: Person) -> PlanView:
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    return view


def amounts(person: Person) -> dict[str, int]:
    return {one.item.id: one.item.amount for one in shown(person).items}


def flares(person: Person) -> None:
    """Tell of a flare-up, and answer the safety questions."""
    declare(person.desk)
    person.waits(minutes=5)
    person.screens()


# Flare-ups


def test_a_flare_up_makes_all_safety_questions_due_before_anything_is_shown(begun: Person) -> None:
    declare(begun.desk)
    assert "event_flare" in begun.desk.standing().because
    assert isinstance(plan_view(begun.desk), Withheld)
    assert flare_now(begun.desk) is not None, "it is kept, whatever happens to the questions"


def test_a_flare_up_keeps_half_of_the_walk_and_what_is_safe_and_comes_back_up(begun: Person) -> None:
    before = amounts(begun)
    flares(begun)
    first = amounts(begun)
    assert first["walk"] == before["walk"] // 2
    exercises = {one.id: one for one in begun.desk.book.activity.exercises}
    assert all(exercises[id_].is_flare_safe for id_ in first if id_ in exercises)
    assert shown(begun).flare is not None
    for _ in range(3):
        begun.waits(days=1)
        begun.logs(pain=8)
        if begun.desk.standing().because:
            begun.screens()
    assert amounts(begun)["walk"] == before["walk"] * 75 // 100
    view = flare_view(begun.desk)
    assert [percent for _, percent in view.ahead] == [90, 100, 100]
    assert view.items


def test_a_step_is_repeated_by_wish_and_only_in_a_flare_up(begun: Person) -> None:
    with pytest.raises(BadInput, match="No flare-up"):
        repeat(begun.desk)
    flares(begun)
    repeat(begun.desk)
    flare = flare_now(begun.desk)
    assert flare is not None
    assert [day.percent for day in flare.days] == [50]
    begun.waits(days=2)
    begun.screens()
    flare = flare_now(begun.desk)
    assert flare is not None
    assert [day.percent for day in flare.days] == [50, 50, 50]


def test_the_next_week_after_a_flare_up_keeps_its_amounts_and_flare_days_are_set_aside(begun: Person) -> None:
    begun.waits(days=4)
    flares(begun)
    before = begun.desk.weeks()[-1]
    begun.waits(days=2)
    begun.screens()
    begun.looks_back(is_easy=False)
    weeks = issue_due_weeks(begun.desk)
    assert [week.outcome for week in weeks] == [None, "flare"]
    walk, later = before.latest("walk"), weeks[-1].latest("walk")
    assert walk is not None
    assert later is not None
    assert later.amount == walk.amount
    assert situation(begun.desk, before).set_aside >= {before.ends_on, before.ends_on - timedelta(days=1)}


def test_a_flare_up_told_of_on_the_day_the_last_one_settled_begins_anew(begun: Person) -> None:
    flares(begun)
    for _ in range(2):
        begun.waits(days=1)
        begun.logs(pain=5)
    assert flare_now(begun.desk) is None
    before = amounts(begun)["walk"]
    flares(begun)
    flare = flare_now(begun.desk)
    assert flare is not None
    assert flare.started_on == begun.desk.moment.today
    assert amounts(begun)["walk"] < before


def test_a_flare_up_may_be_told_of_again_once_the_whole_plan_is_back(begun: Person) -> None:
    assert may_declare(begun.desk)
    flares(begun)
    assert not may_declare(begun.desk)
    begun.waits(days=5)
    assert may_declare(begun.desk)
    declare(begun.desk)
    flare = flare_now(begun.desk)
    assert flare is not None
    assert flare.started_on == begun.desk.moment.today
    assert not may_declare(begun.desk)


def test_without_a_plan_there_is_nothing_to_make_lighter(person: Person) -> None:
    for work in (declare, take_half):
        with pytest.raises(NotStarted):
            work(person.desk)
    with pytest.raises(NotStarted):
        pause(person.desk, "holiday", None)
    assert flare_now(person.desk) is None
    assert pause_now(person.desk) is None
    assert not is_bad_today(person.desk)


def test_three_flare_ups_in_six_weeks_are_said(begun: Person) -> None:
    for _ in range(3):
        begun.waits(days=10)
        begun.screens()
        flares(begun)
    assert "flare_many" in [line.id for line in flare_view(begun.desk).lines]


# Bad days


def test_one_bad_day_offers_half_of_today_and_nothing_else_changes(begun: Person) -> None:
    before = amounts(begun)
    begun.waits(days=1)
    begun.logs(pain=9)
    if begun.desk.standing().because:
        begun.screens()
    assert is_bad_today(begun.desk)
    take_half(begun.desk)
    assert not is_bad_today(begun.desk), "it is lighter already"
    assert shown(begun).is_half_day
    assert amounts(begun)["walk"] == before["walk"] // 2
    assert {item.id: item.amount for item in half_of(begun.desk)} == amounts(begun)
    begun.waits(days=1)
    begun.logs(pain=5)
    assert amounts(begun)["walk"] == before["walk"]
    assert not shown(begun).is_half_day


def test_half_of_a_plan_that_rests_is_nothing(begun: Person) -> None:
    begun.screens(inf_fever="yes")
    with pytest.raises(Refused):
        take_half(begun.desk)


# Pauses


def test_in_a_pause_nothing_is_planned_and_no_week_is_issued(begun: Person) -> None:
    pause(begun.desk, "holiday", begun.desk.moment.today + timedelta(days=9))
    assert amounts(begun) == {}
    begun.waits(days=8)
    begun.screens()
    begun.looks_back()
    assert len(issue_due_weeks(begun.desk)) == 1
    resume(begun.desk)
    assert pause_now(begun.desk) is None
    weeks = issue_due_weeks(begun.desk)
    assert [week.outcome for week in weeks] == [None, "gap_restart"]
    assert weeks[-1].starts_on == begun.desk.moment.today
    walk, before = weeks[-1].latest("walk"), weeks[0].latest("walk")
    assert walk is not None
    assert before is not None
    assert walk.amount == before.amount * 80 // 100


def test_days_of_a_pause_do_not_move_the_phase(begun: Person) -> None:
    phase = begun.desk.weeks()[-1].phase
    pause(begun.desk, "other", None)
    begun.waits(days=6)
    resume(begun.desk)
    begun.waits(days=1)
    begun.screens()
    begun.looks_back()
    assert issue_due_weeks(begun.desk)[-1].phase is phase


def test_two_pauses_in_a_new_bout_never_move_its_onset_past_the_week_that_is_due(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE, course_weeks=0)
    first_on = person.desk.moment.today
    pause(person.desk, "holiday", first_on + timedelta(days=6))
    person.waits(days=8)
    pause(person.desk, "holiday", first_on + timedelta(days=12))
    person.waits(days=5)
    person.screens()
    weeks = issue_due_weeks(person.desk)
    assert [week.starts_on for week in weeks] == [first_on, first_on + timedelta(days=7)]
    assert weeks[-1].phase is weeks[0].phase, "every day but one was a day of a pause"


def test_a_pause_begun_on_the_day_another_ended_holds(begun: Person) -> None:
    pause(begun.desk, "holiday", None)
    begun.waits(days=2)
    resume(begun.desk)
    assert pause_now(begun.desk) is None
    begun.waits(minutes=5)
    pause(begun.desk, "other", None)
    now = pause_now(begun.desk)
    assert now is not None
    assert (now.from_on, now.why) == (begun.desk.moment.today, "other")
    begun.waits(minutes=5)
    resume(begun.desk)
    assert pause_now(begun.desk) is None


def test_after_an_illness_all_safety_questions_are_due(begun: Person) -> None:
    pause(begun.desk, "illness", None)
    assert "event_news" in begun.desk.standing().because


@pytest.mark.parametrize(("why", "days"), [("moon", None), ("holiday", -1), ("holiday", 85)])
def test_a_pause_that_cannot_be_is_refused(begun: Person, why: str, days: int | None) -> None:
    until_on = None if days is None else begun.desk.moment.today + timedelta(days=days)
    with pytest.raises(BadInput, match="nothing was saved"):
        pause(begun.desk, why, until_on)
    assert pause_now(begun.desk) is None
    with pytest.raises(BadInput, match="Nothing is paused"):
        resume(begun.desk)


# The look back


def a_week_later(person: Person) -> None:
    for _ in range(5):
        person.waits(days=1)
        person.logs(pain=5, walk=20)
    person.waits(days=1)
    person.screens()


def test_the_next_week_waits_for_the_look_back_and_then_for_three_days_only(begun: Person) -> None:
    a_week_later(begun)
    view = shown(begun)
    assert (view.week.number, view.is_look_back_due) == (1, True)
    assert view.items, "until then each day holds the same as a week before"
    begun.waits(days=3)
    begun.logs()
    weeks = issue_due_weeks(begun.desk)
    assert weeks[-1].number == 2
    assert weeks[-1].outcome in ("hold", "hold_unreviewed", "hold_data")


def test_a_look_back_gives_the_next_week_with_what_is_different(begun: Person) -> None:
    a_week_later(begun)
    week = week_to_review(begun.desk)
    with pytest.raises(BadInput, match="one week only"):
        last_change(begun.desk)
    keep_said(begun.desk, week, WeekSaid(is_easy=True, confidence=7, swap=("mob_pelvic_tilt",)))
    found = next_after(begun.desk, week)
    assert (found.before.number, found.after.number) == (1, 2)
    changed = {one.id: one for one in found.changes}
    assert changed["mob_pelvic_tilt"].after is None, "it was to give way"
    assert last_change(begun.desk).changes == found.changes
    assert swapped(begun.desk) == {"mob_pelvic_tilt"}


def test_names_that_are_not_known_are_refused_and_nothing_is_kept(begun: Person) -> None:
    a_week_later(begun)
    week = week_to_review(begun.desk)
    with pytest.raises(BadInput) as refused:
        keep_said(begun.desk, week, WeekSaid(swap=("moonwalk",), barriers=("moon",)))
    assert len(refused.value.faults) == 2
    assert begun.desk.journal.entries(ReviewHeld) == ()


def test_a_look_back_comes_when_the_week_is_over_and_the_plan_goes_on(person: Person) -> None:
    with pytest.raises(NotStarted, match="Nothing is started"):
        week_to_review(person.desk)
    person.starts(**NO_MEDICINE)
    with pytest.raises(BadInput, match="goes on until"):
        week_to_review(person.desk)
    pause(person.desk, "holiday", None)
    with pytest.raises(Refused, match="paused"):
        week_to_review(person.desk)
    person.screens(inf_fever="yes")
    with pytest.raises(Refused, match="rests"):
        week_to_review(person.desk)


def test_somebody_without_a_plan_has_no_week_to_look_back_at(person: Person) -> None:
    person.starts(inf_fever="yes")
    with pytest.raises(NotStarted, match="no plan"):
        week_to_review(person.desk)


def test_the_next_week_waits_for_safety_questions_too(begun: Person) -> None:
    begun.waits(days=6)
    week = week_to_review(begun.desk)
    keep_said(begun.desk, week, WeekSaid())
    with pytest.raises(BadInput, match="weekly safety questions"):
        next_after(begun.desk, week)


# Sessions and the words of a check-in


def test_sessions_count_as_done_and_red_ones_twice_in_two_weeks_give_way(begun: Person) -> None:
    red = Session("mob_pelvic_tilt", 3, 3, 9)
    for _ in range(2):
        begun.waits(days=1)
        log(begun.desk, LogWish(begun.desk.moment.today, is_clear=True, sessions=(red,)))
        assert swapped(begun.desk) <= {"mob_pelvic_tilt"}
    (day,) = day_records(begun.desk, begun.desk.moment.today)
    assert day.done_of("mob_pelvic_tilt") == 3
    assert day.sessions == (red,)
    assert swapped(begun.desk) == {"mob_pelvic_tilt"}


def test_the_worst_of_what_was_said_of_a_morning_and_a_leg_counts(begun: Person) -> None:
    sheets = (
        CheckIn(settled=Answer.YES, leg_reach=LegReach.THIGH, missed_for="time"),
        CheckIn(settled=Answer.NO, leg_reach=LegReach.BUTTOCK),
    )
    for sheet in sheets:
        begun.waits(minutes=5)
        log(begun.desk, LogWish(begun.desk.moment.today, is_clear=True, check_in=sheet))
    (day,) = day_records(begun.desk, begun.desk.moment.today)
    assert (day.settled, day.leg_reach, day.missed_for) == (Answer.NO, LegReach.THIGH, "time")


def everything(person: Person) -> tuple[DoneAmount, ...]:
    """Whatever today asks for."""
    return tuple(DoneAmount(one.item.id, one.item.daily_amount) for one in shown(person).items)


def test_days_that_are_not_logged_are_asked_about_and_raise_nothing_without_a_no(begun: Person) -> None:
    for is_logged in (True, True, True, False, True):
        begun.waits(days=1)
        if is_logged:
            begun.logs(pain=5, done=everything(begun))
    begun.waits(days=1)
    begun.screens()
    week = week_to_review(begun.desk)
    assert days_not_logged(begun.desk, week) == (week.ends_on - timedelta(days=1),)
    keep_said(begun.desk, week, WeekSaid(is_easy=True, were_gaps_harder=Answer.NOT_SURE))
    after = next_after(begun.desk, week).after
    assert after.outcome == "hold_gaps"
    assert ("much_harder", "not_sure") in after.reasons[0].inputs


def lives_until_the_look_back(person: Person) -> None:
    """Log every day in full until one may look back."""
    while (review_on := shown(person).week.review_on) > person.desk.moment.today:
        person.logs(pain=5, done=everything(person))
        person.waits(days=1)
    assert person.desk.moment.today == review_on


def test_in_the_second_phase_one_may_look_back_after_three_days_and_the_next_step_comes_at_once(
    begun: Person,
) -> None:
    assert shown(begun).week.phase is Phase.REBUILD
    with pytest.raises(BadInput, match="goes on until"):
        week_to_review(begun.desk)
    lives_until_the_look_back(begun)
    view, today = shown(begun), begun.desk.moment.today
    assert (view.week.number, view.is_look_back_open, view.is_look_back_due) == (1, True, False)
    week = week_to_review(begun.desk)
    keep_said(begun.desk, week, WeekSaid(is_easy=True, were_gaps_harder=Answer.NO))
    found = next_after(begun.desk, week)
    assert (found.after.number, found.after.starts_on) == (2, today)
    assert found.after.outcome in ("progress", "progress_large")
    first, second = begun.desk.weeks()
    assert first.ends_on == second.starts_on - timedelta(days=1)
    assert not set(first.days) & set(second.days)
    with pytest.raises(BadInput, match="goes on until"):
        week_to_review(begun.desk)


def test_who_does_not_look_back_before_the_end_keeps_the_week(begun: Person) -> None:
    lives_until_the_look_back(begun)
    week = shown(begun).week
    while begun.desk.moment.today <= week.ends_on:
        assert shown(begun).week.number == 1
        begun.waits(days=1)
        begun.screens()


def test_in_a_flare_up_nobody_looks_back_before_the_end(begun: Person) -> None:
    lives_until_the_look_back(begun)
    declare(begun.desk)
    begun.screens()
    assert not shown(begun).is_look_back_open
    with pytest.raises(BadInput, match="goes on until Sun 29 Nov"):
        week_to_review(begun.desk)


def test_weeks_between_the_look_backs_of_the_last_phase_follow_by_themselves(begun: Person) -> None:
    week = shown(begun).week
    begun.desk.keep(replace(week, review_on=week.ends_on + timedelta(days=22)))
    while begun.desk.moment.today <= week.ends_on:
        begun.logs(pain=5, done=everything(begun))
        begun.waits(days=1)
    begun.screens()
    view = shown(begun)
    assert (view.week.number, view.week.outcome) == (2, "hold_between")
    assert not view.is_look_back_due


def test_what_was_said_last_of_a_week_holds_whatever_the_clock_said(begun: Person) -> None:
    (week,) = begun.desk.weeks()
    begun.waits(days=4)
    begun.looks_back(is_easy=True)
    begun.waits(minutes=-30)
    begun.desk.keep(ReviewHeld(week.number, WeekSaid(is_easy=False)))
    said = said_of(begun.desk, week)
    assert said is not None
    assert said.is_easy is False


def test_a_look_back_at_an_earlier_bout_is_none_at_the_new_one_of_the_same_day(begun: Person) -> None:
    begun.waits(days=3)
    begun.looks_back(is_easy=True)
    assert said_of(begun.desk, begun.desk.weeks()[-1]) is not None
    begun.waits(hours=1)
    begun.starts(**NO_MEDICINE)
    assert said_of(begun.desk, begun.desk.weeks()[-1]) is None
