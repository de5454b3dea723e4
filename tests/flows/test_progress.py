"""Looking back: what is missing stays missing, and nothing is promised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from backcoach.coach.activity_record import SatFor
from backcoach.coach.person import OwnActivity
from backcoach.coach.progress import AbilityChange, PainChange
from backcoach.coach.record import CheckIn
from backcoach.coach.work_record import Went, WorkDone
from backcoach.flows.days import RECALL_DAYS, day_records
from backcoach.flows.errors import NotStarted
from backcoach.flows.flare import declare
from backcoach.flows.issuing import issue_due_weeks
from backcoach.flows.log import LogWish, log
from backcoach.flows.progress import By, ProgressView, progress_view
from backcoach.terminal.screens.progress import progress_screen
from backcoach.terminal.screens.progress_plot import Drawing
from tests.flows.people import MONDAY, MORNING, NO_MEDICINE, YES, Person


def on_day(person: Person, day: int, **fields: Any) -> None:
    person.is_at(MORNING + timedelta(days=day))
    person.logs(**fields)
    issue_due_weeks(person.desk)


def test_before_start_there_is_nothing_to_look_back_on(person: Person) -> None:
    with pytest.raises(NotStarted):
        progress_view(person.desk)


def test_a_week_with_gaps_counts_the_days_that_there_are(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    on_day(person, 0, walk=10, pain=6, function=4)
    on_day(person, 2, pain=4, pain_worst=8)
    on_day(person, 5, walk=20)
    (week,) = progress_view(person.desk).weeks
    assert (week.days_logged, week.days_unknown) == (3, 5)
    assert week.minutes_done == 30
    assert (week.pain_mean, week.pain_low, week.pain_high, week.pain_n, week.pain_worst) == (5, 4, 6, 2, 8)
    assert (week.function_mean, week.function_n) == (4, 1)


@pytest.mark.parametrize(
    ("zone", "at", "is_timely"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 25, 20, 0, tzinfo=UTC), False),
        ("Pacific/Auckland", datetime(2026, 11, 25, 14, 0, tzinfo=UTC), True),
        ("America/Los_Angeles", datetime(2026, 11, 26, 6, 0, tzinfo=UTC), True),
        ("UTC", datetime(2026, 11, 26, 6, 0, tzinfo=UTC), False),
    ],
)
def test_how_late_a_score_is_goes_by_the_days_where_the_person_is(
    person: Person, zone: str, at: datetime, is_timely: bool
) -> None:
    person.starts(**NO_MEDICINE)
    person.moves_to(zone)
    person.is_at(at.astimezone(person.tz))
    log(person.desk, LogWish(MONDAY, is_clear=True, check_in=CheckIn(pain=4)))
    (day,) = day_records(person.desk)
    assert (day.pain_average == 4) is is_timely


def test_a_zone_that_is_not_known_here_is_no_fault(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.zone = "Mars/Olympus"
    person.logs(pain=4)
    assert day_records(person.desk)[0].pain_average == 4


def test_a_week_without_a_word_has_no_means(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    (week,) = progress_view(person.desk).weeks
    assert (week.pain_mean, week.function_mean, week.pain_worst) == (None, None, None)
    assert (week.days_logged, week.days_unknown, week.minutes_done) == (0, 7, 0)
    assert progress_view(person.desk).change is None


def test_doses_and_flare_ups_fall_into_their_weeks_and_flare_days_in_a_row_are_one(person: Person) -> None:
    person.starts()
    on_day(person, 1, is_flare=True)
    on_day(person, 2, is_flare=True)
    on_day(person, 4, is_flare=True)
    person.waits(minutes=1)
    person.screens()
    person.swallows(500)
    on_day(person, 8, is_flare=False)
    person.swallows(500)
    person.looks_back()
    issue_due_weeks(person.desk)
    assert [(week.flare_ups, week.doses) for week in progress_view(person.desk).weeks] == [(2, 1), (0, 1)]


def test_a_declared_flare_up_counts_in_its_bout_as_a_ticked_one_does_and_each_day_once(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    on_day(person, 1, is_flare=True)
    declare(person.desk)
    person.is_at(MORNING + timedelta(days=2))
    declare(person.desk)
    person.is_at(MORNING + timedelta(days=4))
    declare(person.desk)
    assert progress_view(person.desk).flares_on == (MONDAY + timedelta(days=1), MONDAY + timedelta(days=4))

    person.is_at(MORNING + timedelta(days=40))
    person.starts(**NO_MEDICINE)
    declare(person.desk)
    assert progress_view(person.desk).flares_on == (MONDAY + timedelta(days=40),)
    assert [one.flare_ups for one in progress_view(person.desk, By.BOUT).stretches] == [2, 1]


def test_a_clear_fall_over_two_whole_weeks_is_called_likely(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for day in range(14):
        on_day(person, day, pain=7 if day < 7 else 2)
    view = progress_view(person.desk)
    assert view.change is PainChange.LIKELY_BETTER
    assert dict(view.change_inputs)["mean_before"] == "7.00"


def test_few_days_are_too_few_to_tell(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for day in (0, 1, 2, 6, 8, 9):
        on_day(person, day, pain=7 if day < 7 else 2)
    assert progress_view(person.desk).change is PainChange.TOO_FEW_DAYS


def test_scores_remembered_late_are_kept_and_left_out_of_every_mean(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.is_at(MORNING + timedelta(days=RECALL_DAYS + 1))
    for day, pain in ((MONDAY, 10), (MONDAY + timedelta(days=1), 4)):
        log(person.desk, LogWish(day, is_clear=True, check_in=CheckIn(pain=pain, function=pain)))
    days = {one.day_on: one for one in day_records(person.desk)}
    assert days[MONDAY].pain_average is None
    assert days[MONDAY + timedelta(days=1)].pain_average == 4
    (week,) = progress_view(person.desk).weeks
    assert (week.pain_mean, week.pain_n, week.days_logged) == (4, 1, 2)
    assert len(person.desk.journal.entries(CheckIn)) == 2


def test_looking_back_is_open_while_the_plan_rests(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    on_day(person, 1, pain=5)
    log(person.desk, LogWish(person.desk.moment.today, is_clear=True, flags={"inf_fever": YES}))
    assert progress_view(person.desk).weeks[0].pain_mean == 5


def test_what_was_before_this_bout_is_left_out(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    on_day(person, 1, pain=9)
    person.is_at(MORNING + timedelta(days=20))
    person.starts(**NO_MEDICINE)
    (week,) = progress_view(person.desk).weeks
    assert (week.number, week.starts_on, week.pain_n) == (1, MONDAY + timedelta(days=20), 0)


def test_all_bouts_stand_there_each_in_a_line_or_week_by_week(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    on_day(person, 1, pain=9)
    person.is_at(MORNING + timedelta(days=3))
    person.starts(**NO_MEDICINE)
    on_day(person, 4, pain=6)
    person.is_at(MORNING + timedelta(days=40))
    person.starts(**NO_MEDICINE)
    on_day(person, 40, pain=2)

    whole = progress_view(person.desk, is_whole=True)
    bouts = progress_view(person.desk, By.BOUT)

    begin = [MONDAY, MONDAY + timedelta(days=3), MONDAY + timedelta(days=40)]
    assert [one.starts_on for one in whole.weeks] == [one.starts_on for one in bouts.stretches] == begin
    assert [(one.number, one.pain_mean) for one in bouts.stretches] == [(1, 9), (2, 6), (3, 2)]
    assert bouts.stretches[0].ends_on == MONDAY + timedelta(days=2)
    assert bouts.bouts_on == tuple(begin)
    assert [one.pain_n for one in progress_view(person.desk).weeks] == [1]


def test_a_plan_made_anew_on_the_same_day_takes_the_place_of_the_one_before(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.waits(minutes=5)
    person.starts(**NO_MEDICINE)

    (bout,) = progress_view(person.desk, By.BOUT).stretches
    assert (bout.starts_on, bout.days_unknown) == (MONDAY, 7)


def test_by_month_counts_each_day_in_its_month(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    for day in (6, 7, 8, 9):
        on_day(person, day, pain=day - 4)

    november, december = progress_view(person.desk, By.MONTH).stretches

    assert MONDAY.month == 11
    assert (november.pain_mean, november.pain_n) == (2.5, 2)
    assert (december.pain_mean, december.pain_n) == (4.5, 2)


def test_work_and_sitting_fall_into_their_weeks(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    person.desk.keep(WorkDone(4, Went.FINE), SatFor(30))
    person.waits(days=1)
    person.desk.keep(WorkDone(6, Went.FINE), SatFor(50))

    (week,) = progress_view(person.desk).weeks

    assert (week.work_hours, week.work_days, week.sat_mean, week.sits) == (10, 2, 40, 2)


def test_each_own_activity_has_every_score_that_was_told_of_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    profile = person.desk.profile()
    assert profile is not None
    first = profile.own_activities[0]
    person.waits(days=2)
    person.looks_back(own=(OwnActivity(first.name, 7),))

    points = {one.name: one.points for one in progress_view(person.desk).own_points}

    assert points[first.name] == ((MONDAY, first.ability), (MONDAY + timedelta(days=2), 7))
    assert all(len(told) == 1 for name, told in points.items() if name != first.name)


def test_a_course_gets_its_name_after_twelve_weeks_and_others_stand_beside_it(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    early = progress_view(person.desk)
    assert early.trajectory is not None
    assert early.trajectory.value is None
    for day in range(0, 84, 1):
        person.is_at(MORNING + timedelta(days=day))
        person.desk.keep(CheckIn(pain=5))
    person.is_at(MORNING + timedelta(days=84))

    view = progress_view(person.desk)

    assert view.trajectory is not None
    assert view.trajectory.value is not None
    assert view.trajectory.value.pattern.id == "trajectory_ongoing"
    assert view.average is not None
    assert view.average.curve.id == "curve_acute"
    assert "So far this course of pain is called: moderate, steady" in shown_text(view, person)


def test_what_was_said_in_a_look_back_is_shown_with_its_meaning(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    assert progress_view(person.desk).own is None
    profile = person.desk.profile()
    assert profile is not None
    better = tuple(OwnActivity(one.name, min(10, one.ability + 3)) for one in profile.own_activities)
    person.looks_back(own=better, confidence=8, overall=2)
    person.looks_back(own=better[:1], confidence=None)
    view = progress_view(person.desk)
    assert view.own is not None
    assert view.own.size is AbilityChange.LARGE
    assert view.confidence == (profile.confidence, 8)
    text = shown_text(view, person)
    assert "large from 2.7" in text
    assert "All in all, against the start, as you said on Mon 23 Nov: better." in text
    assert "Mean gain up to Mon 23 Nov: 3.0, large" in text
    assert "8 of 10 on Mon 23 Nov, 6 at the start; how much must change here to count is not known" in text


def shown_text(view: ProgressView, person: Person) -> str:
    console = Console(width=100, file=StringIO())
    console.print(progress_screen(view, 100, person.desk.book, Drawing(is_wanted=False)))
    assert isinstance(console.file, StringIO)
    return " ".join(console.file.getvalue().split())
