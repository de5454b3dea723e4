"""What is counted of the weeks that made-up people are issued, one tally for each kind of person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from backcoach.coach.phases import Phase
from backcoach.coach.week import WeekPlan
from tests.deep.diaries import Shape
from tests.deep.issued import Lived

GOAL = 30
WEEK_MOST, GO_MOST, RISE_PERCENT, RISE_MINUTES = 300, 60, 20, 20
"""The caps once more, in minutes, so that the program is not judged by its own figures."""

BETWEEN = "hold_between"
"""A week that nobody looked back at because the time for it had not come: it counts as no review."""

RAISES = ("progress", "progress_large", "resume")
COLUMNS = {
    "progress": ("progress", "progress_large"),
    "resume": ("resume",),
    "hold": ("hold", "hold_leg", "hold_gaps"),
    "too few days": ("hold_data",),
    "drift": ("drift_review",),
    "ease": ("ease",),
    "flare-up": ("flare",),
    "step back": ("step_back",),
}
"""The shares of reviews in the table, with the ids of the rules counted in each."""

_DESK = {"step back": "step_back"}


@dataclass(slots=True)
class Tally:
    """Counts of one shape.

    `drift_weeks` and `goal_weeks` hold one week for each person who got there, `last_minutes` the minutes of
    walking a day of each person at the end.

    `counts` are by name: `people`, weeks `above_week`, `above_go` and `above_rise`, `empty_weeks`, `shaved`
    (weeks from which a cap took minutes), `light_days`, `light_nothing` (items left with nothing),
    `light_no_walk` (days that lost their walk) and `light_empty` (days left with nothing at all).
    """

    counts: Counter[str] = field(default_factory=Counter)
    reviews: Counter[str] = field(default_factory=Counter)
    drift_weeks: list[int] = field(default_factory=list)
    goal_weeks: list[int] = field(default_factory=list)
    last_minutes: list[int] = field(default_factory=list)
    most_minutes: int = 0

    def add(self, lived: Lived) -> None:
        """Count one person. Weeks count from 1; a goal is reached in the week whose review led to it."""
        self.reviews.update(one for one in lived.reviews if one != BETWEEN)
        self.counts.update(_caps(lived.weeks) + _lighter(lived))
        self.counts["people"] += 1
        self.most_minutes = max(self.most_minutes, *(week.minutes for week in lived.weeks))
        if "drift_review" in lived.reviews:
            place = lived.reviews.index("drift_review")
            self.drift_weeks.append(_weeks_until(lived.seen[place].ends_on + timedelta(days=1), lived))
        reached = (_weeks_until(week.starts_on, lived) for week in lived.weeks if _walk(week) >= GOAL)
        self.goal_weeks += list(reached)[:1]
        self.last_minutes.append(_walk(lived.weeks[-1]))

    def share(self, *ids: str) -> float:
        """Percent of the reviews that ended with one of these rules."""
        return 100 * sum(self.reviews[id_] for id_ in ids) / max(1, self.reviews.total())

    def seen_by(self, week: int) -> float:
        """Percent of the people whose slow rise was seen by the review of a week."""
        return 100 * sum(one <= week for one in self.drift_weeks) / max(1, self.counts["people"])

    def row(self, shape: Shape) -> str:
        """A line of the table, with the figures of the desk check in brackets."""
        people = max(1, self.counts["people"])
        cells = [(f"{self.share(*ids):.1f}", _DESK.get(name, name)) for name, ids in COLUMNS.items()]
        cells += [
            (f"{100 * len(self.drift_weeks) / people:.1f}", "drift_people"),
            (_median(self.drift_weeks), "drift_week"),
            (f"{100 * len(self.goal_weeks) / people:.1f}", "goal_people"),
            (_median(self.goal_weeks), "goal_week"),
            (_median(self.last_minutes), "last_minutes"),
        ]
        told = (f"{value} ({shape.desk[key]})" if shape.desk.get(key) else value for value, key in cells)
        return f"| {' | '.join([shape.name, *told])} |"


def _weeks_until(day: date, lived: Lived) -> int:
    """Weeks of the plan up to a day, begun ones counted in full."""
    return -(-(day - lived.weeks[0].starts_on).days // 7)


def _median(weeks: list[int]) -> str:
    return f"{median(weeks):g}" if weeks else "-"


def _walk(week: WeekPlan) -> int:
    walk = week.latest("walk")
    return walk.daily_amount if walk else 0


def _caps(weeks: list[WeekPlan]) -> Counter[str]:
    """Weeks above a cap, weeks that ask for nothing, and weeks from which a cap took something."""
    timed = [[item for item in week.items if item.is_timed] for week in weeks]
    least = (min((item.amount for item in items), default=0) for items in timed)
    rises = [
        now.minutes - before.minutes > max(before.minutes * RISE_PERCENT // 100, RISE_MINUTES)
        for before, now in pairwise(weeks)
        if now.phase.rank >= Phase.BUILD.rank
    ]
    caps = {"week_capped", "rise_capped", "go_capped"}
    return Counter(
        above_week=sum(week.minutes > WEEK_MOST for week in weeks),
        above_go=sum(item.amount > GO_MOST for items in timed for item in items),
        above_rise=sum(rises),
        empty_weeks=sum(amount < 1 for amount in least),
        shaved=sum(any(reason.rule in caps for reason in week.reasons) for week in weeks),
    )


def _lighter(lived: Lived) -> Counter[str]:
    """What the days of flare-ups were left with."""
    pairs = [(before, now) for before, now in zip(lived.planned, lived.kept, strict=True) if before]
    return Counter(
        light_days=len(pairs),
        light_nothing=sum(item.amount < 1 for _, now in pairs for item in now),
        light_no_walk=sum(_has_walk(before) and not _has_walk(now) for before, now in pairs),
        light_empty=sum(not now for _, now in pairs),
    )


def _has_walk(items: tuple[object, ...]) -> bool:
    return any(getattr(item, "id", "") == "walk" for item in items)
