"""A made-up episode is played by the flows of a real one, wherever and whenever it is looked at."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backcoach.coach.goal_record import Did, GoalTold
from backcoach.coach.record import CheckIn, DoseTaken, Screened
from backcoach.flows.demo import Script, play
from backcoach.flows.desk import Desk
from backcoach.flows.goals import goals_of
from backcoach.flows.kinds import KINDS
from backcoach.flows.made_up import is_made_up
from backcoach.flows.moment import Moment
from backcoach.flows.plan import PlanView, plan_view
from backcoach.handbook.episode import load_episode
from backcoach.journal.opening import open_journal
from backcoach.terminal.example import example_file
from tests.flows.people import real_book

EPISODE = load_episode()
SCRIPT = Script(tomllib.loads(example_file(real_book())), EPISODE)


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("UTC", datetime(2026, 11, 23, 9)),  # noqa: DTZ001 - the zone stands beside it
        ("Europe/Berlin", datetime(2026, 4, 20, 0, 30)),  # noqa: DTZ001 - clocks went forward in it
        ("Pacific/Auckland", datetime(2026, 5, 6, 23, 59)),  # noqa: DTZ001 - clocks went back in it
        ("America/St_Johns", datetime(2024, 3, 1, 4, 0)),  # noqa: DTZ001 - a leap day in it
    ],
)
def test_the_plan_goes_on_and_all_is_of_the_past_at_any_place_and_time(
    home: Path, zone: str, now: datetime
) -> None:
    moment = Moment(now.replace(tzinfo=ZoneInfo(zone)), zone)
    play(home, real_book(), SCRIPT, moment)
    with open_journal(home, KINDS) as journal:
        desk = Desk(real_book(), journal, moment)
        days = [one.day_on for one in journal.entries(CheckIn)]
        logged = [number for number, day in enumerate(EPISODE.days) if day.is_logged]
        assert days == [moment.today - timedelta(days=len(EPISODE.days) - number) for number in logged]
        assert max(entry.recorded_at for entry in journal.history()) < moment.now
        assert len(desk.weeks()) == 8
        assert isinstance(plan_view(desk), PlanView)
        assert all(one.body.is_plan_allowed for one in journal.entries(Screened))
        assert len(journal.entries(DoseTaken)) > 5
        told = Counter(one.body.did for one in journal.entries(GoalTold))
        assert [one.plan.is_made for one in goals_of(desk)] == [True, False, True]
        assert told[Did.YES] > 15 > told[Did.NO] > 0 < told[Did.NOT_TODAY]
        assert is_made_up(journal)
