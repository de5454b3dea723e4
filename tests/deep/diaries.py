"""Made-up people for the simulation of the activity rules: how their pain goes, and what they log of it.

Each shape carries the figures that a desk check of the same rules gave when they were written down, where
there are any; `tests/deep/simulate.py` prints what the program does beside them. The desk check names its
shapes but not every number of them: where it does not, the levels here are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from math import pi, sin
from random import Random

from backcoach.coach.phases import Track
from tests.spec.activity.people import MONDAY

SEED = 20261124
MISSING = 0.2
WAVE_WEEKS = 5
FLARE_RISE = 2.7
"""By so much pain is higher on a day on which somebody tells of a flare-up."""

Points = tuple[tuple[float, float], ...]
"""Pain in points at some weeks of the plan; straight lines between them, level after the last."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of person. `declares` is the chance of a flare-up a day.

    `swing` is added in waves of `WAVE_WEEKS`, and everybody begins somewhere else in the wave.

    `walk_minutes` and `likes` are what was told at the start. With `is_once` the first week is changed to a
    single walk a day, as in the desk check; else it is as issued. With `has_flares` the days of a flare-up
    are made lighter, and the review knows of it. `desk` are figures of the desk check by column.
    """

    name: str
    points: Points
    spread: float
    track: Track
    weeks: int
    swing: float = 0.0
    walk_minutes: int = 13
    likes: tuple[str, ...] = ()
    is_once: bool = True
    has_flares: bool = False
    declares: float = 0.0
    desk: Mapping[str, str] = field(default_factory=dict)

    @property
    def onset_days(self) -> int:
        """So many days before the plan the pain began."""
        return 4 if self.track is Track.ACUTE else 200

    def level(self, week: float, begins: float = 0.0) -> float:
        """The usual pain at a time of the plan before chance has its say, by where in a wave it is."""
        wave = self.swing * sin(2 * pi * (week + begins) / WAVE_WEEKS)
        for (before, low), (after, high) in pairwise(self.points):
            if before <= week <= after:
                return low + (high - low) * (week - before) / (after - before) + wave
        return self.points[-1][1] + wave


@dataclass(frozen=True, slots=True)
class Diary:
    """What somebody logs: average pain by day, nothing on days that are missing, and flare-ups they tell of.

    `told` is the average pain told at the start, in halves. `missed` are the days that were not logged as
    they were: what the person can say of them only when asked.
    """

    told: float
    pains: Mapping[date, float]
    declared: frozenset[date]
    missed: Mapping[date, float] = field(default_factory=dict)


def chance_of(shape: Shape, number: int) -> Random:
    """The chance of one person: the same each time, whoever else is made up."""
    return Random(f"{SEED} {shape.name} {number}")  # noqa: S311 - made-up diaries


def diary(shape: Shape, chance: Random) -> Diary:
    """The diary of one person from the first day of the plan on, scores in halves from 0 to 10."""
    pains, missed, declared = dict[date, float](), dict[date, float](), set()
    begins = chance.uniform(0, WAVE_WEEKS) if shape.swing else 0.0
    for offset in range(shape.weeks * 7):
        day = MONDAY + timedelta(days=offset)
        is_flare, is_logged = chance.random() < shape.declares, chance.random() >= MISSING
        score = chance.gauss(shape.level(offset / 7, begins) + FLARE_RISE * is_flare, shape.spread)
        (pains if is_logged else missed)[day] = min(20, max(0, round(2 * score))) / 2
        if is_flare and is_logged:
            declared.add(day)
    return Diary(round(2 * shape.level(0, begins)) / 2, pains, frozenset(declared), missed)


ACUTE, PERSISTENT = 1.0, 1.42
"""How far single days stray, as a standard deviation."""

RAPID: Points = ((0, 6.0), (1, 2.0), (2, 0.7), (4, 0.3), (12, 0.3))
BY_WEEK_12: Points = ((0, 6.3), (1, 4.0), (2, 3.0), (4, 1.3), (12, 0.3))
INCOMPLETE: Points = ((0, 6.5), (1, 4.8), (2, 4.0), (4, 3.2), (12, 2.5))
FLUCTUATING: Points = ((0, 6.3), (1, 3.5), (2, 2.0), (4, 1.7), (12, 4.0))
HIGH: Points = ((0, 7.0), (1, 6.5), (2, 6.3), (4, 6.2), (12, 6.0))


def _acute(name: str, points: Points, spread: float = ACUTE, **desk: str) -> Shape:
    return Shape(name, points, spread, Track.ACUTE, 12, walk_minutes=15, desk=desk)


def _persistent(name: str, points: Points, weeks: int = 16, swing: float = 0.0, **desk: str) -> Shape:
    return Shape(name, points, PERSISTENT, Track.PERSISTENT, weeks, swing, desk=desk)


def _row(
    progress: str, hold: str, back: str, drift: str, drift_week: str, goal: str, week: str
) -> dict[str, str]:
    """The desk check's figures of one shape; weeks of a slow rise counted from 1, where it counts from 0."""
    columns = ("progress", "hold", "step_back", "drift_people", "drift_week", "goal_people", "goal_week")
    return dict(zip(columns, (progress, hold, back, drift, drift_week, goal, week), strict=True))


