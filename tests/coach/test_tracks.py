from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.phases import Phase, Track
from backcoach.coach.tracks import days_since, next_phase, overdue_days, track_at
from tests.spec.activity.people import MONDAY, real_book


def test_the_day_of_the_onset_is_day_nought() -> None:
    assert days_since(MONDAY, MONDAY) == 0


def test_an_onset_in_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="future"):
        track_at(MONDAY + timedelta(days=1), MONDAY, real_book().tracks)


def test_phases_follow_one_another_and_end() -> None:
    assert [next_phase(phase) for phase in Phase] == [*list(Phase)[1:], None]


def test_a_phase_that_a_track_does_not_use_is_never_due() -> None:
    assert overdue_days(real_book().phase(Phase.SETTLE), Track.PERSISTENT, 400, 50) < 0


def test_an_overdue_phase_counts_its_days() -> None:
    build, strengthen = real_book().phase(Phase.BUILD), real_book().phase(Phase.STRENGTHEN)

    assert overdue_days(build, Track.ACUTE, 18, 1) == 3
    assert overdue_days(strengthen, Track.PERSISTENT, 400, 9) == 14
