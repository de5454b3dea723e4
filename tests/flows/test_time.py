"""Right day, right order, right dose windows: travel, clock changes, a clock set back, another day start."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcoach.coach.dosing import Dose, Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.flows.course import is_day_3_due
from backcoach.flows.day_told import instant_on
from backcoach.flows.days import day_records, is_timely, told_on
from backcoach.flows.dose_next import board
from backcoach.flows.errors import BadInput, Refused
from backcoach.flows.log import LogWish, log
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.prescriptions import stand_ins
from backcoach.flows.taken import silent_doses, taken_doses
from tests.flows.people import MONDAY, Person

BERLIN, NEW_YORK, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
PARACETAMOL = Medicine.PARACETAMOL


def days_of(person: Person, kind: type) -> list[date]:
    return [one.day_on for one in person.desk.journal.entries(kind)]


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 25, 0, 1, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 25, 3, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 25, 4, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_a_check_in_at_night_is_of_the_evening_before(person: Person, clock: datetime, day: date) -> None:
    person.starts()
    person.is_at(clock)
    person.logs(pain=3)
    assert days_of(person, CheckIn) == [day]
    assert is_timely(person.desk.journal.entries(CheckIn)[0])


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 10, 24, 22, 30, tzinfo=UTC)]
)
def test_spacing_counts_hours_that_pass_on_the_night_of_a_clock_change(
    person: Person, night: datetime
) -> None:
    person.is_at(night.astimezone(BERLIN))
    person.zone = "Europe/Berlin"
    person.starts()
    person.swallows(1000)
    (now,) = board(person.desk).medicines
    spacing_hours = person.desk.course().limits.spacing_hours  # type: ignore[union-attr]
    assert now.next_allowed_at is not None
    assert now.next_allowed_at.astimezone(UTC) == night + timedelta(hours=spacing_hours)
    person.waits(hours=spacing_hours, minutes=-1)
    with pytest.raises(Refused, match="not safe"):
        person.asks_for(1000)
    person.waits(minutes=1)
    assert person.asks_for(1000).doses


def test_a_dose_at_an_hour_that_comes_twice_is_counted_at_the_later_one(person: Person) -> None:
    person.is_at(datetime(2026, 10, 25, 8, 0, tzinfo=BERLIN))
    person.zone = "Europe/Berlin"
    person.starts()
    at = instant_on(person.desk, date(2026, 10, 24), time(2, 30))
    assert at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    person.is_at(datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1))
    assert instant_on(person.desk, date(2026, 10, 24), time(2, 30)) == at - timedelta(hours=1)


def test_hours_count_through_zones_and_never_loosen(person: Person) -> None:
    person.is_at(MORNING_IN_BERLIN)
    person.zone = "Europe/Berlin"
    person.starts()
    taken = [person.now]
    person.swallows(1000)
    for zone in ("America/New_York", "Asia/Tokyo"):
        person.moves_to(zone)
        with pytest.raises(Refused, match="not safe"):
            person.asks_for(1000)
        person.waits(hours=6)
        person.asks_for(1000)
        taken.append(person.now)
    assert [one.taken_at for one in taken_doses(person.desk)] == [one.astimezone(UTC) for one in taken]
    (now,) = board(person.desk).medicines
    assert now.sum_24h_mg == 3000
    person.moves_to("America/New_York")
    assert board(person.desk).medicines[0].sum_24h_mg == 3000
    person.waits(hours=11, minutes=59)
    assert board(person.desk).medicines[0].sum_24h_mg == 3000
    person.waits(minutes=2)
    assert board(person.desk).medicines[0].sum_24h_mg == 2000


MORNING_IN_BERLIN = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)


def test_check_ins_stay_on_their_days_through_zones_in_the_order_of_recording(person: Person) -> None:
    person.is_at(MORNING_IN_BERLIN)
    person.zone = "Europe/Berlin"
    person.starts()
    person.logs(pain=5)
    person.moves_to("America/New_York")  # three in the morning there: still Sunday
    person.logs(pain=4)
    person.moves_to("Asia/Tokyo")
    person.waits(days=1)
    person.logs(pain=3)
    assert days_of(person, CheckIn) == [MONDAY, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)]
    places = [one.place for one in person.desk.journal.entries(CheckIn)]
    assert places == sorted(places)
    assert [one.pain_average for one in day_records(person.desk)] == [4, 5, 3]


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
def test_after_a_clock_was_set_back_a_swallowed_dose_is_kept_and_none_is_allowed_sooner(
    person: Person, hours: int
) -> None:
    person.starts()
    person.waits(hours=26)
    person.logs(pain=3)
    person.swallows(1000)
    person.waits(hours=-hours)
    with pytest.raises((Refused, BadInput)):
        person.asks_for(1000)
    with suppress(BadInput):  # that says the clock is wrong, and that the dose is recorded
        assert person.swallows(1000).doses[0].outcome in (Taken.TOO_EARLY, Taken.FINE)
    doses = sorted(person.desk.journal.entries(DoseTaken), key=lambda one: one.place)
    assert [one.body.mg for one in doses] == [1000, 1000]
    assert doses[0].at - doses[1].at == timedelta(hours=hours)


def test_another_start_of_the_day_moves_no_entry_and_no_mean(person: Person) -> None:
    person.starts()
    person.is_at(datetime(2026, 11, 26, 3, 30, tzinfo=UTC))
    day = person.desk.moment.today - timedelta(days=2)
    log(person.desk, LogWish(day, is_clear=True, check_in=CheckIn(pain=6)))
    before = [(one.day_on, told_on(one), is_timely(one)) for one in person.desk.journal.entries(CheckIn)]
    means = day_records(person.desk)
    assert before == [(day, day + timedelta(days=2), True)]
    for start in (time(0, 0), time(3, 30), time(12, 0)):
        person.day_start = start
        after = [(one.day_on, told_on(one), is_timely(one)) for one in person.desk.journal.entries(CheckIn)]
        assert (after, day_records(person.desk)) == (before, means)


def test_a_day_that_comes_again_by_another_start_is_averaged_and_asked_about_anew(person: Person) -> None:
    person.starts()
    person.is_at(datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    person.logs(pain=6, walk=10)
    person.day_start = time(6, 0)
    assert person.desk.moment.today == MONDAY
    person.logs(pain=2, walk=4)  # by the new start it is still Monday
    assert isinstance(plan_view(person.desk), PlanView)
    person.is_at(datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    screened = len(person.desk.journal.entries(Screened))
    person.logs(pain=4, walk=5)
    assert len(person.desk.journal.entries(Screened)) == screened + 1
    monday, tuesday = day_records(person.desk)
    assert (monday.pain_average, tuesday.pain_average) == (2, 5)
    assert tuesday.done_of("walk") == 15


def test_no_start_of_the_day_lengthens_a_course_or_its_days(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    last = datetime.combine(course.stop_on, time(23, 59), tzinfo=UTC)
    found = set()
    for start in (time(0, 0), time(4, 0), time(12, 0)):
        person.day_start = start
        person.is_at(last)
        is_over = person.desk.course().is_over_at(person.now)  # type: ignore[union-attr]
        person.waits(minutes=2)
        with pytest.raises((Refused, BadInput)):
            person.asks_for(1000)
        found.add((is_over, course.is_over_at(person.now), is_day_3_due(person.desk), stand_ins(person.desk)))
    assert found == {(False, True, False, ())}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(hours=st.integers(0, 60), start=st.integers(0, 24))
def test_no_start_of_the_day_makes_more_doses_pass_for_told_than_the_calendar(
    person: Person, hours: int, start: int
) -> None:
    person.now = datetime.combine(MONDAY, time(9), tzinfo=UTC)
    person.day_start = time(4, 0)
    if person.desk.course() is None:
        person.starts()
    at = person.now + timedelta(hours=hours)
    person.waits(hours=72)
    known = [Dose(PARACETAMOL, 500, at)]
    person.day_start = time(0, 0)
    by_calendar = set(silent_doses(person.desk, PARACETAMOL, known))
    person.day_start = time(start // 2, start % 2 * 30)
    assert by_calendar <= set(silent_doses(person.desk, PARACETAMOL, known))