HIGH_THROUGHOUT = _acute(
    "acute, steady 6/10", ((0, 6.0), (12, 6.0)), **_row("71", "25", "0.3", "0.3", "", "96", "6")
)
STEADY = _persistent(
    "persistent, steady 5/10", ((0, 5.0), (16, 5.0)), **_row("69", "26", "0.5", "0.1", "", "91", "12")
)
WAVES = _persistent(
    "persistent, waves of 5 weeks, 5 ± 1.8",
    ((0, 5.0), (16, 5.0)),
    swing=1.8,
    resume="16",
    last_minutes="17",
    **_row("31", "27", "16", "44", "", "5", ""),
)
WORSENING = _persistent(
    "persistent, 4 to 8 in 12 weeks",
    ((0, 4.0), (12, 8.0)),
    weeks=12,
    **_row("25", "16", "2", "100", "8", "1", ""),
)
DESK_SHAPES = (
    _acute("acute, rapid recovery", RAPID, **_row("75", "22", "0.2", "0", "", "97", "6")),
    _acute("acute, recovery by week 12", BY_WEEK_12, **_row("74", "22", "0.2", "0", "", "97", "6")),
    HIGH_THROUGHOUT,
    _acute("acute, second rise from week 4", FLUCTUATING, **_row("62", "25", "0.5", "72", "11", "88", "5")),
    STEADY,
    WAVES,
    WORSENING,
)
CLASS_HIGH = _acute("class: persistent high", HIGH, 1.2)
CLASSES = (
    _acute("class: rapid", RAPID, 0.8),
    _acute("class: by week 12", BY_WEEK_12, 1.0),
    _acute("class: incomplete", INCOMPLETE, 1.2),
    _acute("class: fluctuating", FLUCTUATING, 1.4),
    CLASS_HIGH,
)
_PLAIN = replace(STEADY, desk={})
AS_ISSUED = replace(_PLAIN, name="steady 5/10, two walks a day as issued", is_once=False)
MUCH = replace(
    _PLAIN, name="steady 5/10, an hour's walk and garden", walk_minutes=75, likes=("garden",), is_once=False
)
FLARING = (
    replace(STEADY, name="steady 5/10, flare-ups as they show", has_flares=True, desk={}),
    replace(WAVES, name="waves, flare-ups as they show", has_flares=True, desk={}),
    replace(
        HIGH_THROUGHOUT,
        name="acute, steady 6/10, 3.5 flare-ups told in 6 weeks",
        has_flares=True,
        declares=3.5 / 42,
        likes=("garden",),
        desk={},
    ),
)
SHAPES = (*DESK_SHAPES, *CLASSES, AS_ISSUED, MUCH, *FLARING)
STEADY_SHAPES = (HIGH_THROUGHOUT, STEADY, CLASS_HIGH)
