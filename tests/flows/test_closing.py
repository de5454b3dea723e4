"""Closing a bout, staying well, and what a return begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from backcoach.coach.activity_record import EpisodeClosed, FlareDeclared, ReviewHeld
from backcoach.coach.coming_back import Return
from backcoach.coach.done import DoneAmount, Session
from backcoach.coach.person import OwnActivity, Profile
from backcoach.coach.phases import Phase, Track
from backcoach.coach.record import Told
from backcoach.coach.recovery import Ending
from backcoach.coach.week import WeekSaid
from backcoach.flows.closed import closed_now
from backcoach.flows.closing import MAY_CLOSE, bout_end, close, may_close, say_may_close, staying_well
from backcoach.flows.errors import NotStarted, Refused
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.return_of_pain import came_back
from backcoach.flows.sheet import fill
from backcoach.flows.status import status
from backcoach.flows.why import explain
from tests.flows.people import MONDAY, NO_MEDICINE, Person


def lives(person: Person, pains: list[float | None], **fields: float) -> None:
    """Log one day after the other, ending on the day of the last score; None logs no pain."""
    for place, pain in enumerate(pains):
        if place:
            person.waits(days=1)
        if pain is None:
            person.logs(walk=15, **fields)
        else:
            person.logs(walk=15, pain=pain, **fields)


def recovers(person: Person) -> None:
    """Start, and log seven days without pain to speak of."""
    person.starts(**NO_MEDICINE)
    lives(person, [1, 0, 1, 0, 0, 1, 1])


def names(person: Person) -> tuple[str, ...]:
    profile = person.desk.profile()
    assert profile is not None
    return tuple(one.name for one in profile.own_activities)


def test_seven_low_days_may_close_a_bout_and_it_keeps_what_was_reached(person: Person) -> None:
    recovers(person)
    found = close(person.desk)
    assert (found.closed_on, found.why) == (person.desk.moment.today, "pain")
    closed = closed_now(person.desk)
    assert closed is not None
    week = person.desk.weeks()[-1]
    walk = week.latest("walk")
    assert walk is not None
    assert DoneAmount("walk", walk.amount) in closed.body.quotas
    assert {one.item for one in closed.body.quotas} == {item.id for item in week.items}


def test_a_closed_bout_is_not_closed_again(person: Person) -> None:
    recovers(person)
    close(person.desk)
    person.waits(hours=1)
    before = person.desk.journal.history()
    assert close(person.desk).closed_on == person.desk.moment.today
    assert person.desk.journal.history() == before
    assert not may_close(person.desk)


@pytest.mark.parametrize(
    "pains", [[1, 0, 1, 0, 0, 1], [1, 0, 1, 2, 0, 1, 1], [1, 0, 1, None, None, None, 0, 1]]
)
def test_with_a_day_missing_or_a_2_it_is_refused_and_nothing_is_kept(
    pains: list[float | None], person: Person
) -> None:
    person.starts(**NO_MEDICINE)
    lives(person, pains)
    assert bout_end(person.desk).ending is None
    with pytest.raises(Refused, match="not over yet"):
        close(person.desk)
    assert closed_now(person.desk) is None


def test_it_may_be_closed_on_function_while_pain_stays(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    lives(person, [5, 4, 5])
    own = tuple(OwnActivity(name, 8) for name in names(person))
    person.desk.keep(ReviewHeld(1, WeekSaid(own=own)))
    assert close(person.desk).why == Ending.FUNCTION.value


def test_a_look_back_of_an_earlier_bout_and_one_that_says_nothing_do_not_count(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    own = tuple(OwnActivity(name, 9) for name in names(person))
    person.desk.keep(ReviewHeld(1, WeekSaid(own=own)))
    person.desk.keep(ReviewHeld(1, WeekSaid(own=())))
    assert bout_end(person.desk).ending is Ending.FUNCTION
    person.waits(hours=1)
    person.starts(**NO_MEDICINE)
    assert bout_end(person.desk).ending is None


def test_while_the_plan_rests_nothing_is_closed_and_nothing_is_said(person: Person) -> None:
    recovers(person)
    person.waits(hours=1)
    person.screens(inf_fever="yes")
    assert not may_close(person.desk)
    assert not say_may_close(person.desk)
    with pytest.raises(Refused, match="plan rests"):
        close(person.desk)
    assert closed_now(person.desk) is None


def test_in_a_flare_up_nothing_is_closed(person: Person) -> None:
    recovers(person)
    person.desk.keep(FlareDeclared())
    assert not may_close(person.desk)
    with pytest.raises(Refused, match="flare-up"):
        close(person.desk)


def test_without_a_plan_there_is_no_bout_to_close(person: Person) -> None:
    with pytest.raises(NotStarted):
        bout_end(person.desk)
    assert not may_close(person.desk)
    assert staying_well(person.desk) is None
    assert closed_now(person.desk) is None


def test_that_it_may_be_closed_is_said_once_with_its_figures(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert not say_may_close(person.desk)
    lives(person, [1, 0, 1, 0, 0, 1, 1])
    assert say_may_close(person.desk)
    assert not say_may_close(person.desk)
    (told,) = [one.body for one in person.desk.journal.entries(Told) if one.body.id == MAY_CLOSE]
    assert [reason.rule for reason in told.reasons] == ["recovery_pain"]
    assert explain("recovery_pain", person.desk.book, person.desk).inputs
    person.waits(hours=1)
    person.starts(**NO_MEDICINE)
    assert say_may_close(person.desk)


def test_from_then_on_weeks_are_for_staying_well_and_amounts_make_no_jump(person: Person) -> None:
    recovers(person)
    close(person.desk)
    before = person.desk.weeks()[-1].latest("walk")
    person.waits(days=1)
    person.reviews()
    week = issue_due_weeks(person.desk)[-1]
    assert (week.number, week.track, {*week.phases}) == (2, Track.PREVENT, {Phase.MAINTAIN})
    assert "track_prevent" in [reason.rule for reason in week.reasons]
    walk = week.latest("walk")
    assert walk is not None
    assert before is not None
    assert walk.amount <= before.amount + 5
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    assert view.closed_on == MONDAY + timedelta(days=6)
    earlier = plan_view(person.desk, 1)
    assert isinstance(earlier, PlanView)
    assert earlier.closed_on is None


def test_the_next_week_after_one_of_staying_well_stays_there(person: Person) -> None:
    recovers(person)
    close(person.desk)
    for _ in range(2):
        person.waits(days=1)
        person.reviews()
        issue_due_weeks(person.desk)
        lives(person, [0, 0, 0, 0, 0, 0, 0])
    assert [week.track for week in person.desk.weeks()][1:] == [Track.PREVENT, Track.PREVENT]
    assert {phase for week in person.desk.weeks()[1:] for phase in week.phases} == {Phase.MAINTAIN}


def test_staying_well_begins_at_what_was_reached_and_tells_the_next_look(person: Person) -> None:
    recovers(person)
    close(person.desk)
    how = staying_well(person.desk)
    assert how is not None
    assert how.walk is not None
    assert how.steps[0] == how.walk.amount
    assert how.steps == tuple(sorted({*how.steps}))
    assert how.look_on == person.desk.moment.today + timedelta(days=28)
    assert how.by_on == person.desk.moment.today + timedelta(weeks=26)
    assert [line.id for line in how.lines] == ["stay_strength", "stay_check_in"]


def test_who_waits_for_a_clinician_is_told_of_no_more_than_short_walks(person: Person) -> None:
    recovers(person)
    close(person.desk)
    entry = person.desk.journal.latest(Profile)
    assert entry is not None
    first = next(one.id for one in person.desk.book.activity.modifiers if one.is_clinician_first)
    person.desk.keep(replace(entry.body, modifiers=(first,)), EpisodeClosed("pain"))
    how = staying_well(person.desk)
    assert how is not None
    assert how.walk is not None
    assert how.steps == (how.walk.amount,)
    assert [line.id for line in how.lines] == ["stay_check_in"]


def test_status_asks_for_one_check_in_a_week(person: Person) -> None:
    recovers(person)
    assert status(person.desk).check_in_by is None
    close(person.desk)
    found = status(person.desk)
    assert (found.closed_on, found.check_in_by) == (MONDAY + timedelta(days=6), MONDAY + timedelta(days=12))


def weeks_of_quiet(person: Person, weeks: int) -> None:
    """One check-in every six days, and the weekly questions, for so many weeks."""
    until = person.desk.moment.today + timedelta(weeks=weeks)
    while person.desk.moment.today + timedelta(days=6) <= until:
        person.waits(days=6)
        person.logs(walk=15, pain=0)
    person.waits(days=(until - person.desk.moment.today).days)


def test_after_four_quiet_weeks_a_new_bout_starts_with_six_tenths_of_what_was_reached(person: Person) -> None:
    recovers(person)
    fill(person.desk, "keep", "walks with Ann")
    close(person.desk)
    closed = closed_now(person.desk)
    assert closed is not None
    reached = {one.item: one.amount for one in closed.body.quotas}
    weeks_of_quiet(person, 5)
    started = person.starts(course_weeks=0.3, walk_minutes=60, **NO_MEDICINE)
    assert started.back is not None
    assert started.back.decision.value is Return.NEW
    assert started.back.likes
    assert started.back.sheet == ("What I keep doing: walks with Ann",)
    assert started.week is not None
    walk = started.week.latest("walk")
    assert walk is not None
    assert walk.amount == reached["walk"] * 60 // 100
    assert (started.week.number, started.week.track, started.week.phases[0]) == (1, Track.ACUTE, Phase.SETTLE)
    assert closed_now(person.desk) is None


def test_before_four_weeks_the_bout_is_reopened_and_starts_from_what_is_managed_now(person: Person) -> None:
    recovers(person)
    close(person.desk)
    person.waits(days=5)
    started = person.starts(course_weeks=0.3, walk_minutes=20, **NO_MEDICINE)
    assert started.back is not None
    assert (started.back.decision.value, started.back.reached) == (Return.REOPENED, ())
    assert started.week is not None
    walk = started.week.latest("walk")
    assert walk is not None
    assert walk.amount == 14


def test_a_silent_year_is_no_quiet_year_and_starts_lower(person: Person) -> None:
    recovers(person)
    close(person.desk)
    person.waits(days=365)
    started = person.starts(course_weeks=0.3, walk_minutes=60, **NO_MEDICINE)
    assert started.back is not None
    assert started.back.decision.value is Return.UNSURE
    assert started.back.reached


def test_weeks_of_staying_well_that_were_done_count_to_what_was_reached(person: Person) -> None:
    recovers(person)
    person.desk.keep(EpisodeClosed("pain", (DoneAmount("walk", 1),)))
    person.waits(days=1)
    person.reviews()
    week = issue_due_weeks(person.desk)[-1]
    for day in range(7):
        if day:
            person.waits(days=1)
        for item in week.items_on(person.desk.moment.today):
            person.desk.keep(Session(item.id, item.daily_amount))
    person.waits(days=80)
    profile = person.desk.profile()
    assert profile is not None
    back = came_back(person.desk, replace(profile, onset_on=person.desk.moment.today))
    assert back is not None
    walk = week.latest("walk")
    assert walk is not None
    assert DoneAmount("walk", walk.amount) in back.reached


def test_a_new_pain_is_screened_in_full_first_and_a_grave_sign_makes_no_plan(person: Person) -> None:
    recovers(person)
    close(person.desk)
    person.waits(days=40)
    started = person.starts(inf_fever="yes")
    assert (started.week, started.back) == (None, None)
    assert closed_now(person.desk) is not None
    assert started.screened.occasion == "start"
