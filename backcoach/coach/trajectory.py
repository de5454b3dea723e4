"""How pain went over months: a name for its course once there is enough of it, and the average of others.

Names and limits follow Kongsted et al. 2017 (KONGSTED17); what they leave open is decided here and said so
in the content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

from backcoach.coach.logged_days import Days, between, mean, pains
from backcoach.coach.values import Decision, Reason
from backcoach.coach.week import WEEK_DAYS
from backcoach.values import Value

SINGLE, EPISODIC, ONGOING, FLUCTUATING, OTHER = (
    f"trajectory_{name}" for name in ("single", "episodic", "ongoing", "fluctuating", "other")
)
QUICK, SLOW, PROGRESSING = (
    f"trajectory_{name}" for name in ("improving_quick", "improving_slow", "progressing")
)
TOO_EARLY = "trajectory_too_early"
PATTERNS = (TOO_EARLY, SINGLE, EPISODIC, QUICK, SLOW, PROGRESSING, ONGOING, FLUCTUATING, OTHER)


class TrajectoryLimits(Value):
    """When there is enough to name a course, and what tells one from another; points of 0 to 10."""

    least_weeks: int
    week_days: int
    known_percent: int
    free_most: float
    free_weeks: int
    single_weeks: int
    near: float
    pain_days: int
    range_above: float
    quick_weeks: int
    shift: float
    shift_weeks: int
    sources: tuple[str, ...]


class Intensity(Value):
    """A name for a mean that is, rounded half up, at most `most`."""

    id: str
    most: int
    text: str
    sources: tuple[str, ...]


class Pattern(Value):
    """How the weeks of a course follow each other, in words."""

    id: str
    text: str
    why: str
    sources: tuple[str, ...]


class CurvePoint(Value):
    """The mean pain of a group so many weeks on, and between what the studies are sure it lies."""

    week: int
    low: float
    mean: float
    high: float


class Curve(Value):
    """What pain did on average in people whose bout was younger than `until_days` when they began.

    Without `until_days` it is for all older ones. Weeks count from the onset, or else from the beginning.
    """

    id: str
    from_onset: bool
    text: str
    note: str
    sources: tuple[str, ...]
    point: tuple[CurvePoint, ...]
    until_days: int | None = None


class TrajectoryBook(Value):
    """The words and limits for courses, and the curves, those for the newest bouts first."""

    limits: TrajectoryLimits
    intensities: tuple[Intensity, ...]
    patterns: tuple[Pattern, ...]
    curves: tuple[Curve, ...]
    is_draft: bool

    def pattern(self, id_: str) -> Pattern:
        """The pattern with this id; KeyError if there is none."""
        return {one.id: one for one in self.patterns}[id_]


class Trajectory(Value):
    """The name of a course: how strong the pain was over all its weeks, and how these follow each other."""

    intensity: Intensity
    pattern: Pattern


class _Week(Value):
    """A week that is known: its place, its mean, and the share of its logged days with pain."""

    place: int
    mean: float
    pain_share: float


def trajectory(days: Days, since: date, today: date, book: TrajectoryBook) -> Decision[Trajectory | None]:
    """The course of the pain from `since` to yesterday; None while there is too little to name it."""
    limits, count = book.limits, (today - since).days // WEEK_DAYS
    weeks = tuple(_weeks(days, since, count, limits))
    counts = (("weeks", str(count)), ("weeks_known", str(len(weeks))))
    if count < limits.least_weeks or 100 * len(weeks) < limits.known_percent * count:
        return Decision(None, (_reason(book.pattern(TOO_EARLY), counts),))
    level = mean(tuple(week.mean for week in weeks)) or 0.0
    pattern = book.pattern(_pattern(weeks, level, limits))
    intensity = next(one for one in book.intensities if int(level + 0.5) <= one.most)
    return Decision(Trajectory(intensity, pattern), (_reason(pattern, (*counts, ("mean", f"{level:.2f}"))),))


def curve_for(onset_on: date, began_on: date, book: TrajectoryBook) -> Curve:
    """The average of people whose bout was as old as this one when it began to be looked at."""
    age = (began_on - onset_on).days
    return next(one for one in book.curves if one.until_days is None or age < one.until_days)


def on_curve(curve: Curve, onset_on: date, began_on: date, day: date) -> CurvePoint | None:
    """The point of a curve on a day, on straight lines between the known ones; None outside of them.

    Its week is the whole weeks until then.
    """
    weeks = (day - (onset_on if curve.from_onset else began_on)) / timedelta(weeks=1)
    for before, after in pairwise(curve.point):
        if before.week <= weeks <= after.week:
            share = (weeks - before.week) / (after.week - before.week)
            low, middle, high = (
                one + share * (other - one)
                for one, other in zip(_values(before), _values(after), strict=True)
            )
            return CurvePoint(int(weeks), low, middle, high)
    return None


def _reason(pattern: Pattern, figures: tuple[tuple[str, str], ...]) -> Reason:
    return Reason(pattern.id, pattern.why, figures, pattern.sources)


def _values(point: CurvePoint) -> tuple[float, float, float]:
    return point.low, point.mean, point.high


def _weeks(days: Days, since: date, count: int, limits: TrajectoryLimits) -> Iterator[_Week]:
    for place in range(count):
        first = since + timedelta(weeks=place)
        scores = pains(between(days, first, first + timedelta(days=WEEK_DAYS - 1)))
        if len(scores) >= limits.week_days:
            hurting = sum(score > 0 for score in scores)
            yield _Week(place, sum(scores) / len(scores), hurting / len(scores))


def _pattern(weeks: Sequence[_Week], level: float, limits: TrajectoryLimits) -> str:
    """The first pattern that fits."""
    hurting = [week.place for week in weeks if week.mean > limits.free_most]
    if hurting and hurting[-1] < limits.single_weeks:
        return SINGLE
    if _has_free_month_between(weeks, hurting, limits):
        return EPISODIC
    before, after = weeks[: limits.shift_weeks], weeks[-limits.shift_weeks :]
    shift = _mean(after) - _mean(before)
    if shift <= -limits.shift:
        return QUICK if _is_quick(weeks, _mean(after), limits) else SLOW
    if shift >= limits.shift:
        return PROGRESSING
    if _is_steady(weeks, level, limits):
        return ONGOING
    means = [week.mean for week in weeks]
    is_wide = max(means) - min(means) > limits.range_above
    return FLUCTUATING if is_wide and not _free_runs(weeks, limits) else OTHER


def _is_steady(weeks: Sequence[_Week], level: float, limits: TrajectoryLimits) -> bool:
    is_near = all(abs(week.mean - level) <= limits.near for week in weeks)
    shares = sum(week.pain_share for week in weeks) / len(weeks)
    return is_near and shares * WEEK_DAYS > limits.pain_days


def _is_quick(weeks: Sequence[_Week], end: float, limits: TrajectoryLimits) -> bool:
    """Whether a week among the first ones was already as good as the end."""
    return any(week.place < limits.quick_weeks and week.mean <= end + limits.near for week in weeks)


def _has_free_month_between(weeks: Sequence[_Week], hurting: Sequence[int], limits: TrajectoryLimits) -> bool:
    runs = _free_runs(weeks, limits)
    return any(hurting[0] < first and last < hurting[-1] for first, last in runs) if hurting else False


def _free_runs(weeks: Sequence[_Week], limits: TrajectoryLimits) -> list[tuple[int, int]]:
    """First and last place of each stretch of known weeks in a row that were free of pain for a month."""
    free = [week.place for week in weeks if week.mean <= limits.free_most]
    rows = (
        [place for _, place in row] for _, row in groupby(enumerate(free), lambda pair: pair[1] - pair[0])
    )
    return [(row[0], row[-1]) for row in rows if len(row) >= limits.free_weeks]


def _mean(weeks: Sequence[_Week]) -> float:
    return sum(week.mean for week in weeks) / len(weeks)
