"""The plan on the screen from the first day of a bout to the last phase, and in a flare-up on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from backcoach.coach.done import DoneAmount
from backcoach.coach.phases import Phase
from backcoach.coach.values import Answer
from backcoach.coach.week import WeekSaid
from backcoach.flows.errors import BadInput
from backcoach.flows.flare import declare
from backcoach.flows.kinds import KINDS
from backcoach.flows.looking_back import keep_said, next_after, week_to_review
from backcoach.flows.plan import PlanView, plan_view
from backcoach.journal.opening import open_journal
from tests.flows.people import NO_MEDICINE, Person
from tests.terminal.keyboard import run

pytestmark = pytest.mark.terminal

FLARE = "flare-up"
PHASES = [phase.value for phase in Phase]
Kept = dict[str, tuple[Path, datetime]]
"""A home in each phase and in a flare-up, with the moment it was left at."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """One person who logs every day and looks back as soon as they may, from day 1 to the last phase."""
    ground = tmp_path_factory.mktemp("bout")
    home, found = ground / "home", Kept()
    with open_journal(home, KINDS, create=True) as journal:
        person = Person(journal)
        person.starts(course_weeks=0, **NO_MEDICINE)
        for phase in _days(person):
            if phase not in found:
                found[phase] = (shutil.copytree(home, ground / phase), person.now)
    copy, now = found[Phase.BUILD.value]
    shutil.copytree(copy, ground / FLARE)
    with open_journal(ground / FLARE, KINDS) as journal:
        person = Person(journal, now)
        declare(person.desk)
        person.screens()
    return found | {FLARE: (ground / FLARE, now)}


def _days(person: Person) -> Iterator[str]:
    """The phase of each day, until the last one has come."""
    while True:
        _look_back(person)
        view = plan_view(person.desk)
        assert isinstance(view, PlanView)
        phase = view.week.phase_on(person.desk.moment.today).value
        yield phase
        if phase == Phase.MAINTAIN.value:
            return
        done = tuple(DoneAmount(one.item.id, one.item.daily_amount) for one in view.items)
        person.logs(pain=4, done=done)
        person.waits(days=1)
        person.screens()


def _look_back(person: Person) -> None:
    try:
        week = week_to_review(person.desk)
    except BadInput:
        return
    keep_said(person.desk, week, WeekSaid(were_gaps_harder=Answer.NO))
    next_after(person.desk, week)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("state", [*PHASES, FLARE])
def test_the_plan_fits_the_screen_and_says_where_one_stands(
    kept: Kept, home: Path, state: str, columns: int
) -> None:
    folder, now = kept[state]
    shutil.copytree(folder, home)
    shown = run("plan", env={"BACKCOACH_NOW": now.isoformat(), "COLUMNS": str(columns)})

    assert shown.returncode == 0, shown.stderr
    assert max(map(len, shown.stdout.splitlines())) <= columns
    said = " ".join(shown.stdout.split())
    assert "Flare-up, day 1: 50 % of the plan." in said or state != FLARE
    assert ("keep going" if state == "maintain" else "build" if state == FLARE else state) in said
    assert "Walking" in said
    assert "Not yet reviewed by a clinician." in said


@pytest.mark.parametrize("columns", [40, 44, 60])
def test_no_word_of_the_week_is_cut_on_a_narrow_screen(kept: Kept, columns: int) -> None:
    home, now = kept[Phase.BUILD.value]
    env = {"BACKCOACH_HOME": str(home), "BACKCOACH_NOW": now.isoformat(), "COLUMNS": str(columns)}
    shown = run("plan", env=env).stdout
    assert "Exercises" in shown
    assert "\N{HORIZONTAL ELLIPSIS}" not in shown
    assert max(map(len, shown.splitlines())) <= columns
