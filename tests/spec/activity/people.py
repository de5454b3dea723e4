"""The shipped activity content, and plain people, weeks and days to put it to use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from backcoach.coach.activity import ActivityBook
from backcoach.coach.done import DoneAmount, Unit
from backcoach.coach.person import Fitting, Profile, Waking
from backcoach.coach.phases import Phase, Track
from backcoach.coach.week import DayRecord, ItemKind, PlanItem, WeekPlan, week_from
from backcoach.handbook.activity import read_activity
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content

MONDAY = date(2026, 3, 2)
HERE = Path(__file__).parent


@cache
def real_book() -> ActivityBook:
    """The activity content as it is shipped, without a fault."""
    reader = ContentReader(find_content())
    book = read_activity(reader)
    assert book is not None, "\n".join(map(str, reader.faults))
    assert not reader.faults, "\n".join(map(str, reader.faults))
    return book


def rows(file: str, key: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    return list(tomllib.loads((HERE / file).read_text(encoding="utf-8"))[key])


def person(days_since_onset: int = 20, **changes: Any) -> Profile:
    """Somebody of 40, sure enough of themselves and with all that exercises need.

    Their pain began so many days before `MONDAY`.
    """
    facts: dict[str, Any] = {
        "region": "NZ",
        "age_years": 40,
        "onset_on": MONDAY - timedelta(days=days_since_onset),
        "waking": Waking(time(7), time(22)),
        "pain_average": 5.0,
        "own_activities": (),
        "confidence": 6,
        "fitting": Fitting(equipment=tuple(one.id for one in real_book().fitting.things)),
    }
    return Profile(**(facts | changes))


def walking_week(
    starts_on: date = MONDAY,
    *,
    number: int = 1,
    track: Track = Track.PERSISTENT,
    phase: Phase = Phase.BUILD,
    minutes: int = 100,
    times_per_day: int = 1,
    outcome: str | None = None,
) -> WeekPlan:
    """A week with a walk a day, or several, so long that a percent of it is a whole minute."""
    days = week_from(starts_on)
    walk = PlanItem("walk", ItemKind.WALK, "Walking", minutes, Unit.MINUTES, times_per_day, days)
    return WeekPlan(
        number=number,
        starts_on=starts_on,
        ends_on=days[-1],
        track=track,
        phases=(phase,) * 7,
        items=(walk,),
        review_on=days[-1] + timedelta(days=1),
        reasons=(),
        outcome=outcome,
    )


def walked(minutes: int | None) -> tuple[DoneAmount, ...] | None:
    """What was done of the walk; None where nothing was said."""
    return None if minutes is None else (DoneAmount("walk", minutes),)


def days_from(starts_on: date, pains: Iterable[float | str], **facts: Any) -> tuple[DayRecord, ...]:
    """One day for each pain score; "-" is a day without a check-in, "?" one without a score."""
    return tuple(
        DayRecord(
            starts_on + timedelta(days=offset),
            pain_average=None if isinstance(pain, str) else float(pain),
            **facts,
        )
        for offset, pain in enumerate(pains)
        if pain != "-"
    )
